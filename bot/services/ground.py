"""Let a model reword an answer: sentences are drafted, checked, sent back once, and dropped where they fail again.

What is published are sentences that passed; what they do not tell is told in the base's own words.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from bot.domain.answer import Account, Answer, Sentence, Telling
from bot.domain.asking.names import Gazetteer
from bot.domain.asking.say import DIFFER
from bot.domain.facts import Fact
from bot.domain.grounding.check import check
from bot.domain.grounding.claims import Draft, Verdict
from bot.domain.grounding.premise import Grounds
from bot.domain.grounding.tokens import read
from bot.domain.grounding.translated import is_translation
from bot.domain.model import Made
from bot.domain.ports import FactBase
from bot.domain.prompting import draft
from bot.domain.prompting.draft import Drafted
from bot.domain.prompting.languages import DIFFERENCES, ENGLISH, NOTES
from bot.services.advise import nonce
from bot.services.consult import Consultation
from bot.services.latest import Latest


@dataclass(kw_only=True, slots=True)
class Rewording:
    """One answer on its way: what a model drafts for it, and what of that passed so far."""

    facts: FactBase
    gazetteer: Gazetteer
    model: str
    consultation: Consultation
    answer: Answer
    language: str = ENGLISH
    telling: Telling | None = None
    verdicts: list[Verdict] = field(default_factory=list)
    passed: list[Sentence] = field(default_factory=list)
    local: dict[str, str] = field(default_factory=dict)

    async def reworded(self, text: str) -> Answer:
        """The answer in sentences of the model's that passed, else as it was. `text` is the question in English."""
        told = _told(self.answer)
        shown = tuple({f.id: f for s in told for f in s.facts}.values())
        if not shown:
            return self._made(self.answer, ())
        if self.telling is not None:
            await self.telling.reading(len(shown))
        grounds = await self._grounds(told, shown)
        await self._draft(text, shown, grounds)
        still = {f.id: f for f in await self.facts.facts([f.id for f in shown], as_of=self.answer.as_of)}
        kept = [s for s in self.passed if all(still.get(f.id) == f for f in s.facts)]
        answer = _with(self.answer, kept)
        lines = {line.text for line in _lines(answer)}
        return await self._translated(answer, [s for s in kept if s.text in lines])

    async def _grounds(self, told: Sequence[Sentence | Account], shown: Sequence[Fact]) -> Grounds:
        own = {f.id: tuple(s.text for s in told if f in s.facts) for f in shown}
        await asyncio.to_thread(read, "The dictionary of base forms takes a moment to load.")
        return Grounds.of(shown, gazetteer=self.gazetteer, as_of=self.answer.as_of, own=own)

    async def _draft(self, text: str, shown: Sequence[Fact], grounds: Grounds) -> None:
        """Draft, check, and have what failed drafted once more."""
        language, more = self.language, Latest()
        accept = partial(draft.drafted, facts=shown, language=language)
        whole: Sequence[Drafted] = ()

        def grown(value: object) -> None:
            nonlocal whole
            whole = draft.grown(value, shown)
            more.put(len(whole))

        streams = self.telling is not None and language == ENGLISH and _is_plain(self.answer)
        prompt = draft.prompt(text, shown, language=language, nonce=nonce())
        async with asyncio.TaskGroup() as tasks:
            if streams:
                tasks.create_task(self._tell(more, lambda: whole, grounds))
            first = await self.consultation.ask(prompt, accept, grown if streams else None)
            more.end()
        await self._take(first or (), grounds)
        failed = [v for v in self.verdicts if not v.passed]
        if failed:
            again = draft.prompt(text, shown, language=language, nonce=nonce(), failed=failed)
            second = await self.consultation.ask(again, accept)
            if second is not None:
                self.verdicts = [v for v in self.verdicts if v.passed]
                await self._take(second, grounds)

    async def _take(self, drafted: Sequence[Drafted], grounds: Grounds) -> None:
        """Check those sentences that were not checked yet, in a thread, since it takes some milliseconds each."""
        known = {v.draft for v in self.verdicts}
        for one in drafted:
            if one.draft in known:
                continue
            known.add(one.draft)
            verdict = await asyncio.to_thread(check, one.draft, grounds)
            self.verdicts.append(verdict)
            if verdict.passed:
                self.passed.append(Sentence(text=one.draft.text, facts=verdict.facts))
                self.local[one.draft.text] = one.local

    async def _tell(self, more: Latest, whole: Callable[[], Sequence[Drafted]], grounds: Grounds) -> None:
        """Check the sentences that are whole as they come, and show those that passed so far."""
        assert self.telling is not None
        shown = 0
        while await more.changed():
            await self._take(whole(), grounds)
            if len(self.passed) > shown:
                shown = len(self.passed)
                await self.telling.growing(replace(self.answer, sentences=tuple(self.passed), more=(), notes=()))

    async def _translated(self, answer: Answer, kept: Sequence[Sentence]) -> Answer:
        """The answer in the language of the asker, where every line of it comes back from it as it was."""
        english = self._made(answer, kept)
        lines = [p for p in _lines(answer) if p.text != DIFFER]
        locals_ = [self.local.get(p.text, "") for p in lines]
        if self.language == ENGLISH or not all(locals_):
            return english
        back = await self.consultation.ask(
            draft.back_prompt(locals_, language=self.language, nonce=nonce()),
            partial(draft.returned, count=len(locals_)),
        )
        if back is None:
            return english
        grounds = Grounds.of(answer.cited, gazetteer=self.gazetteer, as_of=answer.as_of)
        for line, text, returned in zip(lines, locals_, back, strict=True):
            cites = tuple(f.id for f in line.facts)
            alike = is_translation(text, line.text, self.language, self.gazetteer)
            if not alike or not (await asyncio.to_thread(check, Draft(text=returned, cites=cites), grounds)).passed:
                return english
        words = {line.text: text for line, text in zip(lines, locals_, strict=True)} | {
            DIFFER: DIFFERENCES[self.language]
        }
        return replace(
            answer,
            sentences=tuple(replace(s, text=words[s.text]) for s in answer.sentences),
            accounts=tuple(replace(a, text=words[a.text]) for a in answer.accounts),
            columns=tuple(replace(c, text=words[c.text]) for c in answer.columns),
            notes=(NOTES[self.language], *answer.notes),
            made=replace(english.made, language=self.language),
            why=english.why,
        )

    def _made(self, answer: Answer, kept: Sequence[Sentence]) -> Answer:
        """The answer with how it was made."""
        told = {s.text for s in kept}
        verdicts = tuple(
            ("passed" if v.draft.text in told else "left out") if v.passed else f"dropped: {_checks(v)}"
            for v in self.verdicts
        )
        made = Made(
            engine="model" if kept else "extractive",
            model=self.model,
            used=self.consultation.used,
            verdicts=verdicts,
            troubles=self.consultation.troubles,
        )
        return replace(answer, made=made, why=(*answer.why, *explained(self.verdicts)))


