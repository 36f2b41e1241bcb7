"""What people are told to type is what they can type where they are told."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC

import pytest

from bot.domain.delivery import Capabilities, Destination
from handlers.commands import COMMANDS, reply_to
from handlers.discord.menus import CHECK, REPORT
from handlers.discord.render import capabilities as discord
from handlers.discord.tree import PRIVATE
from handlers.plain import render
from handlers.request import Services, Talk
from handlers.typed import SHELL, in_shell, spoken, typed
from tests.samples import services

DISCORD = discord(cards=True)
APART = DISCORD.apart


@pytest.mark.parametrize(
    ("line", "sign", "apart", "says"),
    [
        ("/now days:3", "/", (), "/now days:3"),
        ("/now days:3", "/sitrep ", APART, "/sitrep now days:3"),
        ("/digest add daily 08:00", "/sitrep ", APART, "/digest add daily 08:00"),
        ("/digest", "/sitrep ", APART, "/digest"),
        ("/deadlines list", "/sitrep ", APART, "/sitrep deadlines list"),
        ("/asking", "/sitrep ", APART, "/sitrep asking"),
        ("/timeline Saraqib from:2020-02-01", SHELL, (), "sitrep timeline Saraqib --from 2020-02-01"),
        ("/ask fled? as_of:2020-02-13", SHELL, (), "sitrep ask fled? --as-of 2020-02-13"),
        ("/help correct", SHELL, (), "sitrep correct --help"),
    ],
)
def test_a_command_is_said_as_it_is_typed(line: str, sign: str, apart: tuple[str, ...], says: str) -> None:
    """With a slash in a chat, below the bot's own name where commands share it, with flags in a shell."""
    assert typed(line, sign, apart) == says


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("/digest preview 1", "/digest preview number:1"),
        ("/now diplomacy", "/sitrep now about:diplomacy"),
        ("/now", "/sitrep now"),
        ("/help digest add", "/sitrep help command:digest add"),
        ("/figures displaced people as_of:2020-02-20", "/sitrep figures measure:displaced people as_of:2020-02-20"),
        ("/now days:3", "/sitrep now days:3"),
        ("/digest add daily 08:00 Asia/Aden topics:aid", "/digest add when:daily 08:00 Asia/Aden topics:aid"),
        ('/correct a/1 how:retract reason:"a slip"', "/correct fact:a/1 how:retract reason:a slip"),
        ('/timeline "Abu al-Duhur"', "/sitrep timeline about:Abu al-Duhur"),
        ("/deadlines", "/sitrep deadlines"),
        ("/status", "/sitrep status"),
    ],
)
def test_every_option_has_its_name_where_none_can_do_without(line: str, says: str) -> None:
    """On Discord no value stands without the name of its option, and none needs quotes."""
    assert typed(line, DISCORD.command, DISCORD.apart, DISCORD.named) == says


@pytest.mark.parametrize("name", COMMANDS)
def test_every_example_can_be_typed_on_discord(name: str) -> None:
    """What help gives as an example begins its values with the name of an option of that command."""
    command = COMMANDS[name]
    said = typed(command.example, DISCORD.command, DISCORD.apart, DISCORD.named)
    options = said.removeprefix(DISCORD.command).removeprefix("/").removeprefix(name)
    assert not options or options.split()[0].partition(":")[0] in {o.name for o in command.options}


def test_commands_within_words_are_said_as_typed() -> None:
    """Only what stands in backquotes behind a slash is a command; all other words stay."""
    text = "no `/digest` here, but `/digest resume 3` or/and /now; `x`"
    assert spoken(text, in_shell) == "no `sitrep digest` here, but `sitrep digest resume 3` or/and /now; `x`"
    assert spoken(text, str) == "no /digest here, but /digest resume 3 or/and /now; `x`"


class Elsewhere(Services):
    """Services on a platform where most commands stand below `/sitrep`."""

    def can(self, here: Destination) -> Capabilities:
        return DISCORD


def elsewhere() -> Services:
    given = services()
    return Elsewhere(facts=given.facts, journal=given.journal, cases=given.cases, asker=given.asker,
                     clock=given.clock, zone=given.zone)  # fmt: skip


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("/figurs", "did you mean /sitrep figures?"),
        ("/digst", "did you mean /digest?"),
        ("/zzz", "There is no command /zzz; /sitrep help lists them all"),
        ("/who", "/sitrep who needs name: a name; such as /sitrep who name:Hulusi Akar"),
        ("/status now", "/sitrep status takes no words"),
        ("/figures bananas", "/sitrep figures alone lists every measure"),
        ("/timeline nonsense:x from:x", "is no day"),
        ("/help", "/digest add  posts a sitrep here on a schedule; such as /digest add when:daily 08:00"),
        ("/help", "/sitrep now  a situation report"),
        ("/help deadlines", "/sitrep deadlines\n- /sitrep deadlines list"),
        ("/help /sitrep timeline", "Such as /sitrep timeline about:Saraqib"),
        ("/help digest add", "/digest add\n"),
        ("/gaps", "/gaps with words shows"),
    ],
)
async def test_every_message_names_commands_as_typed_there(line: str, says: str) -> None:
    """Help and mistakes alike name what can be typed on the platform that they are read on."""
    assert says in render(await reply_to(elsewhere(), line, Talk(asked_by="ann")), UTC)


async def test_help_tells_what_else_one_can_do_on_discord() -> None:
    """Help on everything names the option for a private answer and the menus of a message; elsewhere there are none."""
    told = render(await reply_to(elsewhere(), "/help", Talk()), UTC)
    assert all(name in told for name in (f"{PRIVATE}:True", CHECK, REPORT))
    assert REPORT not in render(await reply_to(services(), "/help", Talk()), UTC)


async def test_who_may_not_is_told_which_command() -> None:
    """A refusal names the command as it is typed there."""
    talk = Talk(asked_by="ann", may_manage=False)
    text = render(await reply_to(elsewhere(), "/deadlines track", talk), UTC)
    assert text == "/sitrep deadlines track is for those who manage this place; ask one of them"


@pytest.mark.parametrize("name", COMMANDS)
async def test_help_on_each_command_says_how_it_is_typed(name: str) -> None:
    """The title and the example of every command are as typed there; none is told as on another platform."""
    text = render(await reply_to(elsewhere(), f"/help {name}", Talk()), UTC)
    sign = "/" if name.split()[0] in APART else "/sitrep "
    assert text.startswith(f"{sign}{name}\n")
    assert f"Such as {sign}{name}" in text


@pytest.mark.parametrize("line", ["/sitrep status", "/sitrep /status", "/SITREP status"])
async def test_the_bots_name_may_stand_before_a_command(line: str) -> None:
    """Who types a command out as platforms show it is understood everywhere."""
    assert render(await reply_to(services(), line, Talk()), UTC) == render(
        await reply_to(services(), "/status", Talk()), UTC
    )


async def test_a_shell_is_told_mistakes_in_its_own_way() -> None:
    """A mistake on the command line names the command as typed there."""
    talk = replace(Talk(), sign=SHELL)
    text = render(await reply_to(services(), "/figures bananas", talk), UTC)
    assert text == "No figures on 'bananas'; `sitrep figures` alone lists every measure"
