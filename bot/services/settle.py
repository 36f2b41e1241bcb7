"""Settle a question: find what may answer it, rank, decide, and say it in the words of the base."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import islice
from zoneinfo import ZoneInfo

from bot.domain.answer import Answer, Question, Reply
from bot.domain.asking import refuse
from bot.domain.asking.decide import Verdict, decide
from bot.domain.asking.followup import Resolved, reorder, says_that_it_leans
from bot.domain.asking.rank import Ranked, rank
from bot.domain.asking.roots import root
from bot.domain.asking.say import say
from bot.domain.asking.understand import Reader, Reading
from bot.domain.facts import Fact
from bot.domain.ports import FactBase, GapHit
from bot.domain.prompting.languages import ENGLISH
from bot.services.advise import Adviser
from bot.services.find import Finder

MORE = 8
"""Facts that a reader can ask for beyond those that an answer shows."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Talked:
    """A question as it was taken: what it means, the turn that it is, and the language in which it may be answered."""

    reading: Reading
    resolved: Resolved
    adviser: Adviser | None = None
    language: str = ENGLISH


class Settler:
    """Gives the reply that the base has by itself, where a model may have said which facts answer."""

    def __init__(self, facts: FactBase, finder: Finder) -> None:
        self._facts = facts
        self._finder = finder

    async def settled(self, reader: Reader, talked: Talked, question: Question) -> tuple[Reply, Resolved]:
        """The reply, and the turn as it was taken.

        A short turn that does not say that it leans on what was said before is asked by itself first; only where the
        base does not answer it so, what was said before completes it.
        """
        today = today_of(reader, question.as_of or question.now)
        reading, resolved = talked.reading, talked.resolved
        completed = reader.read(resolved.text, today=today) if resolved.own else reading
        if not resolved.own or len(reading.own) < 2 or says_that_it_leans(resolved.own):
            return await self._reply(reader, completed, resolved, question, talked.adviser), resolved
        alone = Resolved(text=reading.text)
        reply = await self._reply(reader, reading, alone, question, talked.adviser)
        if isinstance(reply, Answer):
            return reply, alone
        other = await self._reply(reader, completed, resolved, question, talked.adviser)
        return (other, resolved) if isinstance(other, Answer) else (reply, alone)

    async def _reply(
        self, reader: Reader, reading: Reading, resolved: Resolved, question: Question, adviser: Adviser | None
    ) -> Reply:
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
        why = _why(reader, reading, ranked, found.gaps, verdict, ours=adviser is None)
        answers = (verdict.answers and meets) or resolved.asks_speaker
        told, beyond = ranked, refuse.is_beyond(reading, last_day)
        if adviser is not None and not resolved.asks_speaker and not beyond:
            chosen = await adviser.choose(reading.text, ranked, as_of=as_of)
            if chosen is not None:
                answers, told = bool(chosen), _equals(chosen)
                why = (*why, f"chosen by the model: {', '.join(r.fact.id for r in chosen) or 'none'}")
        if not ranked or not answers or beyond:
            near = [i for g in found.gaps for i in g.gap.near]
            known = frozenset(f.id for f in await self._facts.facts(near, as_of=as_of))
            refusal = refuse.refuse(
                reader, reading, ranked, found.gaps, as_of=as_of, last_day=last_day, known=known, topic=topic, why=why
            )
            return replace(refusal, more=_more(ranked, refusal.related) if refusal.related else ())
        evidence = await self._finder.evidence(reader, reading, told, as_of=as_of, topic=topic)
        answer = say(reading, evidence, as_of=as_of, now=min(question.now, as_of))
        return replace(answer, more=_more(ranked, answer.cited), why=why)


def today_of(reader: Reader, as_of: datetime) -> date:
    """The day of a moment in the case's zone."""
    return as_of.astimezone(ZoneInfo(reader.info.timezone)).date()


def _more(ranked: Sequence[Ranked], shown: Sequence[Fact]) -> tuple[Fact, ...]:
    """The best facts that were not shown and touch on what is asked, at most MORE."""
    ids = {f.id for f in shown}
    near = (r.fact for r in ranked if r.features["cover"] >= refuse.TOUCHES and r.fact.id not in ids)
    return tuple(islice(near, MORE))


def _equals(chosen: Sequence[Ranked]) -> list[Ranked]:
    """Facts that a model chose, in its order, none of them less likely than the others."""
    return [replace(r, score=chosen[0].score) for r in chosen]


def _why(
    reader: Reader,
    reading: Reading,
    ranked: Sequence[Ranked],
    gaps: Sequence[GapHit],
    verdict: Verdict,
    *,
    ours: bool,
) -> tuple[str, ...]:
    """How the reply came about, for `--why`. Words that a model put, not `ours`, are told where the base has them."""
    told = reading.search if ours else [w for w in reading.search if reader.known(root(w))]
    lines = [
        f"words: {' '.join(told)}",
        f"names: {', '.join(sorted(reading.names)) or 'none'}",
        f"times: {', '.join(f'{t.relation} {t.span.first}/{t.span.last}' for t in reading.times) or 'none'}",
        f"asks for: {', '.join(sorted(reading.wants))}",
        f"sure that the best fact answers: {verdict.probability:.2f}, needed {verdict.needed:.2f}",
    ]
    lines += [f"fact {r.fact.id} scores {r.score:.2f}: {r.fact.statement}" for r in ranked[:5]]
    lines += [f"gap {g.gap.id}: {g.gap.question}" for g in gaps[:2]]
    return (*lines, *(f"{name} {value:+.2f}" for name, value in verdict.reasons))
