"""The documents say what is so."""

from __future__ import annotations

import os
import re
import shlex
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import discord
import pytest

from bot import __version__
from bot.config import load_settings
from bot.settings import DiscordSettings, Settings
from handlers.arguments import parser
from handlers.commands import COMMANDS
from handlers.discord import gateway, invite, menus, tree
from handlers.help import MANAGES
from handlers.request import Command
from storage.casefiles import read_case, read_case_with_warnings

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def blocks(text: str, language: str = "") -> list[str]:
    """The fenced blocks of a page."""
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_links_lead_somewhere(page: Path) -> None:
    """Every relative link of a page names a file that is there."""
    targets = re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", page.read_text(encoding="utf-8"))
    assert [t for t in targets if not (page.parent / t).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_make_targets_exist(page: Path) -> None:
    """Every `make x` that a page tells to type can be made."""
    made = set(re.findall(r"^([a-z-]+):", read("Makefile"), re.MULTILINE))
    text = page.read_text(encoding="utf-8")
    typed = set(re.findall(r"(?:^|`|\| )make ([a-z-]+)", text, re.MULTILINE))
    assert typed <= made


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_shell_commands_are_understood(page: Path) -> None:
    """Every `sitrep …` that a page tells to type is one that the command line takes."""
    text = page.read_text(encoding="utf-8")
    shown = re.findall(r"^(?:\$ )?sitrep (.+)$", "\n".join(blocks(text)), re.MULTILINE)
    shown += re.findall(r"`sitrep ([^`]+)`", text)
    for line in shown:
        assert parser(__version__).parse_args(shlex.split(line, comments=True)), line


def test_architecture_names_every_room() -> None:
    """Every module of bot and every package has its line, and every path that is named exists."""
    text = read("docs/ARCHITECTURE.md")
    named = set(re.findall(r"`((?:bot|handlers|storage|cases|bench)/[\w./]*)`", text))
    assert {n for n in named if not (ROOT / n).exists()} == set()
    modules = {str(p.relative_to(ROOT)) for p in (ROOT / "bot").glob("*.py") if p.name != "__init__.py"}
    packages = {
        f"{p.parent.relative_to(ROOT)}/"
        for r in ("bot", "handlers", "storage")
        for p in (ROOT / r).rglob("__init__.py")
    }
    assert (modules | packages) - {"bot/"} <= named


def command_entry(command: Command) -> str:
    """A command as the page of commands tells it."""
    lines = [
        f"## /{command.name}",
        "",
        f"{command.summary[0].upper()}{command.summary[1:]}.",
        "",
        "```",
        command.example,
        "```",
        "",
    ]
    if command.manages:
        lines += [f"{MANAGES[0].upper()}{MANAGES[1:]}.", ""]
    if command.options:
        lines += ["| option | |", "|---|---|"]
        for option in command.options:
            also = [f"one of {', '.join(option.choices)}"] if option.choices else []
            also += [f"{option.least} to {option.most}"] if option.kind == "number" else []
            also += ["required"] if option.required else []
            lines.append(f"| `{option.name}` | {'; '.join([option.help, *also])} |")
        lines.append("")
    return "\n".join(lines)


def test_commands_page_lists_the_table() -> None:
    """COMMANDS.md tells of each command what the one table says, in its order (`make docs` writes it anew)."""
    page = ROOT / "docs" / "COMMANDS.md"
    head, mark, _ = page.read_text(encoding="utf-8").partition("<!-- from handlers/commands.py -->\n")
    expected = head + mark + "\n" + "\n".join(command_entry(c) for c in COMMANDS.values()).rstrip() + "\n"
    if os.environ.get("SITREP_WRITE_DOCS"):
        page.write_text(expected, encoding="utf-8")
    assert mark
    assert page.read_text(encoding="utf-8") == expected


def test_the_example_case_loads(tmp_path: Path) -> None:
    """The case that CASES.md prints is complete and without any mistake or warning."""
    for block in blocks(read("docs/CASES.md"), "toml"):
        name = re.match(r"# (\S+\.toml)\n", block)
        assert name is not None, block[:80]
        file = tmp_path / "harbour" / name[1]
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(block, encoding="utf-8")
    case, warnings = read_case_with_warnings(tmp_path / "harbour")
    assert list(warnings) == []
    assert len(case.facts) == 5
    assert (len(case.entities), len(case.measures), len(case.gaps), len(case.asked)) == (3, 1, 1, 2)


def test_the_transcript_is_made_of_the_case() -> None:
    """README.md shows real answers: every fact under them stands in the shipped case (`make docs` writes it anew)."""
    shown = read("README.md").partition("<!-- transcript -->\n")[2].partition("<!-- end of transcript -->")[0]
    cited = set(re.findall(r"; ([a-z0-9-]+/\d+) https?:", shown))
    assert cited
    assert cited <= {f.id for f in read_case(ROOT / "cases" / "idlib").facts}


def test_the_example_configuration_is_the_default() -> None:
    """config.example.toml holds every key, each with its default."""
    assert load_settings(ROOT / "config.example.toml", environ={}) == Settings()
    text = read("config.example.toml")
    given = tomllib.loads(text)
    for section, field in Settings.model_fields.items():
        keys = [k for k, f in type(getattr(Settings(), section)).model_fields.items() if not f.exclude]
        assert field is not None
        missing = [k for k in keys if k not in given[section] and not re.search(rf"^# {k} = ", text, re.MULTILINE)]
        assert missing == []


def test_the_changelog_knows_this_version() -> None:
    """The version that runs has its entry."""
    assert f"\n## {__version__} " in read("CHANGELOG.md")


def registered() -> list[dict[str, Any]]:
    """Every command and menu as Discord is told of it."""
    client = discord.Client(intents=discord.Intents.none())

    async def nothing(*_: object) -> Any:
        """What a command would do is of no interest here."""

    made = tree.Tree(client, nothing)
    tree.add_commands(made, nothing, nothing)
    menus.add_menus(made, check=nothing, report=nothing)
    return [dict(c.to_dict(made)) for c in made.get_commands()]


_MENUS = {menus.CHECK: "any message", menus.REPORT: "a post of the bot"}


def discord_rows(command: dict[str, Any], top: dict[str, Any], name: str) -> Iterator[str]:
    """The rows of a command or of all commands below it."""
    below = [o for o in command.get("options", ()) if o["type"] in (1, 2)]
    for one in below:
        yield from discord_rows(one, top, f"{name} {one['name']}")
    if below:
        return
    options = [f"**{o['name']}**" if o["required"] else o["name"] for o in command.get("options", ())]
    manages = top.get("default_member_permissions") is not None
    entry = COMMANDS.get(name.removeprefix(f"/{tree.UMBRELLA} ").removeprefix("/"))
    whom = "Manage Server" if manages or (entry and entry.manages) else "everyone"
    where = " and ".join(w for n, w in ((0, "servers"), (1, "its direct messages")) if n in top["contexts"])
    where = "everywhere" if 2 in top["contexts"] else where
    does = command.get("description") or f"on {_MENUS[command['name']]}, under Apps"
    yield f"| `{name}` | {does} | {', '.join(options)} | {whom} | {where} |"


def test_discord_commands_page_lists_what_is_registered() -> None:
    """DISCORD.md has every command and menu that Discord gets, with options, whom and where (`make docs` writes it)."""
    page = ROOT / "docs" / "DISCORD.md"
    head, mark, rest = page.read_text(encoding="utf-8").partition("<!-- from the commands that are registered ")
    _, end, tail = rest.partition("<!-- end of the commands -->")
    named = [(c, f"/{c['name']}" if c["type"] == 1 else c["name"]) for c in registered()]
    rows = [row for c, name in named for row in discord_rows(c, c, name)]
    table = "\n".join(["| command | does | options, **required** | for | where |", "|---|---|---|---|---|", *rows])
    expected = f"{head}{mark}with Discord -->\n\n{table}\n\n{end}{tail}"
    if os.environ.get("SITREP_WRITE_DOCS"):
        page.write_text(expected, encoding="utf-8")
    assert mark and end
    assert page.read_text(encoding="utf-8") == expected


def test_the_discord_page_has_the_permissions_that_are_asked_for() -> None:
    """The number on the page is the one in the invite link, and a row tells what each permission in it is for."""
    text = read("docs/DISCORD.md")
    assert set(re.findall(r"\b\d{12}\b", text)) == {str(invite.PERMISSIONS.value)}
    asked = {n.replace("_", " ").replace("read messages", "view channels") for n, on in invite.PERMISSIONS if on}
    assert [name for name in asked if f"\n| {name} | " not in text.casefold()] == []


def test_the_discord_page_has_the_intents_that_are_asked_for() -> None:
    """A row tells what each intent is for; the privileged one is asked for with mention threads only."""
    text = read("docs/DISCORD.md").casefold()
    for threads in (False, True):
        wanted = {n.replace("_", " ") for n, on in gateway.intents(DiscordSettings(mention_threads=threads)) if on}
        assert [name for name in wanted if f"\n| {name.replace('dm ', 'direct ')} | " not in text] == []
        assert ("message content" in wanted) is threads
