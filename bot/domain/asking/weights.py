"""Weights fitted by `make fit` on bench/questions; not written by hand.

`RANK` weighs the features of a found fact, `DECIDE` the signs that the best one answers (about their `MEAN`), and
`NEEDED` is the probability from which on we answer; each with vectors (`meaning`) and without (`words`).
"""

from __future__ import annotations

RANK: dict[str, dict[str, float]] = {
    "meaning": {
        "words": 1.0778,
        "words_best": 2.4582,
        "meaning": 1.5005,
        "meaning_best": 1.5005,
        "ask": 1.1472,
        "ask_second": 0.9080,
        "cover": 1.5843,
        "cover_statement": 0.4602,
        "names": 0.5553,
        "speaker": 0.2029,
        "time": 0.6054,
        "time_off": -0.4915,
        "figure": 0.4378,
        "no_figure": -0.0112,
        "deadline": 0.0808,
        "position": 0.0887,
        "stale": -0.4652,
        "credible": 0.2299,
        "rarest": 0.7312,
    },
    "words": {
        "words": 0.9585,
        "words_best": 2.8700,
        "meaning": 0.0000,
        "meaning_best": 0.0000,
        "ask": 1.3630,
        "ask_second": 1.1474,
        "cover": 1.8698,
        "cover_statement": 0.7606,
        "names": 0.6988,
        "speaker": 0.2348,
        "time": 0.6705,
        "time_off": -0.5832,
        "figure": 0.5586,
        "no_figure": -0.0268,
        "deadline": 0.0773,
        "position": 0.1221,
        "stale": -0.4580,
        "credible": 0.2833,
        "rarest": 0.7589,
    },
}
DECIDE: dict[str, dict[str, float]] = {
    "meaning": {
        "score": 0.2405,
        "vote": 2.8766,
        "focus_ask": 1.7677,
        "cover": 0.9723,
        "gap_focus": -3.3117,
        "gap_meaning": -3.7479,
        "lean": -1.5021,
        "time_off": -1.6244,
        "bias": 1.3254,
    },
    "words": {
        "score": 0.0447,
        "vote": 3.7101,
        "focus_ask": 1.6240,
        "cover": 1.0122,
        "gap_focus": -4.4585,
        "gap_meaning": -2.8326,
        "lean": -1.6419,
        "time_off": -1.9453,
        "bias": 1.3300,
    },
}
MEAN: dict[str, dict[str, float]] = {
    "meaning": {
        "score": 6.5100,
        "vote": 0.7382,
        "focus_ask": 0.4517,
        "cover": 0.6366,
        "gap_focus": 0.2473,
        "gap_meaning": 0.9258,
        "lean": 0.1654,
        "time_off": 0.0272,
    },
    "words": {
        "score": 7.1924,
        "vote": 0.7428,
        "focus_ask": 0.4635,
        "cover": 0.6475,
        "gap_focus": 0.2401,
        "gap_meaning": 0.7000,
        "lean": 0.1640,
        "time_off": 0.0233,
    },
}
NEEDED: dict[str, float] = {"meaning": 0.73, "words": 0.75}
