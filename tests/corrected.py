"""Facts corrected, and what places are owed for it, asked in every way there is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from bot.domain.delivery import Destination
from bot.domain.facts import Fact
from bot.domain.outbox import Owed
from bot.domain.subscription import Correction
from storage.store import Store
from tests.postings import NEWS, draft, sent

NOW = datetime(2020, 2, 20, tzinfo=UTC)
REFUSED = "afp-2020-02-11/1"
FLED = "ocha-2020-02-06/1"
ASKED = "ocha-2020-02-06/2"
MORE = "afp-2020-02-11/2"


async def newest(store: Store, fact_id: str) -> Fact:
    return (await store.facts.versions(fact_id))[0]


async def amend(store: Store, fact_id: str, statement: str, **more: object) -> Correction:
    new = replace(await newest(store, fact_id), statement=statement, **more)  # type: ignore[arg-type]
    return await store.corrections.amend(new, reason=f"now {statement}", made_by="ed", at=NOW)


async def retract(store: Store, fact_id: str) -> Correction:
    return await store.corrections.retract(fact_id, reason="never said", made_by="ed", at=NOW)


async def supersede(store: Store, fact_id: str, by: str) -> Correction:
    return await store.corrections.supersede(fact_id, by=by, reason="a newer figure", made_by="ed", at=NOW)


async def owed(store: Store, to: Destination = NEWS) -> Owed | None:
    """What a place is owed; asked by place and asked for all, it must be the same."""
    one = await store.ledger.owed(["fake", "other"], to=to)
    everybody = await store.ledger.owed(["fake", "other"])
    assert one == [o for o in everybody if o.to == to]
    return one[0] if one else None


async def corrections(store: Store, to: Destination = NEWS) -> list[tuple[str, str, str | None]]:
    """How, the old text, the new one."""
    found = await owed(store, to)
    return [(c.how, c.old.statement, c.new.statement if c.new else None) for c in found.corrections] if found else []


async def carriers(store: Store, to: Destination = NEWS) -> list[str]:
    found = await owed(store, to)
    return [c.receipt.id for c in found.carriers] if found else []


async def tell(store: Store, *ids: int, seen: Sequence[tuple[str, int]], slot: str, to: Destination = NEWS) -> None:
    await sent(store, draft(to, seen, slot, at=NOW, kind="correction", corrects=ids))
