"""Tables of words and phrases, and the regular expressions made of them."""

from __future__ import annotations

from collections.abc import Iterable


def alternatives(table: str) -> tuple[str, ...]:
    """The entries of a table, which commas and line ends separate."""
    parts = (part.strip() for part in table.replace("\n", ",").split(","))
    return tuple(part for part in parts if part)


def one_of(entries: str | Iterable[str]) -> str:
    r"""A group that matches any entry of a table and captures nothing; earlier entries are tried first.

    Entries are regular expressions over folded text: plain words mostly, with `(more|less)` or `\w*` where that saves
    repetition.
    """
    listed = alternatives(entries) if isinstance(entries, str) else entries
    return f"(?:{'|'.join(listed)})"
