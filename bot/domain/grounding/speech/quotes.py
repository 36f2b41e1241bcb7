"""What stands within quotation marks, of every kind that people write."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

_CLOSED_BY = {'"': '"', "“": '”“"', "”": "”", "„": '“”"', "«": "»", "»": "«", "‘": "’'", "'": "'’", "‚": "‘’", "‹": "›"}
"""Marks that open, with those that close what they opened."""
_CLOSING = re.compile(r"\W|$")
_CALLED = re.compile(r"\bwhat \w+(?: \w+)? (?:called|calls|termed|described as|labelled) ([^,;.]+)")
_WORDS = re.compile(r"\w+(?:[.,'’-]\w+)*")


@dataclass(frozen=True, kw_only=True, slots=True)
class Quote:
    """What stands between characters `start` and `end` of a text; `closed` is whether a mark closes it."""

    start: int
    end: int
    words: tuple[str, ...]
    closed: bool


@lru_cache(maxsize=20_000)
def quotes(text: str) -> tuple[Quote, ...]:
    """The quotations of a text, in order. An apostrophe opens none."""
    found = []
    place = 0
    while place < len(text):
        mark = text[place]
        if mark not in _CLOSED_BY or not _opens(text, place):
            place += 1
            continue
        end = next((n for n in range(place + 1, len(text)) if text[n] in _CLOSED_BY[mark] and _closes(text, n)), None)
        last = len(text) if end is None else end
        if end is None and mark == "'" and text[place + 1].isdigit():
            place += 1
            continue
        found.append(
            Quote(
                start=place, end=min(last + 1, len(text)), words=_words(text[place + 1 : last]), closed=end is not None
            )
        )
        place = last + 1
    return tuple(found)


@lru_cache(maxsize=20_000)
def called(text: str) -> tuple[Quote, ...]:
    """What a text has somebody call so, without marks: attacks by what it called the occupation."""
    return tuple(Quote(start=m.start(1), end=m.end(1), words=_words(m[1]), closed=True) for m in _CALLED.finditer(text))


def is_within(ours: Quote, theirs: Quote) -> bool:
    """Are these words, in this order, a stretch of a quotation?"""
    size = len(ours.words)
    return size > 0 and any(theirs.words[n : n + size] == ours.words for n in range(len(theirs.words) - size + 1))


def _words(text: str) -> tuple[str, ...]:
    return tuple(w.replace("’", "'").casefold() for w in _WORDS.findall(text))


def _opens(text: str, place: int) -> bool:
    """Does a mark open a quotation: with a word behind it, and for one that may be an apostrophe none before it?"""
    after = text[place + 1 : place + 2]
    if text[place] not in "'’‘":
        return True
    return bool(after) and not after.isspace() and not (place and (text[place - 1].isalnum()))


def _closes(text: str, place: int) -> bool:
    if text[place] not in "'’‘":
        return True
    return not text[place - 1].isspace() and bool(_CLOSING.match(text[place + 1 : place + 2] or " "))
