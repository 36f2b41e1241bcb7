"""What everything that answers people on Slack works with."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from functools import partial

from bot.domain.errors import BadRequest
from bot.domain.replies import Kept, Replies
from bot.settings import SlackSettings
from handlers.pacing import Pacer
from handlers.request import Services, Talk
from handlers.slack.outbound import Outbound
from handlers.slack.talk import PLATFORM, Sender, is_direct, talk_of
from handlers.slack.teams import Teams

Begin = Callable[[Coroutine[object, object, object]], None]
"""Starts work that goes on after its event was acknowledged; whoever runs the platform owns it to its end."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Kit:
    """The parts. `keep_dm_text`: may be kept what people write to the bot alone?"""

    services: Services
    settings: SlackSettings
    teams: Teams
    outbound: Outbound
    pacer: Pacer
    begin: Begin
    keep_dm_text: bool

    def talk(self, sender: Sender, *, follows: bool = False) -> Talk:
        """The talk that something belongs to."""
        return talk_of(sender, keep_dm_text=self.keep_dm_text, follows=follows)

    async def pace(self, talk: Talk) -> None:
        """Count one thing that somebody did. Raises TooFast."""
        await self.pacer.check(f"{talk.workspace}/{talk.asked_by}", talk.workspace)

    def says(self, talk: Talk) -> Callable[[str], str]:
        """Words a command in the way one types it where the talk is."""
        return partial(self.services.typed, talk=talk)

    def replies(self) -> Replies:
        """The answers that were posted. Raises BadRequest where this process keeps none."""
        if self.services.replies is None:
            raise BadRequest("I no longer have this answer; ask again.")
        return self.services.replies

    async def kept(self, sender: Sender, name: str) -> Kept | None:
        """The answer under a name, which may be guessed, where it belongs to the workspace and to nobody else alone.

        What we sent to a person directly is kept without the channel that they see it in.
        """
        if (replies := self.services.replies) is None:
            return None
        for channel in (sender.channel, "") if is_direct(sender.channel) else (sender.channel,):
            kept = await replies.find(PLATFORM, name, channel=channel, workspace=sender.workspace)
            if kept and kept.workspace == sender.workspace and kept.receipt.to.user in ("", sender.user):
                return kept
        return None
