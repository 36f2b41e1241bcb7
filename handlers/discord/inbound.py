"""What people do on Discord → what the bot does about it. Whatever is addressed to it ends in one reply."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from functools import partial

import discord
from cachetools import TTLCache
from discord import app_commands

from bot.domain.errors import BadRequest, SitrepError
from bot.domain.message import Action, Message
from bot.settings import DiscordSettings
from handlers.checking import check
from handlers.commands import answer_to, reply_to
from handlers.completing import complete
from handlers.discord import mentions, menus
from handlers.discord.allowing import allow, may_manage, typed_line
from handlers.discord.buttons import knows, template
from handlers.discord.clicks import LOST, Clicks
from handlers.discord.growing import Growing
from handlers.discord.replying import PAUSES_S, Replier, at_once, deferred
from handlers.discord.talk import Asking, in_dm, moved, seen_by, talk_in, talk_of
from handlers.discord.tokens import Tokens
from handlers.discord.tree import Tree, add_commands, always_private
from handlers.guarding import guarded, told
from handlers.pacing import Pacer
from handlers.reporting import report
from handlers.request import Command, Option, Services, Talk
from handlers.telling import Pause

_log = logging.getLogger(__name__)

REMEMBERED_S = 900.0
"""For how long what was taken is known, so that what Discord tells twice is answered once."""
MOST = 20_000
COMPLETES_S = 2.5
"""Seconds for completions; Discord waits for three."""
NOT_MINE = "That is not a post of mine. “Check against the facts” says what I know about it."
CHANGED = "That command has changed since your Discord learnt it: reload Discord (Ctrl+R) and try again."


class Inbound:
    """Answers people with `services`. `keep_dm_text`: may be kept what people write where no server sees it?

    `pauses` are seconds between the tries of a reply that does not go through; `pause` waits while one is not whole.
    """

    def __init__(
        self,
        services: Services,
        *,
        settings: DiscordSettings,
        pacer: Pacer,
        tokens: Tokens,
        keep_dm_text: bool,
        pauses: tuple[float, ...] = PAUSES_S,
        pause: Pause = asyncio.sleep,
    ) -> None:
        self._services = services
        self._growing = partial(Growing, zone=services.zone, cards=settings.cards, pause=pause)
        self._settings = settings
        self._pacer = pacer
        self._keep_dm_text = keep_dm_text
        self._replier = Replier(services=services, tokens=tokens, cards=settings.cards, pauses=pauses)
        self._clicks = Clicks(replier=self._replier, pace=self._pace)
        self._taken: TTLCache[int, bool] = TTLCache(MOST, REMEMBERED_S)
        self._under_way = 0
        self._settled = asyncio.Event()
        self._settled.set()

    def install(self, client: discord.Client) -> app_commands.CommandTree[discord.Client]:
        """Make a client serve people: its commands, menus, buttons and messages. Nothing is sent to Discord yet."""
        tree = Tree(client, self._unknown)
        add_commands(tree, self._command, self._complete)
        menus.add_menus(tree, check=self._check, report=self._report)
        client.add_dynamic_items(template(self._pressed))
        client.event(self.on_message)
        client.event(self.on_interaction)
        self._client = client
        return tree

    async def settled(self) -> None:
        """Wait until nothing is under way."""
        await self._settled.wait()

    async def on_message(self, message: discord.Message) -> None:
        """Answer what is written to the bot."""
        me = self._client.user
        if me is None or not mentions.addressed(message, me, follows=self._settings.mention_threads):
            return
        with self._taking(message.id) as fresh:
            if fresh:
                await self._heard(message, me)

    async def on_interaction(self, interaction: Asking) -> None:
        """Answer what discord.py hands to nobody: forms, and buttons of another time."""
        pressed = interaction.type is discord.InteractionType.component
        if interaction.type is discord.InteractionType.modal_submit:
            with self._taking(interaction.id) as fresh:
                if fresh:
                    await self._filled(interaction)
        elif pressed and not knows(menus.id_of(interaction)):
            await at_once(interaction, told(BadRequest(LOST)))

    async def _command(self, interaction: Asking, command: Command, values: Mapping[str, str], private: bool) -> None:
        with self._taking(interaction.id) as fresh:
            hidden = (private or always_private(command)) and not in_dm(interaction)
            if not fresh or not await deferred(interaction, private=hidden):
                return
            talk = self._talk(interaction)
            question = values.get("question", "") if command.name == "ask" and talk.keep_text else ""
            growing = self._growing(interaction, question=question)

            async def work() -> Message:
                await self._pace(talk)
                allow(command, interaction, self._settings.correcting_servers)
                manager = replace(talk, may_manage=may_manage(command, talk, interaction), telling=growing)
                if hidden:  # what others say in the same thread must not lean on it, nor editors read it
                    manager = replace(manager, conversation="", keep_text=False)
                message = replace(await answer_to(self._services, command, values, manager), question=question)
                return _shared(message) if hidden and private else message

            await self._replier.answer(interaction, self._guarded(work(), talk), seen_by(talk, private=hidden), growing)

    async def _complete(self, interaction: Asking, option: Option, text: str) -> list[app_commands.Choice[str]]:
        as_of = str(getattr(interaction.namespace, "as_of", None) or "")
        try:
            async with asyncio.timeout(COMPLETES_S):
                found = await complete(self._services, option, text, self._talk(interaction), as_of=as_of)
        except (SitrepError, TimeoutError) as error:
            _log.warning("nothing to complete with: %s", error, extra={"action": "discord.incomplete"})
            return []
        return [app_commands.Choice(name=c.label, value=c.value) for c in found]

    async def _pressed(self, interaction: Asking, action: str, arg: str) -> None:
        with self._taking(interaction.id) as fresh:
            if fresh:
                await self._clicks.take(interaction, self._talk(interaction), action, arg)

    async def _check(self, interaction: Asking, message: discord.Message) -> None:
        with self._taking(interaction.id) as fresh:
            if not fresh or not await deferred(interaction, private=True):
                return
            talk = self._talk(interaction)

            async def work() -> Message:
                await self._pace(talk)
                return await check(self._services, menus.text_of(message), talk)

            await self._replier.answer(interaction, self._guarded(work(), talk), seen_by(talk, private=True))

    async def _report(self, interaction: Asking, message: discord.Message) -> None:
        with self._taking(interaction.id) as fresh:
            if not fresh:
                return
            if self._client.user is None or message.author.id != self._client.user.id:
                await at_once(interaction, told(BadRequest(NOT_MINE)))
            else:
                await menus.ask(interaction, message)

    async def _filled(self, interaction: Asking) -> None:
        talk = self._talk(interaction)
        filled = menus.filled(interaction, talk.here)
        if not await deferred(interaction, private=True):
            return

        async def work() -> Message:
            await self._pace(talk)
            if filled is None:
                raise BadRequest("I do not know this form any more; open it again")
            post, words = filled
            return await report(self._services, post, words, talk)

        await self._replier.answer(interaction, self._guarded(work(), talk), seen_by(talk, private=True))

    async def _heard(self, message: discord.Message, me: discord.ClientUser) -> None:
        talk = talk_in(message, me, keep_dm_text=self._keep_dm_text)
        words = mentions.words_of(message, me)
        channel: discord.abc.Messageable = message.channel
        refers = message.guild is not None and not talk.conversation
        if self._settings.mention_threads and words and (thread := await mentions.opened(message, words)):
            channel, refers, talk = thread, False, moved(talk, thread)
        barred = mentions.barred(channel, message)

        async def work() -> Message:
            await self._pace(talk)
            if barred:
                return mentions.cannot_write(message)
            if not words:
                return mentions.empty(message, me)
            return await reply_to(self._services, typed_line(words), talk)

        put = mentions.putting(message.author if barred else channel, message, refers=refers and not barred)
        await self._replier.reply(self._guarded(work(), talk), put, talk.here)

    async def _unknown(self, interaction: Asking, error: app_commands.AppCommandError) -> None:
        """What discord.py could not hand to a command, and what a command did not survive."""
        if interaction.type is discord.InteractionType.autocomplete:
            return
        failure: Exception = BadRequest(CHANGED)
        if isinstance(error, app_commands.CommandInvokeError):
            failure = error.original

        async def work() -> Message:
            raise failure

        talk = self._talk(interaction)
        message = self._guarded(work(), talk)
        if not interaction.response.is_done():
            await at_once(interaction, await message)
        else:
            await self._replier.answer(interaction, message, talk.here)

    def _guarded(self, work: Awaitable[Message], talk: Talk) -> Awaitable[Message]:
        return guarded(work, partial(self._services.typed, talk=talk))

    def _talk(self, interaction: Asking) -> Talk:
        return talk_of(interaction, keep_dm_text=self._keep_dm_text)

    async def _pace(self, talk: Talk) -> None:
        await self._pacer.check(talk.asked_by, talk.workspace)

    @contextmanager
    def _taking(self, number: int) -> Iterator[bool]:
        """Something of that id is under way; True where it was not taken before."""
        fresh = number not in self._taken
        self._taken[number] = True
        self._under_way += 1
        self._settled.clear()
        try:
            yield fresh
        finally:
            self._under_way -= 1
            if not self._under_way:
                self._settled.set()


def _shared(message: Message) -> Message:
    """The message with a way to show it to everybody, where it tells facts."""
    return replace(message, actions=(*message.actions, Action(what="share"))) if message.fact_ids else message
