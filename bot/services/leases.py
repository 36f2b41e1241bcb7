"""Tell which leases have ended, by nothing but what this process saw on its own monotonic clock."""

from __future__ import annotations

from collections.abc import Collection, Iterable

Lease = tuple[int, int]
"""A delivery and the fence of its holder."""


class LeaseWatch:
    """Remembers since when it has seen each lease. No two clocks are compared, and one that is set ends no lease."""

    def __init__(self, length_s: float) -> None:
        self._length_s = length_s
        self._since: dict[Lease, float] = {}

    def ended(self, held: Iterable[Lease], *, own: Collection[Lease], now: float) -> list[Lease]:
        """Those of `held` that have been the same for a lease's length; `own` are those in work here.

        `now` is the monotonic clock's, in seconds.
        """
        self._since = {lease: self._since.get(lease, now) for lease in held if lease not in own}
        return [lease for lease, since in self._since.items() if now - since >= self._length_s]
