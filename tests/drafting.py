"""An asker that shows how far it has come, as one with a model does; a test says when it goes on."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field, replace

from bot.domain.answer import Answer, Question, Reply, Sentence, Telling
from handlers.request import Asks

READS = 0
"""It reads its facts; a larger number stands for so many sentences that passed."""
ENDS = -1
"""It gives its answer."""


@dataclass
class Drafting:
    """Answers as `asker` does, by sentences alone, which `words` may take the place of.

    `last` is what it gives in the end where that is something else, or raises.
    """

    asker: Asks | None = None
    words: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    last: Answer | Exception | None = None
    answer: Answer | None = None
    telling: Telling | None = None
    asked: int = 0
    steps: asyncio.Queue[int] = field(default_factory=asyncio.Queue)

    def goes_on(self, *steps: int) -> None:
        """Let it go so many steps further."""
        for step in steps:
            self.steps.put_nowait(step)

    async def ask(self, question: Question, *, record: bool = True, telling: Telling | None = None) -> Reply:
        assert self.asker is not None
        self.telling = telling
        given = await self.asker.ask(question, record=record)
        assert isinstance(given, Answer)
        texts = self.words or tuple(s.text for s in given.sentences)
        sentences = tuple(Sentence(text=t, facts=s.facts) for t, s in zip(texts, given.sentences, strict=False))
        self.answer = replace(given, sentences=sentences, notes=self.notes, series=(), series_text="")
        self.asked += 1
        while (step := await self.steps.get()) != ENDS:
            await self.tell(step)
        if isinstance(self.last, Exception):
            raise self.last
        return self.last or self.answer

    async def tell(self, step: int) -> None:
        """Take one step, also after the end."""
        assert self.answer is not None
        if self.telling is None:
            return
        if step == READS:
            await self.telling.reading(len(self.answer.cited))
        else:
            shown = replace(self.answer, sentences=self.answer.sentences[:step], notes=(), more=())
            await self.telling.growing(shown)
