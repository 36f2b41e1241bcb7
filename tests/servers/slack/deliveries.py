"""How what people do reaches the bot: over a socket or signed HTTP, once or more often, again if not taken."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from tests.servers.slack.asked import Asked, Sent
from tests.servers.slack.world import Json

if TYPE_CHECKING:
    from tests.servers.slack.server import SlackServer


class Deliveries:
    """Sends. `sent`: every copy of everything. `via`: `socket`, or `http` for signed requests to `request_url`."""

    def __init__(self, server: SlackServer) -> None:
        self._server = server
        self.sent: list[Sent] = []
        self.via = "socket"

    async def go(
        self,
        asked: Asked,
        payload: Json,
        *,
        wait: bool = True,
        via: str = "",
        copies: int = 1,
        retry: int = 0,
        reason: str = "timeout",
        within_s: float | None = None,
    ) -> None:
        """Send it, `copies` times, the first as attempt number `retry`; with `wait` until it is acknowledged or over.

        Nothing is repeated by itself: see `again`.
        """
        made = [
            Sent(envelope=str(uuid.uuid4()), kind=asked.kind, payload=payload, attempt=retry + n) for n in range(copies)
        ]
        asked.sent.extend(made)
        self.sent.extend(made)
        for each in made:
            await self._send(each, via or self.via, reason if each.attempt else "", wait=wait)
        if wait:
            for each in made:
                await self._server.sockets.wait(each, within_s)

    async def _send(self, sent: Sent, via: str, reason: str, *, wait: bool) -> None:
        if via == "http":
            posting = self._server.signed.send(sent, reason=reason)
            self._server.begin(posting)
        else:
            await self._server.sockets.send(sent, reason=reason)

    def untaken(self) -> list[Sent]:
        """Events that were not acknowledged and not sent again since."""
        taken = {s.payload["event_id"] for s in self.sent if s.kind == "events_api" and s.ack_ms is not None}
        last = {s.payload["event_id"]: s for s in self.sent if s.kind == "events_api"}
        return [s for key, s in last.items() if key not in taken]

    async def again(self, *, reason: str = "timeout", via: str = "", wait: bool = True) -> list[Sent]:
        """Send every event that was not acknowledged once more, as Slack does at once, after a minute and after five.

        Commands and interactions are never repeated.
        """
        made = []
        for old in self.untaken():
            new = Sent(envelope=str(uuid.uuid4()), kind=old.kind, payload=old.payload, attempt=old.attempt + 1)
            self.sent.append(new)
            made.append(new)
            await self._send(new, via or self.via, reason, wait=wait)
        for new in made if wait else ():
            await self._server.sockets.wait(new)
        return made
