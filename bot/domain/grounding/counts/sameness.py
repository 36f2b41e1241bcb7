"""Are two quantities the same one, however they are written?"""

from __future__ import annotations

from fractions import Fraction

from bot.domain.grounding.counts.amounts import Amount

_ROUGH = {
    "few dozen": (24, 99), "several dozen": (24, 99), "few hundred": (200, 999), "several hundred": (200, 999),
    "few thousand": (2_000, 9_999), "several thousand": (2_000, 9_999), "few million": (2 * 10**6, 10**7),
    "several": (3, 12), "few": (3, 6), "handful": (3, 6), "couple": (2, 2), "pair": (2, 2), "number": (3, 50),
    "dozens": (24, 400), "scores": (40, 400), "hundreds": (200, 2_000), "thousands": (2_000, 100_000),
    "tens of thousands": (20_000, 200_000), "hundreds of thousands": (200_000, 2_000_000),
    "millions": (2_000_000, 10**9), "tens of millions": (2 * 10**7, 2 * 10**8), "billions": (2 * 10**9, 10**12),
}  # fmt: skip
"""From how many to how many a rough word may be told for."""
_SAME = ("several few handful number", "many numerous countless", "couple pair")
_ALIKE = {word: frozenset(group.split()) for group in _SAME for word in group.split()}
_ROUNDED = Fraction(1, 20)
"""By how much a number may be rounded where it is told as rounded."""


def equal(told: Amount, known: Amount) -> bool:
    """Is it the same quantity, of the same kind?"""
    if told.kind == "vague":
        alike = _ALIKE.get(told.unit, frozenset({told.unit}))
        low, high = _ROUGH.get(told.unit, (1, 0))
        return (known.kind == "vague" and known.unit in alike) or (known.kind == "count" and low <= known.value <= high)
    kinds = {told.kind, known.kind}
    if kinds == {"share", "percent"}:
        share, percent = (told, known) if told.kind == "share" else (known, told)
        return share.value * 100 == percent.value
    if len(kinds) > 1:
        return False
    if told.kind in ("money", "label") and told.unit != known.unit:
        return False
    if told.high != known.high:
        return _is_end(told, known)
    return told.value == known.value or _is_rounded(told, known)


def _is_end(told: Amount, known: Amount) -> bool:
    """Is it an end of a range, told as the bound that it is: `up to 35` of `30 to 35`?"""
    if known.high is None or told.high is not None:
        return False
    return (told.value == known.high and told.bound == "less") or (told.value == known.value and told.bound == "more")


def _is_rounded(told: Amount, known: Amount) -> bool:
    """Is it an exact number of the fact, told rounded and as such: `more than 914,000` of 914,648?"""
    if known.bound != "exact" or told.high or told.kind not in ("count", "money", "percent") or not known.value:
        return False
    if _digits(told.value) >= _digits(known.value) or abs(told.value - known.value) > known.value * _ROUNDED:
        return False
    fits = {
        "more": told.value < known.value,
        "nearly": told.value > known.value,
        "about": 2 * abs(told.value - known.value) <= _step(told.value),
    }
    return fits.get(told.bound, False)


def _digits(value: Fraction) -> int:
    """Significant digits of a number."""
    return len(str(value.numerator).rstrip("0")) if value.denominator == 1 else 9


def _step(value: Fraction) -> Fraction:
    text = str(value.numerator)
    return Fraction(10 ** (len(text) - len(text.rstrip("0"))))
