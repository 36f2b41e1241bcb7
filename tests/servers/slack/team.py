"""A workspace: who and what is in it, what people do there, and what the bot left there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.servers.slack.asked import Asked
from tests.servers.slack.board import Board
from tests.servers.slack.calls import Call
from tests.servers.slack.people import People
from tests.servers.slack.views import View, Views
from tests.servers.slack.world import CHANNEL, DM, GROUP, GROUP_DM, Channel, Json, Post, User

if TYPE_CHECKING:
    from tests.servers.slack.server import SlackServer

SCOPES = frozenset(
    "app_mentions:read assistant:write channels:history channels:read chat:write commands groups:history im:history "
    "im:write mpim:history users:read".split()
)


class Team:
    """A workspace. `scopes`: that its token has. `refused`: the error that every call with its token meets.

    People who are not known come to be when they do something. `statuses` and `prompts`: every one that was set;
    `status`: what stands there now, by channel and thread.
    """

    def __init__(self, server: SlackServer, *, id: str, name: str, token: str, bot_user: str, bot_id: str) -> None:
        self.server = server
        self.id, self.name, self.token, self.bot_user, self.bot_id = id, name, token, bot_user, bot_id
        self.domain = name.lower().replace(" ", "-")
        self.scopes: set[str] = set(SCOPES)
        self.refused = ""
        self.home_tab = self.messages_tab = True
        self.users: dict[str, User] = {bot_user: User(id=bot_user, name="sitrep", bot=True)}
        self.channels: dict[str, Channel] = {}
        self.statuses: list[Json] = []
        self.status: dict[tuple[str, str], str] = {}
        self.prompts: list[Json] = []
        self.board = Board(self)
        self.shown = Views(self)
        self.people = People(self)

    def user(self, id: str, **traits: Any) -> User:
        """A person; traits such as `admin=True` are kept."""
        found = self.users.setdefault(id, User(id=id, name=id.lower()))
        for name, value in traits.items():
            setattr(found, name, value)
        return found

    def channel(self, id: str, *, members: set[str] | None = None, private: bool = False, bot: bool = True) -> Channel:
        """A channel. `members`: everybody by default; `bot`: is the bot in it?"""
        kind = GROUP if private or id.startswith("G") else CHANNEL
        made = Channel(id=id, kind=kind, name=id.lower(), members=set(members or ()), bot=bot)
        self.channels[id] = made
        return made

    def group_dm(self, id: str, members: set[str]) -> Channel:
        """A conversation of several people and the bot."""
        self.channels[id] = Channel(id=id, kind=GROUP_DM, name=f"mpdm-{id.lower()}", members=set(members))
        return self.channels[id]

    def dm(self, user: str) -> str:
        """The id of the conversation of a person with the bot; it begins with D."""
        self.user(user)
        id = f"D{user}"
        self.channels.setdefault(id, Channel(id=id, kind=DM, members={user}))
        return id

    async def command(
        self, user: str, channel: str, name: str = "/sitrep", text: str = "", *, thread: str = "", **how: Any
    ) -> Asked:
        """Use a slash command; see People.command."""
        return await self.people.command(user, channel, name, text, thread=thread, **how)

    async def says(self, user: str, channel: str, text: str, *, thread: str = "", **how: Any) -> Asked:
        """Write a message; see People.says."""
        return await self.people.says(user, channel, text, thread=thread, **how)

    async def dms(self, user: str, text: str, *, thread: str = "", **how: Any) -> Asked:
        """Write to the bot alone; see People.says."""
        return await self.people.says(user, self.dm(user), text, thread=thread, **how)

    async def clicks(
        self, user: str, on: Post | View, action_id: str, *, value: str | None = None, **how: Any
    ) -> Asked:
        """Press or choose something on a post or a view; see People.clicks. Raises NotOffered."""
        return await self.people.clicks(user, on, action_id, value=value, **how)

    async def shortcut(self, user: str, callback_id: str, channel: str = "", ts: str = "", **how: Any) -> Asked:
        """Use a shortcut on a message, or a global one without a channel."""
        return await self.people.shortcut(user, callback_id, channel, ts, **how)

    async def submits(self, user: str, view: View, state: Json | None = None, **how: Any) -> Asked:
        """Send a modal, its fields filled by action id; see Forms.submits. Raises NotOffered."""
        return await self.people.forms.submits(user, view, state or {}, **how)

    async def closes(self, user: str, view: View, **how: Any) -> Asked | None:
        """Close a modal; the bot is told where it asked for that."""
        return await self.people.forms.closes(user, view, **how)

    async def suggests(self, user: str, action_id: str, value: str, view: View | Post, **how: Any) -> list[Json]:
        """Type into an external select; gives the options that the bot suggests."""
        return await self.people.forms.suggests(user, action_id, value, view, **how)

    async def opens_home(self, user: str, tab: str = "home", **how: Any) -> Asked:
        """Open the bot: its `home` tab or its `messages` tab."""
        return await self.people.opens_home(user, tab, **how)

    async def context_changed(self, user: str, channel: str, **how: Any) -> Asked:
        """Look at another channel beside the bot's pane."""
        return await self.people.context_changed(user, channel, **how)

    async def uninstalls(self, *, events: tuple[str, ...] = ("tokens_revoked", "app_uninstalled"), **how: Any) -> None:
        """Remove the app: its token is dead, and the bot is told so."""
        self.refused = "account_inactive"
        for event in events:
            await self.people.tells_of_removal(event, **how)

    def revokes(self, error: str = "token_revoked") -> None:
        """Kill the token without a word. `error`: what calls with it meet."""
        self.refused = error

    def posts(self, channel: str, thread: str | None = None, *, by_bot: bool = True) -> list[Post]:
        """What the bot (or anybody) wrote there and still stands. `thread`: only in this thread; '' for outside."""
        place = self.channels.get(channel)
        shown = [p for p in (place.posts if place else []) if not p.deleted and (p.bot_id or not by_bot)]
        return shown if thread is None else [p for p in shown if p.thread == thread]

    def ephemerals(self, user: str) -> list[Post]:
        """What only this person sees, by chat.postEphemeral or response_url; what was replaced is its new self."""
        return [p for p in self.board.private if p.seen_only_by == user and not p.deleted]

    def views(self, user: str) -> list[View]:
        """Every App Home that was published to this person, the last last."""
        return self.shown.published.get(user, [])

    def modals(self, user: str) -> list[View]:
        """The modals that stand open for this person, the topmost last."""
        return self.shown.open.get(user, [])

    def calls(self, method: str = "") -> list[Call]:
        """The calls of a method with this team's token, or of all."""
        return [c for c in self.server.calls if c.team is self and method in ("", c.method)]
