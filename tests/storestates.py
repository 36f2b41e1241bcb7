"""A database with something of everything in it, every operation that writes to it, and its whole state to compare."""

from __future__ import annotations

import sqlite3
from collections.abc import Awaitable, Callable
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time
from pathlib import Path

from bot.domain.delivery import Delivery, Receipt, Step
from bot.domain.facts import Case, Fact
from bot.domain.inbox import Installation, Item
from bot.domain.ports import Turn
from bot.domain.replies import Report
from bot.domain.schedule import Schedule
from bot.domain.spending import Claim
from bot.domain.subscription import Advance, Subscription
from storage.store import Store
from tests.postings import DESK, NEWS, OTHER, START, answered, draft, posted, sent

NOW = datetime(2020, 2, 20, tzinfo=UTC)
REFUSED = "afp-2020-02-11/1"
FLED = "ocha-2020-02-06/1"
ASKED = "ocha-2020-02-06/2"
MORE = "afp-2020-02-11/2"
CLAIMS = (Claim(scope="user", who="u", tokens_limit=99), Claim(scope="all"))


@dataclass(frozen=True, kw_only=True)
class Arranged:
    """An open store. `held` is leased and queued, `begun` leased and attempting, and a third delivery is free.

    `answer` is the number of an answer that was posted, rated once, and edited once.
    """

    store: Store
    case: Case
    subscription: Subscription
    held: Delivery
    begun: Delivery
    answer: int


async def arrange(store: Store, case: Case) -> Arranged:
    """Load, subscribe, post, answer and queue."""
    await store.cases.load(case)
    made = await store.subscriptions.add(subscription())
    await posted(store, NEWS, (REFUSED, 1), (FLED, 1))
    answer = await answered(store, OTHER, "m1", REFUSED, ASKED)
    await store.replies.rate(answer, user="u", helpful=True, at=START)
    await sent(store, draft(OTHER, [], "edit m1 1", kind="edit", edits=Receipt(to=OTHER, id="m1", sent_at=START)))
    await store.corrections.amend(replace(case_fact(case, MORE), statement="710,000."), reason="", made_by="", at=NOW)
    for key in ("m1", "m2"):
        await store.inbox.take(item(key))
    await store.installations.put(installation("w", b"1" * 200))
    for day in (START, NOW):
        await store.spending.reserve(day.date(), CLAIMS, tokens=9, money=9)
    for place in (NEWS, DESK, OTHER):
        await store.outbox.enqueue([draft(place, [(REFUSED, 1), (FLED, 1)], "sitrep 2", text="x" * 9000)], at=START)
    held, begun = await store.outbox.claim(["fake"], worker="w", at=NOW, wall=NOW, limit=9)
    await store.outbox.begin(begun, at=NOW, wall=NOW)
    return Arranged(store=store, case=case, subscription=made, held=held, begun=begun, answer=answer)


def case_fact(case: Case, fact_id: str) -> Fact:
    return next(f for f in case.facts if f.id == fact_id)


def subscription() -> Subscription:
    return Subscription(
        to=NEWS,
        workspace="w",
        product="sitrep",
        owner="o",
        made_at=START,
        schedule=Schedule(zone="Europe/Istanbul", times=(time(8),)),
        next_run_at=START,
        covered_to=START,
    )


def item(key: str) -> Item:
    return Item(to=NEWS, key=key, kind="message", asked_by="u", taken_at=START, conversation="c")


def installation(workspace: str, sealed: bytes) -> Installation:
    return Installation(platform="fake", workspace=workspace, sealed=sealed, installed_at=START)


def revised(case: Case) -> Case:
    """Another case: one fact has other words, one is gone, and one is new."""
    changed = replace(case_fact(case, REFUSED), statement="He declined.")
    added = replace(case_fact(case, ASKED), id="ocha-2020-02-06/9", statement="A new one.")
    return replace(case, facts=(changed, case_fact(case, ASKED), case_fact(case, MORE), added))


def record(a: Arranged) -> Awaitable[object]:
    turn = Turn(question="q", resolved="q", status="answered", fact_ids=(REFUSED,), as_of=NOW)
    return a.store.journal.record(
        asked_at=NOW, workspace="w", conversation="c", turn=turn, elapsed_ms=1.0, keep_text=True
    )


def enqueue(a: Arranged) -> Awaitable[object]:
    number = a.subscription.id
    drafts = [
        replace(draft(NEWS, [(MORE, 2)], "sitrep 3", corrects=(1,), text="y" * 9000), subscription=number),
        draft(NEWS, [(MORE, 2)], "edit", kind="edit", edits=Receipt(to=NEWS, id="1", sent_at=START)),
    ]
    return a.store.outbox.enqueue(
        drafts, at=NOW, advance=Advance(subscription=number, seen_run_at=START, next_run_at=NOW, covered_to=NOW)
    )


def step_sent(a: Arranged) -> Awaitable[object]:
    receipt = Receipt(to=DESK, id="1", sent_at=NOW)
    return a.store.outbox.step(a.begun, Step(state="sent", receipt=receipt), at=NOW, wall=NOW)


