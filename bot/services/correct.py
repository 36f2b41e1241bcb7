"""Correct single facts, and tell every place that saw one as it was, once."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.asking.series import say_value
from bot.domain.case_values import read_filled, read_number
from bot.domain.delivery import Capabilities, Draft, Page, Seen
from bot.domain.errors import BadRequest
from bot.domain.facts import Fact, Figure
from bot.domain.outbox import Carrier, Owed
from bot.domain.platform import Platform
from bot.domain.ports import FactBase
from bot.domain.subscription import Correction
from bot.services.posting import Posting

LONGEST_STATEMENT = 600
LONGEST_REASON = 300
AT_ONCE = 50
"""Places that only one person sees, of which there may be many, are told so many in one transaction."""


async def amend(
    posting: Posting,
    fact_id: str,
    *,
    statement: str,
    value: float | None = None,
    reason: str,
    made_by: str,
    now: datetime,
) -> Correction:
    """Give a fact another wording, and another `value` where it is a figure that was wrong.

    Raises BadRequest where there is no such fact, or the new one would not do.
    """
    fact = await _current(posting.facts, fact_id, now=now)
    text = _line(statement, "statement", LONGEST_STATEMENT)
    if text == fact.statement:
        raise BadRequest(f"{fact_id} reads so already; give the words that are to take their place")
    new = replace(fact, statement=text, figure=_figure(fact, text, value))
    return await posting.corrections.amend(new, reason=_reason(reason), made_by=made_by, at=now)


async def retract(posting: Posting, fact_id: str, *, reason: str, made_by: str, now: datetime) -> Correction:
    """Take a fact back. Raises BadRequest where there is none."""
    await _current(posting.facts, fact_id, now=now)
    return await posting.corrections.retract(fact_id, reason=_reason(reason), made_by=made_by, at=now)


async def supersede(posting: Posting, fact_id: str, *, by: str, reason: str, made_by: str, now: datetime) -> Correction:
    """Let the fact `by` take the place of another. Raises BadRequest where one is missing or they go in a circle."""
    old = await _current(posting.facts, fact_id, now=now)
    new = await _current(posting.facts, by, now=now)
    if old.id == new.id:
        raise BadRequest(f"{fact_id} cannot take its own place; name another fact")
    if old.id in new.supersedes:
        raise BadRequest(f"{by} takes the place of {fact_id} already")
    if new.id in await _before(posting.facts, old, now=now):
        raise BadRequest(f"{fact_id} took the place of {by}, so that they would go in a circle")
    return await posting.corrections.supersede(old.id, by=new.id, reason=_reason(reason), made_by=made_by, at=now)


async def tell(posting: Posting, now: datetime) -> int:
    """Put what places are owed into the outbox: one notice each, and an edit of every post that can be edited.

    What only one person sees is edited and nothing else, since nothing can be posted there unasked; what cannot be
    edited any more is put on record. Gives the number of places that are told.
    """
    told = 0
    quiet: list[Sequence[Draft]] = []
    for owed in await posting.ledger.owed(list(posting.platforms)):
        edits = edits_for(posting, owed, now)
        if owed.to.private:
            quiet.append((*edits, *_record(owed, edits, now)))
        else:
            told += await posting.outbox.enqueue((_notice(posting, owed, now), *edits), at=now)
    for start in range(0, len(quiet), AT_ONCE):
        some = quiet[start : start + AT_ONCE]
        told += len(some) * await posting.outbox.enqueue([d for drafts in some for d in drafts], at=now)
    return told


def edits_for(posting: Posting, owed: Owed, now: datetime) -> tuple[Draft, ...]:
    """One edit of each post that carries what was corrected, the oldest post first.

    None where the platform cannot edit, or where the marked post would not fit into one even with the marks in the
    place of words. An edit shows nothing new, so it leaves no trace in the ledger; its words are those of the post from
    then on, and a later edit adds to them.
    """
    drafts = (_edit(posting, owed, carrier, now) for carrier in reversed(owed.carriers))
    return tuple(d for d in drafts if d)


def _notice(posting: Posting, owed: Owed, now: datetime) -> Draft:
    platform = posting.platforms[owed.to.platform]
    can = platform.capabilities
    numbers = tuple(c.id for c in owed.corrections)
    newest = owed.carriers[0].receipt if owed.carriers else None
    return Draft(
        kind="correction",
        to=owed.to,
        workspace=owed.workspace,
        slot=f"correction {_listed(numbers)}",
        due_at=now,
        pages=platform.render(posting.presenter.correction(owed.corrections, posting.zone, can)),
        seen=_seen(owed.corrections),
        reply_to=newest if can.replies else None,
        corrects=numbers,
    )


def _edit(posting: Posting, owed: Owed, carrier: Carrier, now: datetime) -> Draft | None:
    platform = posting.platforms[owed.to.platform]
    versions = dict(carrier.seen)
    wrong = tuple(c for c in owed.corrections if versions.get(c.old.id, c.old.version + 1) <= c.old.version)
    if not wrong or not platform.capabilities.edits or _closed(platform.capabilities, carrier, now):
        return None
    numbers = tuple(c.id for c in wrong)
    pages = _marked(posting, platform, carrier, wrong)
    if len(pages) != 1:
        return None
    return Draft(
        kind="edit",
        to=owed.to,
        workspace=owed.workspace,
        slot=f"edit {carrier.receipt.id} {_listed(numbers)}",
        due_at=now,
        pages=pages,
        edits=carrier.receipt,
        corrects=numbers if owed.to.private else (),
    )


def _marked(posting: Posting, platform: Platform, carrier: Carrier, wrong: tuple[Correction, ...]) -> tuple[Page, ...]:
    """The post with its marks, which are brief where it would become several otherwise."""
    marked = posting.presenter.marked(carrier.message, wrong, posting.zone)
    if carrier.asked:
        # The post shows one page of it and buttons to turn to the others: all its words are kept with the edit.
        return (replace(platform.render_reply(marked), message=marked),)
    pages = platform.render(marked)
    if len(pages) == 1:
        return pages
    return platform.render(posting.presenter.marked(carrier.message, wrong, posting.zone, brief=True))


def _closed(can: Capabilities, carrier: Carrier, now: datetime) -> bool:
    """Is it seen by one person only, and past the time in which it can be edited?"""
    return carrier.receipt.to.private and now - carrier.receipt.sent_at > timedelta(seconds=can.private_edit_s)


def _record(owed: Owed, edits: Iterable[Draft], now: datetime) -> tuple[Draft, ...]:
    """That a place is told no more of those corrections that none of its edits tells."""
    told = {n for edit in edits for n in edit.corrects}
    left = tuple(c.id for c in owed.corrections if c.id not in told)
    if not left:
        return ()
    return (
        Draft(
            kind="correction",
            to=owed.to,
            workspace=owed.workspace,
            slot=f"correction {_listed(left)}",
            due_at=now,
            state="missed",
            reason="only one person saw it, in a post that cannot be edited any more",
            corrects=left,
        ),
    )


def _seen(corrections: Collection[Correction]) -> tuple[Seen, ...]:
    return tuple({c.new.id: c.new.version for c in corrections if c.new}.items())


def _listed(numbers: Iterable[int]) -> str:
    return ",".join(str(n) for n in sorted(numbers))


async def _current(facts: FactBase, fact_id: str, *, now: datetime) -> Fact:
    found = await facts.facts([fact_id], as_of=now)
    if found:
        return found[0]
    if any(f.known_at <= now for f in await facts.versions(fact_id)):
        raise BadRequest(f"{fact_id} was withdrawn, and is told no more; there is nothing to correct")
    raise BadRequest(f"there is no fact {fact_id!r}; ids stand under the sources of a post")


async def _before(facts: FactBase, fact: Fact, *, now: datetime) -> set[str]:
    """The ids of all that a fact supersedes, and that those supersede in turn."""
    found: set[str] = set()
    todo = set(fact.supersedes)
    while todo:
        found |= todo
        todo = {i for f in await facts.facts(sorted(todo), as_of=now) for i in f.supersedes} - found
    return found


def _figure(fact: Fact, statement: str, value: float | None) -> Figure | None:
    """The figure of an amended fact. A range for which one value is given is a range no more."""
    figure = fact.figure
    if figure is None:
        if value is not None:
            raise BadRequest(f"{fact.id} is no figure; leave the value out")
        return None
    if value is not None:
        return replace(figure, value=_count(value, figure), value_high=None)
    amount = say_value(replace(figure, bound="exact"))
    if amount in fact.statement and amount not in statement:
        raise BadRequest(f"the figure {amount} of {fact.id} is not in these words; give its new value too")
    return figure


def _count(value: float, figure: Figure) -> float:
    try:
        number = read_number(value)
    except ValueError as error:
        raise BadRequest(f"the value {error}") from error
    if number < 0:
        raise BadRequest(f"the value {number:g} is negative; count from zero up, and say the direction in words")
    if "percent" in figure.unit.lower() and number > 100:
        raise BadRequest(f"{number:g} percent is more than all; give another value")
    return number


def _reason(text: str) -> str:
    return _line(text, "reason", LONGEST_REASON)


def _line(text: str, what: str, limit: int) -> str:
    text = text.strip()
    try:
        read_filled(text)
    except ValueError as error:
        raise BadRequest(f"the {what} {error}; give one line of text") from error
    if len(text) > limit:
        raise BadRequest(f"the {what} has {len(text)} characters; at most {limit} are allowed")
    return text
