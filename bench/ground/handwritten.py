"""Sentences that people wrote by hand: some true to the facts that they cite, some not."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from bench.ground.drafts import Made

FOLDER = Path(__file__).resolve().parent
SETS = ("a", "b", "c")
"""The check is mended on what `a` and `c` show; `b` only measures it. The faulty ones of `c` are a
clever liar's: the words of the fact in another order."""


def read(name: str) -> Iterator[Made]:
    """The sentences of `faithful_a`, `faulty_b` and so on; none where there is no such file.

    Raises SystemExit with file and line where one is not `{"facts": [...], "text": "..."}`, a faulty one with `class`.
    """
    file = FOLDER / f"{name}.jsonl"
    if not file.exists():
        return
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip():
            continue
        try:
            given = json.loads(line)
            kind = given["class"] if name.startswith("faulty") else name
            yield Made(kind=str(kind), text=str(given["text"]), cites=tuple(map(str, given["facts"])))
        except (ValueError, KeyError, TypeError) as error:
            raise SystemExit(f"{file.name}, line {number}: {error!r}") from error
