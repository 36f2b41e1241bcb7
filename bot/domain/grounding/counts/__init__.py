"""Numbers: what they count, how exactly, and whether the fact has them so."""
