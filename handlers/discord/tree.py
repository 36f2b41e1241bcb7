"""The command table as Discord's slash commands, and their registration there when they have changed."""

from __future__ import annotations

import hashlib
import inspect
import json
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import discord
from discord import app_commands

from bot.domain.replies import Memos
from handlers.commands import COMMANDS
from handlers.discord.talk import Asking
from handlers.request import Command, Option
from handlers.safe import MAX_QUESTION

APART = ("ask", "digest", "correct", "gaps")
"""The first words of commands that stand alone; all the others are found below the one of UMBRELLA.

Discord lets a server open or close commands by their first word only, so what managers use stands alone.
"""
MANAGED = ("digest", "correct", "gaps")
"""The first words of what is for those who manage a server, unless it decides otherwise."""
UMBRELLA = "sitrep"
PRIVATE = "private"
"""The option by which one asks for an answer that nobody else sees."""

_SUMMARIES = {
    UMBRELLA: "what is known, from stored facts with their sources",
    "digest": "what this place gets by itself",
    "deadlines": "deadlines, and reminders of them",
}
_EVERYWHERE = app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=True)
_HERE_OR_ALONE = app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=False)
_IN_SERVERS = app_commands.AppCommandContext(guild=True, dm_channel=False, private_channel=False)
_BY_ANYONE = app_commands.AppInstallationType(guild=True, user=True)
_BY_SERVERS = app_commands.AppInstallationType(guild=True, user=False)
_LONGEST = 100
"""Characters of a description."""

Answering = Callable[[Asking, Command, Mapping[str, str], bool], Awaitable[None]]
Completing = Callable[[Asking, Option, str], Awaitable[list[app_commands.Choice[str]]]]
Failing = Callable[[Asking, app_commands.AppCommandError], Awaitable[None]]


class Tree(app_commands.CommandTree[discord.Client]):
    """The commands of a client; what discord.py cannot hand to one of them goes to `failed`."""

    def __init__(self, client: discord.Client, failed: Failing) -> None:
        super().__init__(client, allowed_contexts=_EVERYWHERE, allowed_installs=_BY_ANYONE)
        self._failed = failed

    async def on_error(self, interaction: Asking, error: app_commands.AppCommandError, /) -> None:
        await self._failed(interaction, error)


def always_private(command: Command) -> bool:
    """Does only the one who asks see what the command says, whatever is chosen?"""
    return command.manages or command.name.partition(" ")[0] in (*MANAGED, "status", "help")


def add_commands(tree: Tree, answer: Answering, complete: Completing) -> None:
    """Put the whole command table into a tree."""
    groups: dict[str, app_commands.Group] = {}

    def group(name: str, parent: app_commands.Group | None) -> app_commands.Group:
        if name not in groups:
            groups[name] = app_commands.Group(name=name, description=_SUMMARIES[name], parent=parent)
        return groups[name]

    for command in COMMANDS.values():
        first, _, second = command.name.partition(" ")
        made = _made(command, second or first, answer, complete)
        if first in APART and not second:
            tree.add_command(_limited(made, first))
        elif first in APART:
            group(first, None).add_command(made)
        elif second:
            group(first, group(UMBRELLA, None)).add_command(made)
        else:
            group(UMBRELLA, None).add_command(made)
    for name in (n for n in groups if n in (UMBRELLA, *APART)):
        tree.add_command(_limited(groups[name], name))


async def sync(tree: app_commands.CommandTree[Any], memos: Memos, application_id: int) -> bool:
    """Register the commands with Discord where they differ from what was registered last; did they?

    Raises StoreError, and discord.HTTPException where Discord does not take them.
    """
    commands = sorted((c.to_dict(tree) for c in tree.get_commands()), key=lambda c: (c["type"], c["name"]))
    wanted = hashlib.sha256(json.dumps(commands, sort_keys=True).encode()).hexdigest()
    name = f"discord/commands/{application_id}"
    if await memos.get(name) == wanted:
        return False
    await tree.sync()
    await memos.put(name, wanted)
    return True


def brief(text: str) -> str:
    """A description that is short enough for Discord, cut at a word's end where it must be."""
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1].rpartition(" ")[0] + "…"


Made = app_commands.Command[Any, ..., None]


def _limited(command: Made | app_commands.Group, first: str) -> Made | app_commands.Group:
    """Where a command is offered, and to whom unless a server decides otherwise."""
    if first in MANAGED:
        command.default_permissions = discord.Permissions(manage_guild=True)
        command.allowed_contexts = _HERE_OR_ALONE if first == "digest" else _IN_SERVERS
        command.allowed_installs = _BY_ANYONE if first == "digest" else _BY_SERVERS
    return command


def _made(command: Command, name: str, answer: Answering, complete: Completing) -> Made:
    """One command. Its options are parameters, made from the table, of one function that takes them all."""

    async def run(interaction: Asking, **given: Any) -> None:
        private = bool(given.pop(PRIVATE, False))
        values = {n.removesuffix("_"): str(v) for n, v in given.items() if v is not None}
        await answer(interaction, command, values, private)

    options = {_parameter(o): o for o in command.options}
    parameters = [inspect.Parameter("interaction", inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=Asking)]
    parameters += [
        inspect.Parameter(
            n,
            inspect.Parameter.KEYWORD_ONLY,
            annotation=_kind(o),
            default=inspect.Parameter.empty if o.required else None,
        )
        for n, o in options.items()
    ]
    described: dict[str, str] = {n: brief(o.help) for n, o in options.items()}
    if not always_private(command):
        parameters.append(inspect.Parameter(PRIVATE, inspect.Parameter.KEYWORD_ONLY, annotation=bool, default=False))
        described[PRIVATE] = "only you see the answer"
    run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    app_commands.describe(**described)(run)
    app_commands.rename(**{n: o.name for n, o in options.items() if n != o.name})(run)
    app_commands.choices(**{n: _choices(o) for n, o in options.items() if o.kind == "choice"})(run)
    completed = {n: _completer(o, complete) for n, o in options.items() if o.completes and o.kind != "choice"}
    app_commands.autocomplete(**completed)(run)
    return app_commands.Command(name=name, description=brief(command.summary), callback=run)


def _parameter(option: Option) -> str:
    """The name of an option as Python takes it; `from` is a word of the language."""
    return f"{option.name}_" if option.name == "from" else option.name


def _kind(option: Option) -> Any:
    """What Discord lets people put into an option."""
    wanted: Any = app_commands.Range[str, 1, MAX_QUESTION]
    if option.kind == "number":
        wanted = app_commands.Range[int, option.least, option.most]
    elif option.kind == "choice":
        wanted = str
    return wanted if option.required else wanted | None


def _choices(option: Option) -> list[app_commands.Choice[str]]:
    return [app_commands.Choice(name=c, value=c) for c in option.choices]


def _completer(option: Option, complete: Completing) -> Callable[..., Any]:
    async def completer(interaction: Asking, typed: str) -> list[app_commands.Choice[str]]:
        return await complete(interaction, option, typed)

    return completer
