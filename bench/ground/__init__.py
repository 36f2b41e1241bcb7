"""Measures the check of sentences: how many faulty ones it lets through, and how many faithful ones it refuses."""
