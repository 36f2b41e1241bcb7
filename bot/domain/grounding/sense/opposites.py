"""Words that are one another's opposites, by their roots."""

from __future__ import annotations

from functools import lru_cache

from bot.domain.grounding.tokens import Said, root

_PAIRS = """north northern northwards / south southern southwards
east eastern eastwards / west western westwards
rise rose increase grow climb soar jump / fall drop decline decrease shrink sink ease
open reopen / close shut
enter arrive / leave depart exit
win gain capture take retake seize recapture / lose cede surrender
support back favour endorse / oppose resist reject against
favour for / against
advance / retreat withdraw
begin start resume / end stop halt finish
strengthen / weaken
allow let / prevent block ban
attack / defend
accept agree approve / reject refuse decline
sign / cancel
succeed success pass manage / fail failure
return / flee displace flight escape
partner ally friend / rival enemy opponent foe adversary
free empty / full
friendly / hostile
voluntary / forced forcible
safe / dangerous unsafe
calm quiet / tense
praise welcome thank / condemn criticise denounce blame accuse
improve / worsen deteriorate
better / bad worse
import / export
national nationwide / local
join / leave quit
keep hold retain / abandon
stay remain / leave withdraw
double / halve
help / hinder hamper
raise / lower
high / low
early / late
inside within / outside beyond
above / below
yes / no
pro / anti
old former / new
direct / indirect
occasional / daily
temporary / permanent
positive / negative
legal lawful / illegal unlawful
public / private secret
win victory / defeat
survive / die kill
create build / destroy
confirm / deny
majority / minority
tighten / loosen lift ease
impose / lift
deploy / withdraw
arrest detain / release free
large big major / small minor
up / down
heavy / light
far / near close
women woman / men man
adult / child children
man men adult / child children
soldier troop serviceman / civilian / rebel militant fighter jihadist insurgent / official diplomat / child infant / \
woman girl / refugee / journalist / doctor medic nurse / teacher / police
kill die / displace flee"""

_STRONGER = """part member wing branch / link connect affiliate associate tie
entirely wholly solely exclusively / main mainly mostly largely partly chiefly primarily
destroy / damage
convict / accuse
war / tension
order command force compel / urge ask request appeal
secure obtain / demand
know / expect think believe"""
"""Words, and those that claim less, for which they may not be told."""


def _table() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for line in _PAIRS.splitlines():
        sides = [{root(w) for w in side.split()} for side in line.split("/")]
        for side in sides:
            others = set[str]().union(*(s for s in sides if s is not side))
            for word in side:
                found.setdefault(word, set()).update(others - {word})
    for line in _STRONGER.splitlines():
        strong, weak = ({root(w) for w in side.split()} for side in line.split("/"))
        for word in strong:
            found.setdefault(word, set()).update(weak)
    return {word: frozenset(opposed) for word, opposed in found.items()}


_OPPOSED = _table()
_PREFIXES = ("un", "in", "im", "il", "ir", "non", "dis", "mis")
_HYPHENS = frozenset("-‑–")
_LEAST = 4
"""Letters of a word that a prefix can turn round."""


def opposed(word: str) -> frozenset[str]:
    """The roots of what is the opposite of a word or claims less than it does, given by its root."""
    return _OPPOSED.get(word, frozenset())


@lru_cache(maxsize=20_000)
def hyphened(said: Said) -> frozenset[int]:
    """The places of words that a prefix apart from them denies: non-governmental."""
    words = [t.word or t.text for t in said.tokens]
    return frozenset(n for n in range(2, len(words)) if words[n - 2] == "non" and words[n - 1] in _HYPHENS)


@lru_cache(maxsize=20_000)
def turned(word: str) -> frozenset[str]:
    """The words that differ from one by a prefix that denies it: unarmed for armed, and armed for unarmed."""
    if len(word) < _LEAST:
        return frozenset()
    short = {word.removeprefix(p) for p in _PREFIXES if word.startswith(p)}
    return frozenset({p + word for p in _PREFIXES} | {w for w in short if len(w) >= _LEAST})
