"""Numbers as sentences write them, in digits, words or both: their value, and how many tokens they take."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

_SMALL = {
    word: n
    for n, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen".split()
    )
}
_TENS = {w: 10 * n for n, w in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)}
_SCALES = {"hundred": 100, "dozen": 12, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_SUFFIXES = {"k": 10**3, "m": 10**6, "mn": 10**6, "mln": 10**6, "bn": 10**9, "b": 10**9, "tn": 10**12}
_ORDINALS = {
    word: n
    for n, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
        "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth".split(),
        1,
    )
}
_PARTS = {"half": 2, "halves": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fifth": 5, "fifths": 5}
_PARTS |= {"tenth": 10, "tenths": 10}
_TIMES = {"twice": 2, "double": 2, "doubled": 2, "doubling": 2, "twofold": 2, "thrice": 3, "triple": 3, "tripled": 3}
_TIMES |= {"tripling": 3, "threefold": 3, "quadruple": 4, "quadrupled": 4, "fourfold": 4, "fivefold": 5, "tenfold": 10}
_DIGITS = re.compile(r"(\d+(?:\.\d+)?)([a-z]*)")
_NOT_COUNTED = frozenset({"another", "'"})
_POINTING = frozenset({"the", "this", "that", "which"})
_AFTER_PRONOUN = frozenset(". , ; ) at in on near from that which who and for with of by was were had has".split()) | {
    ""
}
_NO_ONE = frozenset("no any every some each another not".split())


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number: `size` tokens long. `kind` tells counts from ranks (`first`), shares (`half`) and factors (`twice`).

    `unit` is what is written onto it (`12km`); `scaled` is true where it has a word such as million.
    """

    value: Fraction
    size: int
    kind: str = "count"
    unit: str = ""
    scaled: bool = False


def numeral(words: Sequence[str], start: int) -> Numeral | None:
    """The number that begins at a place of the folded words and marks of a text, if there is one."""
    word = words[start]
    if words[start] in ("a", "half", "quarter") and (found := _with_article(words, start)):
        return found
    return _share(words, start) or _digits(words, start) or _spelled(words, start) or _single(word)


def _single(word: str) -> Numeral | None:
    if word in _ORDINALS:
        return Numeral(Fraction(_ORDINALS[word]), 1, "rank")
    return Numeral(Fraction(_TIMES[word]), 1, "factor") if word in _TIMES else None


def _at(words: Sequence[str], place: int) -> str:
    return words[place] if 0 <= place < len(words) else ""


def _digits(words: Sequence[str], start: int) -> Numeral | None:
    match = _DIGITS.fullmatch(words[start])
    if match is None:
        return None
    value, suffix, end = Fraction(match[1]), match[2], start + 1
    if suffix in ("st", "nd", "rd", "th"):
        return Numeral(value, 1, "rank")
    if suffix in _SUFFIXES:
        return Numeral(value * _SUFFIXES[suffix], 1, scaled=True)
    if suffix == "s":
        return None
    if suffix:
        return Numeral(value, 1, unit=suffix)
    return _scaled(words, start, end, value)


def _scaled(words: Sequence[str], start: int, end: int, value: Fraction) -> Numeral:
    """A number with the words that multiply it: `2.9 million`, `two and a half million`, `three hundred thousand`."""
    if [_at(words, end + n) for n in range(3)] == ["and", "a", "half"]:
        value, end = value + Fraction(1, 2), end + 3
    scaled = False
    while _at(words, end) in _SCALES or (_at(words, end) in ("mn", "bn", "mln") and not scaled):
        value *= _SCALES.get(words[end]) or _SUFFIXES[words[end]]
        end, scaled = end + 1, True
    return Numeral(value, end - start, scaled=scaled)


