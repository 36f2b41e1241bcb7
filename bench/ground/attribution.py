"""Takes a sentence apart into who says it and what he says, where its form is plain enough."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bench.ground.drafts import World, upper
from bot.domain.facts import Fact

_VERBS = (
    "said claimed argued alleged insisted warned announced declared reported wrote noted judged confirmed concluded"
)
_DATE = r"(?:on|in) (?:\d{1,2} )?(?:(?:early|mid|late)[ -])?[A-Z][a-z]+(?: \d{4})?"
_HEAD = re.compile(
    rf"(?P<who>[A-Z][^,;]{{2,90}}?|[A-Z][^,;]+, [^,;]+,) (?P<verb>{_VERBS.replace(' ', '|')}|told (?:[A-Za-z]+ )"
    r"{1,3}?)"
    rf"(?: (?P<when>{_DATE}))? ?(?P<that>that )?(?P<rest>.+)\."
)
_TAIL = re.compile(
    rf"(?P<rest>.+), (?P<who>[^,;]{{2,80}}?) (?P<verb>{_VERBS.replace(' ', '|')}|recorded|told [A-Z]\w+)"
    rf"(?: (?P<when>{_DATE}))?\."
)
_ACCORDING = re.compile(r"(?P<rest>.+), according to (?P<who>[^,;]+)\.")
_FRONT = re.compile(r"According to (?P<who>[^,;]+), (?P<rest>.+)\.")
_NO_CLAUSE = re.compile(
    r"(?:that|to|after|in an|at|its|it|he|his|she|they|their|there|having|a|an|the start|on|of|whether|by)\b"
    r"(?! \w+ (?:was|were|had))"
)
_THAT_LATER = re.compile(r"(?:in|on|at|after|around|to|by|for|through) .{0,60}?\bthat ")
_TELLS = re.compile(
    r"\b(?:that|and|denied|said|says|declared|claimed|demanded|ended|rejected|put|it)$|\b(?:that|denied|said)\b"
)
_COMMON = frozenset("the of for and a turkish syrian russian foreign ministry defence un".split())


@dataclass(frozen=True, kw_only=True, slots=True)
class Spoken:
    """A claim without its full stop, who makes it, with which word, and when he said it ('' where that is not told).

    `where` is 'head', 'tail' or 'according'. A claim that begins with a pronoun (`he`, `its`) is not `free`:
    it needs its speaker.
    """

    who: str
    verb: str
    when: str
    rest: str
    where: str
    free: bool


def spoken(text: str, fact: Fact, world: World) -> Spoken | None:
    """The parts of a sentence that reports a speaker of this fact; None where it does not, or not plainly."""
    for where, pattern in (("according", _ACCORDING), ("front", _FRONT), ("tail", _TAIL), ("head", _HEAD)):
        match = pattern.fullmatch(text)
        if not match or not _speaks(match["who"], fact, world):
            continue
        rest, given = match["rest"], match.groupdict()
        if where == "head":
            if not given["that"] and (given["verb"] not in ("said", "argued") or not _clause(rest)):
                continue
            if given["that"] and not match.start("that") and not _clause(rest):
                continue
        free = not re.match(r"(?:its?|he|his|she|her|they|their|there)\b", rest)
        who = match["who"].removesuffix(",")
        return Spoken(
            who=who,
            verb=(given.get("verb") or "said").strip(),
            when=given.get("when") or "",
            rest=rest,
            where="according" if where == "front" else where,
            free=free,
        )
    return None


def plain(parts: Spoken) -> str:
    """The claim alone, as a sentence."""
    return upper(parts.rest) + "."


def _clause(rest: str) -> bool:
    return not _NO_CLAUSE.match(rest) and not _THAT_LATER.match(rest)


def _speaks(who: str, fact: Fact, world: World) -> bool:
    """Is this whoever says the fact, as far as names tell?"""
    if _TELLS.search(who):
        return False
    said_by = fact.said_by or fact.source.publisher
    if world.named(who) & world.named(said_by):
        return True
    telling = {w for w in re.findall(r"\w+", said_by.lower()) if len(w) > 2} - _COMMON
    return bool(telling & set(re.findall(r"\w+", who.lower())))
