"""Dates: days, months, spans and parts of them, and what happened on which."""
