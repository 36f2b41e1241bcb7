"""Answer a question from the stored facts: understand, find, rank, decide, say, remember."""

from __future__ import annotations

import asyncio
import re
import time
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from itertools import islice
from zoneinfo import ZoneInfo

from bot.domain.answer import Abstention, Account, Answer, Question, Reply, Sentence
from bot.domain.asking import refuse
from bot.domain.asking.decide import Verdict, decide
from bot.domain.asking.followup import Resolved, reorder, resolve, says_that_it_leans
from bot.domain.asking.rank import Ranked, rank
from bot.domain.asking.say import say
from bot.domain.asking.understand import Reader, Reading
from bot.domain.facts import Fact
from bot.domain.ports import Embedder, FactBase, GapHit, Journal, Turn
from bot.services.find import Finder

LONGEST = 2000
"""Characters of a question; people's own stay under 300."""
MORE = 8
"""Facts that a reader can ask for beyond those that an answer shows."""
_UNREADABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")


class Asker:
    """Answers questions. One for the whole process; what it remembers is in the journal."""

    def __init__(self, facts: FactBase, journal: Journal, embedder: Embedder | None) -> None:
        self._facts = facts
        self._journal = journal
        self._finder = Finder(facts, embedder)

    async def ask(self, question: Question, *, record: bool = True) -> Reply:
        """The reply to a question, never None. With `record`, an unanswered question goes on the editors' list.

        Raises StoreError where the base cannot be read.
        """
        began = time.perf_counter()
        as_of = question.as_of or question.now
        text = " ".join(_UNREADABLE.sub(" ", unicodedata.normalize("NFKC", question.text[: 5 * LONGEST])).split())
        if len(text) > LONGEST:
            return refuse.too_long(as_of, LONGEST)
        reader = await self._finder.reader()
        today = _today(reader, as_of)
        reading = reader.read(text, today=today)
        if not reading.search and not question.conversation:
            return refuse.empty(as_of)
        turns = await self._turns(question)
        shown = await self._facts.facts(turns[0].fact_ids, as_of=as_of) if turns else []
        if refuse.is_hostile(text):
            return refuse.off_topic(reader, as_of)
        resolved = resolve(text, turns, shown, reader=reader, today=today)
        reply, resolved = await self._settled(reader, reading, resolved, question)
        await self._remember(question, resolved, reply, began=began, record=record)
        return reply

    async def _settled(
        self, reader: Reader, reading: Reading, resolved: Resolved, question: Question
    ) -> tuple[Reply, Resolved]:
        """The reply, and the turn as it was taken.

        A short turn that does not say that it leans on what was said before is asked by itself first; only where the
        base does not answer it so, what was said before completes it.
        """
        today = _today(reader, question.as_of or question.now)
        completed = reader.read(resolved.text, today=today) if resolved.own else reading
        if not resolved.own or len(reading.own) < 2 or says_that_it_leans(resolved.own):
            return await self._reply(reader, completed, resolved, question), resolved
        alone = Resolved(text=reading.text)
        reply = await self._reply(reader, reading, alone, question)
        if isinstance(reply, Answer):
            return reply, alone
        other = await self._reply(reader, completed, resolved, question)
        return (other, resolved) if isinstance(other, Answer) else (reply, alone)

    async def _turns(self, question: Question) -> list[Turn]:
        if not question.conversation:
            return []
        return await self._journal.turns(question.workspace, question.conversation, limit=1)

    async def _reply(self, reader: Reader, reading: Reading, resolved: Resolved, question: Question) -> Reply:
        as_of, topic = question.as_of or question.now, question.topic
        found, last_day = await asyncio.gather(
            self._finder.find(reading, as_of=as_of, focus=resolved.focus, topic=topic),
            self._facts.newest_source(as_of=as_of),
        )
        ranked = rank(reader, reading, found.hits, superseded=found.superseded)
        if resolved.asks_speaker and resolved.focus:
            ranked = [r for r in ranked if r.fact.id == resolved.focus[0].id]
        ranked, meets = reorder(ranked, resolved, reader)
        verdict = decide(reader, reading, ranked, found.gaps, follows=bool(resolved.own))
        why = _why(reading, ranked, found.gaps, verdict)
        answers = (verdict.answers and meets) or resolved.asks_speaker
        if not ranked or not answers or refuse.is_beyond(reading, last_day):
            near = [i for g in found.gaps for i in g.gap.near]
            known = frozenset(f.id for f in await self._facts.facts(near, as_of=as_of))
            refusal = refuse.refuse(
                reader, reading, ranked, found.gaps, as_of=as_of, last_day=last_day, known=known, topic=topic, why=why
            )
            return replace(refusal, more=_more(ranked, refusal.related) if refusal.related else ())
        evidence = await self._finder.evidence(reader, reading, ranked, as_of=as_of, topic=topic)
        answer = say(reading, evidence, as_of=as_of, now=min(question.now, as_of))
        return replace(answer, more=_more(ranked, answer.cited), why=why)

    async def _remember(
        self, question: Question, resolved: Resolved, reply: Reply, *, began: float, record: bool
    ) -> None:
        shown = reply.cited if isinstance(reply, Answer) else reply.related
        if record or question.conversation:
            turn = Turn(
                question=question.text[:LONGEST],
                resolved=resolved.text,
                status=reply.status if isinstance(reply, Answer) else "abstained",
                fact_ids=tuple(f.id for f in _lead_first(reply, shown)),
                as_of=reply.as_of,
            )
            await self._journal.record(
                asked_at=question.now,
                workspace=question.workspace,
                conversation=question.conversation,
                turn=turn,
                elapsed_ms=(time.perf_counter() - began) * 1000,
                keep_text=question.keep_text,
            )
        if record and isinstance(reply, Abstention) and reply.reason not in ("empty", "too-long", "off-topic"):
            await self._journal.add_gap(
                asked_at=question.now,
                workspace=question.workspace,
                question=question.text if question.keep_text else "",
                reason=reply.reason,
                near=[f.id for f in reply.related],
            )


