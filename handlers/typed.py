"""Commands as people type them: `/now days:3` in a chat, `sitrep now --days 3` in a shell."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection

SHELL = "sitrep "
"""How commands begin in a shell."""

_OPTION = re.compile(r"(?<=\s)([a-z_]+):(?=\S)")
_NAMED = re.compile(r"`(/[a-z][^`\n]*)`")


def typed(line: str, sign: str, apart: Collection[str] = ()) -> str:
    """A command as in the table, such as `/now days:3`, in the way one types it where commands begin with `sign`.

    Those whose first word is in `apart` stand alone there, without the sign.
    """
    bare = line.removeprefix("/")
    if bare.partition(" ")[0] in apart:
        return f"/{bare}"
    if sign != SHELL:
        return sign + bare
    if bare.startswith("help"):
        return f"{SHELL}{bare.removeprefix('help').strip()} --help"
    return SHELL + _OPTION.sub(lambda named: f"--{named[1].replace('_', '-')} ", bare)


def in_shell(line: str) -> str:
    """A command as one types it in a shell, in backquotes, since its words run on from those of a sentence."""
    return f"`{typed(line, SHELL)}`"


def spoken(text: str, say: Callable[[str], str]) -> str:
    """Words with every command in them as `say` says it.

    Whoever words an error does not know where it is read, so a command stands there in backquotes as in the table:
    "`/help` lists them all".
    """
    return _NAMED.sub(lambda named: say(named[1]), text)
