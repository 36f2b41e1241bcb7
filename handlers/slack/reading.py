"""What people write, in Slack's own marks → plain words, and a line of the command table."""

from __future__ import annotations

import html
import re

from bot.domain.errors import BadRequest, Forbidden
from handlers.commands import COMMANDS
from handlers.parse import OWN_NAME, groups, parse_line

_MARK = re.compile(r"<([^<>\n]*)>")
_BOLD = re.compile(r"(?<![\w*_~])([*_~])(?=\S)([^*_~\n]*[^\s*_~])\1(?![\w*_~])")
_CODE = re.compile(r"`{1,3}([^`]*)`{1,3}")
SOMEBODY = "somebody"
"""Stands for a person of whom Slack tells only the id."""


def words_of(text: str, *, me: str) -> str:
    """What is said in a message, as one line of plain words without the mention of us (`me`)."""
    plain = _MARK.sub(lambda mark: _spoken(mark[1], me), text)
    for pattern, kept in ((_CODE, r"\1"), (_BOLD, r"\2")):
        plain = pattern.sub(kept, plain)
    return " ".join(html.unescape(plain).split())


def _spoken(mark: str, me: str) -> str:
    """What stands between `<` and `>`, in words."""
    target, bar, label = mark.partition("|")
    if target.startswith("@"):
        return " " if target[1:] == me else f"@{label}" if label else SOMEBODY
    if target.startswith("#"):
        return f"#{label or target[1:]}"
    if target.startswith("!"):
        return label or f"@{target[1:].partition('^')[0]}"
    return label if bar and label else target.removeprefix("mailto:")


def bare_commands() -> frozenset[str]:
    """What is a command although no sign stands before it: names of those that need nothing more, and of groups."""
    free = {name for name, command in COMMANDS.items() if not any(o.required for o in command.options)}
    return frozenset(free | set(groups(COMMANDS)))


def written_line(words: str) -> str:
    """Written words as the command table has them: a line with `/` is a command, all else is a question.

    Raises Forbidden for what is for those who manage a place: it is typed as a command, which nobody else reads.
    """
    line = f"/{words.casefold()}" if words.casefold() in bare_commands() else words
    if not line.startswith("/"):
        return line
    try:
        command, _ = parse_line(line, COMMANDS)
    except BadRequest:
        return line  # whoever runs it says so
    if command.manages:
        raise Forbidden(f"that is for those who manage this place, and never done by a message: type `/{command.name}`")
    return line


def command_line(text: str) -> str:
    """What stands behind `/sitrep` as the command table has it: its first word may be a command, all else is asked."""
    words = named = text.strip()
    while named.partition(" ")[0].casefold() == OWN_NAME:
        named = named.partition(" ")[2].lstrip()
    line = _command(named)
    return line if line.startswith("/") else words


def _command(words: str) -> str:
    """The command that words are, with its sign; else the words."""
    if words.removeprefix("/").casefold() in ("", OWN_NAME):
        return "/help"
    first = words.partition(" ")[0].casefold()
    if words.startswith("/") or first not in {name.partition(" ")[0] for name in COMMANDS}:
        return words
    return words if words.endswith("?") and first not in ("ask", "help") else f"/{words}"


def opens(line: str) -> str:
    """The command whose form is opened in place of a line: one that needs words and got none; '' for none."""
    name = " ".join(line.removeprefix("/").casefold().split())
    return name if line.startswith("/") and name in ("digest add", "correct") else ""
