"""The arguments of the `sitrep` command; each command of the table is a subcommand."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from pathlib import Path

from handlers.commands import COMMANDS
from handlers.request import Command

OWN = frozenset({"ask", "help"})


def parser(version: str) -> argparse.ArgumentParser:
    """Reads the command line. `--config`, `--db` and `--case` stand before or after the subcommand."""
    everywhere = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)
    everywhere.add_argument("--config", metavar="PATH", type=Path, help="settings (else SITREP_CONFIG, ./config.toml)")
    everywhere.add_argument("--db", metavar="PATH", help="the database, a path or a sqlite:/// address")
    everywhere.add_argument("--case", metavar="PATH", help="the folder of the case")
    top = argparse.ArgumentParser(
        prog="sitrep",
        description="Answers questions about one crisis from stored, sourced facts.",
        parents=[everywhere],
        allow_abbrev=False,
    )
    top.add_argument("--version", action="version", version=f"sitrep {version}")
    subs = top.add_subparsers(dest="command", metavar="COMMAND", required=True)

    def sub(name: str, summary: str) -> argparse.ArgumentParser:
        return subs.add_parser(name, help=summary, description=summary, parents=[everywhere], allow_abbrev=False)

    sub("chat", "asks and answers in the terminal, or line by line in a pipe")
    _ask(sub("ask", COMMANDS["ask"].summary))
    sub("load", "takes a case in: a folder, or one source file").add_argument("path", type=Path)
    check = sub("check", "checks settings and case without touching anything")
    check.add_argument("path", type=Path, nargs="?", help="a case folder or source file (else the configured case)")
    sub("migrate", "brings the database to this version's schema, after a backup")
    for command in COMMANDS.values():
        if command.name not in OWN:
            _table_command(sub(command.name, command.summary), command)
    return top


def _ask(into: argparse.ArgumentParser) -> None:
    into.add_argument("question", nargs="*", help="in your own words")
    into.add_argument("--as-of", metavar="T", default="", help="only what was known then: a day (its end), an instant")
    into.add_argument("--json", action="store_true", help="the answer as one JSON object a line")
    into.add_argument("--why", action="store_true", help="adds how the answer was chosen")
    into.add_argument("--batch", metavar="FILE", help="one JSON object a line: id, question, as_of; - is stdin")


def _table_command(into: argparse.ArgumentParser, command: Command) -> None:
    for option in command.options:
        if option is command.main:
            into.add_argument(option.name, nargs="+" if option.required else "*", help=option.help)
        else:
            flag = f"--{option.name.replace('_', '-')}"
            into.add_argument(flag, dest=option.name, choices=option.choices or None, help=option.help)


def values(command: Command, args: argparse.Namespace) -> Mapping[str, str]:
    """What was given for the options of a table command."""
    given = {o.name: getattr(args, o.name, None) for o in command.options}
    return {k: " ".join(v) if isinstance(v, list) else v for k, v in given.items() if v}