def _today(reader: Reader, as_of: datetime) -> date:
    """The day of a moment in the case's zone."""
    return as_of.astimezone(ZoneInfo(reader.info.timezone)).date()


def _lead_first(reply: Reply, shown: Sequence[Fact]) -> Sequence[Fact]:
    """The shown facts with the bottom line's first, so that "who said that?" finds it."""
    if isinstance(reply, Answer):
        parts: list[Account | Sentence] = [*reply.accounts, *reply.columns, *reply.sentences]
        lead = parts[0].facts if parts else ()
        return [*lead, *(f for f in shown if f not in lead)]
    return shown


def _more(ranked: Sequence[Ranked], shown: Sequence[Fact]) -> tuple[Fact, ...]:
    """The best facts that were not shown and touch on what is asked, at most MORE."""
    ids = {f.id for f in shown}
    near = (r.fact for r in ranked if r.features["cover"] >= refuse.TOUCHES and r.fact.id not in ids)
    return tuple(islice(near, MORE))


def _why(reading: Reading, ranked: Sequence[Ranked], gaps: Sequence[GapHit], verdict: Verdict) -> tuple[str, ...]:
    """How the reply came about, for `--why`."""
    lines = [
        f"words: {' '.join(reading.search)}",
        f"names: {', '.join(sorted(reading.names)) or 'none'}",
        f"times: {', '.join(f'{t.relation} {t.span.first}/{t.span.last}' for t in reading.times) or 'none'}",
        f"asks for: {', '.join(sorted(reading.wants))}",
        f"sure that the best fact answers: {verdict.probability:.2f}, needed {verdict.needed:.2f}",
    ]
    lines += [f"fact {r.fact.id} scores {r.score:.2f}: {r.fact.statement}" for r in ranked[:5]]
    lines += [f"gap {g.gap.id}: {g.gap.question}" for g in gaps[:2]]
    return (*lines, *(f"{name} {value:+.2f}" for name, value in verdict.reasons))
