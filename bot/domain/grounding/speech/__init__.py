"""Who says it, with what word, and what is quoted."""
