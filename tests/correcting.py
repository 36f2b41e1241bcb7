"""Corrections through the real store: posts that carry facts, changes to them, and what readers see of that."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot.domain.delivery import Destination, Draft
from bot.domain.message import Message
from bot.services.correct import amend, tell
from handlers.citing import Citer
from tests.platforms import Post
from tests.reminding import HERE, Room
from tests.samples import FIRST

NOW = datetime(2020, 3, 5, 9, tzinfo=UTC)
FEWER = "About 568,000 people had been displaced."
MINUTE = timedelta(minutes=1)


async def post(room: Room, *ids: str, to: Destination = HERE, slot: str = "sitrep 1") -> Post:
    """Post facts to a place, as a sitrep would."""
    now = room.desk.clock.now()
    facts = tuple(await room.desk.store.facts.facts(ids, as_of=now))
    citer = Citer()
    message = Message(title=slot, blocks=(citer.claims(facts), *citer.sources()))
    draft = Draft(
        kind="sitrep",
        to=to,
        workspace="w",
        slot=slot,
        due_at=now,
        pages=room.platform.render(message),
        seen=tuple((f.id, f.version) for f in facts),
    )
    assert await room.desk.store.outbox.enqueue([draft], at=now)
    await room.deliverer.drain()
    return room.platform.posts[-1]


async def change(room: Room, fact_id: str = FIRST.id, statement: str = FEWER, value: float | None = 568_000) -> int:
    """Amend a fact; gives the number of the correction."""
    now = room.desk.clock.now()
    made = await amend(
        room.desk.posting(), fact_id, statement=statement, value=value, reason="a slip", made_by="ed", now=now
    )
    return made.id


async def pass_on(room: Room) -> int:
    """A minute later, tell what is owed and send it; gives the number of places told."""
    room.desk.wait(60)
    told = await tell(room.desk.posting(), room.desk.clock.now())
    await room.deliverer.drain()
    return told


def notices(room: Room, to: Destination = HERE) -> list[Post]:
    return [p for p in room.platform.posts if p.to == to and p.text.startswith("Correction")]


def edits(room: Room) -> list[str]:
    return [c.key for c in room.platform.calls if c.what == "edit"]


def marked(post_: Post) -> list[str]:
    """The lines of a post that bear a mark."""
    return [line for line in post_.text.splitlines() if "Corrected" in line or "Retracted" in line]
