"""The tokens of a text as one folded line with single spaces, on which patterns can look for words side by side."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from bot.domain.grounding.tokens import Said

_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—−", "-"))


@dataclass(frozen=True, slots=True)
class Line:
    """A text's folded tokens, also joined; `starts` is where each of them begins in `text`."""

    words: tuple[str, ...]
    text: str
    starts: tuple[int, ...]

    @staticmethod
    def of(said: Said) -> Line:
        """The line of a text: every token, words folded and marks as they are, all dashes as one."""
        return _line(said)

    def find(self, pattern: re.Pattern[str]) -> Iterator[tuple[int, int, re.Match[str]]]:
        """The matches of a pattern that begin where a token does, each with the first and last (exclusive) token."""
        for match in pattern.finditer(self.text):
            yield bisect_left(self.starts, match.start()), bisect_left(self.starts, match.end()), match

    def before(self, token: int) -> str:
        """The line up to a token, without the space before it."""
        return self.text[: max(self.starts[token] - 1, 0)] if token < len(self.starts) else self.text


@lru_cache(maxsize=20_000)
def _line(said: Said) -> Line:
    starts, place = [], 0
    folded = [(t.word or t.text).translate(_DASHES) for t in said.tokens]
    for word in folded:
        starts.append(place)
        place += len(word) + 1
    return Line(tuple(folded), " ".join(folded), tuple(starts))
