"""Names: of whom and what a sentence speaks, by whatever name the case knows."""
