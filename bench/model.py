"""`make model-test`: a real language model that makes things up rewords answers, and nothing that it made up is told.

`python -m bench.model [--questions N] [--show]`. No part of the tests: it takes minutes, and a model from elsewhere.
Every question has to get a reply, and every sentence of the model's in it has to stand up to the check anew, against
the facts as the base has them. Exits 1 where one does not. The figures are for reading: this model is a very poor one.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import cycle
from pathlib import Path

from bench.answers import quiet, settings
from bench.fit.questions import Asked, read_questions
from bench.timing import percentile, stopwatch
from bot.app import open_app
from bot.clock import RealClock
from bot.domain.answer import Account, Answer, Question, Reply, Sentence
from bot.domain.asking.names import Gazetteer
from bot.domain.grounding.check import check
from bot.domain.grounding.claims import Draft
from bot.domain.grounding.premise import Grounds
from bot.domain.model import Completion, Grown, Job, Prompt, Used
from bot.domain.prompting.draft import drafted
from bot.llm import Endpoint
from bot.modelsettings import BudgetSettings, LlmSettings, ModelJob
from bot.services.ask import Asker
from bot.services.budget import Budget
from bot.services.consult import Consultant
from bot.services.recall import Recall
from handlers.moments import parse_moment
from storage.store import Store
from tests.servers.smollm2 import missing, smollm2

QUESTIONS = Path(__file__).resolve().parent / "questions"
FILES = ("newsdesk", "readers", "held", "short")
UNANSWERABLE = 5
"""One question in so many is one that the base does not answer."""
WAYS: tuple[tuple[tuple[ModelJob, ...], float], ...] = (
    (("draft",), 0.0),
    (("understand", "choose", "draft"), 0.7),
    (("choose",), 0.0),
    (("draft",), 0.7),
    (("understand", "draft"), 0.0),
    (("understand", "choose"), 0.7),
    (("choose", "draft"), 0.0),
    (("understand",), 0.7),
)
"""What is left to the model, and how freely it words. The questions are dealt out to these."""
NOTHING = Used()


class Overheard(Endpoint):
    """The endpoint, with all that it replied."""

    def __init__(self, settings: LlmSettings) -> None:
        super().__init__(settings)
        self.replies: list[tuple[Job, object]] = []

    async def complete(self, prompt: Prompt, *, timeout_s: float, grown: Grown | None = None) -> Completion:
        """Its reply, as it is."""
        completion = await super().complete(prompt, timeout_s=timeout_s, grown=grown)
        self.replies.append((prompt.job, completion.value))
        return completion

    def sentences(self, *jobs: Job) -> set[str]:
        """What it drafted in such replies."""
        return {one.draft.text for job, value in self.replies if job in jobs for one in drafted(value, ())}


@dataclass(slots=True)
class Watching:
    """Telling: what a person who waits would see on the way."""

    grown: list[Sentence | Account] = field(default_factory=list)

    async def reading(self, count: int) -> None:
        """Not looked at."""

    async def growing(self, answer: Answer) -> None:
        """Keeps what is shown."""
        self.grown += _lines(answer)


@dataclass(slots=True)
class Figures:
    """What came of the questions. The sentences are the model's: as first drafted, and those that were told."""

    replies: Counter[str] = field(default_factory=Counter)
    jobs: Counter[Job] = field(default_factory=Counter)
    drafted: int = 0
    first: int = 0
    mended: int = 0
    dropped: Counter[str] = field(default_factory=Counter)
    failed: int = 0
    shown: int = 0
    troubles: Counter[str] = field(default_factory=Counter)
    used: Used = NOTHING
    took: list[float] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def count(self, reply: Reply, model: Overheard) -> None:
        """Take in a reply, and what the model said for it."""
        made, drafts = reply.made, model.sentences("draft")
        kept = {line.text for line in _lines(reply)} if made.engine == "model" else set()
        self.replies[f"{'answers' if isinstance(reply, Answer) else 'refusals'} by {made.engine}"] += 1
        self.jobs.update(job for job, _ in model.replies)
        self.drafted += len(drafts)
        self.first += len(drafts & kept)
        self.mended += len((model.sentences("mend") - drafts) & kept)
        dropped = [v.removeprefix("dropped: ") for v in made.verdicts if v.startswith("dropped: ")]
        self.failed += len(dropped)
        self.dropped.update(name for v in dropped for name in v.split(", "))
        self.troubles.update(made.troubles)
        self.used += made.used

    def show(self) -> None:
        """Print them."""
        share = f"{100 * self.first / self.drafted:.0f} %" if self.drafted else "none"
        rows = {
            "questions": f"{len(self.took)}",
            "replies": _counts(self.replies),
            "calls": _counts(self.jobs),
            "sentences drafted": f"{self.drafted}",
            "  passed at first": f"{self.first} ({share})",
            "  passed after mending": f"{self.mended}",
            "  dropped in the end": f"{self.failed}, by check: {_counts(self.dropped)}",
            "shown on the way": f"{self.shown}",
            "troubles": _counts(self.troubles),
            "tokens": f"{self.used.prompt:,} of prompts, {self.used.completion:,} of replies",
            "seconds a question": f"median {percentile(self.took, 0.5):.1f}, longest {max(self.took):.1f}",
            "not carried": f"{len(self.wrong)}",
        }
        for name, row in rows.items():
            print(f"{name:22} {row}")


