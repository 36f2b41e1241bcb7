"""Posts on Slack: send one, edit one, find one again."""

from __future__ import annotations

import logging
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.domain.delivery import Destination, Receipt
from bot.domain.errors import Refused, Unreached, Unsure
from handlers.slack.faults import BLOCKS, NO_THREAD, code_of, seam
from handlers.slack.layout import Laid, lay
from handlers.slack.talk import Me
from handlers.slack.teams import Teams

_log = logging.getLogger(__name__)

EVENT = "sitrep_delivery"
"""The type of the metadata by which a post is found again; no person sees it."""
PAGE = 200
"""Posts that are read back at once."""
QUIET = {"unfurl_links": False, "unfurl_media": False, "link_names": False, "parse": "none"}
"""Nothing is shown of what a post links to, and nobody is called by a name in it."""
_KEYS = uuid.uuid5(uuid.NAMESPACE_URL, "sitrep:slack")


class Outbound:
    """Speaks through the clients of the workspaces; nothing is reached before there are `teams`."""

    def __init__(self, teams: Teams | None = None) -> None:
        self.teams = teams

    async def send(self, to: Destination, body: bytes, *, key: str, reply_to: Receipt | None = None) -> Receipt:
        """Post a page. Slack may show a repeat of `key` twice; `find` tells whether it arrived.

        What Slack does not take for its blocks is posted as words alone, and what answers a deleted post stands by
        itself. Raises Refused, Held, Unreached, Unsure.
        """
        if to.private:
            raise Refused(f"nobody can be written to out of sight in {to}; only an answer can be", gone=False)
        client, laid, thread = await self._client(to), _laid(body), _thread(to, reply_to)
        values: dict[str, Any] = {
            "channel": to.channel or to.user,
            "metadata": {"event_type": EVENT, "event_payload": {"delivery": key}},
            "client_msg_id": str(uuid.uuid5(_KEYS, f"{to.channel or to.user}/{key}")),
            **QUIET,
        }

        async def post(said: dict[str, Any]) -> str:
            with seam(f"posting to {to}"):
                given = {name: value for name, value in said.items() if value}
                return _ts((await client.chat_postMessage(**values, **thread, **given)).get("ts"))

        try:
            ts = await _in_words_else(laid, post)
        except Refused as refused:
            if to.thread or not thread or code_of(refused) not in NO_THREAD:
                raise
            thread = {}
            ts = await _in_words_else(laid, post)
        return Receipt(to=to, id=ts, sent_at=moment(ts))

    async def edit(self, receipt: Receipt, body: bytes) -> None:
        """Replace a post. Raises what `send` raises; Refused too for what only one person sees.

        A place is never called gone for it: an answer may stand where the bot was never let in.
        """
        if receipt.to.private:
            over = "what only one person sees cannot be edited later"
            raise Refused(f"editing {receipt.id} in {receipt.to}: {over}", gone=False)
        laid = _laid(body)
        try:
            client = await self._client(receipt.to)
            channel = await self._channel(client, receipt.to)

            async def update(said: dict[str, Any]) -> str:
                with seam(f"editing {receipt.id} in {receipt.to}"):
                    await client.chat_update(channel=channel, ts=receipt.id, link_names=False, parse="none", **said)
                return receipt.id

            await _in_words_else(laid, update)
        except Refused as refused:
            raise Refused(str(refused), gone=False) from refused

    async def find(self, to: Destination, *, key: str, since: datetime) -> Receipt | None:
        """The post of `key` in the history since then.

        Raises what `send` raises; Refused where the history is hidden from us, which closes no place.
        """
        try:
            client, me = await self._client(to), await self._me(to)
            channel = await self._channel(client, to)
            async for post in self._history(client, to, channel, since):
                if _is_ours(post, me, key):
                    return Receipt(to=to, id=str(post["ts"]), sent_at=moment(str(post["ts"])))
        except Refused as refused:
            if to.thread and code_of(refused) in NO_THREAD:
                return None
            raise Refused(str(refused), gone=False) from refused
        return None

    async def _client(self, to: Destination) -> AsyncWebClient:
        return await self._connected().client(to.workspace)

    async def _me(self, to: Destination) -> Me:
        return await self._connected().me(to.workspace)

    def _connected(self) -> Teams:
        if self.teams is None:
            raise Unreached("not connected to Slack yet")
        return self.teams

    async def _channel(self, client: AsyncWebClient, to: Destination) -> str:
        """The id of the conversation; that with a person is known by theirs to who posts only."""
        if to.channel:
            return to.channel
        try:
            with seam(f"opening direct messages with {to}"):
                return str((await client.conversations_open(users=to.user))["channel"]["id"])
        except Unsure as error:  # nothing was posted, and opening them twice does no harm
            raise Unreached(str(error)) from error

    async def _history(
        self, client: AsyncWebClient, to: Destination, channel: str, since: datetime
    ) -> AsyncIterator[dict[str, Any]]:
        """The posts of a place since then, page by page."""
        asked = {"channel": channel, "oldest": f"{since.timestamp():.6f}", "inclusive": True, "limit": PAGE}
        cursor: str = ""
        while True:
            with seam(f"reading back {to}"):
                page = await self._page(client, to, {**asked, **({"cursor": cursor} if cursor else {})})
                posts, following = list(page["messages"]), _next(page)
            for post in posts:
                yield post
            if not following:
                return
            if following == cursor:
                raise Unsure(f"reading back {to}: Slack gives the same page again and again")
            cursor = following

    async def _page(self, client: AsyncWebClient, to: Destination, asked: dict[str, Any]) -> AsyncSlackResponse:
        if to.thread:
            return await client.conversations_replies(ts=to.thread, include_all_metadata=True, **asked)
        return await client.conversations_history(include_all_metadata=True, **asked)


