"""What the server does with one request."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

LOST = ("down", "hang", "cut", "drip", "empty", "big", "endless")
"""No reply, or none that ends well: connection reset, silence, broken off in the middle, one byte at a time, no body,
10 MB of body, and more and more of it."""
UNREADABLE = ("garbage", "bomb", "html", "redirect", "deep")
"""No JSON, packed a thousand times, a page, another address, and JSON in JSON in JSON."""
SPOILED = (
    "prose", "fenced", "list", "wrong", "refusal", "length", "content_filter", "no-choices", "null", "no-message",
    "error",
)  # fmt: skip
"""A well-formed reply in which the model said nothing that is of use."""
USAGES: Mapping[str, object] = {
    "no-usage": None,
    "absurd-usage": {"prompt_tokens": 10**15, "completion_tokens": 10**15, "total_tokens": 2 * 10**15},
    "negative-usage": {"prompt_tokens": -5, "completion_tokens": -7, "total_tokens": -12},
    "odd-usage": {"prompt_tokens": "many", "completion_tokens": None},
}
"""A good reply that lies about what it took."""
KINDS = ("fine", "slow", "quota", "no-finish", "no-stream", *LOST, *UNREADABLE, *SPOILED, *USAGES)
"""And any status of HTTP, as `503`; `quota` is the 429 that means that nothing is paid for any more; `no-finish` leaves
out why the reply ended; `no-stream` replies in one where a stream was asked for."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Act:
    """What happens: `kind` is one of KINDS, or a status.

    `wait_s`: how long `slow` waits. `content`: what the model says instead of its brain. `headers` are added.
    `refuses`: parameters, any of which in the request means 400, as with a real server. `error`: fields of the body
    of a status.
    """

    kind: str = "fine"
    headers: Mapping[str, str] = field(default_factory=dict)
    content: str | None = None
    wait_s: float = 0.0
    refuses: tuple[str, ...] = ()
    error: Mapping[str, object] | None = None

    def __post_init__(self) -> None:
        if self.kind not in KINDS and not self.kind.isdecimal():
            raise ValueError(f"no act {self.kind!r}; take a status or one of {', '.join(KINDS)}")
