"""The arguments of the `sitrep` command: each command of the table is a subcommand, those of a group below its name."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from pathlib import Path

from handlers.commands import COMMANDS
from handlers.parse import LIST, groups
from handlers.request import Command

OWN = frozenset({"ask", "help"})
ENGINES = ("extractive", "model", "both")


def parser(version: str) -> argparse.ArgumentParser:
    """Reads the command line. `--config`, `--db` and `--case` stand before or after the subcommand."""
    everywhere = _everywhere()
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
    run = sub("run", "posts what is due and serves every platform, until it is told to stop")
    run.add_argument("--until", metavar="T", default="", help="ends at this moment of a replayed case")
    _ask(sub("ask", COMMANDS["ask"].summary))
    sub("load", "takes a case in: a folder, or one source file").add_argument("path", type=Path)
    check = sub("check", "checks settings and case without touching anything")
    check.add_argument("path", type=Path, nargs="?", help="a case folder or source file (else the configured case)")
    _manifest(sub("manifest", "prints what a platform is to know of the bot, or checks a file that holds it"))
    sub("migrate", "brings the database to this version's schema, after a backup")
    backup = sub("backup", "copies the database while everything goes on, and checks the copy")
    backup.add_argument("path", type=Path, help="the file to write")
    for command in COMMANDS.values():
        if command.name not in OWN and " " not in command.name:
            _table_command(sub(command.name, command.summary), command)
    for group in groups(COMMANDS):
        _group(sub(group, _summary(group)), group)
    return top


def _everywhere() -> argparse.ArgumentParser:
    shared = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)
    shared.add_argument("--config", metavar="PATH", type=Path, help="settings (else SITREP_CONFIG, ./config.toml)")
    shared.add_argument("--db", metavar="PATH", help="the database, a path or a sqlite:/// address")
    shared.add_argument("--case", metavar="PATH", help="the folder of the case")
    return shared


def _group(into: argparse.ArgumentParser, group: str) -> None:
    """The commands of a group; its name alone, or with options, means its list."""
    _table_command(into, COMMANDS[f"{group} {LIST}"])
    subs = into.add_subparsers(metavar="WHAT")
    for command in COMMANDS.values():
        first, _, name = command.name.partition(" ")
        if name and first == group:
            summary = command.summary
            one = subs.add_parser(name, help=summary, description=summary, parents=[_everywhere()], allow_abbrev=False)
            _table_command(one, command)


def _summary(group: str) -> str:
    """What the commands of a group do: the summary of its list, and the names of all."""
    names = [n.partition(" ")[2] for n in COMMANDS if n.startswith(f"{group} ")]
    return f"{COMMANDS[f'{group} {LIST}'].summary}; {', '.join(names)}"


def _manifest(into: argparse.ArgumentParser) -> None:
    """One platform has a manifest."""
    summary = "prints the manifest of the Slack app that fits the settings, or checks a file with one"
    subs = into.add_subparsers(dest="platform", metavar="PLATFORM", required=True)
    slack = subs.add_parser("slack", help=summary, description=summary, parents=[_everywhere()], allow_abbrev=False)
    slack.add_argument("path", type=Path, nargs="?", metavar="FILE", help="a manifest in YAML or JSON, to be checked")


def _ask(into: argparse.ArgumentParser) -> None:
    into.add_argument("question", nargs="*", help="in your own words")
    into.add_argument("--as-of", metavar="T", default="", help="only what was known then: a day (its end), an instant")
    into.add_argument("--json", action="store_true", help="the answer as one JSON object a line")
    into.add_argument("--why", action="store_true", help="adds how the answer was chosen and checked")
    into.add_argument(
        "--engine",
        choices=ENGINES,
        default="",
        metavar="E",
        help="who words it: extractive (the base alone), model, or both to compare; else the model where there is one",
    )
    into.add_argument("--batch", metavar="FILE", help="one JSON object a line: id, question, as_of; - is stdin")


def _table_command(into: argparse.ArgumentParser, command: Command) -> None:
    into.set_defaults(entry=command.name)
    for option in command.options:
        if option is command.main:
            one = option.single or option.kind == "number"
            nargs = (None if option.required else "?") if one else "+" if option.required else "*"
            into.add_argument(option.name, nargs=nargs, help=option.help)
        else:
            flag = f"--{option.name.replace('_', '-')}"
            into.add_argument(
                flag,
                dest=option.name,
                default=argparse.SUPPRESS,
                choices=option.choices or None,
                required=option.required,
                help=option.help,
            )


def entry(args: argparse.Namespace) -> tuple[Command, Mapping[str, str]]:
    """The table command that was called, and what was given for its options."""
    command = COMMANDS[args.entry]
    given = {o.name: getattr(args, o.name, None) for o in command.options}
    return command, {k: " ".join(v) if isinstance(v, list) else v for k, v in given.items() if v}