def moment(ts: str) -> datetime:
    """The instant of a post; Slack's ids of posts are instants."""
    return datetime.fromtimestamp(float(ts), UTC)


async def _in_words_else(laid: Laid, post: Callable[[dict[str, Any]], Awaitable[str]]) -> str:
    """Post blocks and words; the words alone where Slack does not take the blocks, and so certainly posted nothing."""
    try:
        return await post({"text": laid.text, "blocks": laid.blocks})
    except Refused as refused:
        if code_of(refused) not in BLOCKS:
            raise
        _log.warning("%s; it goes out as words alone", refused, extra={"action": "slack.blocks"})
        return await post({"text": laid.text, "blocks": []})


def _thread(to: Destination, reply_to: Receipt | None) -> dict[str, Any]:
    """The thread of a post. What answers a post of the channel is shown in the channel too."""
    if to.thread:
        return {"thread_ts": to.thread}
    if reply_to is None or not _same_channel(to, reply_to.to):
        return {}
    return {"thread_ts": reply_to.to.thread or reply_to.id, "reply_broadcast": True}


def _same_channel(to: Destination, other: Destination) -> bool:
    return not other.private and (to.workspace, to.channel, to.user) == (other.workspace, other.channel, other.user)


def _is_ours(post: dict[str, Any], me: Me, key: str) -> bool:
    """Did the bot post it for this key? Others can write what they like into theirs."""
    if post.get("user") != me.user and (not me.bot or post.get("bot_id") != me.bot):
        return False
    said = post.get("metadata") or {}
    return said.get("event_type") == EVENT and (said.get("event_payload") or {}).get("delivery") == key


def _next(page: AsyncSlackResponse) -> str:
    return str((page.get("response_metadata") or {}).get("next_cursor") or "")


def _ts(value: object) -> str:
    """The id in a reply; a reply without one proves nothing."""
    if not isinstance(value, str) or not value:
        raise ValueError("no ts")
    float(value)
    return value


def _laid(body: bytes) -> Laid:
    try:
        laid = lay(body)
        if not laid.text.strip():
            raise ValueError("it has no words")
        return laid
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise Refused(f"this is not a post as it is laid out for Slack: {error}", gone=False) from error
