"""A line such as `/timeline "Abu al-Duhur" from:2020-02-01` → the command and the values of its options."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping

from bot.domain.errors import BadRequest
from handlers.request import Command

_TOKEN = re.compile(r"""\s*(?:(?P<name>[A-Za-z_-]+):(?=\S))?(?:["“](?P<quoted>[^"“”]*)["”](?=\s|$)|(?P<bare>\S+))""")


LIST = "list"
"""What the name of a group alone means."""
OWN_NAME = "sitrep"
"""May stand before any command: that is how platforms with commands of others show ours."""


def parse_line(line: str, commands: Mapping[str, Command]) -> tuple[Command, dict[str, str]]:
    """Split a line that begins with `/`. Raises BadRequest for an unknown command or option."""
    command, rest = split_name(line.strip().removeprefix("/"), commands)
    values: dict[str, str] = {}
    free: list[str] = []
    for token in _TOKEN.finditer(rest):
        given = (token["name"] or "").replace("-", "_").casefold()
        value = token["bare"] if token["quoted"] is None else token["quoted"]
        if token["bare"] and any(f"{o.name}:" == value.casefold() for o in command.options if o is not command.main):
            raise BadRequest(f"{value} has no value; write it right after the colon")
        if given and _means_option(command, given):
            option = command.option(given).name
            if option in values:
                raise BadRequest(f"{option} is given twice")
            values[option] = value
        else:
            free.append(f"{token['name']}:{value}" if token["name"] else value)
    if free:
        main = command.main
        if main is None:
            raise BadRequest(f"`/{command.name}` takes no words, but got {' '.join(free)[:40]!r}")
        values[main.name] = " ".join([*([values[main.name]] if main.name in values else []), *free])
    return command, values


def split_name(text: str, commands: Mapping[str, Command]) -> tuple[Command, str]:
    """The command at the start of a line, and the rest of it.

    The name of a group alone, or with options, means its list. Raises BadRequest with the nearest command.
    """
    first, _, rest = text.partition(" ")
    while first.casefold() == OWN_NAME and rest.strip():
        first, _, rest = rest.lstrip().removeprefix("/").partition(" ")
    if first.casefold() not in groups(commands):
        return find_command(first, commands), rest
    second, _, others = rest.lstrip().partition(" ")
    if not second or ":" in second:
        return commands[f"{first.casefold()} {LIST}"], rest
    return find_command(f"{first} {second}", commands), others


def find_command(name: str, commands: Mapping[str, Command]) -> Command:
    """The command of that name. Raises BadRequest with the nearest one."""
    wanted = " ".join(name.casefold().split())
    if command := commands.get(wanted) or commands.get(f"{wanted} {LIST}"):
        return command
    group, _, second = wanted.partition(" ")
    of_group = [n.removeprefix(f"{group} ") for n in commands if n.startswith(f"{group} ")]
    if of_group:
        near = [f"{group} {n}" for n in difflib.get_close_matches(second, of_group, 1)]
    else:
        near = difflib.get_close_matches(wanted, [*groups(commands), *(n for n in commands if " " not in n)], 1, 0.5)
    lists = f"/help {group}" if of_group else "/help"
    hint = f"did you mean `/{near[0]}`?" if near else f"`{lists}` lists them all"
    raise BadRequest(f"there is no command /{name[:40]}; {hint}")


def groups(commands: Mapping[str, Command]) -> tuple[str, ...]:
    """The first words of commands with two, in order."""
    return tuple(dict.fromkeys(name.partition(" ")[0] for name in commands if " " in name))


def _means_option(command: Command, name: str) -> bool:
    """Whether `name:` is meant as an option, rightly or misspelt, rather than as words that hold a colon."""
    names = [o.name for o in command.options]
    return name in names or bool(difflib.get_close_matches(name, names, 1, 0.75))