def _spelled(words: Sequence[str], start: int) -> Numeral | None:
    """A number in words: `forty-two`, `one hundred and six thousand`, `a dozen`, `half a million`."""
    place, value, total = start, Fraction(0), Fraction(0)
    if words[start] == "one" and _is_pronoun(words, start):
        return None
    seen = False
    while place < len(words):
        word = words[place]
        if word in ("-", "and") and seen:
            following = _at(words, place + 1)
            joined = value >= 100 or total if word == "and" else value % 100 >= 20 and value % 10 == 0
            if not joined or following not in (_SMALL | _TENS if word == "and" else _SMALL):
                break
            place += 1
            continue
        if word in _SMALL and value % 10 == 0 and (value % 100 == 0 or value % 100 >= 20):
            value += _SMALL[word]
        elif word in _TENS and value % 100 == 0:
            value += _TENS[word]
        elif word in ("hundred", "dozen") and 0 < value < 100:
            value *= _SCALES[word]
        elif word in _SCALES and value:
            total, value = total + value * _SCALES[word], Fraction(0)
        else:
            break
        seen, place = True, place + 1
    if not seen:
        return None
    if total:
        return Numeral(total + value, place - start, scaled=not value)
    return _scaled(words, start, place, value)


def _is_pronoun(words: Sequence[str], start: int) -> bool:
    """Is `one` no number: `no one`, `one another`, `the closed one`?"""
    if _at(words, start + 1) in _NOT_COUNTED or _at(words, start - 1) in _NO_ONE:
        return True
    if _at(words, start - 1) == "from" and "another" in words[start : start + 6]:
        return True
    if _at(words, start + 1) not in _AFTER_PRONOUN:
        return False
    if _at(words, start - 1) in _POINTING:
        return _at(words, start + 1) != "of"
    return _at(words, start - 2) in _POINTING | {"a", "an"} and _at(words, start - 1).isalpha()


def _with_article(words: Sequence[str], start: int) -> Numeral | None:
    """`a dozen`, `a hundred`, `half a million`, `a quarter of a million`, `half the`."""
    rest = list(words[start : start + 6])
    for lead, share in (
        (["a", "quarter", "of", "a"], Fraction(1, 4)),
        (["quarter", "of", "a"], Fraction(1, 4)),
        (["half", "of", "a"], Fraction(1, 2)),
        (["half", "a"], Fraction(1, 2)),
        (["a"], Fraction(1)),
    ):
        if rest[: len(lead)] == lead and _at(rest, len(lead)) in _SCALES:
            found = _scaled(words, start, start + len(lead), share)
            return Numeral(found.value, found.size, scaled=True)
    return None


def _share(words: Sequence[str], start: int) -> Numeral | None:
    """A part of a whole: `two-thirds`, `a quarter of`, `half`, `nine in ten`, `one out of three`."""
    word, place = words[start], start + 1
    if word in ("half", "1⁄2") and _at(words, start + 1) not in ("a", "an", "-"):
        return Numeral(Fraction(1, 2), 1, "share")
    if word in ("quarter", "third", "fifth") and _at(words, start + 1) == "of" and _at(words, start - 1) in ("", "the"):
        return Numeral(Fraction(1, _PARTS[word]), 1, "share")
    number = 1 if word in ("a", "an") else _SMALL.get(word) or (int(word) if word.isdecimal() and len(word) < 3 else 0)
    if not number:
        return None
    joins: tuple[list[str], ...] = (["-"], ["out", "of"], ["out", "of", "every"], ["in"], ["in", "every"], [])
    for join in joins:
        whole = _at(words, place + len(join))
        if list(words[place : place + len(join)]) != join:
            continue
        size = 1 + len(join) + 1
        plural = whole.endswith("s") or (number == 1 and _at(words, place + len(join) + 1) == "of")
        if whole in _PARTS and (not join or join == ["-"]) and plural:
            return Numeral(Fraction(number, _PARTS[whole]), size, "share")
        among = _SMALL.get(whole) or (int(whole) if whole.isdecimal() and len(whole) < 4 else 0)
        if (
            join
            and join != ["-"]
            and among > number
            and word not in ("a", "an")
            and _at(words, place + len(join) + 1) not in _SCALES
        ):
            return Numeral(Fraction(number, among), size, "share")
    return None
