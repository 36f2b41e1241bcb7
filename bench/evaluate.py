"""Scores the answers of `sitrep ask --batch` on the question sets of a folder, against the floors we promise.

`python -m bench.evaluate FOLDER`; the folder holds the sets and the `score.py` that judges them. Exits 1 where a floor
is missed. The last line gives the scores of all sets.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CASE = ROOT / "cases" / "idlib"
SCORES = re.compile(r"accuracy ([\d.]+) .*answered though unanswerable ([\d.]+)")


@dataclass(frozen=True, slots=True)
class Floor:
    """A question set, the case that it asks about, and what must be reached. Bounds are shares from 0 to 1."""

    name: str
    file: str
    case: Path
    min_accuracy: float
    max_false_answers: float | None = None


FLOORS = (
    Floor("dev", "dev.jsonl", CASE, 0.75, 0.15),
    Floor("seed", "seed-dev.jsonl", CASE / "sources" / "idlib-2020-02-14.toml", 0.80, 0.15),
    Floor("dialogues", "conversations-dev.jsonl", CASE, 0.65),
)


@dataclass(frozen=True, slots=True)
class Score:
    """What one set came to."""

    accuracy: float
    false_answers: float
    reached: bool


def measure(floor: Floor, sets: Path, work: Path) -> Score:
    """Answer one set, in one database for each case, and have it scored; prints the score by kind and the failures."""
    questions, answers = sets / floor.file, work / f"{floor.name}.answers.jsonl"
    config = work / "empty.toml"
    config.touch()
    where = ["--config", config, "--db", work / f"{floor.case.name}.db", "--case", floor.case]
    ask = [sys.executable, "-m", "bot", "ask", *where, "--batch", questions, "--json"]
    with answers.open("wb") as out:
        subprocess.run(list(map(str, ask)), stdout=out, cwd=ROOT, check=True)
    bounds = ["--min-accuracy", str(floor.min_accuracy)]
    if floor.max_false_answers is not None:
        bounds += ["--max-false-answers", str(floor.max_false_answers)]
    score = subprocess.run(
        [sys.executable, sets / "score.py", questions, answers, "--show", "100", *bounds],
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    print(f"== {floor.name}\n{score.stdout}", flush=True)
    found = SCORES.search(score.stdout)
    if found is None:
        raise SystemExit(f"eval: score.py printed no score for {floor.file}")
    return Score(float(found[1]), float(found[2]), score.returncode == 0)


def main(folder: str) -> int:
    """Score all sets of the folder; 0 where every floor is reached or there are no sets, else 1."""
    sets = Path(folder).resolve()
    if not (sets / "score.py").is_file():
        print(f"eval: no question sets in {folder}, so nothing was measured; name their folder with make eval EVAL=…")
        return 0
    with tempfile.TemporaryDirectory(prefix="sitrep-eval-") as work:
        scores = {floor: measure(floor, sets, Path(work)) for floor in FLOORS}
    said = []
    for floor, score in scores.items():
        line = f"{floor.name} accuracy {score.accuracy:.3f} (floor {floor.min_accuracy:.2f})"
        if floor.max_false_answers is not None:
            line += f", false answers {score.false_answers:.3f} (ceiling {floor.max_false_answers:.2f})"
        said.append(line if score.reached else f"{line} MISSED")
    print(f"eval: {' | '.join(said)}")
    return 0 if all(s.reached for s in scores.values()) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
