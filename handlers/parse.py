"""A line such as `/timeline "Abu al-Duhur" from:2020-02-01` → the command and the values of its options."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping

from bot.domain.errors import BadRequest
from handlers.request import Command

_TOKEN = re.compile(r"""\s*(?:(?P<name>[A-Za-z_-]+):(?=\S))?(?:["“](?P<quoted>[^"“”]*)["”](?=\s|$)|(?P<bare>\S+))""")


def parse_line(line: str, commands: Mapping[str, Command]) -> tuple[Command, dict[str, str]]:
    """Split a line that begins with `/`. Raises BadRequest for an unknown command or option."""
    name, _, rest = line.strip().removeprefix("/").partition(" ")
    command = find_command(name, commands)
    values: dict[str, str] = {}
    free: list[str] = []
    for token in _TOKEN.finditer(rest):
        given = (token["name"] or "").replace("-", "_").casefold()
        value = token["bare"] if token["quoted"] is None else token["quoted"]
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
            raise BadRequest(f"/{command.name} takes no words, but got {' '.join(free)[:40]!r}")
        values[main.name] = " ".join([*([values[main.name]] if main.name in values else []), *free])
    return command, values


def find_command(name: str, commands: Mapping[str, Command]) -> Command:
    """The command of that name. Raises BadRequest with the nearest one."""
    if command := commands.get(name.casefold()):
        return command
    near = difflib.get_close_matches(name.casefold(), commands, 1, 0.5)
    hint = f"did you mean /{near[0]}?" if near else "/help lists them all"
    raise BadRequest(f"there is no command /{name[:40]}; {hint}")


def _means_option(command: Command, name: str) -> bool:
    """Whether `name:` is meant as an option, rightly or misspelt, rather than as words that hold a colon."""
    names = [o.name for o in command.options]
    return name in names or bool(difflib.get_close_matches(name, names, 1, 0.75))
