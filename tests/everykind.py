"""A message of every kind that is posted, about one made-up week."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.domain.answer import Abstention, Account, Answer, Sentence
from bot.domain.deadlines import state_at
from bot.domain.delivery import Capabilities, Destination
from bot.domain.message import Action, Message
from bot.domain.report import DeadlineNotice, Sitrep, Trouble
from bot.domain.subscription import Correction
from handlers.answers import answer_message
from handlers.posts import Posts
from tests.fakes import ZONE
from tests.samples import DEADLINE, FIRST, OUTCOME, RUSSIAN, SECOND, TURKISH

AT = datetime(2020, 3, 1, 20, 59, 59, 999999, tzinfo=UTC)
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


def _deadline(can: Capabilities) -> Message:
    as_of = datetime(2020, 2, 22, 21, tzinfo=UTC)
    state = state_at(DEADLINE, (), as_of=as_of)
    return Posts().deadline(DeadlineNotice(why="lead", zone=ZONE, as_of=as_of, state=state), can)


def _trouble(can: Capabilities, here: Destination) -> Message:
    reason = "Missing Access"
    return Posts().trouble(
        Trouble(what="closed", to=here, subscription=3, slot="2020-03-01", reason=reason, at=AT, zone=ZONE), can
    )


def messages(can: Capabilities, here: Destination) -> dict[str, Message]:
    """A message of every kind, as it is worded for a platform that can do `can`."""
    quiet = replace(SITREP, lead=(), new=(), changed=(), corrected=(), disputed=())
    return {
        "answer": answer(ANSWER, "rate", "sources", "more"),
        "disputed": answer(DISPUTED, "rate", "sources", "sides", "share"),
        "unknown": answer(UNKNOWN, "rate"),
        "sitrep": Posts().sitrep(SITREP, can),
        "quiet": Posts().sitrep(quiet, can),
        "deadline": _deadline(can),
        "correction": Posts().correction((AMENDED,), ZONE, can),
        "marked": Posts().marked(answer(DISPUTED), (AMENDED,), ZONE),
        "trouble": _trouble(can, here),
    }


LISTS = {
    "figures": "/figures displaced",
    "timeline": "/timeline",
    "who": "/who Erdogan",
    "fact": "/fact ocha-2020-02-13/1",
    "help": "/help digest",
    "wrong": "/figures colour:blue",
}
"""Commands that list something."""
