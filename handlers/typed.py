"""Commands as people type them: `/now days:3` in a chat, `sitrep now --days 3` in a shell.

Where every option is named, `/who Akar` is `/who name:Akar`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from types import MappingProxyType

SHELL = "sitrep "
"""How commands begin in a shell."""

_OPTION = re.compile(r"(?<=\s)([a-z_]+):(?=\S)")
_NAMED = re.compile(r"`(/[a-z][^`\n]*)`")


_NONE: Mapping[str, str] = MappingProxyType({})


def typed(line: str, sign: str, apart: Collection[str] = (), named: Mapping[str, str] = _NONE) -> str:
    """A command as in the table, such as `/now days:3`, in the way one types it where commands begin with `sign`.

    Those whose first word is in `apart` stand alone there, without the sign. `named` has, by command, the option whose
    name must stand before what has none in the table.
    """
    bare = _all_named(line.removeprefix("/"), named)
    if bare.partition(" ")[0] in apart:
        return f"/{bare}"
    if sign != SHELL:
        return sign + bare
    if bare.startswith("help"):
        return f"{SHELL}{bare.removeprefix('help').strip()} --help"
    return SHELL + _OPTION.sub(lambda named: f"--{named[1].replace('_', '-')} ", bare)


def _all_named(bare: str, named: Mapping[str, str]) -> str:
    """The command with a name before every value, and without quotes, which such a value needs none of."""
    words = bare.split(" ")
    name = next((n for n in (" ".join(words[:2]), words[0]) if n in named), "")
    rest = bare.removeprefix(name)
    if not name or not rest.strip():
        return bare
    option = _OPTION.search(rest)
    first = option.start() if option else len(rest)
    free = f" {named[name]}:{rest[:first].strip()}" if rest[:first].strip() else ""
    return name + (free + (f" {rest[first:]}" if option else "")).replace('"', "")


def in_shell(line: str) -> str:
    """A command as one types it in a shell, in backquotes, since its words run on from those of a sentence."""
    return f"`{typed(line, SHELL)}`"


def spoken(text: str, say: Callable[[str], str]) -> str:
    """Words with every command in them as `say` says it.

    Whoever words an error does not know where it is read, so a command stands there in backquotes as in the table:
    "`/help` lists them all".
    """
    return _NAMED.sub(lambda named: say(named[1]), text)
