"""Fits how facts are ranked."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

from bench.fit.rows import Row
from bot.domain.asking.rank import FEATURES

SHRINK = 0.02
"""What each squared weight costs, so that a feature that tells little stays near nothing."""

Array = npt.NDArray[np.float64]


def fit_ranking(rows: Sequence[Row]) -> dict[str, float]:
    """Weights under which a right fact is likely the best: softmax over what was found for each question.

    Questions for which no right fact was found teach nothing.
    """
    tables = [(_table(row), np.array([row.asked.is_right(r.fact) for r in row.ranked], bool)) for row in rows]
    used = [(table, right) for table, right in tables if right.any()]

    def loss(weights: Array) -> tuple[float, Array]:
        total, slope = 0.0, np.zeros(len(FEATURES))
        for table, right in used:
            scores = table @ weights
            shares = np.exp(scores - scores.max())
            shares /= shares.sum()
            won = shares[right].sum()
            total -= float(np.log(won + 1e-12))
            slope -= table.T @ (np.where(right, shares / won, 0) - shares)
        cost = SHRINK * float(weights @ weights)
        return total / len(used) + cost, slope / len(used) + 2 * SHRINK * weights

    found: Array = minimize(loss, np.zeros(len(FEATURES)), jac=True, method="L-BFGS-B").x
    return dict(zip(FEATURES, map(float, found), strict=True))


def _table(row: Row) -> Array:
    """A line of features for every found fact."""
    return np.array([[r.features[n] for n in FEATURES] for r in row.ranked]).reshape(-1, len(FEATURES))
