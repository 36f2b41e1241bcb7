from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.domain.answer import Abstention, Account, Answer, Sentence
from bot.domain.deadlines import state_at
from bot.domain.delivery import Destination
from bot.domain.message import Action, Message
from bot.domain.report import DeadlineNotice, Sitrep, Trouble
from bot.domain.subscription import Correction
from handlers.answers import answer_message
from handlers.commands import reply_to
from handlers.discord.render import capabilities, render, render_reply
from handlers.posts import Posts
from handlers.request import Talk
from tests.fakes import ZONE
from tests.samples import DEADLINE, FIRST, OUTCOME, RUSSIAN, SECOND, TURKISH, services

GOLDEN = Path(__file__).parent.parent / "golden" / "discord"
AT = datetime(2020, 3, 1, 20, 59, 59, 999999, tzinfo=UTC)
HERE = Destination(platform="discord", workspace="1", channel="2")
CAN = capabilities(cards=True)
ANSWER = Answer(
    status="answered",
    sentences=(
        Sentence(text=SECOND.statement, facts=(SECOND,)),
        Sentence(text="Both are UN counts.", facts=(FIRST, SECOND)),
    ),
    as_of=AT,
    series=(FIRST, SECOND),
    series_text="586,000 on 2 Feb → 800,000 on 12 Feb",
    notes=("The newest source is 17 days old.",),
)
DISPUTED = Answer(
    status="disputed",
    sentences=(Sentence(text="The accounts differ.", facts=(TURKISH, RUSSIAN)),),
    accounts=(Account(text=TURKISH.statement, facts=(TURKISH,)), Account(text=RUSSIAN.statement, facts=(RUSSIAN,))),
    as_of=AT,
)
UNKNOWN = Abstention(
    reason="not-held", text="The base does not hold that.", as_of=AT, lacks="number of wounded", related=(TURKISH,)
)
AMENDED = Correction(
    id=7,
    how="amend",
    old=TURKISH,
    new=replace(TURKISH, version=2, statement="34 soldiers were killed."),
    reason="misread figure.",
    made_by="ann",
    made_at=datetime(2020, 3, 1, 22, tzinfo=UTC),
)
SITREP = Sitrep(
    case_title="A test case",
    zone=ZONE,
    as_of=AT,
    covers_from=AT - timedelta(days=1),
    next_at=AT + timedelta(days=1),
    topics=("displacement", "aid"),
    lead=(SECOND,),
    new=(OUTCOME,),
    more={"aid": 7, "displacement": 5},
    changed=((SECOND, (FIRST,)),),
    corrected=(AMENDED,),
    disputed=((TURKISH, RUSSIAN),),
    deadlines=(state_at(DEADLINE, (), as_of=AT),),
)


def answer(reply: Answer | Abstention, *whats: Any) -> Message:
    """An answer as a person gets it, with these buttons."""
    return replace(answer_message(reply, zone=ZONE), actions=tuple(Action(what=w, as_of=AT) for w in whats))


def deadline() -> Message:
    as_of = datetime(2020, 2, 22, 21, tzinfo=UTC)
    state = state_at(DEADLINE, (), as_of=as_of)
    return Posts().deadline(DeadlineNotice(why="lead", zone=ZONE, as_of=as_of, state=state), CAN)


def trouble() -> Message:
    reason = "Missing Access"
    return Posts().trouble(
        Trouble(what="closed", to=HERE, subscription=3, slot="2020-03-01", reason=reason, at=AT, zone=ZONE), CAN
    )


MESSAGES: dict[str, Callable[[], Message]] = {
    "answer": lambda: answer(ANSWER, "rate", "sources", "more"),
    "disputed": lambda: answer(DISPUTED, "rate", "sources", "sides", "share"),
    "unknown": lambda: answer(UNKNOWN, "rate"),
    "sitrep": lambda: Posts().sitrep(SITREP, CAN),
    "quiet": lambda: Posts().sitrep(replace(SITREP, lead=(), new=(), changed=(), corrected=(), disputed=()), CAN),
    "deadline": deadline,
    "correction": lambda: Posts().correction((AMENDED,), ZONE, CAN),
    "marked": lambda: Posts().marked(answer(DISPUTED), (AMENDED,), ZONE),
    "trouble": trouble,
}
LISTS = {
    "figures": "/figures displaced",
    "timeline": "/timeline",
    "who": "/who Erdogan",
    "fact": "/fact ocha-2020-02-13/1",
    "help": "/help digest",
    "wrong": "/figures colour:blue",
}


@pytest.mark.parametrize("name", MESSAGES)
def test_every_kind_of_message_looks_as_it_was_agreed(name: str) -> None:
    """Cards and plain posts of each kind are those in tests/golden/discord; SITREP_WRITE_GOLDENS=1 writes them anew."""
    check(name, MESSAGES[name]())


@pytest.mark.parametrize("name", LISTS)
async def test_every_kind_of_list_looks_as_it_was_agreed(name: str) -> None:
    """What commands list is laid out as in tests/golden/discord, too."""
    check(name, await reply_to(services(), LISTS[name], Talk(here=HERE)))


def check(name: str, message: Message) -> None:
    """The message as a card and as plain text is that of the golden file."""
    made: dict[str, Any] = {}
    for kind, cards in (("card", True), ("plain", False)):
        pages = [render_reply(message, cards=cards)] if message.actions else render(message, cards=cards)
        made[kind] = [json.loads(p.body) for p in pages]
    file = GOLDEN / f"{name}.json"
    if os.environ.get("SITREP_WRITE_GOLDENS"):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(made, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    assert made == json.loads(file.read_text(encoding="utf-8"))
