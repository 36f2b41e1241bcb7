"""What can be asked for: the whole table, a group of it, or all about one command."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from bot.domain.message import Block, Bold, Bullets, Fields, Heading, Message, Plain, Text, plain
from handlers.parse import OWN_NAME, find_command, groups
from handlers.request import Command, Option

MANAGES = "only for those who manage this place"

Say = Callable[[str], str]
"""A command as in the table → as one types it where the help is read."""


def help_message(name: str, commands: Mapping[str, Command], say: Say = str, more: str = "") -> Message:
    """All commands, those of the group `name`, or all about the command `name`. Raises BadRequest for another name.

    `more` is what else one can do there; it stands below all commands.
    """
    group = name.casefold().strip().removeprefix("/").removeprefix(f"{OWN_NAME} ").removeprefix("/")
    if group in groups(commands):
        some = (c for n, c in commands.items() if n.startswith(f"{group} "))
        return Message(title=say(f"/{group}"), blocks=(_list(some, say),))
    if group:
        return _one(find_command(group, commands), say)
    return Message(
        title="Help",
        blocks=(
            Text(plain("Ask in your own words, or use a command. Every answer is made of stored facts only.")),
            _list(commands.values(), say),
            Text(plain("as_of: takes a day (its end), an instant with its offset, or now.")),
            *([Text(plain(more))] if more else []),
        ),
    )


def _list(commands: Iterable[Command], say: Say) -> Bullets:
    return Bullets(
        tuple((Bold(say(f"/{c.name}")), Plain(f"  {c.summary}; such as {say(c.example)}")) for c in commands)
    )


def _one(command: Command, say: Say) -> Message:
    summary = command.summary[:1].upper() + command.summary[1:]
    limits = f" {MANAGES.capitalize()}." if command.manages else ""
    blocks: list[Block] = [Text(plain(f"{summary}. Such as {say(command.example)}{limits and '.'}{limits}"))]
    if command.options:
        pairs = tuple((o.name, plain(_describe(o))) for o in command.options)
        blocks += [Heading("Options"), Fields(pairs)]
    return Message(title=say(f"/{command.name}"), blocks=tuple(blocks))


def _describe(option: Option) -> str:
    choices = f" ({', '.join(option.choices)})" if option.choices else ""
    number = f" ({option.least}–{option.most})" if option.kind == "number" else ""
    return option.help + choices + number + ("; required" if option.required else "")
