"""Calls of the Web API, as they came."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.servers.slack.world import Json

if TYPE_CHECKING:
    from tests.servers.slack.team import Team


@dataclass(frozen=True, kw_only=True, slots=True)
class Call:
    """One call, or a post to a response URL (method `response_url`).

    `error`: the code that it was answered, '' where it was well; `status` 0: not answered. `at` is monotonic seconds.
    """

    method: str
    args: Json
    team: Team | None
    status: int
    error: str
    at: float
