"""Sitrep: a news-briefing bot that answers from a stored, sourced fact base."""

__version__ = "0.1.0"
