"""Faithful sentences, made by rule: what a careful writer might make of a fact, with nothing added or sharpened."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from itertools import pairwise

from bench.ground import spotting
from bench.ground.attribution import spoken
from bench.ground.drafts import Made, World, swap, upper
from bench.ground.wording import ACTIVE, SYNONYMS
from bot.domain.edtf import MONTHS
from bot.domain.facts import Fact

Rule = Callable[[str, Fact, World], Iterator[str]]

_MONTH = "|".join(MONTHS[1:])
_ON = re.compile(rf"(?<!early|.late|.only|night) on (\d{{1,2}} (?:{_MONTH})(?: \d{{4}})?)(?=[ .](?!\d))")
_REPORTS = re.compile(r"\b(?:said|says|warned|claimed|wrote|reported|announced|according|argued|expected|told)\b")
"""Who says it stands there already, so that a second speaker would be one too many."""
_MANY = re.compile(
    r"(?i)^(?:\d|at least|more|two|three|four|five|some|about)"
    r"|(?:soldiers|civilians|people|posts|troops|points|strikes)$"
)
_ROUGH = (("about", "around"), ("some", "about"), ("around", "roughly"), ("more than", "over"), ("nearly", "almost"))
_BOUND = (("at least", "no fewer than"), ("more than", "upwards of"), ("almost", "close to"))
_NAMES = (
    ("Recep Tayyip Erdogan", "Erdogan"),
    ("UN OCHA", "OCHA"),
    ("the UN human rights office", "OHCHR"),
    ("United States", "US"),
    ("The Syrian Observatory for Human Rights", "The Syrian Observatory"),
    ("the Syrian Observatory for Human Rights", "the Syrian Observatory"),
    ("north-west Syria", "northwest Syria"),
    ("Turkey's Defence Ministry", "the Turkish Defence Ministry"),
    ("Russia's Defence Ministry", "the Russian Defence Ministry"),
    ("Russia's Foreign Ministry", "the Russian Foreign Ministry"),
    ("Syria's Foreign Ministry", "the Syrian Foreign Ministry"),
    ("Turkish Defence Minister Hulusi Akar", "Hulusi Akar"),
    ("Turkish Defence Minister Hulusi Akar", "Turkey's defence minister, Hulusi Akar,"),
    ("Kremlin spokesman Dmitry Peskov", "Dmitry Peskov"),
    ("UN envoy Geir Pedersen", "Pedersen"),
    ("Turkish President Recep Tayyip Erdogan", "President Erdogan"),
    ("Syrian President Bashar al-Assad", "Assad"),
    ("US Secretary of State Mike Pompeo", "Mike Pompeo"),
    ("NATO chief Jens Stoltenberg", "Stoltenberg, the NATO chief,"),
    ("the M5 highway", "the M5"),
    ("Hayat Tahrir al-Sham (HTS)", "HTS"),
    ("Idlib province", "Idlib"),
)


def order(text: str, fact: Fact, world: World) -> Iterator[str]:
    """Who says it goes to the other end of the sentence; or the day does."""
    parts = spoken(text, fact, world)
    if parts and (parts.where != "according" or not _REPORTS.search(parts.rest)):
        who, when = world.lower(parts.who), f" {parts.when}" if parts.when else ""
        if parts.where != "head":
            verb = "said" if parts.where == "according" else parts.verb
            yield f"{upper(who)} {verb}{when} that {world.lower(parts.rest)}."
        if parts.free:
            yield f"According to {who}, {world.lower(parts.rest)}."
            if parts.where != "tail":
                yield f"{upper(parts.rest)}, {who} said{when}."
    day = _ON.search(text)
    if day and day.start() > 10 and not parts:
        yield f"On {day[1]}, {world.lower(swap(text, day.start(), day.end(), ''))}"
        yield f"On {day[1]} {world.lower(swap(text, day.start(), day.end(), ''))}"


def notation(text: str, fact: Fact, world: World) -> Iterator[str]:
    """Days and numbers are written another way."""
    for day in spotting.days(text):
        name = MONTHS[day.month]
        year = f", {day.year}" if day.year else ""
        if not re.search(r"\d(?:,| to| and|-|–) ?$", text[: day.start]):
            yield swap(text, day.start, day.end, f"{name} {day.day}{year}")
        yield swap(text, day.start, day.end, f"{day.day} {name[:3]} {day.year or ''}".strip())
        if day.year and (fact.span.first.year == fact.span.last.year):
            yield swap(text, day.start, day.end, f"{day.day} {name}")
    for number in spotting.numbers(text):
        dollars = number.start and text[number.start - 1] == "$"
        for written in _notations(number) if not dollars else ():
            yield swap(text, number.start, number.end, written)
    for old, new in (*_ROUGH, *_BOUND):
        for match in re.finditer(rf"(?i)\b{old} (?=[\d]|two|three|four|five|ten)", text):
            yield upper(swap(text, match.start(), match.end(), f"{new} "))
    for old, new in ((r"\bper ?cent\b", "%"), (r"\bpercent\b", "per cent"), (r"US\$([\d.]+ \w+)", r"\1 US dollars")):
        changed = re.sub(rf" {old}" if new == "%" else old, new, text)
        if changed != text:
            yield changed


def synonyms(text: str, fact: Fact, world: World) -> Iterator[str]:
    """One word stands for another that means the same."""
    found = [s for s in SYNONYMS if re.search(rf"\b{s[0]}\b", text)]
    for old, new in found:
        yield re.sub(rf"\b{old}\b", new, text, count=1)
    if len(found) > 1:
        for old, new in found[:4]:
            text = re.sub(rf"\b{old}\b", new, text, count=1)
        yield text


def names(text: str, fact: Fact, world: World) -> Iterator[str]:
    """A name is written shorter, or in another of its forms."""
    for old, new in _NAMES:
        if old in text:
            yield upper(text.replace(old, new, 1))


def shorter(text: str, fact: Fact, world: World) -> Iterator[str]:
    """A clause is left out that the rest does not need."""
    stem = text.removesuffix(".")
    if ";" in stem and not re.search(r"according|said|reported", stem.partition(";")[2]):
        yield stem.partition(";")[0] + "."
    tail = re.search(
        r", (?:killing|wounding|cutting|accusing|hours before|calling|bringing|making|saying|listing)\b[^,;]*$", stem
    )
    if tail:
        yield stem[: tail.start()] + "."
    beside = re.search(r", (?:an?|the|once|used|linked|including|who|which|mostly)\b[^,;]*,(?= )", stem)
    if beside and "according" not in beside[0]:
        yield swap(text, beside.start(), beside.end(), "")
    day = _ON.search(text)
    if day and len(spotting.days(text)) == 1:
        yield swap(text, day.start(), day.end(), "")
        yield swap(text, day.start(), day.end(), f" in {' '.join(day[1].split()[1:])}")


def passive(text: str, fact: Fact, world: World) -> Iterator[str]:
    """Who did it goes to the end: `X struck Y` becomes `Y was struck by X`."""
    match = ACTIVE.fullmatch(text)
    if match and " and " not in match["rest"].partition(",")[0]:
        verb = {"took": "taken", "retook": "retaken"}.get(match["verb"], match["verb"])
        be = "were" if _MANY.search(match["object"]) else "was"
        yield f"{upper(match['object'])} {be} {verb} by {world.lower(match['subject'])}{match['rest']}"


RULES: dict[str, Rule] = {
    "order": order,
    "notation": notation,
    "synonyms": synonyms,
    "names": names,
    "shorter": shorter,
    "passive": passive,
}


def paraphrases(fact: Fact, world: World) -> list[tuple[str, str]]:
    """The paraphrases of a fact that rules make, each with the rule's name; `mixed` are made by two rules."""
    told = world.told[fact.id]
    found = [(name, text) for name, rule in RULES.items() for text in rule(told, fact, world)]
    for name, text in list(found):
        if name in ("order", "passive", "names"):
            found += [("mixed", t) for rule in (synonyms, notation) for t in list(rule(text, fact, world))[:2]]
    if not fact.said_by:
        found = [(name, text) for name, text in found if fact.source.publisher not in text]
    unique = {" ".join(text.split()): name for name, text in reversed(found)}
    return [(name, text) for text, name in reversed(unique.items()) if text != told and len(text) <= 400]


