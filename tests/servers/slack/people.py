"""What people do in Slack, turned into what the bot is sent for it."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any

from tests.servers.slack import payloads
from tests.servers.slack.asked import Asked
from tests.servers.slack.forms import Forms
from tests.servers.slack.views import View
from tests.servers.slack.world import DM, Channel, Json, NotOffered, Post

if TYPE_CHECKING:
    from tests.servers.slack.team import Team

MESSAGES = {"channel": "message.channels", "group": "message.groups", "im": "message.im", "mpim": "message.mpim"}


class People:
    """Everything that somebody can do; `how` is what Deliveries.go takes: wait, via, copies, retry, within_s."""

    def __init__(self, team: Team) -> None:
        self._team = team
        self.forms = Forms(team)

    def _seen(self, user: str, channel: str) -> Channel:
        place = self._team.channels.get(channel)
        if place is None or not place.has(user):
            raise NotOffered(f"{user} is not in {channel}")
        self._team.user(user)
        return place

    async def command(
        self, user: str, channel: str, name: str, text: str, *, thread: str = "", again: Asked | None = None, **how: Any
    ) -> Asked:
        """Use a slash command. An acknowledgement with words in it is seen by the one who asked.

        Slack's own client offers commands in threads only where an app says so; `thread` is not in what is sent.
        """
        team, place = self._team, self._seen(user, channel)
        server = team.server
        asked = again or Asked(team=team, kind="slash_commands", user=user, channel=place, thread=thread)
        asked.trigger_id, asked.response_url = server.triggers.make(asked), server.hooks.make(asked)
        payload: Json = {
            "token": "verification", "team_id": team.id, "team_domain": team.domain, "channel_id": place.id,
            "channel_name": "directmessage" if place.kind == DM else "privategroup" if place.kind == "group"
            else place.name, "user_id": user, "user_name": team.user(user).name, "command": name, "text": text,
            "api_app_id": server.app_id, "is_enterprise_install": "false", "response_url": asked.response_url,
            "trigger_id": asked.trigger_id,
        }  # fmt: skip
        await server.deliveries.go(asked, payload, **how)
        if asked.ack and (asked.ack.get("text") or asked.ack.get("blocks")):
            server.hooks.post(asked, asked.ack)
        return asked

    async def says(
        self,
        user: str,
        channel: str,
        text: str,
        *,
        thread: str = "",
        order: tuple[str, ...] = ("message", "app_mention"),
        subtype: str = "",
        extra: Json | None = None,
        **how: Any,
    ) -> Asked:
        """Write a message: `message` is sent, and `app_mention` where `<@BOT>` is in it and the bot is in the channel.

        `text` is as Slack tells it: `&`, `<` and `>` are entities. `order`: which event comes first, or which comes at
        all. `subtype` and `extra` are put into the events. In a channel without the bot nothing is sent.
        """
        team, place = self._team, self._seen(user, channel)
        client_id = secrets.token_hex(8)
        shown = payloads.rich_text(text)
        if thread and thread not in place.by_ts:
            raise NotOffered(f"there is no message {thread} to answer in {channel}")
        post = team.board.write(
            place, user, text=text, shown=shown, thread=thread, client_id=client_id, subtype=subtype
        )
        asked = Asked(team=team, kind="events_api", user=user, channel=place, thread=thread, ts=post.ts)
        told = {**payloads.message(post, team), "channel": place.id, "event_ts": post.ts, **(extra or {})}
        mentioned = f"<@{team.bot_user}" in text and place.kind != DM
        for kind in order if place.bot else ():
            if kind == "message":
                inner = {**told, "channel_type": place.kind}
            elif not mentioned:
                continue
            else:
                inner = {**told, "type": "app_mention"}
                inner.pop("subtype", None)
            await self.event(inner, asked=asked, **how)
        return asked

    async def event(self, inner: Json, *, asked: Asked | None = None, **how: Any) -> Asked:
        """Send any event, where the app subscribed to its kind."""
        team, server = self._team, self._team.server
        made = asked or Asked(team=team, kind="events_api", user=str(inner.get("user", "")))
        name = MESSAGES[inner["channel_type"]] if inner["type"] == "message" else inner["type"]
        if name in server.events:
            event_id = f"Ev{secrets.token_hex(5).upper()}"
            await server.deliveries.go(made, payloads.event(team, inner, event_id=event_id), **how)
        return made

    async def clicks(
        self, user: str, on: Post | View, action_id: str, *, value: str | None = None, **how: Any
    ) -> Asked:
        """Press a button, or choose the value of a select, an overflow menu or feedback buttons.

        Raises NotOffered where this person does not see the post, or it has no such element.
        """
        team = self._team
        action = self.forms.action(on, action_id, value)
        asked = Asked(team=team, kind="interactive", user=user)
        asked.trigger_id = team.server.triggers.make(asked)
        more: Json = {"trigger_id": asked.trigger_id, "actions": [action], "state": {"values": {}}}
        if isinstance(on, View):
            more |= {"container": {"type": "view", "view_id": on.id}, "view": on.body}
        else:
            if on.deleted or (on.ephemeral and on.seen_only_by != user) or not on.channel.has(user):
                raise NotOffered(f"{user} does not see this post")
            asked.channel, asked.thread, asked.source = on.channel, on.thread, on
            more |= self._of_message(on)
            asked.response_url = more["response_url"] = team.server.hooks.make(asked)
        await team.server.deliveries.go(asked, payloads.interactive(team, "block_actions", user, **more), **how)
        return asked

    def _of_message(self, on: Post) -> Json:
        container: Json = {
            "type": "message", "message_ts": on.ts, "channel_id": on.channel.id, "is_ephemeral": on.ephemeral,
        }  # fmt: skip
        if on.thread:
            container["thread_ts"] = on.thread
        more: Json = {"container": container, "channel": self._named(on.channel)}
        if not on.ephemeral:
            more["message"] = payloads.message(on, self._team)
        return more

    def _named(self, channel: Channel) -> Json:
        return {"id": channel.id, "name": "directmessage" if channel.kind == DM else channel.name}

    async def shortcut(self, user: str, callback_id: str, channel: str = "", ts: str = "", **how: Any) -> Asked:
        """A shortcut of the message's menu; without a channel a global one."""
        team = self._team
        asked = Asked(team=team, kind="interactive", user=user)
        asked.trigger_id = team.server.triggers.make(asked)
        more: Json = {"callback_id": callback_id, "trigger_id": asked.trigger_id, "action_ts": f"{asked_at(team)}"}
        if channel:
            place = self._seen(user, channel)
            post = place.by_ts.get(ts)
            if post is None or post.deleted:
                raise NotOffered(f"there is no message {ts} in {channel}")
            asked.channel, asked.thread, asked.source, asked.ts = place, post.thread, post, ts
            asked.response_url = team.server.hooks.make(asked)
            more |= {
                "message_ts": ts, "message": payloads.message(post, team), "channel": self._named(place),
                "response_url": asked.response_url,
            }  # fmt: skip
        kind = "message_action" if channel else "shortcut"
        await team.server.deliveries.go(asked, payloads.interactive(team, kind, user, **more), **how)
        return asked

    async def opens_home(self, user: str, tab: str, **how: Any) -> Asked:
        """Open the bot. The event tells of the conversation with the bot, and of the view where one was published."""
        team = self._team
        inner: Json = {"type": "app_home_opened", "user": user, "channel": team.dm(user), "tab": tab}
        inner["event_ts"] = f"{asked_at(team)}"
        published = team.views(user)
        if tab == "home" and published:
            inner["view"] = published[-1].body
        return await self.event(inner, **how)

    async def context_changed(self, user: str, channel: str, **how: Any) -> Asked:
        """Look at another channel beside the bot's pane; what the event holds is known from documents only."""
        team = self._team
        context = {"entities": [{"type": "slack#/entities/channel_context", "channel_id": channel, "team_id": team.id}]}
        inner: Json = {"type": "app_context_changed", "user": user, "channel": team.dm(user), "context": context}
        return await self.event({**inner, "event_ts": f"{asked_at(team)}"}, **how)

    async def tells_of_removal(self, kind: str, **how: Any) -> Asked:
        """`app_uninstalled`, or `tokens_revoked` with the bot's user in it."""
        inner: Json = {"type": kind, "event_ts": f"{asked_at(self._team)}"}
        if kind == "tokens_revoked":
            inner["tokens"] = {"oauth": [], "bot": [self._team.bot_user]}
        return await self.event(inner, **how)


def asked_at(team: Team) -> str:
    """Now, as `event_ts` has it."""
    return f"{team.server.time.now():.6f}"
