"""Fits how facts are ranked and when to abstain, on the questions in bench/questions."""
