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
        "score": 0.2582,
        "vote": 2.8024,
        "focus_ask": 1.8414,
        "cover": 0.8939,
        "gap_focus": -3.3872,
        "gap_meaning": -3.7622,
        "lean": -1.5095,
        "time_off": -1.1633,
        "bias": 1.3315,
    },
    "words": {
        "score": 0.0574,
        "vote": 3.6662,
        "focus_ask": 1.3605,
        "cover": 0.9871,
        "gap_focus": -4.4912,
        "gap_meaning": -2.0733,
        "lean": -1.6878,
        "time_off": -1.8936,
        "bias": 1.3355,
    },
}
MEAN: dict[str, dict[str, float]] = {
    "meaning": {
        "score": 6.5162,
        "vote": 0.7334,
        "focus_ask": 0.4536,
        "cover": 0.6380,
        "gap_focus": 0.2499,
        "gap_meaning": 0.9288,
        "lean": 0.1639,
        "time_off": 0.0272,
    },
    "words": {
        "score": 7.1860,
        "vote": 0.7381,
        "focus_ask": 0.4630,
        "cover": 0.6496,
        "gap_focus": 0.2423,
        "gap_meaning": 0.7000,
        "lean": 0.1625,
        "time_off": 0.0233,
    },
}
NEEDED: dict[str, float] = {"meaning": 0.75, "words": 0.77}