def explained(verdicts: Sequence[Verdict]) -> tuple[str, ...]:
    """What the check found, for `--why`. Holds no word of a sentence that failed."""
    lines = []
    for number, verdict in enumerate(verdicts, 1):
        if verdict.passed:
            lines.append(f"sentence {number} passed: cites {', '.join(f.id for f in verdict.facts)}")
        lines += [
            f"sentence {number} failed the check of its {f.check}, characters {f.start + 1} to {f.end}: {f.told}"
            for f in verdict.faults
        ]
    return tuple(lines)


def _lines(answer: Answer) -> list[Sentence | Account]:
    """Everything that an answer says in sentences."""
    return [*answer.sentences, *answer.accounts, *answer.columns]


def _told(answer: Answer) -> list[Sentence | Account]:
    """The lines that may be reworded: all but the one that heads accounts."""
    return [line for line in _lines(answer) if line.text != DIFFER]


def _with(answer: Answer, kept: Sequence[Sentence]) -> Answer:
    """The answer with the sentences that are kept; what they do not tell stays in the words of the base.

    An account is reworded by the first sentence that cites nothing but its facts; what draws accounts together is left
    out, since they stand side by side.
    """
    beside = {f.id for a in (*answer.accounts, *answer.columns) for f in a.facts}
    apart = [s for s in kept if not any(f.id in beside for f in s.facts)]
    fixed = tuple(s for s in answer.sentences if s.text == DIFFER)
    rest = tuple(s for s in answer.sentences if s not in fixed and not _is_told(s, apart))
    return replace(
        answer,
        sentences=(*fixed, *apart, *rest),
        accounts=tuple(_reworded(a, kept) for a in answer.accounts),
        columns=tuple(_reworded(c, kept) for c in answer.columns),
    )


def _reworded(account: Account, kept: Sequence[Sentence]) -> Account:
    own = [s for s in kept if s.facts == account.facts and _is_told(account, [s])]
    return replace(account, text=own[0].text) if own else account


def _is_plain(answer: Answer) -> bool:
    """Is it told in sentences alone, so that it can grow by them?"""
    return not (answer.accounts or answer.columns or answer.series_text)


def _is_told(sentence: Sentence | Account, kept: Sequence[Sentence]) -> bool:
    """Do the sentences that are kept tell what this one does: its facts, with their figures?"""
    for fact in sentence.facts:
        telling = [s for s in kept if fact in s.facts]
        counted = fact.figure is None or any(c.isdigit() for s in telling for c in s.text)
        if not telling or not counted:
            return False
    return not (sentence.text.startswith("Deadline ") and sentence.text not in {s.text for s in kept})


def _checks(verdict: Verdict) -> str:
    return ", ".join(dict.fromkeys(f.check for f in verdict.faults))
