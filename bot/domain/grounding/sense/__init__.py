"""Not, may, will, before, against: what turns the sense of a sentence."""
