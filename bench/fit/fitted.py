"""What a fit gives, and the module of weights that it becomes."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Kind = Literal["meaning", "words"]
"""With vectors and without."""
_HEAD = '''\
"""Weights fitted by `make fit` on bench/questions; not written by hand.

`RANK` weighs the features of a found fact, `DECIDE` the signs that the best one answers (about their `MEAN`), and
`NEEDED` is the probability from which on we answer; each with vectors (`meaning`) and without (`words`).
"""

from __future__ import annotations

'''


@dataclass(frozen=True, kw_only=True, slots=True)
class Decision:
    """How much each sign speaks for an answer, as log odds about its mean; `weights` has a `bias` too."""

    weights: Mapping[str, float]
    mean: Mapping[str, float]

    def probability(self, signs: tuple[float, ...] | None) -> float:
        """How likely an answer with these signs, in the order of `mean`, is right; 0 where there are none."""
        if signs is None:
            return 0.0
        parts = (self.weights[n] * (sign - mean) for (n, mean), sign in zip(self.mean.items(), signs, strict=True))
        return 1 / (1 + math.exp(-(self.weights["bias"] + sum(parts))))


@dataclass(frozen=True, kw_only=True, slots=True)
class Fitted:
    """Everything that is fitted for one kind of search. `needed` is the probability from which on to answer."""

    ranking: Mapping[str, float]
    decision: Decision
    needed: float


def module(fitted: Mapping[Kind, Fitted]) -> str:
    """The text of bot/domain/asking/weights.py."""
    tables = {
        "RANK": {kind: f.ranking for kind, f in fitted.items()},
        "DECIDE": {kind: f.decision.weights for kind, f in fitted.items()},
        "MEAN": {kind: f.decision.mean for kind, f in fitted.items()},
    }
    needed = ", ".join(f'"{kind}": {f.needed:.2f}' for kind, f in fitted.items())
    body = "".join(_table(name, table) for name, table in tables.items())
    return f"{_HEAD}{body}NEEDED: dict[str, float] = {{{needed}}}\n"


def _table(name: str, weights: Mapping[Kind, Mapping[str, float]]) -> str:
    lines = [f"{name}: dict[str, dict[str, float]] = {{"]
    for kind, row in weights.items():
        lines += [f'    "{kind}": {{', *(f'        "{key}": {value:.4f},' for key, value in row.items()), "    },"]
    return "\n".join([*lines, "}\n"])
