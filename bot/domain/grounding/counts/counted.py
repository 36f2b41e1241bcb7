"""What the numbers of a text count, and the company in which each of them stands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise

from bot.domain.asking.synonyms import DEMONYMS
from bot.domain.asking.words import STOP
from bot.domain.grounding.counts.amounts import Amount, read_amounts
from bot.domain.grounding.days.datewords import read_dates
from bot.domain.grounding.days.when import When
from bot.domain.grounding.tokens import Said, Token, root
from bot.domain.grounding.words.thesaurus import tellable, told_for

_UNIT_WORDS = """second sec seconds|minute min minutes|hour hr hours|day days|week wk weeks|month months|year yr years|
night nights|fortnight fortnights|decade decades|century centuries|kilometre km kms kilometres kilometer kilometers|
metre m metres meter meters|mile miles|centimetre cm centimetres|millimetre mm millimetres|foot feet ft|
tonne tonnes ton tons|kilogram kg kilograms kilo kilos|litre litres liter liters|hectare hectares|acre acres|
barrel barrels|megawatt mw megawatts|degree degrees"""
UNITS = {root(w): group.split()[0] for group in _UNIT_WORDS.split("|") for w in group.split()}
"""Units of measure by their roots: they are never told for one another."""
TIMES = frozenset({"second", "minute", "hour", "day", "week", "month", "year", "fortnight", "decade", "night"})
_SHORTER = {
    "fortnight": (24 * 14, "hour"), "week": (24 * 7, "hour"), "day": (24, "hour"), "night": (24, "night"),
    "year": (12, "month"), "decade": (120, "month"),
}  # fmt: skip
_SIDES = {"for": "pro", "favour": "pro", "favor": "pro", "against": "contra"}
_FATES = dict.fromkeys("die dead death deadli fatal toll".split(), "kill") | dict.fromkeys(
    "injur injuri hurt".split(), "wound"
)
"""Words for the same fate, which keep numbers apart however they are told."""
_NEAR = 3
_SKIPPED = frozenset(
    "- of the its those these their his her our more further additional other others new extra such such as a an "
    "times them different separate individual total combined in all us american".split()
) - {"in", "all", "as"}
_ARTICLES = frozenset("a an the his her its our their these those this that such".split())
ENDS = frozenset(
    """it he she they we i you away alone together there here according
    back abroad home went go goes going gone lost came come left leave took take got became stood
    lay fell ran run began said say says told made make gave held kept met saw felt fought sought broke rose grew drove
    brought lived live cross need want flee fled return
    in on at by from to and or but while
    whereas were was had have has is are be been being who whom which that with
    for since between after before during over under as when where including into across near out around against
    within without along among off through toward towards until because if would could should will may might did do
    does not than then also about above below per via nor so amid inside outside behind beyond only just""".split()
)
"""Words with which the naming of what is counted ends."""
_AUXILIARIES = frozenset("had has have were was is are be been".split())
_BREAKS = frozenset(", ; : ( ) and but while whereas or . - – —".split()) - {"-", "–", "—"}
_LONGEST = 5


@dataclass(frozen=True, slots=True)
class Company:
    """The words with a number.

    `counted` are the roots of what it counts, as far as that follows it; `heads` those of them that are things, `names`
    those with a capital. `things` is what may be told for what it counts, or, where it has nothing of its own, for what
    the number before it counts. `near` are the roots beside it, `around` those of its clause, `tellable` all that may
    be told for them. `whole` is the number of which it is a part: `four of twelve`.
    """

    amount: Amount
    counted: tuple[str, ...]
    heads: tuple[str, ...]
    names: frozenset[str]
    things: frozenset[str]
    near: frozenset[str]
    around: frozenset[str]
    tellable: frozenset[str]
    whole: Amount | None = None

    @property
    def unit(self) -> str:
        """The unit of measure that it counts, if it does."""
        written = UNITS.get(self.amount.unit, "") if self.amount.kind == "count" else ""
        return written or next((UNITS[r] for r in self.counted[:2] if r in UNITS), "")

    @property
    def measured(self) -> tuple[Fraction, str]:
        """How much of which unit, with longer ones as shorter: a week is seven days."""
        factor, unit = _SHORTER.get(self.unit, (1, self.unit))
        return self.amount.value * factor, unit


@lru_cache(maxsize=8192)
def companies(said: Said) -> tuple[Company, ...]:
    """The quantities of a text in order, each with its company."""
    amounts = read_amounts(said)
    dates = {n for m in read_dates(said) for n in range(m.first, m.last)}
    found: list[Company] = []
    things: frozenset[str] = frozenset()
    for amount in amounts:
        others = {n for a in amounts if a is not amount and a.kind != "label" for n in range(a.lead, a.last)}
        counted = _counted(amount, said, others | dates)
        first, last = _clause(amount, said, others)
        around = _roots(said, first, last, amount)
        near = _roots(said, first, last, amount, most=_NEAR)
        beside = _beside(counted, said)
        heads = tuple(
            t.root for t in counted if t.text.islower() and t.text.isalpha() and t.text != "al" and not _is_fate(t)
        )
        own = frozenset(w for r in (*heads, *beside) for w in told_for(r))
        names = frozenset(_name(t) for t in counted if t.is_capital)
        told = tellable(Said(said.text, tuple(t for t in said.tokens[first:last] if t.word not in _AUXILIARIES))) | {
            w for r in around for w in told_for(r)
        }
        roots = tuple(t.root for t in counted)
        company = Company(amount, roots, heads, names, own or things, near, around, told | (own or things))
        things = things if company.unit or not own or amount.kind in ("label", "rank") else own
        found.append(company)
    for place, (one, other) in enumerate(pairwise(found)):
        if _opens_with_whole(one.amount, said):
            found[place + 1] = replace(other, whole=one.amount)
        gap = [t.word for t in said.tokens[one.amount.last : other.amount.lead]]
        if not one.heads and gap[:1] in (["of"], ["out"]) and len(gap) <= 3:
            linked = replace(one, things=other.things, tellable=one.tellable | other.tellable, whole=other.amount)
            found[place] = linked
    return tuple(found)


def _beside(counted: list[Token], said: Said) -> tuple[str, ...]:
    """The root of what is counted together with the thing itself: a dozen villages and towns."""
    if not counted:
        return ()
    place = said.tokens.index(counted[-1]) + 1
    joined = [t for t in said.tokens[place : place + 3] if t.word or t.text == ","]
    if len(joined) < 2 or joined[0].word not in ("and", "or") or joined[1].is_number or joined[1].is_capital:
        return ()
    plural = counted[-1].text.endswith("s") and joined[1].text.endswith("s")
    return (joined[1].root,) if plural else ()


def _opens_with_whole(amount: Amount, said: Said) -> bool:
    """Is it the seven of `Of the seven attacks it made three`?"""
    before = [t.word or t.text for t in said.tokens[: amount.lead]]
    before = before[:-1] if before[-1:] in (["the"], ["those"]) else before
    return before[-1:] == ["of"] and (len(before) == 1 or before[-2] in _BREAKS)


def _roots(said: Said, first: int, last: int, amount: Amount, *, most: int = 100) -> frozenset[str]:
    """The roots of the words around a number, at most so many on either side; a date is one word."""
    dates = {n: m for m in read_dates(said) for n in range(m.first, m.last)}
    left: list[str] = []
    right: list[str] = []
    for n in [*range(amount.lead - 1, first - 1, -1), *range(amount.last, last)]:
        token = said.tokens[n]
        side = right if n >= amount.last else left
        date = dates.get(n)
        if isinstance(date, When):
            word = f"{date.month} {date.day or ''} {date.part}" if n == date.first else ""
        elif token.word in _SIDES and _is_side(token.word, n, said):
            word = _SIDES[token.word]
        else:
            word = "" if token.word in STOP or date else _name(token)
            word = _FATES.get(word, word)
        if word and len(side) < most:
            side.append(word)
    return frozenset(left + right)


def _name(token: Token) -> str:
    """The root of a word; of a demonym, that of its country."""
    return root(DEMONYMS[token.word]) if token.word in DEMONYMS else token.root


def _is_fate(token: Token) -> bool:
    """Does a word tell what became of what is counted, rather than what that is: `33 dead`, `900,000 displaced`?"""
    return token.word.endswith("ed") or _FATES.get(token.root, token.root) in ("kill", "wound", "flee")


def fates(roots: Iterable[str]) -> frozenset[str]:
    """What became of people, as some roots have it."""
    return frozenset(_FATES.get(r, r) for r in roots) & {"kill", "wound"}


def _is_side(word: str, place: int, said: Said) -> bool:
    """Does a word tell of votes: `for,`, `against` or `in favour`?"""
    following = said.tokens[place + 1].text if place + 1 < len(said.tokens) else "."
    return word in ("favour", "favor") or following in ",.;" or following == "and"


def _counted(amount: Amount, said: Said, closed: set[int]) -> list[Token]:
    """The words after a number that tell what it counts."""
    found: list[Token] = []
    for n in range(amount.last, len(said.tokens)):
        token = said.tokens[n]
        word = token.word or token.text
        if found and (word in _ARTICLES or (_is_fate(found[-1]) and len(found) > 1)):
            break
        if word in _SKIPPED or word.endswith("ly") or word in "'’‑–-" or token.text.endswith(("'s", "’s")):
            continue
        if n in closed or not token.word or word in ENDS or len(found) == _LONGEST:
            break
        found.append(token)
    return found


def _clause(amount: Amount, said: Said, closed: set[int]) -> tuple[int, int]:
    """The tokens around a number up to the next break or number on either side."""
    first, last = amount.first, amount.last
    while (
        first > 0
        and first - 1 not in closed
        and (said.tokens[first - 1].word or said.tokens[first - 1].text) not in _BREAKS
    ):
        first -= 1
    while (
        last < len(said.tokens)
        and last not in closed
        and (said.tokens[last].word or said.tokens[last].text) not in _BREAKS
    ):
        last += 1
    return first, last
