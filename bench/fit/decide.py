"""Fits the decision to answer or to abstain."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

from bench.fit.fitted import Decision
from bench.fit.score import Judged
from bot.domain.asking.decide import SIGNS

SHRINK = 0.01
"""What each squared weight costs, so that a sign that tells little stays near nothing."""
UNANSWERABLE = 1 / 3
"""What a file's unanswerable questions count together against its answerable ones."""

Array = npt.NDArray[np.float64]


def fit_decision(files: Sequence[Sequence[Judged]]) -> Decision:
    """A logistic decision: would an answer be right? Each sign may only speak the way that it is meant to.

    Answers that would cite a wrong fact are left out. Every file counts as if a quarter of it were unanswerable, so
    that the decision does not learn from whose hand a question is.
    """
    signs, answerable, counts = _examples(files)
    mean, spread = signs.mean(0), signs.std(0) + 1e-9
    table = (signs - mean) / spread

    def loss(weights: Array) -> tuple[float, Array]:
        sure = 1 / (1 + np.exp(-(table @ weights[:-1] + weights[-1])))
        likely = np.where(answerable, np.log(sure + 1e-12), np.log(1 - sure + 1e-12))
        slope = counts * (sure - answerable)
        cost = SHRINK * float(weights[:-1] @ weights[:-1])
        total = -float((counts * likely).sum()) + cost
        return total, np.append(table.T @ slope + 2 * SHRINK * weights[:-1], slope.sum())

    bounds = [(0, None) if way > 0 else (None, 0) for way in SIGNS.values()] + [(None, None)]
    found: Array = minimize(loss, np.zeros(len(SIGNS) + 1), jac=True, method="L-BFGS-B", bounds=bounds).x
    weights = dict(zip(SIGNS, map(float, found[:-1] / spread), strict=True)) | {"bias": float(found[-1])}
    return Decision(weights=weights, mean=dict(zip(SIGNS, map(float, mean), strict=True)))


def _examples(files: Sequence[Sequence[Judged]]) -> tuple[Array, npt.NDArray[np.bool_], Array]:
    """The signs, whether an answer is right, and how much each counts; the counts sum to 1."""
    signs: list[tuple[float, ...]] = []
    answerable: list[bool] = []
    counts: list[float] = []
    for judged in files:
        used = [(j.signs, j.answerable) for j in judged if j.signs is not None and (j.right or not j.answerable)]
        yes = sum(a for _, a in used)
        signs += [s for s, _ in used]
        answerable += [a for _, a in used]
        counts += [1.0 if a else UNANSWERABLE * yes / (len(used) - yes) for _, a in used]
    return np.array(signs), np.array(answerable, bool), np.array(counts) / sum(counts)
