"""What one can do with any message: check it against the facts, and report an error in a post of the bot."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

import discord
from discord import app_commands, ui

from bot.domain.delivery import Destination, Receipt
from handlers.discord.layout import custom_id
from handlers.discord.replying import acknowledged

CHECK = "Check against the facts"
REPORT = "Report an error"
LONGEST = 1000
"""Characters of a report."""

_FORM = re.compile(r"sitrep:report:(\d{1,20})")
_WORDS = "sitrep:words"

OnMessage = Callable[[discord.Interaction[Any], discord.Message], Awaitable[None]]


def add_menus(tree: app_commands.CommandTree[Any], *, check: OnMessage, report: OnMessage) -> None:
    """Put both into a tree."""

    async def checking(interaction: discord.Interaction[Any], message: discord.Message) -> None:
        await check(interaction, message)

    async def reporting(interaction: discord.Interaction[Any], message: discord.Message) -> None:
        await report(interaction, message)

    tree.add_command(app_commands.ContextMenu(name=CHECK, callback=checking))
    tree.add_command(app_commands.ContextMenu(name=REPORT, callback=reporting))


def text_of(message: discord.Message) -> str:
    """Everything that one reads in a message: its text, its cards and what it embeds."""
    embeds = (t for e in message.embeds for t in (e.title, e.description, *(f.value for f in e.fields)))
    forwarded = (s.content for s in message.message_snapshots)
    parts = (message.content, *_texts(message.components), *embeds, *forwarded)
    return "\n".join(p for p in parts if p)


def form(message: discord.Message) -> ui.Modal:
    """Asks what is wrong in a post. discord.py keeps none of it: its id says which post is meant."""
    modal = ui.Modal(title=REPORT, custom_id=custom_id("report", str(message.id)))
    words: ui.TextInput[Any] = ui.TextInput(
        style=discord.TextStyle.paragraph, custom_id=_WORDS, max_length=LONGEST, placeholder="… and how you know it"
    )
    modal.add_item(ui.Label(text="What is wrong in it?", component=words))
    modal.stop()
    return modal


async def ask(interaction: discord.Interaction[Any], message: discord.Message) -> None:
    """Open the form."""
    await acknowledged(partial(interaction.response.send_modal, form(message)))


def id_of(interaction: discord.Interaction[Any]) -> str:
    """The id of the button or form that was used."""
    data: dict[str, Any] = dict(interaction.data or {})
    return str(data.get("custom_id", ""))


def filled(interaction: discord.Interaction[Any], here: Destination) -> tuple[Receipt, str] | None:
    """The post that a form is about and the words in it, None where the form is not ours."""
    match = _FORM.fullmatch(id_of(interaction))
    if match is None:
        return None
    data: dict[str, Any] = dict(interaction.data or {})
    number = int(match[1])
    words = next((v for name, v in _values(data.get("components", ())) if name == _WORDS), "")
    post = Receipt(to=replace(here, user=""), id=str(number), sent_at=discord.utils.snowflake_time(number))
    return post, words


def _values(components: Sequence[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    """(id, value) of every text that was typed into a form."""
    for component in components:
        if "value" in component:
            yield component.get("custom_id", ""), component["value"]
        inner = component.get("component")
        yield from _values([inner] if inner else component.get("components", ()))


def _texts(components: Sequence[Any]) -> Iterator[str]:
    for component in components:
        if isinstance(component, discord.TextDisplay):
            yield component.content
        elif isinstance(component, discord.Container | discord.SectionComponent):
            yield from _texts(component.children)