def faithful(world: World, each: int) -> Iterator[Made]:
    """At most so many faithful sentences of each rule, spread over the case, and as many of two facts."""
    by_rule: dict[str, list[Made]] = {}
    for fact in world.case.facts:
        for name, text in paraphrases(fact, world):
            by_rule.setdefault(name, []).append(Made(kind=name, text=text, cites=(fact.id,)))
    by_rule["joined"] = list(joined(world))
    for made in by_rule.values():
        yield from made[:: max(1, -(-len(made) // each))]


def joined(world: World) -> Iterator[Made]:
    """Two facts of one source in one sentence."""
    facts = [f for f in world.case.facts if len(f.statement) < 170]
    for n, (one, other) in enumerate(pairwise(facts)):
        if one.source.id != other.source.id:
            continue
        first, second = world.told[one.id].removesuffix("."), world.lower(world.told[other.id])
        joint = ("; ", " and ", ", while ")[n % 3]
        if joint == "; " or ";" not in first + second:
            yield Made(kind="joined", text=f"{first}{joint}{second}", cites=(one.id, other.id))


def _notations(number: spotting.Number) -> Iterator[str]:
    value = number.value
    if number.in_words:
        yield str(value)
    elif not number.scale and value == value.to_integral() and 2 <= value <= 12:
        yield spotting.WORDS[int(value) - 1]
    elif number.scale in ("million", "billion"):
        short = {"million": "m", "billion": "bn"}[number.scale]
        yield f"{(value / spotting.SCALES[number.scale]).normalize():f}{short}"
        if number.scale == "million":
            yield spotting.written(value)
    elif value >= 10_000 and value % 1000 == 0:
        yield f"{value / 1000:.0f}k"
        yield f"{value / 1000:.0f} thousand"
        if value % 100_000 == 0:
            yield f"{(value / Decimal(1_000_000)).normalize():f} million"
