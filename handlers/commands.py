"""The one table of commands, for every platform, and the way from a person's line to one message."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

from bot.domain.answer import Abstention, Question
from bot.domain.errors import Forbidden
from bot.domain.facts import TOPICS
from bot.domain.message import Message
from handlers import desk, lookups
from handlers.answers import answer_message
from handlers.guarding import guarded
from handlers.help import help_message
from handlers.parse import parse_line
from handlers.request import AS_OF, Command, Option, Request, Services, Talk, make_request
from handlers.scheduled import CORRECT, DEADLINES, DIGESTS
from handlers.typed import spoken


async def ask(services: Services, request: Request) -> Message:
    """Answer a question from stored facts, or say that the base does not hold it."""
    asked = question(request, request.words.get("question", ""))
    reply = await services.asker.ask(asked, telling=request.talk.telling)
    if isinstance(reply, Abstention):
        reply = replace(reply, text=spoken(reply.text, partial(services.typed, talk=request.talk)))
    return answer_message(reply, zone=services.zone)


def question(request: Request, text: str) -> Question:
    """A request as a question to the asker."""
    talk = request.talk
    return Question(
        text=text,
        now=request.now,
        as_of=request.as_of,
        asked_by=talk.asked_by,
        conversation=talk.conversation,
        workspace=talk.workspace,
        keep_text=talk.keep_text,
        topic=request.words.get("topic", ""),
    )


async def help_(services: Services, request: Request) -> Message:
    """What can be asked for, a group of commands, or all about one command."""
    say = partial(services.typed, talk=request.talk)
    return help_message(request.words.get("command", ""), COMMANDS, say, services.can(request.talk.here).more)


_ABOUT = Option(name="about", kind="words", help="a topic or a name to narrow it to", completes="about")

_TABLE = (
    Command(
        name="ask",
        summary="answers a question from stored facts",
        example="/ask how many people fled? as_of:2020-02-13",
        options=(
            Option(name="question", kind="words", help="what you want to know", required=True),
            Option(name="topic", kind="choice", help="only facts on that topic", choices=TOPICS, completes="topics"),
            AS_OF,
        ),
        handler=ask,
    ),
    Command(
        name="now",
        summary="a situation report: what is new, changed, disputed, due and not known",
        example="/now days:3 as_of:2020-02-13",
        options=(
            _ABOUT,
            Option(name="days", kind="number", help="how many days back", least=1, most=31),
            AS_OF,
        ),
        handler=desk.now,
    ),
    Command(
        name="figures",
        summary="how a figure moved, or the newest figure of every measure",
        example="/figures displaced people as_of:2020-02-20",
        options=(Option(name="measure", kind="words", help="what is counted", completes="measures"), AS_OF),
        handler=lookups.figures,
    ),
    Command(
        name="timeline",
        summary="what happened, day by day",
        example="/timeline Saraqib from:2020-02-01 to:2020-02-15",
        options=(
            _ABOUT,
            Option(name="from", kind="day", help="the first day", completes="days"),
            Option(name="to", kind="day", help="the last day", completes="days"),
            AS_OF,
        ),
        handler=lookups.timeline,
    ),
    Command(
        name="disputed",
        summary="where the sources contradict one another, side by side",
        example="/disputed casualties",
        options=(_ABOUT, AS_OF),
        handler=lookups.disputed,
    ),
    Command(
        name="who",
        summary="who or what a name stands for, what it says and what is told of it",
        example="/who Hulusi Akar",
        options=(Option(name="name", kind="words", help="a name", required=True, completes="entities"), AS_OF),
        handler=lookups.who,
    ),
    Command(
        name="fact",
        summary="one fact with its source, grade, versions and links",
        example="/fact ocha-2020-02-13/1",
        options=(
            Option(
                name="id",
                kind="words",
                help="the id of a fact, as under the sources",
                required=True,
                single=True,
                completes="facts",
            ),
            AS_OF,
        ),
        handler=lookups.fact,
    ),
    Command(
        name="sources",
        summary="the documents that the facts come from, newest first",
        example="/sources OCHA",
        options=(Option(name="words", kind="words", help="words of publisher or title", completes="sources"), AS_OF),
        handler=lookups.sources,
    ),
    *DEADLINES,
    *DIGESTS,
    CORRECT,
    Command(
        name="gaps",
        summary="unanswered questions and reported errors; with words, what the case is known to lack",
        example="/gaps wounded",
        options=(Option(name="words", kind="words", help="words of a known gap", completes="about"), AS_OF),
        handler=desk.list_gaps,
        manages=True,
    ),
    Command(
        name="status",
        summary="how much is stored, and whether it is all ready",
        example="/status",
        options=(),
        handler=desk.status,
    ),
    Command(
        name="help",
        summary="what can be asked for",
        example="/help timeline",
        options=(Option(name="command", kind="words", help="a command", completes="commands"),),
        handler=help_,
    ),
)

COMMANDS: Mapping[str, Command] = {c.name: c for c in _TABLE}


async def reply_to(services: Services, line: str, talk: Talk) -> Message:
    """The one message that answers a line: a command with `/`, everything else is a question. Never raises."""
    return await guarded(_run_line(services, line, talk), partial(services.typed, talk=talk))


async def answer_to(services: Services, command: Command, values: Mapping[str, str], talk: Talk) -> Message:
    """The one message that answers a command whose options were given by name. Never raises."""
    return await guarded(run_command(services, command, values, talk), partial(services.typed, talk=talk))


async def _run_line(services: Services, line: str, talk: Talk) -> Message:
    if not line.lstrip().startswith("/"):
        return await run_command(services, COMMANDS["ask"], {"question": line}, talk)
    command, values = parse_line(line, COMMANDS)
    return await run_command(services, command, values, talk)


async def run_command(services: Services, command: Command, values: Mapping[str, str], talk: Talk) -> Message:
    """Check the values and run the command.

    Raises Forbidden where the person may not, BadRequest, and StoreError where the base cannot be read.
    """
    if command.manages and not talk.may_manage:
        raise Forbidden(f"`/{command.name}` is for those who manage this place; ask one of them")
    request = make_request(command, values, zone=services.zone, now=services.clock.now(), talk=talk)
    return await command.handler(services, request)
