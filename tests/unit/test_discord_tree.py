"""The command table on Discord: it is all there, within Discord's limits, and registered only when it changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import discord
import pytest

from handlers.commands import COMMANDS
from handlers.discord.menus import CHECK, REPORT, add_menus
from handlers.discord.tree import APART, PRIVATE, Tree, add_commands, brief, sync
from handlers.request import Command, Option

Json = dict[str, Any]
MANAGE = str(discord.Permissions(manage_guild=True).value)


class Memory:
    """Memos in memory."""

    def __init__(self) -> None:
        self.held: dict[str, str] = {}

    async def get(self, name: str) -> str:
        return self.held.get(name, "")

    async def put(self, name: str, value: str) -> None:
        self.held[name] = value


class Counting(Tree):
    """Counts how often it was registered."""

    synced = 0

    async def sync(self, **_: Any) -> list[Any]:
        self.synced += 1
        return []


def made(tree: Tree | None = None) -> Tree:
    """The whole tree, doing nothing."""

    async def answer(interaction: Any, command: Command, values: Mapping[str, str], private: bool) -> None:
        return

    async def complete(interaction: Any, option: Option, text: str) -> list[Any]:
        return []

    async def on_message(interaction: Any, message: Any) -> None:
        return

    tree = tree or Tree(client(), failed)
    add_commands(tree, answer, complete)
    add_menus(tree, check=on_message, report=on_message)
    return tree


async def failed(interaction: Any, error: Any) -> None:
    return


def client() -> discord.Client:
    return discord.Client(intents=discord.Intents.none())


@pytest.fixture
def registered() -> dict[str, Json]:
    """What Discord is told, by name."""
    tree = made()
    return {c.name: c.to_dict(tree) for c in tree.get_commands()}


def leaves(command: Json, path: str = "") -> Iterator[tuple[str, Json]]:
    """(name, command) of everything that can be used."""
    name = f"{path} {command['name']}".strip()
    below = [o for o in command.get("options", []) if o["type"] in (1, 2)]
    if not below:
        yield name, command
    for part in below:
        yield from leaves(part, name)


def everything(registered: dict[str, Json]) -> dict[str, Json]:
    return dict(leaf for c in registered.values() if c["type"] == 1 for leaf in leaves(c))


def test_every_command_of_the_table_is_there(registered: dict[str, Json]) -> None:
    """Discord has the whole table: what readers use below /sitrep, but /ask; what managers use stands alone."""
    wanted = {n if n.partition(" ")[0] in APART else f"sitrep {n}" for n in COMMANDS}
    assert set(everything(registered)) == wanted
    assert {n for n, c in registered.items() if c["type"] == 3} == {CHECK, REPORT}


def test_every_option_is_there(registered: dict[str, Json]) -> None:
    """Each option is offered with its kind, its limits and its choices, the required ones first."""
    commands = everything(registered)
    for name, command in COMMANDS.items():
        told = commands[name if name.partition(" ")[0] in APART else f"sitrep {name}"]["options"]
        given = {o["name"]: o for o in told if o["name"] != PRIVATE}
        assert set(given) == {o.name for o in command.options}
        required = [o["required"] for o in told]
        assert required == sorted(required, reverse=True)
        for option in command.options:
            shown = given[option.name]
            assert shown["type"] == (4 if option.kind == "number" else 3)
            assert [c["value"] for c in shown.get("choices", [])] == list(
                option.choices if option.kind == "choice" else ()
            )
            assert shown.get("autocomplete", False) == (bool(option.completes) and option.kind != "choice")


def test_private_is_offered_where_an_answer_is_for_all(registered: dict[str, Json]) -> None:
    """Every command that answers in the channel can answer one person; those that never do need no option for it."""
    commands = everything(registered)
    private = {n for n, c in commands.items() if any(o["name"] == PRIVATE for o in c["options"])}
    reading = {"now", "figures", "timeline", "disputed", "who", "fact", "sources", "deadlines list"}
    assert private == {"ask"} | {f"sitrep {n}" for n in reading}


def test_managing_is_for_managers_unless_a_server_decides(registered: dict[str, Json]) -> None:
    """What managers use asks for Manage Server, corrections only within servers that have the bot."""
    needs = {n: c["default_member_permissions"] for n, c in registered.items()}
    assert {n for n, p in needs.items() if p is not None} == {"digest", "correct", "gaps"}
    assert {str(needs[n]) for n in ("digest", "correct", "gaps")} == {MANAGE}
    places = {n: (c["contexts"], c["integration_types"]) for n, c in registered.items()}
    assert places["correct"] == places["gaps"] == ([0], [0])
    assert places["digest"] == ([0, 1], [0, 1])
    assert places["ask"] == places["sitrep"] == places[CHECK] == places[REPORT] == ([0, 1, 2], [0, 1])


def test_discord_takes_it(registered: dict[str, Json]) -> None:
    """Names, descriptions, numbers of options and choices, and the length of each command stay within the limits."""
    for command in registered.values():
        assert characters(command) <= 8000
        for part in parts(command):
            assert 1 <= len(part["name"]) <= 32
            assert command["type"] == 3 or 1 <= len(part["description"]) <= 100
            assert len(part.get("options", [])) <= 25
            assert len(part.get("choices", [])) <= 25


def parts(command: Json) -> Iterator[Json]:
    yield command
    for option in command.get("options", []):
        yield from parts(option)


def characters(command: Json) -> int:
    """Of names, descriptions and values, as Discord counts them."""
    own = len(command["name"]) + len(command.get("description", ""))
    own += sum(len(c["name"]) + len(str(c["value"])) for c in command.get("choices", []))
    return own + sum(characters(o) for o in command.get("options", []))


def test_a_long_description_is_cut_at_a_word() -> None:
    """Discord takes 100 characters."""
    assert brief("word " * 20) == "word " * 20
    cut = brief("word " * 30)
    assert len(cut) <= 100 and cut.endswith("word…")


async def test_commands_are_registered_when_they_changed_and_only_then() -> None:
    """A thousand starts register once; a changed definition, and another application, register again."""
    tree, memos = Counting(client(), failed), Memory()
    made(tree)
    assert [await sync(tree, memos, 7) for _ in range(1000)] == [True] + [False] * 999
    assert tree.synced == 1
    assert await sync(tree, memos, 8)
    tree.remove_command("gaps")
    assert await sync(tree, memos, 7)
    assert not await sync(tree, memos, 7)


async def test_what_discord_refused_is_tried_again() -> None:
    """A registration that failed is not taken for done."""

    class Refusing(Counting):
        async def sync(self, **_: Any) -> list[Any]:
            raise TimeoutError

    tree, memos = Refusing(client(), failed), Memory()
    made(tree)
    with pytest.raises(TimeoutError):
        await sync(tree, memos, 7)
    assert not memos.held
