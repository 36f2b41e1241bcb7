"""Leave a model alone that fails again and again, and try it with one call after a while."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from bot.domain.errors import Denied, ModelError, Nonsense, Throttled, Unanswered

FAILURES = 3
"""Failures in a row after which it is left alone."""
REST_S = 15.0
"""Seconds for which it is."""
LONG_REST_S = 300.0
"""The same where its server does not take what we ask, and the longest that a server can ask us to wait."""


class Breaker:
    """Counts how calls end. `opened` is told what made it begin to keep calls back, `closed` that it lets them again.

    A reply that cannot be read is a reply all the same. `timer` tells seconds and is never set back.
    """

    def __init__(
        self,
        *,
        timer: Callable[[], float] = time.monotonic,
        opened: Callable[[ModelError], None],
        closed: Callable[[], None],
    ) -> None:
        self._timer = timer
        self._opened = opened
        self._closed = closed
        self._failures = 0
        self._rests_until: float | None = None
        self._probing = False

    def rests(self) -> bool:
        """Would a call be kept back now?"""
        return self._rests_until is not None and (self._probing or self._timer() < self._rests_until)

    @contextmanager
    def attempt(self) -> Iterator[bool]:
        """Make a call within it, where it gives True: after a rest only one at a time is let through.

        It goes by which ModelError comes out of the block; any other end, such as a cancellation, tells it nothing.
        """
        if self.rests():
            yield False
            return
        probe = self._rests_until is not None
        self._probing = self._probing or probe
        try:
            yield True
        except (Denied, Throttled, Unanswered) as error:
            self._failed(error, probe=probe)
            raise
        except Nonsense:
            self._answered()
            raise
        else:
            self._answered()
        finally:
            if probe:
                self._probing = False

    def _failed(self, error: ModelError, *, probe: bool) -> None:
        self._failures += 1
        enough = self._failures >= FAILURES or isinstance(error, Denied)
        if self._rests_until is None and enough:
            self._rests_until = self._timer() + _rest_s(error)
            self._opened(error)
        elif probe:
            self._rests_until = self._timer() + _rest_s(error)

    def _answered(self) -> None:
        self._failures = 0
        if self._rests_until is not None:
            self._rests_until = None
            self._closed()


def _rest_s(error: ModelError) -> float:
    if isinstance(error, Denied):
        return LONG_REST_S
    asked = error.retry_after if isinstance(error, Throttled) else None
    return min(max(REST_S, asked or 0.0), LONG_REST_S)
