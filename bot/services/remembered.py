"""Replies of a model that were of use, for a while, so that the same is not asked twice."""

from __future__ import annotations

import json
import time
from collections.abc import Callable

from cachetools import TTLCache

from bot.domain.model import Prompt

HELD = 1000
"""Replies that are held at least."""
HELD_S = 3600.0
"""Seconds for which they are."""
LENGTH = 4000
"""Characters of an ordinary reply: as many replies are held, and fewer of longer ones."""

Key = tuple[str, ...]


class Remembered:
    """Replies by model, job and what they depend on. Held as text, so that nobody changes what another gets."""

    def __init__(self, *, timer: Callable[[], float] = time.monotonic) -> None:
        self._held: TTLCache[Key, str] = TTLCache(HELD * LENGTH, HELD_S, timer=timer, getsizeof=_size)

    def get(self, model: str, prompt: Prompt) -> tuple[object] | None:
        """The reply, alone in a tuple since it may be None itself; None where there is none."""
        found = self._held.get(_key(model, prompt))
        return None if found is None else (json.loads(found),)

    def put(self, model: str, prompt: Prompt, value: object) -> None:
        """Hold a reply, unless it is longer than all that can be held."""
        text = json.dumps(value)
        if len(text) <= self._held.maxsize:
            self._held[_key(model, prompt)] = text

    def drop(self, model: str, prompt: Prompt) -> None:
        """Forget a reply."""
        self._held.pop(_key(model, prompt), None)


def _key(model: str, prompt: Prompt) -> Key:
    return (model, prompt.job, *prompt.key)


def _size(text: str) -> int:
    return max(LENGTH, len(text))
