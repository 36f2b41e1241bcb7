"""Posts that went out, written as the deliverer writes them, for tests of what is remembered of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from bot.domain.delivery import Destination, Draft, Kind, Page, Receipt, Seen, Step
from bot.domain.message import Message, SourceLine, Sources, Text, plain
from storage.store import Store

NEWS = Destination(platform="fake", workspace="w", channel="news")
DESK = Destination(platform="fake", workspace="w", channel="desk")
OTHER = Destination(platform="other", workspace="w", channel="news")
START = datetime(2020, 2, 12, 8, tzinfo=UTC)


def draft(
    to: Destination,
    seen: Sequence[Seen],
    slot: str,
    *,
    at: datetime = START,
    kind: Kind = "sitrep",
    text: str = "",
    edits: Receipt | None = None,
    corrects: tuple[int, ...] = (),
) -> Draft:
    """One page that shows `seen`, due at `at`."""
    message = Message(title=slot, blocks=(Text(plain(text)),), fact_ids=tuple(fact for fact, _ in seen))
    page = Page(body=text.encode(), message=message, facts=message.fact_ids)
    return Draft(
        kind=kind,
        to=to,
        slot=slot,
        due_at=at,
        workspace="w",
        pages=(page,),
        seen=tuple(seen),
        edits=edits,
        corrects=corrects,
    )


async def sent(store: Store, what: Draft) -> Receipt:
    """Put a draft out, alone in the outbox; the receipt has the slot as the id of the post."""
    at = what.due_at
    assert await store.outbox.enqueue([what], at=at)
    return await go_out(store, what)


async def go_out(store: Store, what: Draft) -> Receipt:
    """Let a draft that is alone in the outbox go out."""
    at = what.due_at
    (delivery,) = await store.outbox.claim([what.to.platform], worker="w", at=at, wall=at, limit=9)
    await store.outbox.begin(delivery, at=at, wall=at)
    receipt = Receipt(to=what.to, id=what.slot, sent_at=at)
    await store.outbox.step(delivery, Step(state="sent", receipt=receipt), at=at, wall=at)
    return receipt


async def posted(store: Store, to: Destination, *seen: Seen, slot: str = "sitrep 1", hours: int = 0) -> Receipt:
    """A sitrep that went out `hours` after the start."""
    return await sent(store, draft(to, seen, slot, at=START + timedelta(hours=hours), text=f"text of {slot}"))


def answer(title: str, *facts: str, version: int = 1, text: str = "") -> Message:
    """An answer that cites these facts, each in that version; 0 for none that it knows of."""
    lines = tuple(
        SourceLine(
            number=n,
            fact_id=fact,
            publisher="",
            title="",
            url="",
            published="",
            said_by="",
            event_date="",
            grade="",
            version=version,
        )
        for n, fact in enumerate(facts, 1)
    )
    return Message(title=title, blocks=(Text(plain(text)), Sources(lines)), fact_ids=facts)


async def answered(
    store: Store, to: Destination, post: str, *facts: str, version: int = 1, hours: int = 0, text: str = ""
) -> int:
    """A person was answered `hours` after the start, in a post of that id; gives the number under which it is kept."""
    message, at = answer(post, *facts, version=version, text=text), START + timedelta(hours=hours)
    page = Page(body=b"", message=message, facts=facts)
    receipt = Receipt(to=to, id=post, sent_at=at)
    return await store.replies.keep(message, page, receipt, workspace=to.workspace, at=at)