def step_failed(a: Arranged) -> Awaitable[object]:
    notice = draft(OTHER, [], "trouble", kind="notice", text="closed")
    step = Step(state="failed", reason="403", pauses=True, drafts=(notice,))
    return a.store.outbox.step(a.begun, step, at=NOW, wall=NOW)


def step_waits(a: Arranged) -> Awaitable[object]:
    return a.store.outbox.step(a.begun, Step(state="queued", wait_s=9.0, holds="platform"), at=NOW, wall=NOW)


def amend(a: Arranged) -> Awaitable[object]:
    new = replace(case_fact(a.case, REFUSED), statement="He was away.")
    return a.store.corrections.amend(new, reason="r", made_by="ed", at=NOW)


def report(a: Arranged) -> Awaitable[object]:
    post = Receipt(to=NEWS, id="m1", sent_at=NOW)
    return a.store.replies.report(Report(workspace="w", post=post, words="Wrong.", made_by="u", made_at=NOW))


WRITES: dict[str, Callable[[Arranged], Awaitable[object]]] = {
    "load": lambda a: a.store.cases.load(revised(a.case), at=NOW),
    "save_vectors": lambda a: a.store.vectors.save_vectors("m", [("fact", n, b"\0\0\x80?" * 384) for n in (1, 2)]),
    "record": record,
    "add_gap": lambda a: a.store.journal.add_gap(asked_at=NOW, workspace="w", question="q", reason="", near=[]),
    "subscribe": lambda a: a.store.subscriptions.add(subscription()),
    "stand": lambda a: a.store.subscriptions.stand(a.subscription.id, "paused", "asked"),
    "track": lambda a: a.store.subscriptions.track(a.subscription.id, only=[ASKED], but=[], leads=[60.0]),
    "enqueue": enqueue,
    "claim": lambda a: a.store.outbox.claim(["other"], worker="v", at=NOW, wall=NOW, limit=9),
    "begin": lambda a: a.store.outbox.begin(a.held, at=NOW, wall=NOW),
    "step_sent": step_sent,
    "step_failed": step_failed,
    "step_waits": step_waits,
    "recompose": lambda a: a.store.outbox.recompose(a.held, "stale", at=NOW),
    "take_over": lambda a: a.store.outbox.take_over(a.held.id, a.held.fence, worker="v"),
    "amend": amend,
    "retract": lambda a: a.store.corrections.retract(FLED, reason="r", made_by="ed", at=NOW),
    "keep": lambda a: answered(a.store, NEWS, "m2", REFUSED, MORE, text="z" * 9000),
    "rate": lambda a: a.store.replies.rate(a.answer, user="u", helpful=False, at=NOW),
    "report": report,
    "forget": lambda a: a.store.replies.forget(NOW),
    "memo": lambda a: a.store.memos.put("discord/commands", "x" * 9000),
    "take": lambda a: a.store.inbox.take(item("m3")),
    "end": lambda a: a.store.inbox.end(item("m1"), "answered"),
    "retake": lambda a: a.store.inbox.retake(item("m1"), at=NOW),
    "hold": lambda a: a.store.inbox.hold(item("m1"), at=NOW),
    "forget_taken": lambda a: a.store.inbox.forget(NOW),
    "install": lambda a: a.store.installations.put(installation("w", b"2" * 9000)),
    "remove": lambda a: a.store.installations.remove("fake", "w"),
    "reserve": lambda a: a.store.spending.reserve(NOW.date(), CLAIMS, tokens=1, money=1),
    "settle": lambda a: a.store.spending.settle(NOW.date(), CLAIMS, tokens=-1, money=1),
    "forget_spent": lambda a: a.store.spending.forget(NOW.date()),
    "supersede": lambda a: a.store.corrections.supersede(ASKED, by=MORE, reason="r", made_by="ed", at=NOW),
}
"""Every method that writes, with something that it changes in what `arrange` made."""

State = dict[str, list[tuple[object, ...]]]


def state(path: Path) -> State:
    """Every row of every table but keys made by chance, read by a connection of its own, which can write at once."""
    with closing(sqlite3.connect(path, timeout=0, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        tables = [
            row[0] for row in other.execute("SELECT name FROM pragma_table_list WHERE type IN ('table', 'virtual')")
        ]
        found = {name: _rows(other, name) for name in sorted(tables) if name not in ("fact_words", "sqlite_schema")}
        other.execute("ROLLBACK")
    return found


def _rows(connection: sqlite3.Connection, table: str) -> list[tuple[object, ...]]:
    cursor = connection.execute(f"SELECT * FROM {table}")
    kept = [n for n, column in enumerate(cursor.description) if column[0] != "dedup_key"]
    return sorted((tuple(row[n] for n in kept) for row in cursor), key=repr)


class Saved:
    """A state of a database to which it can be brought back while it is open."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._copy = sqlite3.connect(":memory:")
        with closing(sqlite3.connect(path)) as plain:
            plain.backup(self._copy)

    def restore(self) -> None:
        with closing(sqlite3.connect(self._path)) as plain:
            self._copy.backup(plain)

    def close(self) -> None:
        self._copy.close()
