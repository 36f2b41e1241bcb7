"""What stands on a trigger: response URLs (five uses in thirty minutes), and trigger ids (one use in three seconds).

From documents and old reports only: the status and words with which a used or old response URL is refused.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aiohttp import web

from tests.servers.slack import blocks
from tests.servers.slack.asked import Asked
from tests.servers.slack.bodies import reply
from tests.servers.slack.world import Channel, Json, Post, Refusal

if TYPE_CHECKING:
    from tests.servers.slack.server import SlackServer

USES, LIFE_S, TRIGGER_S = 5, 1800.0, 3.0


@dataclass(eq=False, kw_only=True)
class Hook:
    asked: Asked
    at: float
    uses: int = 0


class Hooks:
    """Response URLs. `uses`, `life_s`: how often and how long each is good."""

    def __init__(self, server: SlackServer) -> None:
        self._server = server
        self._hooks: dict[str, Hook] = {}
        self.uses, self.life_s = USES, LIFE_S

    def make(self, asked: Asked) -> str:
        """A response URL for what was asked."""
        name = f"{asked.team.id}/{secrets.token_hex(6)}/{secrets.token_urlsafe(18)}"
        self._hooks[name] = Hook(asked=asked, at=self._server.time.now())
        return f"http://{self._server.address}/hooks/{name}"

    def asked(self, name: str) -> Asked | None:
        found = self._hooks.get(name)
        return found.asked if found is not None else None

    async def handle(self, request: web.Request, body: Json) -> web.Response:
        """Take what is posted to a response URL."""
        hook = self._hooks.get(request.match_info["name"])
        if hook is None:
            return reply({"ok": False, "error": "invalid_url"}, 404)
        if self._server.time.now() - hook.at > self.life_s:
            return reply({"ok": False, "error": "expired_url"}, 404)
        if hook.uses >= self.uses:
            return reply({"ok": False, "error": "used_url"}, 404)
        try:
            self.post(hook.asked, body)
        except Refusal as refusal:
            return reply(refusal.body, 400)
        hook.uses += 1
        return web.Response(text="ok", content_type="text/html")

    def post(self, asked: Asked, body: Json) -> None:
        """What such a body does: a new post, or a change of the post that was pressed, or its end. Raises Refusal."""
        if _true(body.get("delete_original")):
            if asked.source is not None:
                asked.team.board.delete(asked.source)
            return
        text, shown = str(body.get("text") or ""), blocks.given(body.get("blocks"))
        blocks.check_message(text, shown, has_attachments=bool(body.get("attachments")))
        if _true(body.get("replace_original")) and asked.source is not None and asked.source.bot_id:
            asked.team.board.change(asked.source, text=text, shown=shown, body=body)
            asked.posts.append(asked.source)
        else:
            asked.posts.append(self._new(asked, text, shown, body))
        self._server.changes.tell()

    def _new(self, asked: Asked, text: str, shown: list[Json], body: Json) -> Post:
        board, channel = asked.team.board, asked.channel
        assert isinstance(channel, Channel)
        thread = str(body.get("thread_ts") or "")
        if body.get("response_type") == "in_channel":
            return board.write(
                channel, asked.team.bot_user, text=text, shown=shown, thread=thread, bot=True, body=body,
                made_by="response_url",
            )  # fmt: skip
        return board.whisper(
            channel, asked.user, text=text, shown=shown, thread=thread, body=body, made_by="response_url"
        )


def _true(value: object) -> bool:
    return value is True or (isinstance(value, str) and value.lower() == "true")


class Triggers:
    """Trigger ids. `life_s`: how long each can be exchanged for a modal."""

    def __init__(self, server: SlackServer) -> None:
        self._server = server
        self._made: dict[str, tuple[Asked, float]] = {}
        self._spent: set[str] = set()
        self.life_s = TRIGGER_S

    def make(self, asked: Asked) -> str:
        made = f"{secrets.randbelow(10**12)}.{secrets.randbelow(10**10)}.{secrets.token_hex(16)}"
        self._made[made] = (asked, self._server.time.now())
        return made

    def spend(self, trigger_id: object) -> Asked:
        """Exchange it. Raises Refusal: unknown, too old, or used."""
        found = self._made.get(str(trigger_id))
        if found is None:
            told = {"messages": ["[ERROR] invalid `trigger_id`"]}
            raise Refusal("invalid_arguments", response_metadata=told)
        if trigger_id in self._spent:
            raise Refusal("exchanged_trigger_id")
        if self._server.time.now() - found[1] > self.life_s:
            raise Refusal("expired_trigger_id")
        self._spent.add(str(trigger_id))
        return found[0]
