"""Weights fitted by `make fit` on bench/questions; not written by hand.

`RANK` weighs the features of a found fact, `DECIDE` the signs that the best one answers (about their `MEAN`), and
`NEEDED` is the probability from which on we answer; each with vectors (`meaning`) and without (`words`).
"""

from __future__ import annotations

RANK: dict[str, dict[str, float]] = {
    "meaning": {
        "words": 1.0793,
        "words_best": 2.4619,
        "meaning": 1.4828,
        "meaning_best": 1.4828,
        "ask": 1.1509,
        "ask_second": 0.9058,
        "cover": 1.5819,
        "cover_statement": 0.4491,
        "names": 0.5442,
        "speaker": 0.2030,
        "time": 0.6049,
        "time_off": -0.4915,
        "figure": 0.4397,
        "no_figure": -0.0113,
        "deadline": 0.0775,
        "position": 0.0662,
        "stale": -0.4614,
        "credible": 0.2438,
        "rarest": 0.7383,
    },
    "words": {
        "words": 0.9565,
        "words_best": 2.8666,
        "meaning": 0.0000,
        "meaning_best": 0.0000,
        "ask": 1.3636,
        "ask_second": 1.1418,
        "cover": 1.8596,
        "cover_statement": 0.7389,
        "names": 0.6791,
        "speaker": 0.2335,
        "time": 0.6751,
        "time_off": -0.5825,
        "figure": 0.5607,
        "no_figure": -0.0267,
        "deadline": 0.0730,
        "position": 0.0845,
        "stale": -0.4531,
        "credible": 0.3064,
        "rarest": 0.7695,
    },
}
DECIDE: dict[str, dict[str, float]] = {
    "meaning": {
        "score": 0.2483,
        "vote": 2.7610,
        "focus_ask": 1.8667,
        "cover": 0.9409,
        "gap_focus": -3.5373,
        "gap_meaning": -3.7237,
        "lean": -1.4957,
        "time_off": -1.6069,
        "bias": 1.3284,
    },
    "words": {
        "score": 0.0580,
        "vote": 3.6043,
        "focus_ask": 1.4027,
        "cover": 1.0305,
        "gap_focus": -4.6482,
        "gap_meaning": -1.4183,
        "lean": -1.6651,
        "time_off": -1.9323,
        "bias": 1.3279,
    },
}
MEAN: dict[str, dict[str, float]] = {
    "meaning": {
        "score": 6.5162,
        "vote": 0.7371,
        "focus_ask": 0.4536,
        "cover": 0.6380,
        "gap_focus": 0.2488,
        "gap_meaning": 0.9258,
        "lean": 0.1639,
        "time_off": 0.0272,
    },
    "words": {
        "score": 7.1860,
        "vote": 0.7416,
        "focus_ask": 0.4630,
        "cover": 0.6496,
        "gap_focus": 0.2416,
        "gap_meaning": 0.7000,
        "lean": 0.1625,
        "time_off": 0.0233,
    },
}
NEEDED: dict[str, float] = {"meaning": 0.72, "words": 0.75}
