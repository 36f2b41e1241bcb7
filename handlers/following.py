"""What a reader gets who presses a button under an answer: its sources, the sides of a dispute, further facts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial

from bot.domain.edtf import say_day, say_edtf
from bot.domain.errors import BadRequest
from bot.domain.facts import Fact
from bot.domain.message import Action, Block, Bullets, Fields, Heading, Inline, Link, Message, Plain, Text, Time, plain
from bot.services import lookup
from handlers.citing import Citer, attributed, grade, say_figure
from handlers.guarding import guarded
from handlers.moments import say_moment
from handlers.request import Services, Talk

RELIABILITY: Mapping[str, str] = {
    "A": "completely reliable",
    "B": "usually reliable",
    "C": "fairly reliable",
    "D": "not usually reliable",
    "E": "unreliable",
    "F": "its reliability cannot be judged",
}
"""What the letter of a grade says of the source, on the Admiralty scale."""
CREDIBILITY: Mapping[int, str] = {
    1: "confirmed by others",
    2: "probably true",
    3: "possibly true",
    4: "doubtful",
    5: "improbable",
    6: "its truth cannot be judged",
}
"""What the number of a grade says of the information."""


async def follow(services: Services, action: Action, talk: Talk) -> Message:
    """What an action of a kept answer leads to, as known at its `as_of`. Never raises."""
    return await guarded(_follow(services, action), partial(services.typed, talk=talk))


async def _follow(services: Services, action: Action) -> Message:
    as_of = action.as_of or services.clock.now()
    if action.what == "sides":
        return await _sides(services, action.facts, as_of)
    if action.what not in ("sources", "more"):
        raise BadRequest("that button leads nowhere any more; ask again")
    found = await services.facts.facts(action.facts, as_of=as_of)
    citer = Citer()
    blocks = _sources(found, citer) if action.what == "sources" else _more(found, citer)
    if gone := len(set(action.facts)) - len(found):
        what = "1 fact was" if gone == 1 else f"{gone} facts were"
        blocks.append(Text(plain(f"{what} withdrawn since; the numbers count those that stand.")))
    title = "Sources of the answer" if action.what == "sources" else "Further facts"
    return _message(services, title, blocks, citer, as_of)


def _sources(facts: Sequence[Fact], citer: Citer) -> list[Block]:
    """All that is kept of where each fact comes from."""
    blocks: list[Block] = []
    for fact in facts:
        blocks += [Text(citer.claim(fact)), Fields(_origin(fact))]
    return blocks


def _origin(fact: Fact) -> tuple[tuple[str, Inline], ...]:
    source = fact.source
    title: Inline = (Link(source.title, source.url),) if source.url else plain(source.title)
    place = f"{fact.id}, version {fact.version}" + (f", paragraph {fact.paragraph}" if fact.paragraph else "")
    pairs: tuple[tuple[str, Inline], ...] = (
        ("Published by", (Plain(f"{source.publisher}, {say_day(source.published)}: "), *title)),
        ("Said by", plain(fact.said_by or f"{source.publisher}, as plain fact")),
        ("Figure", plain(say_figure(fact))),
        ("When", plain(say_edtf(fact.event_date))),
        ("Grade", plain(say_grade(fact))),
        ("Known from", (Time(fact.known_at),)),
        ("Fact", plain(place)),
    )
    return tuple(p for p in pairs if p[1] != plain(""))


def say_grade(fact: Fact) -> str:
    """A grade in words: `B2: source usually reliable, information probably true`."""
    source, information = RELIABILITY.get(fact.source.reliability, ""), CREDIBILITY.get(fact.credibility, "")
    return f"{grade(fact)}: source {source}, information {information}" if source and information else grade(fact)


def _more(facts: Sequence[Fact], citer: Citer) -> list[Block]:
    if not facts:
        return []
    items = tuple((Plain(f"{say_edtf(f.event_date)}: {attributed(f)}"), citer.cite(f)) for f in facts)
    return [Text(plain("These touch on the question; whether they answer it is for you to judge.")), Bullets(items)]


async def _sides(services: Services, ids: Sequence[str], as_of: datetime) -> Message:
    """Everything that cannot be true together with these facts, as accounts, in the order of the answer."""
    groups = await lookup.disputes_of(services.facts, ids, as_of=as_of)
    order = {fact_id: place for place, fact_id in enumerate(ids)}
    groups.sort(key=lambda g: min(order.get(f.id, len(order)) for f in g))
    citer = Citer()
    blocks: list[Block] = []
    for number, group in enumerate(groups, 1):
        blocks += [Heading(f"Dispute {number}")] if len(groups) > 1 else []
        blocks.append(citer.rivals(group))
    if not blocks:
        blocks = [Text(plain("Nothing in that answer is disputed any more."))]
    return _message(services, "The accounts side by side", blocks, citer, as_of)


def _message(services: Services, title: str, blocks: Sequence[Block], citer: Citer, as_of: datetime) -> Message:
    return Message(
        title=title,
        blocks=(*(blocks or [Text(plain("Nothing of that is held any more."))]), *citer.sources()),
        footer=f"As of {say_moment(as_of, services.zone)}",
        fact_ids=citer.fact_ids,
    )
