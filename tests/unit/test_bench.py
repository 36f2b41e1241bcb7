"""What the measurements rest on."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.corpus import enlarge, origin, sample
from bench.evaluate import main as evaluate
from bench.rivals import RIVALS
from bench.timing import percentile
from storage.casefiles import read_case

IDLIB = Path(__file__).resolve().parents[2] / "cases" / "idlib"


@pytest.mark.parametrize(("share", "expected"), [(0.5, 50), (0.99, 99), (1.0, 100), (0.001, 1)])
def test_percentile_is_a_value_that_was_seen(share: float, expected: int) -> None:
    """A percentile is the smallest value that so many do not exceed."""
    assert percentile(list(range(100, 0, -1)), share) == expected


def test_a_large_case_is_made_of_the_real_one() -> None:
    """The large case has as many facts as asked for, all different, and is the same on every run."""
    base = read_case(IDLIB)
    case = enlarge(base, 3000)
    ids = [f.id for f in case.facts]
    assert len(set(ids)) == len(ids) == 3000
    assert {origin(i) for i in ids} == {f.id for f in base.facts}
    assert len({f.statement for f in case.facts}) > 2500
    assert {i for f in case.facts for i in f.supersedes if i not in ids} <= {
        i for f in case.facts[-607:] for i in f.supersedes
    }
    assert enlarge(base, 3000) == case


def test_questions_are_spread_and_distinct() -> None:
    """The questions that are timed are different ones, answerable and not."""
    base = read_case(IDLIB)
    questions = sample(base, 400)
    assert 380 <= len(set(questions)) == len(questions)
    assert {g.question for g in base.gaps} & set(questions)


@pytest.mark.parametrize("name", RIVALS)
def test_rivals_find_the_obvious(name: str) -> None:
    """The searches that we are measured beside work, and survive hostile questions."""
    search = RIVALS[name]([f"plain text number {n}" for n in range(50)] + ["the bridge of Saraqib was bombed"])
    assert search("which bridge was bombed") is not None
    for hostile in ("", '" OR * NEAR(', "\0"):
        search(hostile)


def test_evaluation_says_when_there_is_nothing_to_measure(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without question sets the evaluation says so and is no failure."""
    assert evaluate(str(tmp_path / "nowhere")) == 0
    assert "no question sets" in capsys.readouterr().out