def deal(number: int) -> list[Asked]:
    """So many questions, spread over all files; most can be answered."""
    asked = [q for name in FILES for q in read_questions(QUESTIONS / f"{name}.jsonl")]
    none = max(1, number // UNANSWERABLE)
    return [
        *_spread([q for q in asked if q.answerable], number - none),
        *_spread([q for q in asked if not q.answerable], none),
    ]


@dataclass(frozen=True, kw_only=True, slots=True)
class Asking:
    """Where questions are asked: a loaded base, and the address of the model."""

    store: Store
    gazetteer: Gazetteer
    zone: str
    base_url: str
    show: bool

    async def ask(self, asked: Asked, jobs: Sequence[ModelJob], temperature: float, figures: Figures) -> None:
        """Ask one question of the real thing, and hold what is told against the base."""
        rules = LlmSettings.model_validate(
            {
                "base_url": self.base_url, "model": "smollm2", "jobs": tuple(jobs), "temperature": temperature,
                "languages": (), "timeout_s": 120, "max_output_tokens": 600,
            }
        )  # fmt: skip
        now, watching = RealClock().now(), Watching()
        as_of = parse_moment(asked.as_of, zone=self.zone, now=now) if asked.as_of else None
        model = Overheard(rules)
        try:
            consultant = Consultant(model, Budget(self.store.spending, BudgetSettings(), RealClock()), rules)
            asker = Asker(self.store.facts, Recall(self.store.journal), None, consultant)
            with stopwatch() as watch:
                reply = await asker.ask(Question(text=asked.text, now=now, as_of=as_of), telling=watching)
        finally:
            await model.close()
        figures.took.append(watch.seconds)
        figures.count(reply, model)
        told = [line for line in _lines(reply) if line.text in model.sentences("draft", "mend")]
        figures.shown += len(watching.grown)
        figures.wrong += [line.text for line in (*watching.grown, *told) if not await self._carried(line, reply.as_of)]
        if self.show:
            print(f"\n{asked.text} [{', '.join(jobs)}; {reply.made.engine}; {watch.seconds:.0f} s]", flush=True)
            cited = {line.text: ", ".join(f.id for f in line.facts) for line in told}
            for text in sorted(model.sentences("draft", "mend")):
                print(f"  {f'told, cites {cited[text]}' if text in cited else 'dropped'}: {text}", flush=True)

    async def _carried(self, line: Sentence | Account, as_of: datetime) -> bool:
        """Is it carried by the facts that it cites, as the base has them?"""
        cites = tuple(f.id for f in line.facts)
        facts = await self.store.facts.facts(cites, as_of=as_of)
        grounds = Grounds.of(facts, gazetteer=self.gazetteer, as_of=as_of)
        return bool(cites) and check(Draft(text=line.text, cites=cites), grounds).passed


async def main(number: int, *, show: bool) -> int:
    """Ask; 0 where every sentence of the model's that was told is carried, and there was one to hold, else 1."""
    figures = Figures()
    with tempfile.TemporaryDirectory(prefix="sitrep-model-") as folder:
        async with open_app(settings(Path(folder, "model.db"), "none"), progress=quiet) as app, smollm2() as base_url:
            lexicon = await app.store.facts.lexicon()
            gazetteer, zone = Gazetteer.build(lexicon.entities), lexicon.info.timezone
            asking = Asking(store=app.store, gazetteer=gazetteer, zone=zone, base_url=base_url, show=show)
            for asked, (jobs, temperature) in zip(deal(number), cycle(WAYS), strict=False):
                await asking.ask(asked, jobs, temperature, figures)
                print(".", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    figures.show()
    for text in figures.wrong:
        print(f"NOT CARRIED: {text}")
    return 0 if figures.drafted and not figures.wrong else 1


def _lines(reply: Reply) -> tuple[Sentence | Account, ...]:
    """All of a reply that cites facts."""
    return (*reply.sentences, *reply.accounts, *reply.columns) if isinstance(reply, Answer) else ()


def _spread(asked: Sequence[Asked], number: int) -> list[Asked]:
    return [asked[n * len(asked) // number] for n in range(number)]


def _counts(counter: Counter[str] | Counter[Job]) -> str:
    return ", ".join(f"{n} {what}" for what, n in counter.most_common()) or "none"


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m bench.model", description="Ask with a real, poor model.")
    parser.add_argument("--questions", type=int, default=40)
    parser.add_argument("--show", action="store_true", help="print what it drafted for each question")
    given = parser.parse_args()
    if lacks := missing():
        print(f"model-test is skipped: {lacks}; `make model-test` sets up what can be, with npm")
        sys.exit(0)
    sys.exit(asyncio.run(main(given.questions, show=given.show)))
