"""Commands as people type them: `/now days:3` in a chat, `sitrep now --days 3` in a shell."""

from __future__ import annotations

import re

SHELL = "sitrep "
"""How commands begin in a shell."""

_OPTION = re.compile(r"(?<=\s)([a-z_]+):(?=\S)")


def typed(line: str, sign: str) -> str:
    """A command as in the table, such as `/now days:3`, in the way one types it where commands begin with `sign`."""
    bare = line.removeprefix("/")
    if sign != SHELL:
        return sign + bare
    if bare.startswith("help"):
        return f"{SHELL}{bare.removeprefix('help').strip()} --help"
    return SHELL + _OPTION.sub(lambda named: f"--{named[1].replace('_', '-')} ", bare)
