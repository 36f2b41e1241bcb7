"""The page that somebody opens to see how things stand: what their workspace gets, what went out, what lies ahead."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from bot.domain.delivery import Destination, Entry
from bot.domain.edtf import say_day
from bot.domain.message import Block, Bullets, Heading, Inline, Message, Place, Plain, Text, placed, plain
from bot.domain.model import EXTRACTIVE
from bot.domain.subscription import Subscription
from bot.services.deadlines import standings_at
from bot.services.gaps import met_gaps
from bot.services.posting import Posting
from handlers.citing import Citer
from handlers.digestlog import by_slot, say_slot
from handlers.digests import say_subscription
from handlers.duewords import deadline_lines
from handlers.moments import say_moment
from handlers.request import Services, Talk
from handlers.sitreps import UNKNOWN_WORDS

MOST_HELD, MOST_SENT, MOST_AHEAD, MOST_GAPS = 15, 8, 5, 5
"""Lines of each section."""
READ = 200
"""Posts that are read for the last ones."""

Seen = Callable[[Collection[Destination]], Awaitable[AbstractSet[Destination]]]
"""Those of some places that the one who looks may be told of: where everybody may go, and their own."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Viewer:
    """Who looks. `talk.here` is where they talk to the bot alone, `talk.may_manage` whether they see words of gaps."""

    talk: Talk
    seen: Seen

    def told(self, to: Destination, owner: str, seen: AbstractSet[Destination]) -> bool:
        """May they be told of what a place gets that `owner` made it get?"""
        return to in seen or to == self.talk.here or (bool(owner) and owner == self.talk.asked_by)


async def homepage(services: Services, viewer: Viewer) -> Message:
    """How things stand for the workspace of who looks, and nothing of any other.

    Of places that they may not be told of only the number is. Raises StoreError where the base cannot be read.
    """
    now = services.clock.now()
    citer = Citer()
    blocks: list[Block] = [Text(plain(await _base(services, viewer.talk)))]
    if services.posting:
        blocks += await _scheduled(services.posting, viewer)
    blocks += await _ahead(services, citer)
    blocks += await _unknown(services, viewer.talk)
    engine = f"extractive, reworded by {services.model}" if services.model else EXTRACTIVE.engine
    found = "by words and by meaning" if services.meaning else "by words alone"
    return Message(
        title=(await services.facts.lexicon()).info.title,
        blocks=(*blocks, *citer.sources()),
        footer=f"As of {say_moment(now, services.zone)}. Engine: {engine}; facts are found {found}",
        fact_ids=citer.fact_ids,
    )


async def _base(services: Services, talk: Talk) -> str:
    now = services.clock.now()
    newest = await services.facts.newest_source(as_of=now)
    of = f", the newest source of {say_day(newest)}" if newest else ""
    asks = services.typed("/help", talk)
    return f"{await services.facts.count(as_of=now):,} facts are known{of}. Ask in your own words; {asks} lists more."


async def _scheduled(posting: Posting, viewer: Viewer) -> list[Block]:
    """What the workspace gets by itself, and what became of the last posts."""
    workspace = viewer.talk.workspace
    held = await posting.subscriptions.all(workspace=workspace)
    slots = by_slot(await posting.outbox.log(workspace=workspace, limit=READ))
    places = dict.fromkeys([*(s.to for s in held), *(some[0].to for some in slots)])
    seen = await viewer.seen(tuple(places)) if places else frozenset[Destination]()
    owners = {s.id: s.owner for s in held}
    shown = [s for s in held if viewer.told(s.to, s.owner, seen)]
    sent = [some for some in slots if viewer.told(some[0].to, owners.get(some[0].subscription or 0, ""), seen)]
    return [
        Heading("What this workspace gets"),
        *_lines([_held(s, posting) for s in shown], MOST_HELD, "nothing by itself yet" if not held else ""),
        *_hidden(len(held) - len(shown), "subscription", "subscriptions"),
        Heading("Last posts"),
        *_lines(_sent(sent, held, posting.zone), MOST_SENT, "nothing went out yet" if not slots else ""),
        *_hidden(len(slots) - len(sent), "post", "posts"),
    ]


def _held(held: Subscription, posting: Posting) -> Inline:
    return (Plain(f"Number {held.id}, "), Place(held.to), *placed(f": {say_subscription(held, posting)}", held.to))


def _sent(slots: Sequence[Sequence[Entry]], held: Sequence[Subscription], zone: str) -> list[Inline]:
    """One line a slot, times in the zone of its schedule, which is named where it is not the case's."""
    zones = {s.id: s.schedule.zone for s in held if s.schedule}
    lines: list[Inline] = []
    for some in slots:
        to, number = some[0].to, some[0].subscription or 0
        own = zones.get(number, zone)
        line = f": {say_slot(some, own)}{f' ({own})' if own != zone else ''}"
        lines.append((*plain(f"Number {number}, " if number else ""), Place(to), *placed(line, to)))
    return lines


def _lines(lines: Sequence[Inline], most: int, empty: str) -> list[Block]:
    if not lines:
        return [Text(plain(f"{empty.capitalize()}."))] if empty else []
    more = [Text(plain(f"And {len(lines) - most:,} more."))] if len(lines) > most else []
    return [Bullets(tuple(tuple(s for s in line if s != Plain("")) for line in lines[:most])), *more]


def _hidden(number: int, one: str, many: str) -> list[Block]:
    """The number of what is not told here: direct messages of others, and channels that not everybody may enter."""
    if not number:
        return []
    what, go = (one, "goes") if number == 1 else (many, "go")
    return [Text(plain(f"{number:,} {what} {go} to direct messages of others or to private channels."))]


async def _ahead(services: Services, citer: Citer) -> list[Block]:
    standings = await standings_at(services.facts, as_of=services.clock.now())
    pending = [s for s in standings if s.head.status == "pending"]
    if not pending:
        return [Heading("Deadlines ahead"), Text(plain("None is known."))]
    some = pending[:MOST_AHEAD]
    earlier = {s.head.fact.id: s.earlier for s in some if s.earlier}
    more = [Text(plain(f"And {len(pending) - len(some):,} more."))] if len(pending) > len(some) else []
    return [Heading("Deadlines ahead"), deadline_lines([s.head for s in some], citer, earlier), *more]


async def _unknown(services: Services, talk: Talk) -> list[Block]:
    """Questions that went unanswered: their words for who manages, for others their number."""
    count = await services.journal.open_count(talk.workspace)
    if not count:
        return [Heading("Not known"), Text(plain("No question has gone unanswered yet."))]
    said = f"{count:,} question{'s have' if count > 1 else ' has'} gone unanswered"
    if not talk.may_manage:
        return [Heading("Not known"), Text(plain(f"{said}; those who manage this workspace see which."))]
    met = await met_gaps(services.journal, workspace=talk.workspace, limit=MOST_GAPS)
    told = tuple(plain(gap.question or UNKNOWN_WORDS) for gap in met)
    lists = services.typed("/gaps", talk)
    return [Heading("Not known"), Text(plain(f"{said}; {lists} lists them. The newest:")), Bullets(told)]
