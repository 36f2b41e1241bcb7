"""`make ground`: how many faulty sentences the check lets through, how many faithful ones it refuses.

`python -m bench.ground [--show KIND N]`; KIND is a name of the table's first column, of which N sentences that came out
wrong are shown. Exits 1 where a target is missed.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from bench.ground import handwritten
from bench.ground.corrupt import CLASSES, EACH, faulty
from bench.ground.drafts import World
from bench.ground.paraphrase import RULES, faithful
from bench.ground.table import (
    KEPT,
    LEAST,
    NONE,
    Checker,
    Row,
    Tried,
    by_kind,
    caught,
    heading,
    kept,
    line,
    target,
    wrong,
)
from bench.timing import stopwatch

CASE = Path(__file__).resolve().parents[2] / "cases" / "idlib"
FAITHFUL_EACH = 120
_BY_HAND = [f"{kind}_{name}" for kind in ("faulty", "faithful") for name in handwritten.SETS]
KINDS = (*CLASSES, *RULES, "mixed", "joined", *_BY_HAND)
"""Whatever can be shown."""


def faulty_rows(checker: Checker, world: World, each: int, shown: dict[str, list[Tried]]) -> list[Row]:
    """A row for each class made by rule, all of them together, then one for each set written by hand."""
    tried = checker.try_all(faulty(world, each))
    kinds = by_kind(tried)
    rows = [caught(found, kind, target(kind)) for kind, found in kinds.items()]
    rows.append(caught(tried, "all by rule", LEAST))
    shown |= {kind: [t for t in found if t.verdict.passed] for kind, found in kinds.items()}
    for name in handwritten.SETS:
        found = checker.try_all(handwritten.read(f"faulty_{name}"))
        rows.append(caught(found, f"faulty_{name}", NONE))
        shown[f"faulty_{name}"] = [t for t in found if t.verdict.passed]
    return rows


def faithful_rows(checker: Checker, world: World, each: int, shown: dict[str, list[Tried]]) -> list[Row]:
    """The same of what ought to pass."""
    tried = checker.try_all(faithful(world, each))
    kinds = by_kind(tried)
    rows = [kept(found, kind) for kind, found in kinds.items()]
    rows.append(kept(tried, "all by rule"))
    kinds |= {n: checker.try_all(handwritten.read(n)) for n in (f"faithful_{s}" for s in handwritten.SETS)}
    rows += [kept(kinds[f"faithful_{s}"], f"faithful_{s}") for s in handwritten.SETS]
    rows.append(kept([t for found in kinds.values() for t in found], "all faithful", KEPT))
    shown |= {kind: [t for t in found if not t.verdict.passed] for kind, found in kinds.items()}
    return rows


def main(arguments: list[str]) -> int:
    """Measure and print; 0 where every target is reached, else 1."""
    parser = argparse.ArgumentParser(prog="python -m bench.ground", description="Measure the check of sentences.")
    parser.add_argument(
        "--show", nargs=2, metavar=("KIND", "N"), help="print N sentences of a kind that came out wrong"
    )
    parser.add_argument("--each", type=int, default=EACH, help="faulty sentences of each class")
    given = parser.parse_args(arguments)
    if given.show and given.show[0] not in KINDS:
        parser.error(f"no kind {given.show[0]!r}; there are {', '.join(KINDS)}")
    shown: dict[str, list[Tried]] = {}
    with stopwatch() as watch:
        world = World.read(CASE)
        checker = Checker(world)
        bad = faulty_rows(checker, world, given.each, shown)
        good = faithful_rows(checker, world, min(given.each, FAITHFUL_EACH), shown)
    print(heading("faulty", "caught", "let through"), *map(line, bad), sep="\n")
    print("", heading("faithful", "kept", "refused"), *map(line, good), sep="\n")
    print(f"\n{watch.seconds:.0f} s")
    if given.show:
        kind, count = given.show
        print(*map(wrong, shown.get(kind, [])[: int(count)]), sep="\n")
    return 0 if all(row.reached for row in (*bad, *good)) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
