"""Deadlines in words: a line of a list, and the notices that are posted on one of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from types import MappingProxyType

from bot.domain.deadlines import DeadlineState
from bot.domain.facts import Fact
from bot.domain.message import Block, Bold, Bullets, Inline, Message, Plain, Text, Time, plain
from bot.domain.report import DeadlineNotice
from handlers.citing import Citer, attributed
from handlers.moments import say_left, say_moment

_TITLE = {"lead": "Deadline ahead", "changed": "Deadline changed", "passed": "Deadline passed"}


def deadline_lines(
    states: Sequence[DeadlineState], citer: Citer, earlier: Mapping[str, tuple[Fact, ...]] = MappingProxyType({})
) -> Bullets:
    """One line a deadline: when it is due, who set it, its status and the time left, and what tells its end.

    `earlier` are facts that told of it before, by the id of the one that tells how it stands.
    """
    return Bullets(tuple(_line(s, citer, earlier.get(s.fact.id, ())) for s in states))


def _line(state: DeadlineState, citer: Citer, earlier: tuple[Fact, ...]) -> Inline:
    line: Inline = (
        Plain("Due "),
        Time(state.deadline.due_at),
        Plain(f": {attributed(state.fact)}"),
        citer.cite(state.fact),
        Plain(f" Status: {say_status(state)}."),
    )
    if state.evidence:
        line += (citer.cite(*state.evidence),)
    if earlier:
        line += (Plain(" Told before in"), citer.cite(*earlier))
    return line


def say_status(state: DeadlineState) -> str:
    """`pending, 8 days 23 hours left`, `passed 15 hours ago, outcome not known`, `missed`."""
    if state.status == "pending":
        return f"pending, {say_left(state.left)} left"
    if state.status == "passed":
        return f"passed {say_left(-state.left)} ago, outcome not known"
    return state.status


def deadline_message(notice: DeadlineNotice) -> Message:
    """A post on one deadline, as it stands when the post is composed."""
    citer = Citer()
    state = notice.state
    head = {"lead": _ahead(state.left), "changed": "Set anew", "passed": "Passed while nothing could be sent"}
    says = head.get(notice.why, state.status.capitalize())
    blocks: list[Block] = [Text((Bold(says), Plain(": "), *citer.claim(state.fact)))]
    if notice.why == "changed":
        blocks += _changed(notice, citer)
    else:
        blocks.append(Text(_limit("It was due " if state.left <= timedelta(0) else "Due ", state)))
    if notice.why != "lead":
        blocks += _end(state, citer)
    title = _TITLE.get(notice.why, f"Deadline {state.status}")
    return Message(
        title=title + (" (late)" if notice.late else ""),
        blocks=(*blocks, *citer.sources()),
        footer=f"As of {say_moment(notice.as_of, notice.zone)}",
        fact_ids=citer.fact_ids,
    )


def _ahead(left: timedelta) -> str:
    return f"Due in {say_left(left)}" if left > timedelta(0) else "Due now"


def _limit(lead: str, state: DeadlineState) -> Inline:
    limit = state.deadline
    who = f"; set by {limit.set_by}, addressed to {limit.addressed_to}."
    return (Plain(lead), Time(limit.due_at), Plain(who))


def _changed(notice: DeadlineNotice, citer: Citer) -> list[Block]:
    state, before = notice.state, notice.before
    same = all(f.deadline and f.deadline.due_at == state.deadline.due_at for f in before)
    blocks: list[Block] = [Text(_limit("The last date is still " if same else "Due ", state))]
    if before:
        blocks.append(Text(plain("This replaces what was told before:")))
        blocks.append(Bullets(tuple(_before(f, citer, dated=not same) for f in before)))
    return blocks


def _before(fact: Fact, citer: Citer, *, dated: bool) -> Inline:
    was = (Plain("due "), Time(fact.deadline.due_at), Plain(": ")) if fact.deadline and dated else ()
    return (*was, *citer.claim(fact))


def _end(state: DeadlineState, citer: Citer) -> list[Block]:
    if state.status == "passed":
        return [Text(plain("What came of it is not known."))]
    blocks: list[Block] = [Text(plain(f"Status: {say_status(state)}."))]
    if state.evidence:
        blocks += [Text(plain("What tells it:")), citer.claims(state.evidence)]
    return blocks
