"""What a command is, and a request for one, before any platform."""

from __future__ import annotations

import difflib
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal, Protocol

from bot.clock import Clock
from bot.domain.answer import Question, Reply, Telling
from bot.domain.delivery import Capabilities, Destination
from bot.domain.errors import BadRequest
from bot.domain.message import Message
from bot.domain.ports import CaseStore, FactBase, Journal
from bot.domain.replies import Replies
from bot.services.posting import Posting
from handlers.moments import parse_day, parse_moment
from handlers.safe import question_text
from handlers.typed import SHELL, in_shell, typed

Kind = Literal["words", "moment", "day", "number", "choice"]
Completion = Literal[
    "",
    "topics",
    "entities",
    "about",
    "measures",
    "commands",
    "sources",
    "facts",
    "deadlines",
    "moments",
    "days",
    "schedules",
    "leads",
]

TERMINAL = Capabilities(message_limit=None, tables=True, edits=False)
"""What the place of a talk can do where its platform is not served: a terminal, or one call of the `sitrep` command."""
CONSOLE = Destination(platform="console", channel="terminal")


class Asks(Protocol):
    """Answers questions."""

    async def ask(self, question: Question, *, record: bool = True, telling: Telling | None = None) -> Reply: ...


@dataclass(frozen=True, kw_only=True, slots=True)
class Services:
    """What the commands work with. `zone` is the IANA zone of the case; `posting` what subscriptions need.

    `delivers`: does this process send what is due? One that only talks does not. `meaning`: is there search by meaning?
    `model` names the language model that may reword answers, '' for none.
    """

    facts: FactBase
    journal: Journal
    cases: CaseStore
    asker: Asks
    clock: Clock
    zone: str
    posting: Posting | None = None
    replies: Replies | None = None
    delivers: bool = False
    meaning: bool = True
    model: str = ""

    def scheduled(self) -> Posting:
        """The parts of scheduled posting. Raises BadRequest where this process has none."""
        if self.posting is None:
            raise BadRequest("this process keeps no subscriptions; use the one that `sitrep run` serves")
        return self.posting

    def can(self, here: Destination) -> Capabilities:
        """What the platform of a place can do."""
        served = self.posting.platforms.get(here.platform) if self.posting else None
        return served.capabilities if served else TERMINAL

    def typed(self, line: str, talk: Talk) -> str:
        """A command as in the table, in the way one types it where the talk is; one for a shell in backquotes."""
        can = self.can(talk.here)
        sign = talk.sign or can.command
        return in_shell(line) if sign == SHELL else typed(line, sign, can.apart, can.named)

    def meanwhile(self) -> str:
        """What else it takes before something goes out; '' where this process sends it."""
        return "" if self.delivers else " Posts go out in the terminal of `sitrep run`, while that runs."


@dataclass(frozen=True, kw_only=True, slots=True)
class Talk:
    """Who asks, in which thread of talk, and where. `may_manage`: may they change what that place gets?

    `reaches`: may they name by its number what other places of the workspace get? `keep_text`: may their words be kept?
    `sign` is how commands begin there, where that is not as on the platform of the place. `telling` shows what is being
    done meanwhile, where that can be shown.
    """

    asked_by: str = ""
    conversation: str = ""
    workspace: str = ""
    here: Destination = CONSOLE
    may_manage: bool = True
    reaches: bool = True
    keep_text: bool = True
    sign: str = ""
    telling: Telling | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Option:
    """One thing that a command can be told. `single`: its value is one word."""

    name: str
    kind: Kind
    help: str
    required: bool = False
    choices: tuple[str, ...] = ()
    completes: Completion = ""
    least: int = 1
    most: int = 1
    single: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Request:
    """A checked request for a command; options that were not given are absent from the mappings."""

    now: datetime
    as_of: datetime | None
    words: Mapping[str, str] = field(default_factory=dict)
    days: Mapping[str, date] = field(default_factory=dict)
    numbers: Mapping[str, int] = field(default_factory=dict)
    talk: Talk = Talk()

    @property
    def moment(self) -> datetime:
        """The instant as of which to answer."""
        return self.as_of or self.now


Handler = Callable[[Services, Request], Awaitable[Message]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Command:
    """One line of the command table. A name of two words belongs to the group that its first word names.

    `manages`: only who may manage the place may use it.
    """

    name: str
    summary: str
    example: str
    options: tuple[Option, ...]
    handler: Handler
    manages: bool = False

    @property
    def main(self) -> Option | None:
        """The option that takes what stands without a name: the first of kind `words`, else the first number."""
        return next((o for kind in ("words", "number") for o in self.options if o.kind == kind), None)

    def option(self, name: str) -> Option:
        """The option of that name. Raises BadRequest with the nearest one."""
        for option in self.options:
            if option.name == name:
                return option
        names = [o.name for o in self.options]
        near = difflib.get_close_matches(name, names, 1)
        hint = f"did you mean {near[0]}?" if near else f"it takes {', '.join(names) or 'none'}"
        raise BadRequest(f"`/{self.name}` has no option {name[:40]!r}; {hint}")


AS_OF = Option(
    name="as_of",
    kind="moment",
    help="only what was known then: a day, an instant with offset, or now",
    completes="moments",
)


def make_request(command: Command, values: Mapping[str, str], *, zone: str, now: datetime, talk: Talk) -> Request:
    """Check the values of a command's options, given by name as text. Raises BadRequest for the first mistake."""
    words: dict[str, str] = {}
    days: dict[str, date] = {}
    numbers: dict[str, int] = {}
    as_of = None
    for name, value in values.items():
        option = command.option(name)
        if option.kind == "moment":
            as_of = parse_moment(value, zone=zone, now=now)
        elif option.kind == "day":
            days[name] = parse_day(value)
        elif option.kind == "number":
            numbers[name] = _number(option, value)
        else:
            words[name] = _words(option, value)
    for option in command.options:
        if option.required and not (words.get(option.name) or option.name in numbers):
            raise BadRequest(f"`/{command.name}` needs {option.name}: {option.help}; such as `{command.example}`")
    return Request(now=now, as_of=as_of, words=words, days=days, numbers=numbers, talk=talk)


def _number(option: Option, value: str) -> int:
    text = value.strip()
    if not (text.isascii() and text.isdigit() and len(text) < 10 and option.least <= int(text) <= option.most):
        raise BadRequest(f"{option.name} {value[:40]!r} is no whole number from {option.least} to {option.most}")
    return int(text)


def _words(option: Option, value: str) -> str:
    text = _choice(option, question_text(value, "a question" if option.name == "question" else option.name))
    if option.single and " " in text:
        raise BadRequest(f"{option.name} is one word, not {text[:40]!r}; put a value of several words in quotes")
    return text


def _choice(option: Option, value: str) -> str:
    if option.kind != "choice" or value.casefold() in option.choices:
        return value.casefold() if option.kind == "choice" else value
    near = difflib.get_close_matches(value.casefold(), option.choices, 1)
    hint = f"did you mean {near[0]}?" if near else f"it is one of {', '.join(option.choices)}"
    raise BadRequest(f"{option.name} cannot be {value[:40]!r}; {hint}")
