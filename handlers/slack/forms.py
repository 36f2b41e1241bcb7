"""Forms: opened while their trigger lives, checked before they are acknowledged, and answered where they stood."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from itertools import islice
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.domain.delivery import Receipt
from bot.domain.errors import BadRequest, Forbidden, PlatformError, SitrepError
from bot.domain.message import Message, Place, Plain, Text
from handlers.commands import COMMANDS, run_command
from handlers.completing import complete
from handlers.guarding import guarded
from handlers.reporting import report
from handlers.request import Talk
from handlers.slack import modals
from handlers.slack.faults import code_of, seam
from handlers.slack.inputs import sender_of
from handlers.slack.kit import Kit
from handlers.slack.layout import Element
from handlers.slack.managing import Managing
from handlers.slack.mistaken import correct_mistakes, digest_mistakes, report_mistakes, schedule_of
from handlers.slack.outbound import moment
from handlers.slack.replying import Replier, given
from handlers.slack.talk import Sender, is_direct, place
from handlers.suggestions import Choice, zones

_log = logging.getLogger(__name__)

COMPLETES_S = 2.5
"""Seconds for completions; Slack waits for three."""
KNOWN_S = 1.5
"""Seconds in which it must be known who may open a form: what opens it lives for three."""
SETTLES_S = 0.3
"""Seconds after an acknowledgement before what stands in the form is replaced: both go different ways to Slack."""
TOO_LATE = frozenset({"expired_trigger_id", "trigger_expired", "exchanged_trigger_id", "trigger_exchanged"})

Check = Callable[[Mapping[str, str]], dict[str, str]]
Work = Callable[[Sender, Mapping[str, str], Mapping[str, str]], Awaitable[Message]]
"""What a form is for: told who sent it, what was filled in, and what we wrote on it when it was opened."""


class Forms:
    """Opens forms, and does what was filled into them."""

    def __init__(self, kit: Kit, replier: Replier) -> None:
        self._kit = kit
        self._replier = replier
        self._managing = Managing(kit=kit)

    def install(self, app: AsyncApp) -> None:
        """Make an app tell us of our forms, and of what is typed into their lists."""
        app.view_submission(modals.DIGEST)(self.digest)
        app.view_submission(modals.CORRECT)(self.correct)
        app.view_submission(modals.REPORT)(self.report)
        app.options(modals.ZONE)(self.zones)
        app.options(modals.FACT)(self.facts)
        app.options(modals.BY)(self.facts)

    async def open_digest(self, client: AsyncWebClient, trigger_id: str, sender: Sender) -> None:
        """Ask for a new sitrep. Raises Forbidden, and BadRequest or PlatformError where the form cannot be opened."""
        await self._may("digest add", sender)
        form = modals.digest_form(self._kit.services.scheduled().zone, {"channel": sender.channel})
        await opened(client, trigger_id, form)

    async def open_correct(self, client: AsyncWebClient, trigger_id: str, sender: Sender) -> None:
        """Ask for a correction. Raises what `open_digest` raises."""
        await self._may("correct", sender)
        await opened(client, trigger_id, modals.correct_form({"channel": sender.channel}))

    async def open_report(self, client: AsyncWebClient, trigger_id: str, sender: Sender, ts: str) -> None:
        """Ask what is wrong in a post. Raises BadRequest or PlatformError where the form cannot be opened."""
        meta = {"channel": sender.channel, "thread": sender.thread, "post": ts}
        await opened(client, trigger_id, modals.report_form(meta))

    async def digest(self, ack: AsyncAck, body: dict[str, Any], context: dict[str, Any]) -> None:
        """A form for a new sitrep was sent."""
        zone = self._kit.services.zone
        await self._sent(ack, body, context, lambda values: digest_mistakes(values, zone), self._add)

    async def correct(self, ack: AsyncAck, body: dict[str, Any], context: dict[str, Any]) -> None:
        """A form for a correction was sent."""
        await self._sent(ack, body, context, correct_mistakes, self._correct)

    async def report(self, ack: AsyncAck, body: dict[str, Any], context: dict[str, Any]) -> None:
        """A form with a report was sent."""
        await self._sent(ack, body, context, report_mistakes, self._report)

    async def zones(self, ack: AsyncAck, body: dict[str, Any]) -> None:
        """Time zones, by what is typed of a city or a region."""
        found = islice(zones(str(body.get("value") or "").strip(), self._kit.services.zone), modals.CHOICES)
        await ack(options=modals.options([Choice(z, z) for z in found]))

    async def facts(self, ack: AsyncAck, body: dict[str, Any], context: dict[str, Any]) -> None:
        """Facts, by what is typed of their ids or words; none where they cannot be found in time."""
        found: list[Choice] = []
        talk, option = self._kit.talk(_sender(body, context)), COMMANDS["correct"].option("fact")
        try:
            async with asyncio.timeout(COMPLETES_S):
                found = await complete(self._kit.services, option, str(body.get("value") or ""), talk)
        except (SitrepError, TimeoutError) as error:
            _log.warning("nothing to complete with: %s", error, extra={"action": "slack.incomplete"})
        await ack(options=modals.options(found))

    async def _sent(
        self, ack: AsyncAck, body: dict[str, Any], context: dict[str, Any], check: Check, work: Work
    ) -> None:
        """Say what is wrong in a form while it stands; else that we are at work, and then what came of it."""
        view = body["view"]
        values, meta = modals.filled(view), modals.meta_of(view)
        if mistakes := check(values):
            await ack(response_action="errors", errors=mistakes)
            self._kit.begin(_nothing())
            return
        title, sender = modals.title_of(view), _sender(body, context)
        sender = replace(sender, channel=meta.get("channel", ""), thread=meta.get("thread", ""))
        await ack(response_action="update", view=modals.working(title))
        self._kit.begin(self._answered(view, title, sender, work(sender, values, meta)))

    async def _answered(self, view: Mapping[str, Any], title: str, sender: Sender, work: Awaitable[Message]) -> bool:
        """Show what came of a form in its place; directly to who sent it where it is closed. False where neither."""
        message = await guarded(work, self._kit.says(self._kit.talk(sender)))
        await self._replier.sleep(SETTLES_S)
        try:
            client = await self._kit.teams.client(sender.workspace)
            with seam("showing what came of a form"):
                await client.views_update(view_id=str(view["id"]), view=modals.told(title, message))
            return True
        except PlatformError as error:
            _log.info("what came of a form is sent directly: %s", error, extra={"action": "slack.form_closed"})
        direct = place(sender.workspace, "", user=sender.user)
        return await self._replier.post(given(message), direct, key=f"form-{view['id']}", asked_by=sender.user)

    async def _add(self, sender: Sender, values: Mapping[str, str], meta: Mapping[str, str]) -> Message:
        where = replace(sender, channel=values["channel"], thread="")
        await self._kit.pace(self._kit.talk(where))
        await self._own(where)
        talk = await self._allowed("digest add", where)
        schedule = schedule_of(values, self._kit.services.zone)
        given = {"when": str(schedule), "topics": values.get("topics", "")}
        message = await run_command(self._kit.services, COMMANDS["digest add"], given, talk)
        return replace(message, blocks=(Text((Plain("For "), Place(talk.here))), *message.blocks))

    async def _may(self, name: str, sender: Sender) -> None:
        """Raises Forbidden where they may not; what cannot be known in time is judged when the form is sent."""
        try:
            async with asyncio.timeout(KNOWN_S):
                await self._allowed(name, sender)
        except (PlatformError, TimeoutError) as error:
            _log.warning("a form opens unjudged: %s", error, extra={"action": "slack.unjudged"})

    async def _allowed(self, name: str, sender: Sender) -> Talk:
        """The talk of who may use a command there. Raises Forbidden where they may not, PlatformError."""
        if await self._managing.may_manage(sender):
            await self._managing.allow(COMMANDS[name], sender)
            return replace(self._kit.talk(sender), may_manage=True)
        raise Forbidden(f"`/{name}` is for those who manage this place; ask one of them")

    async def _own(self, where: Sender) -> None:
        """Raises Forbidden for a conversation that is none of this person with the bot."""
        if is_direct(where.channel):
            client = await self._kit.teams.client(where.workspace)
            with seam("looking for direct messages"):
                own = (await client.conversations_open(users=where.user))["channel"]["id"]
            if own != where.channel:
                raise Forbidden("I am not in that conversation; choose a channel, or your direct messages with me")

    async def _correct(self, sender: Sender, values: Mapping[str, str], meta: Mapping[str, str]) -> Message:
        await self._kit.pace(self._kit.talk(sender))
        talk = await self._allowed("correct", sender)
        return await run_command(self._kit.services, COMMANDS["correct"], values, talk)

    async def _report(self, sender: Sender, values: Mapping[str, str], meta: Mapping[str, str]) -> Message:
        talk = self._kit.talk(sender)
        await self._kit.pace(talk)
        to = place(sender.workspace, sender.channel, thread=sender.thread)
        post = Receipt(to=to, id=meta["post"], sent_at=moment(meta["post"]))
        kept = await self._kit.kept(sender, post.id)
        facts = kept.message.fact_ids if kept else ()
        return await report(self._kit.services, post, values["words"], talk, facts=facts)


async def opened(client: AsyncWebClient, trigger_id: str, form: Element) -> None:
    """Open a form. Raises BadRequest where it is too late for one, PlatformError where Slack does not take it."""
    try:
        with seam("opening a form"):
            await client.views_open(trigger_id=trigger_id, view=form)
    except PlatformError as error:
        if code_of(error) in TOO_LATE:
            raise BadRequest("that took too long for a form to open; try again") from error
        raise


def _sender(body: Mapping[str, Any], context: Mapping[str, Any]) -> Sender:
    return sender_of(body, workspace=str(context.get("team_id") or ""))


async def _nothing() -> None:
    """Nothing is left to be done."""
