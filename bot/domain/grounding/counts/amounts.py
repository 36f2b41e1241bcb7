"""The quantities of a text: how much, of which kind, and whether it is exact, about that, more or less."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache
from typing import Literal

from bot.domain.grounding.counts.numerals import Numeral, numeral
from bot.domain.grounding.days.datewords import read_dates
from bot.domain.grounding.line import Line
from bot.domain.grounding.mention import Mention
from bot.domain.grounding.tokens import Said

Bound = Literal["exact", "about", "nearly", "more", "less"]
Kind = Literal["count", "rank", "share", "factor", "percent", "money", "label", "vague"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Amount(Mention):
    """A quantity. `high` is the upper end of a range, `unit` a currency, what a number names, or a rough number's word.

    `lead` is the first of the tokens that say how exact it is.
    """

    value: Fraction
    kind: Kind = "count"
    bound: Bound = "exact"
    high: Fraction | None = None
    unit: str = ""
    only: bool = False
    lead: int = 0


_BOUNDS: dict[Bound, str] = {
    "more": "more than|over|above|at least|no fewer than|no less than|not fewer than|not less than|exceeding|exceeded|"
    "exceeds|exceed|in excess of|upwards of|upward of|a minimum of|minimum of|topped|topping|surpassed|surpassing|"
    "greater than|at the least|at a minimum|beyond|passed|higher than|larger than|more|just over|slightly over|"
    "a little over|well over|well above|slightly more than|just above|far more than|a minimum",
    "less": "fewer than|less than|under|below|up to|at most|no more than|not more than|a maximum of|maximum of|"
    "as many as|as much as|at the most|not exceeding|lower than|smaller than",
    "nearly": "nearly|almost|close to|just under|just short of|just below|approaching|nearing|little under|not quite|"
    "slightly under|slightly less than|slightly fewer than|a little less than|practically|virtually",
    "about": "about|around|some|roughly|approximately|estimated|estimated at|estimated to be|circa|in the region of|"
    "approx|in the order of|somewhere around|on the order of|estimated that|~|in the neighbourhood of",
}
_BOUND_OF = {words: bound for bound, table in _BOUNDS.items() for words in table.split("|")}
_BEFORE = re.compile(
    rf"(?<!\S)(?P<only>only |just (?!under|over|short|below|above)|merely |barely )?(?:an )?"
    rf"(?:(?P<bound>{'|'.join(sorted(map(re.escape, _BOUND_OF), key=len, reverse=True))}))?"
    r"(?: (?:the|a total of|total of|a|an))?(?: (?:us )?[$€£])?$"
)
_ONLY = re.compile(r"(?<!\S)(?:only|just|merely|barely)(?: (?:the|a total of|us \$|\$|€|£))?$")
_AFTER: dict[str, Bound] = {"or more": "more", "+": "more", "plus": "more", "or fewer": "less", "or less": "less"}
_AFTER |= {"or so": "about", "at least": "more", "at most": "less", "at the most": "less", "at the least": "more"}
_AFTER_AT = re.compile(rf"(?:\w+ ){{0,3}}?(?P<bound>{'|'.join(map(re.escape, _AFTER))})(?!\S)")
_PERCENT = re.compile(r"(?:%|percent|per cent|pct|percentage points?)(?!\w)")
_MONEY_AFTER = re.compile(
    r"(?:in )?(?P<of>us |american |syrian |turkish |british )?"
    r"(?P<unit>dollars?|euros?|pounds?|liras?|roubles?|usd|eur|gbp|syp)\b"
)
_MONEY_BEFORE = re.compile(r"(?<!\S)(?P<unit>\$|€|£|usd|eur|gbp|syp)$")
_CURRENCY = {"$": "usd", "dollar": "usd", "€": "eur", "euro": "eur", "£": "gbp", "pound": "gbp"}
_LABELS = frozenset(
    "resolution resolutions article articles chapter paragraph para no number annex phase channel section unscr "
    "brigade division protocol version page".split()
)
_ROUGH = re.compile(
    r"(?<!\S)(?:hundreds of thousands|hundreds of millions|tens of thousands|tens of millions|dozens|scores|hundreds|"
    r"thousands|millions|billions|(?:several|a few|few) (?:dozen|hundred|thousand|million)|several|a few|few|a handful|"
    r"handful|a couple|couple|a pair|a number|many|numerous|countless|(?:the )?(?:vast |great )?majority|most(?= of)|"
    r"all|every|entire|whole)(?!\S)"
)
_NOT_ROUGH = re.compile(
    r"(?<!\S)(?:(?:in|at|above|after|first of|not|once and for)(?= all$)|(?:as|the|how)(?= m\w+$)) \w+$"
)
_ALMOST = re.compile(r"all but (?!\d|one\b|two\b|three\b|four\b|five\b|a\b|the\b)")
"""All but merged: almost so."""
_RATE = re.compile(
    r"(?:syrian pounds? )?(?:to|per|against|for) (?:the |one |a |1 )?(?:us )?(?P<unit>dollar|euro|pound|lira|\$|€)"
)
_DURING = re.compile(r"(?:- )?(?:\w+ )?(?:minutes?|hours?|days?|weeks?|months?|years?|nights?)\b")
_CHANGES = re.compile(
    r"\b(?:rose|rise|risen|rising|fell|fall|fallen|falling|increas|drop|grew|grow|jump|climb|cut|up|down|rais|reduc)"
)


@lru_cache(maxsize=8192)
def read_amounts(said: Said) -> tuple[Amount, ...]:
    """The quantities of a text in order; none has a token in common with another, or with a date."""
    line = Line.of(said)
    taken = {n for m in read_dates(said) for n in range(m.first, m.last)}
    free = [w if n not in taken else "" for n, w in enumerate(line.words)]
    found: list[Amount] = []
    place = 0
    while place < len(free):
        read = _joined_digits(free, place, said) or (numeral(free, place) if free[place] else None)
        if read is None:
            place += 1
            continue
        amount = _amount(place, read, free, line, said)
        found.append(amount)
        place = amount.last
    found = _ranges(found, line)
    used = taken | {n for a in found for n in range(a.first, a.last)}
    for first, last, match in line.find(_ROUGH):
        if used.isdisjoint(range(first, last)) and not (
            _NOT_ROUGH.search(line.before(last)) or _ALMOST.match(line.text, line.starts[first])
        ):
            name = re.sub(r"^(?:a|the|vast|great) |^the (?:vast|great) ", "", match.group())
            bound, lead, _ = _bound(first, last, line)
            found.append(
                Amount(first=first, last=last, value=Fraction(0), kind="vague", unit=name, bound=bound, lead=lead)
            )
    return tuple(sorted(found, key=lambda a: a.first))


def _joined_digits(words: list[str], start: int, said: Said) -> Numeral | None:
    """`900 000`, which are two tokens."""
    end = start + 1
    if not re.fullmatch(r"\d{1,3}", words[start]):
        return None
    while (
        end < len(words)
        and re.fullmatch(r"\d{3}", words[end])
        and said.tokens[end].start - said.tokens[end - 1].end == 1
    ):
        end += 1
    return Numeral(Fraction("".join(words[start:end])), end - start) if end > start + 1 else None


def _amount(first: int, read: Numeral, words: list[str], line: Line, said: Said) -> Amount:
    """The quantity that a number is, with what stands around it."""
    last = first + read.size
    kind: Kind = read.kind  # type: ignore[assignment]
    before, unit = line.before(first), read.unit
    name = _label(first, words, said)
    if name:
        return Amount(first=first, last=last, value=read.value, kind="label", unit=name, lead=first)
    after = line.text[line.starts[last] :] if last < len(line.starts) else ""
    if kind == "count" and (match := _PERCENT.match(after)):
        kind, last = "percent", last + len(match.group().split())
    elif kind == "count" and (match := _MONEY_BEFORE.search(before)):
        kind, unit = "money", _currency(match["unit"], "")
    elif kind == "count" and (match := _MONEY_AFTER.match(after)):
        kind, last = "money", last + len(match.group().split())
        unit = _currency(match["unit"], match["of"] or "")
    elif kind == "count" and (match := _RATE.match(after)):
        unit = f"per {_currency(match['unit'], '')}"
    bound, lead, only = _bound(first, last, line)
    return Amount(first=first, last=last, value=read.value, kind=kind, bound=bound, unit=unit, only=only, lead=lead)


def _bound(first: int, last: int, line: Line) -> tuple[Bound, int, bool]:
    """How exact a quantity is told to be, the first token of the words for it, and whether `only` is said of it."""
    before = line.before(first)
    after = line.text[line.starts[last] :] if last < len(line.starts) else ""
    lead = _BEFORE.search(before)
    words = lead["bound"] if lead else ""
    only = bool(_ONLY.search(before) or (lead and lead["only"]))
    if lead and words and not (words == "over" and _DURING.match(after)):
        return _BOUND_OF[words], first - len(lead.group().split()), only
    match = _AFTER_AT.match(after)
    return (_AFTER[match["bound"]] if match else "exact"), first, only


def _label(first: int, words: list[str], said: Said) -> str:
    """The word to which a number belongs as its name: `resolution` in Resolution 2254, `s` in S-400."""
    before = words[first - 1] if first else ""
    if before in _LABELS:
        return before.removesuffix("s")
    tokens = said.tokens
    if before == "-" and first > 1 and tokens[first].start == tokens[first - 2].end + 1 and words[first - 2].isalpha():
        return words[first - 2] if words[first].isdigit() else ""
    return ""


def _currency(unit: str, of: str) -> str:
    unit = unit if len(unit) == 3 else unit.removesuffix("s")
    return {"syrian pound": "syp", "turkish lira": "try", "lira": "try"}.get(of + unit) or _CURRENCY.get(unit, unit)


def _ranges(found: list[Amount], line: Line) -> list[Amount]:
    """The same quantities, with two that are the ends of a range as one: `30 to 35`, `between 12,000 and 25,000`."""
    joined: list[Amount] = []
    for amount in found:
        previous = joined[-1] if joined else None
        if previous and previous.high is None and _is_range(previous, amount, line):
            low = previous.value
            if amount.value > 999 and low < 1000 and (ratio := _scale(line.words[previous.last : amount.last])) > 1:
                low *= ratio
            if low < amount.value:
                kind = amount.kind if previous.kind == "count" else previous.kind
                unit = previous.unit or amount.unit
                joined[-1] = replace(previous, last=amount.last, value=low, high=amount.value, kind=kind, unit=unit)
                continue
        joined.append(amount)
    return joined


def _scale(words: Sequence[str]) -> int:
    scales = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "mn": 10**6, "bn": 10**9}
    return next((scales[w] for w in reversed(words) if w in scales), 1)


def _is_range(one: Amount, other: Amount, line: Line) -> bool:
    gap = [w for w in line.words[one.last : other.first] if w not in ("$", "us", "€", "£")]
    if one.kind not in (other.kind, "count", "money") or other.kind not in ("count", "percent", "money"):
        return False
    before = line.before(one.first)
    if gap == ["and"]:
        return bool(re.search(r"(?<!\S)between(?: (?:us )?[$€£])?$", before))
    if gap == ["to"]:
        return not (re.search(r"(?<!\S)from$", before) and _CHANGES.search(before))
    return gap in (["-"], ["or"])
