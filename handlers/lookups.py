"""Commands that look things up: figures, timeline, disputed, who, fact, sources."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from bot.domain.edtf import say_day, say_edtf
from bot.domain.errors import BadRequest
from bot.domain.facts import Fact, Source
from bot.domain.message import Block, Bullets, Fields, Heading, Inline, Link, Message, Plain, Table, Text, plain
from bot.services import lookup
from handlers.citing import Citer, attributed, grade, say_figure, speaker
from handlers.moments import say_moment
from handlers.request import Request, Services

SHOWN = 30
"""The longest list that a reader gets without asking for less."""


async def figures(services: Services, request: Request) -> Message:
    """The series of the measure that fits the words, or the newest figure of every measure."""
    words = request.words.get("measure", "")
    found = await lookup.series_of(services.facts, words, as_of=request.moment)
    citer = Citer()
    blocks: list[Block] = []
    if words and len(found) <= 3:
        for series in found:
            blocks += _series(series, citer)
    else:
        items = tuple((Plain(f"{s.measure.title}: {_point(s.figures[-1])}"), citer.cite(s.figures[-1])) for s in found)
        blocks = [Heading("Newest figure of each measure"), Bullets(items)] if items else []
    return done(services, request, "Figures", blocks, citer, empty="No figures were known then.")


def _series(series: lookup.Series, citer: Citer) -> list[Block]:
    line: list[Inline] = [(Plain(_point(f)), citer.cite(f)) for f in series.figures]
    joined = line[0]
    for part in line[1:]:
        joined += (Plain(" → "), *part)
    rows = tuple(
        (plain(say_edtf(f.event_date)), (Plain(say_figure(f)), citer.cite(f)), plain(speaker(f)), plain(grade(f)))
        for f in series.figures
    )
    return [
        Heading(series.measure.title),
        Text(plain(series.measure.description)),
        Text(joined),
        Table(("Data to", "Figure", "Said by", "Grade"), rows),
    ]


def _point(fact: Fact) -> str:
    return f"{say_figure(fact)} ({say_day(fact.data_date)})"


async def timeline(services: Services, request: Request) -> Message:
    """What happened, day by day, the latest at the end."""
    what = await lookup.about(services.facts, request.words.get("about", ""))
    first = request.days.get("from", lookup.FIRST_DAY)
    last = request.days.get("to", request.moment.date() + timedelta(days=1))
    if first > last:
        raise BadRequest(f"from:{first} is later than to:{last}; swap them")
    found = await lookup.events(services.facts, what, as_of=request.moment, first=first, last=last)
    citer = Citer()
    found, cut = (found, "") if len(found) <= SHOWN else (found[-SHOWN:], f"{len(found) - SHOWN} earlier ones")
    items = tuple((Plain(f"{say_edtf(f.event_date)}: {attributed(f)}"), citer.cite(f)) for f in found)
    blocks: list[Block] = [Bullets(items)] if items else []
    if cut:
        blocks.insert(0, Text(plain(f"The latest {SHOWN}; narrow it with from: and to: to see the {cut}.")))
    return done(services, request, "Timeline", blocks, citer, empty="Nothing is known of those days.")


async def disputed(services: Services, request: Request) -> Message:
    """What the sources contradict one another on, the accounts side by side."""
    what = await lookup.about(services.facts, request.words.get("about", ""))
    groups = await lookup.disputes(services.facts, what, as_of=request.moment)
    citer = Citer()
    blocks: list[Block] = []
    for number, group in enumerate(groups[:10], 1):
        blocks += [Heading(f"Dispute {number}"), citer.rivals(group)]
    if len(groups) > 10:
        blocks.append(Text(plain(f"And {len(groups) - 10} older ones; narrow them with a topic or a name.")))
    return done(services, request, "Disputed", blocks, citer, empty="Nothing of that was disputed then.")


async def who(services: Services, request: Request) -> Message:
    """Who or what a name stands for, what it says, and what others tell of it."""
    card = await lookup.entity_card(services.facts, request.words["name"], as_of=request.moment)
    entity = card.entity
    citer = Citer()
    pairs = [("Kind", plain(entity.kind))]
    if card.described and entity.description:
        pairs.append(("Is", plain(entity.description)))
    if entity.aliases:
        pairs.append(("Also written", plain(", ".join(entity.aliases))))
    if entity.metonyms:
        pairs.append(("Also called, for short", plain(", ".join(entity.metonyms))))
    blocks: list[Block] = [Fields(tuple(pairs))]
    if card.said:
        blocks += [Heading("What it says"), citer.claims(card.said)]
    if card.told:
        blocks += [Heading("What others tell"), citer.claims(card.told)]
    if not card.said and not card.told:
        blocks.append(Text(plain("Nothing was known of it then.")))
    return done(services, request, entity.name, blocks, citer)


async def fact(services: Services, request: Request) -> Message:
    """One fact with its provenance, versions and links."""
    card = await lookup.fact_card(services.facts, request.words["id"], as_of=request.moment)
    one = card.fact
    citer = Citer()
    pairs = [
        ("Kind", one.kind),
        ("Said by", one.said_by or f"{one.source.publisher}, as plain fact"),
        ("When", say_edtf(one.event_date)),
        ("Known from", say_moment(one.known_at, services.zone)),
        ("Figure", say_figure(one)),
        ("Grade", f"{grade(one)} (source {one.source.reliability}, information {one.credibility})"),
        ("Paragraph", str(one.paragraph or "")),
        ("Version", str(one.version)),
    ]
    blocks: list[Block] = [
        Text(citer.claim(one)),
        Fields(tuple((name, plain(value)) for name, value in pairs if value)),
    ]
    links = (("Supersedes", card.supersedes), ("Superseded by", card.superseded_by), ("Disputed by", card.disputes))
    for name, facts in links:
        if facts:
            blocks += [Heading(name), citer.claims(facts)]
    if old := [v for v in card.versions if v.version != one.version]:
        items = tuple(plain(f"version {v.version}: {v.statement}") for v in old)
        blocks += [Heading("Earlier versions"), Bullets(items)]
    return done(services, request, f"Fact {one.id}", blocks, citer)


async def sources(services: Services, request: Request) -> Message:
    """The documents that the facts come from, newest first."""
    found = await lookup.sources(services.facts, request.words.get("words", ""), as_of=request.moment)
    items = tuple(_document(s) for s in found[:SHOWN])
    blocks: list[Block] = [Bullets(items)] if items else []
    if len(found) > SHOWN:
        blocks.append(Text(plain(f"And {len(found) - SHOWN} older ones; narrow them with words of the title.")))
    return done(services, request, "Sources", blocks, Citer(), empty="No such source was known then.")


def _document(source: Source) -> Inline:
    title = f"“{source.title}”"
    return (
        Plain(f"{say_day(source.published)}: {source.publisher}, "),
        Link(title, source.url) if source.url else Plain(title),
        Plain(f"; reliability {source.reliability}; {source.id}"),
    )


def done(
    services: Services, request: Request, title: str, blocks: Sequence[Block], citer: Citer, *, empty: str = ""
) -> Message:
    """A message with its sources and the moment as of which it holds; `empty` is said where there are no blocks."""
    body = tuple(blocks) or (Text(plain(empty)),)
    return Message(
        title=title,
        blocks=(*body, *citer.sources()),
        footer=f"As of {say_moment(request.moment, services.zone)}",
        fact_ids=citer.fact_ids,
    )
