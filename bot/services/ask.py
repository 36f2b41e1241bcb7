"""Answer a question from the stored facts: understand, find, rank, decide, say, reword, remember.

Rules do all of it. Where there is a model it may say what the question means and which facts answer it, and reword what
is told of them; whatever it leaves undone stands as the rules have it.
"""

from __future__ import annotations

import asyncio
import re
import time
import unicodedata
from collections.abc import Sequence
from contextlib import AsyncExitStack
from dataclasses import replace

from bot.domain.answer import Abstention, Account, Answer, Question, Reply, Sentence, Telling
from bot.domain.asking import refuse
from bot.domain.asking.followup import Resolved, resolve
from bot.domain.asking.understand import Reader, Reading
from bot.domain.errors import StoreError
from bot.domain.facts import Fact
from bot.domain.model import Made
from bot.domain.ports import Embedder, FactBase, Journal, Turn
from bot.domain.prompting.languages import ENGLISH, REFUSALS
from bot.domain.prompting.understand import keeps, read
from bot.services.advise import Adviser
from bot.services.consult import Consultant
from bot.services.find import Finder
from bot.services.ground import Rewording
from bot.services.settle import Settler, Talked, today_of
from bot.services.vouch import stands

LONGEST = 2000
"""Characters of a question; people's own stay under 300."""
AT_ONCE = 32
"""Questions that are worked on at once beside those that are with a model. With more all would be slower, and whatever
else the process does with them: what people send would be acknowledged too late.
"""
TRIES = 3
"""How often an answer is settled anew because the base was corrected while it was made."""
_UNREADABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")


class Asker:
    """Answers questions. One for the whole process; what it remembers is in the journal."""

    def __init__(
        self, facts: FactBase, journal: Journal, embedder: Embedder | None, consultant: Consultant | None = None
    ) -> None:
        self._facts = facts
        self._journal = journal
        self._finder = Finder(facts, embedder)
        self._settler = Settler(facts, self._finder)
        self._consultant = consultant
        self._room = asyncio.Semaphore(AT_ONCE + (consultant.most if consultant else 0))

    async def ask(self, question: Question, *, record: bool = True, telling: Telling | None = None) -> Reply:
        """The reply to a question, never None. With `record`, an unanswered question goes on the editors' list.

        `telling` is told how far it has come. Raises StoreError where the base cannot be read, or
        changes again and again under the answer.
        """
        began = time.perf_counter()
        async with self._room:
            return await self._answered(question, began=began, record=record, telling=telling)

    async def _answered(self, question: Question, *, began: float, record: bool, telling: Telling | None) -> Reply:
        """The reply, now that there is room for it."""
        as_of = question.as_of or question.now
        text = " ".join(_UNREADABLE.sub(" ", unicodedata.normalize("NFKC", question.text[: 5 * LONGEST])).split())
        if len(text) > LONGEST:
            return refuse.too_long(as_of, LONGEST)
        reader = await self._finder.reader()
        reading = reader.read(text, today=today_of(reader, as_of))
        if not reading.search and not question.conversation:
            return refuse.empty(as_of)
        turns = await self._turns(question)
        shown = await self._facts.facts(turns[0].fact_ids, as_of=as_of) if turns else []
        if refuse.is_hostile(text):
            return refuse.off_topic(reader, as_of)
        async with AsyncExitStack() as stack:
            adviser = await self._adviser(stack, question)
            talked = await self._taken(reader, reading, turns, shown, question, adviser)
            reply, resolved = await self._settler.settled(reader, talked, question)
            reply = await self._reworded(reader, reply, talked, telling)
        tries = 0
        while not await stands(self._facts, reader.gazetteer, reply):
            if (tries := tries + 1) > TRIES:
                raise StoreError("the facts of this answer were corrected while it was made; ask again")
            made = replace(reply.made, engine="extractive", language=ENGLISH)
            anew, resolved = await self._settler.settled(reader, replace(talked, adviser=None), question)
            reply = replace(anew, made=made)
        await self._remember(question, resolved, reply, began=began, record=record)
        return reply

    async def _adviser(self, stack: AsyncExitStack, question: Question) -> Adviser | None:
        """The model for this question; None where there is none, or it may not be asked."""
        if self._consultant is None or question.engine == "extractive":
            return None
        consultation = await stack.enter_async_context(self._consultant.consultation(question))
        rules = self._consultant.rules
        return Adviser(
            model=self._consultant.model, consultation=consultation, jobs=rules.jobs, languages=rules.languages
        )

    async def _taken(
        self,
        reader: Reader,
        reading: Reading,
        turns: Sequence[Turn],
        shown: Sequence[Fact],
        question: Question,
        adviser: Adviser | None,
    ) -> Talked:
        """What a question means: as a model has it where it kept all that rules can read in it, else by rules."""
        today = today_of(reader, question.as_of or question.now)
        resolved = resolve(reading.text, turns, shown, reader=reader, today=today)
        by_rules = Talked(reading=reading, resolved=resolved, adviser=adviser)
        if adviser is None or resolved.asks_speaker:
            return by_rules
        turn = turns[0] if turns else None
        found = await adviser.understand(reading.text, turn=turn, shown=shown, today=today)
        if found is None:
            return by_rules
        meant = read(reader, found, today=today)
        if not meant.search or not keeps(reading, meant, turn.resolved if turn else ""):
            return replace(by_rules, language=found.language)
        focus = tuple(shown) if resolved.own else ()
        return Talked(
            reading=meant, resolved=Resolved(text=meant.text, focus=focus), adviser=adviser, language=found.language
        )

    async def _reworded(self, reader: Reader, reply: Reply, talked: Talked, telling: Telling | None) -> Reply:
        """The reply as a model words it, where one may and its words pass."""
        if talked.adviser is None:
            return reply
        consultation = talked.adviser.consultation
        if isinstance(reply, Answer) and "draft" in talked.adviser.jobs:
            rewording = Rewording(
                facts=self._facts,
                gazetteer=reader.gazetteer,
                model=talked.adviser.model,
                consultation=consultation,
                answer=reply,
                language=talked.language,
                telling=telling,
            )
            return await rewording.reworded(talked.reading.text)
        made = Made(
            model=talked.adviser.model,
            used=consultation.used,
            troubles=consultation.troubles,
            language=talked.language,
        )
        if isinstance(reply, Abstention) and reply.reason == "not-held" and talked.language in REFUSALS:
            return replace(reply, text=f"{REFUSALS[talked.language]} ({reply.text})", made=made)
        return replace(reply, made=made)

    async def _turns(self, question: Question) -> list[Turn]:
        if not question.conversation:
            return []
        return await self._journal.turns(question.workspace, question.conversation, limit=1)

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
                made=reply.made,
            )
        if record and isinstance(reply, Abstention) and reply.reason not in ("empty", "too-long", "off-topic"):
            await self._journal.add_gap(
                asked_at=question.now,
                workspace=question.workspace,
                question=question.text if question.keep_text else "",
                reason=reply.reason,
                near=[f.id for f in reply.related],
            )


def _lead_first(reply: Reply, shown: Sequence[Fact]) -> Sequence[Fact]:
    """The shown facts with the bottom line's first, so that "who said that?" finds it."""
    if isinstance(reply, Answer):
        parts: list[Account | Sentence] = [*reply.accounts, *reply.columns, *reply.sentences]
        lead = parts[0].facts if parts else ()
        return [*lead, *(f for f in shown if f not in lead)]
    return shown
