"""Faults of numbers: changed, on another scale, of another thing, in other bounds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from random import Random

from bench.ground import spotting
from bench.ground.drafts import World, evidence, swap, upper
from bench.ground.spotting import Number, numbers, values, written
from bench.ground.wording import UNITS
from bot.domain.facts import Fact

_BOUNDS = (
    ("no more than", ("at least", "more than", "")),
    ("more than", ("fewer than", "at most", "exactly", "about", "")),
    ("at least", ("at most", "exactly", "up to", "about", "")),
    ("up to", ("at least", "more than", "")),
    ("at most", ("at least", "more than", "")),
    ("over", ("under", "fewer than", "exactly", "")),
    ("nearly", ("more than", "over", "exactly", "at least", "")),
    ("almost", ("more than", "exactly", "at least", "")),
    ("close to", ("more than", "exactly", "")),
    ("about", ("at least", "more than", "exactly", "fewer than", "")),
    ("around", ("at least", "over", "exactly", "")),
    ("roughly", ("at least", "exactly", "")),
    ("some", ("at least", "more than", "exactly", "")),
    ("an estimated", ("at least", "exactly", "")),
)
_ANY = "|".join(b for b, _ in _BOUNDS)
_NO_BOUND = ("$", "the ", "first ", "his ", "all ", "within ", "just ", "nearly ")
"""What a number may follow so that no bound fits before it."""
_LASTING = re.compile(r" (?:hours|days|weeks|months|years)")
_ORDINALS = "first second third fourth fifth sixth seventh".split()


def number(text: str, fact: Fact, world: World, random: Random) -> Iterator[str]:
    """Another value, near or far; a digit of a name, a time, an ordinal or a fraction that is not the fact's."""
    taken = values(fact)
    for found in numbers(text):
        for value in _others(found.value, random):
            if value not in taken and value > 0:
                changed = swap(text, found.start, found.end, _like(found, value))
                yield upper(changed)
    for match in re.finditer(r"\b(?:M[45]|Su-24|Mi-17|F-16|L-39|2504|2533|2254|\d\d:\d\d)\b", text):
        other = match[0][:-1] + str((int(match[0][-1]) + random.randint(1, 8)) % 10)
        if other not in evidence(fact):
            yield swap(text, *match.span(), other)
    for match in re.finditer(rf"\b(?:{'|'.join(_ORDINALS[:5])}) (?!time\b)", text):
        yield swap(text, *match.span(), f"{_ORDINALS[_ORDINALS.index(match[0].strip()) + 2]} ")
    for old, new in (
        ("half", "a third"),
        ("three quarters", "two thirds"),
        ("Three in ten", "Three in five"),
        ("a dozen", "two dozen"),
    ):
        if old in text:
            yield text.replace(old, new, 1)
    for old, new in (
        ("hundreds", "thousands"),
        ("Several", "Fifteen"),
        ("thousands", "dozens"),
        ("twice", "five times"),
    ):
        if old in text:
            yield re.sub(rf"\b{old}\b", new, text, count=1)


def scale(text: str, fact: Fact, world: World, random: Random) -> Iterator[str]:
    """Ten or a thousand times as many, or as few; another word of scale."""
    taken = values(fact)
    for found in numbers(text):
        for factor in (Decimal(10), Decimal("0.1"), Decimal(1000), Decimal("0.001"), Decimal(100)):
            value = found.value * factor
            if value not in taken and value >= 1 and value == value.to_integral():
                yield swap(text, found.start, found.end, written(value))
        for word, size in (("thousand", 1_000), ("million", 1_000_000), ("billion", 1_000_000_000), ("k", 1_000)):
            plain = found.value / (spotting.SCALES[found.scale] if found.scale else 1)
            if word != found.scale and plain < 1000 and plain * size not in taken and plain * size != found.value:
                space = "" if word == "k" else " "
                yield swap(text, found.start, found.end, f"{plain.normalize():f}{space}{word}")


def unit(text: str, fact: Fact, world: World, random: Random) -> Iterator[str]:
    """The same number of something else, or of what another number of the fact counts."""
    held = evidence(fact).lower()
    counted = []
    for found in numbers(text):
        match = re.match(
            rf"(?P<between>(?:[ -](?!and |of |in )[\w'-]+){{0,3}}?[ -])(?P<unit>{'|'.join(UNITS)})\b", text[found.end :]
        )
        if not match:
            continue
        start = found.end + match.start("unit")
        counted.append((start, start + len(match["unit"]), match["unit"]))
        for other in UNITS[match["unit"]]:
            if other.split()[-1].removesuffix("s") not in held:
                yield swap(text, start, start + len(match["unit"]), other)
    if len(counted) > 1 and counted[0][2] != counted[1][2]:
        (first, end, one), (start, last, other) = counted[:2]
        yield text[:first] + other + text[end:start] + one + text[last:]


def bound(text: str, fact: Fact, world: World, random: Random) -> Iterator[str]:
    """A bound is left out, turned round, or added."""
    for found in numbers(text):
        before = text[: found.start]
        match = re.search(rf"(?i)\b(?P<bound>{_ANY}) (?:US\$)?$", before)
        if match and not (match["bound"] == "over" and _LASTING.match(text, found.end)):
            others = next(o for b, o in _BOUNDS if b == match["bound"].lower())
            for other in others:
                told = f"{other} " if other else ""
                yield upper(swap(text, match.start("bound"), match.end("bound") + 1, told))
        elif not match and found.value > 2 and not before.endswith(_NO_BOUND):
            other = random.choice(("more than ", "at least ", "fewer than ", "up to ", "only "))
            yield upper(swap(text, found.start, found.end, other + text[found.start : found.end].lower()))


def _others(value: Decimal, random: Random) -> list[Decimal]:
    """Values that are mistaken for this one, or made up in its place."""
    if value < 20:
        return [value + 1, value - 1, value + random.randint(2, 30)]
    digits = str(int(value))
    place = random.randrange(len(digits.rstrip("0")))
    digit = str((int(digits[place]) + random.randint(1, 8)) % 10)
    changed = Decimal(digits[:place] + digit + digits[place + 1 :])
    turned = Decimal(digits[1] + digits[0] + digits[2:])
    tenth = (value * Decimal("1.1")).quantize(Decimal(1))
    return [v for v in (changed, turned, tenth, value * 2, value + 1) if len(str(int(v))) >= len(digits)]


def _like(found: Number, value: Decimal) -> str:
    """The value in the form of the number that it stands for."""
    if found.in_words and value <= len(spotting.WORDS) and value == value.to_integral():
        return spotting.WORDS[int(value) - 1]
    if found.scale:
        return f"{(value / spotting.SCALES[found.scale]).normalize():f} {found.scale}"
    return written(value)
