"""A stretch of a text that one of the checks has read, so that the others can leave it alone."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Mention:
    """The tokens of a text from `first` up to and without `last`, as indexes into its tokens."""

    first: int
    last: int
