"""Words that leave something open, by the ways in which they do."""

from __future__ import annotations

from bot.domain.grounding.tokens import root

_WORDS = {
    "possible": "may might could can possibly possible possibility perhaps maybe potentially potential plausible "
    "plausibly legitimate legitimately allow permit authorise cannot conceivable able unable ability inability capable "
    "chance sign indication indicate appear seem suggest",
    "likely": "likely probable probably presumably apparently likelihood",
    "risk": "risk danger threat threaten fear endanger jeopardise concern concerned worry worried alarm afraid",
    "future": "will would shall ll due set schedule expect anticipate await slate vow pledge promise threaten "
    "threat plan intend intention aim goal want hope ready prepare prepared commit commitment undertake goal "
    "objective upcoming future willing determined seek mean prefer warn foresee provide agree decide assure "
    "rule refuse reject envisage envision stipulate",
    "demand": "must should ought shall demand urge call appeal insist order instruct ask press request require "
    "requirement oblige obligation duty tell want need necessary supposed due set commit deadline ultimatum due "
    "expect agree provide condemn warn stress envisage envision stipulate foresee",
    "condition": "if unless whether should once when provided otherwise or only failing until without ask question",
    "attempt": "try attempt effort seek aim bid press push pressure",
    "alleged": "allege allegation allegedly suspect accuse accusation charge blame rumour claim reportedly report "
    "say assert doubt contend insist maintain argue",
}
"""Words by the ways in which they leave things open. One word may have several."""
_MUST = {
    "possible": "may might could possibly possible perhaps maybe potentially potential plausible sign "
    "indication appear",
    "likely": "likely probable probably presumably",
    "risk": "risk threaten fear",
    "future": "will would shall vow pledge promise threaten plan intend aim want hope due expect ready seek",
    "demand": "must should ought demand urge",
    "condition": "if unless whether",
    "attempt": "try attempt",
    "alleged": "allegedly suspect rumour reportedly",
}
"""Those that a sentence may not leave out where it tells what they reach."""
WEAKER = {
    "possible": {"possible", "risk"},
    "likely": {"likely", "possible"},
    "risk": {"risk", "possible"},
    "future": {"future", "possible"},
    "demand": {"demand"},
    "condition": {"condition"},
    "attempt": {"attempt"},
    "alleged": {"alleged"},
}
"""For each way, those that claim no more."""
_ADDING = {
    "possible": "may might could can possibly possible perhaps maybe potentially potential plausible",
    "likely": "likely probable probably presumably",
    "future": "will would shall vow threaten plan intend hope",
    "demand": "must should ought demand urge",
    "condition": "if unless whether",
    "attempt": "try attempt",
    "alleged": "allegedly suspect rumour alleged",
}
"""Those that a sentence may not bring in."""


def _table(words: dict[str, str]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for way, group in words.items():
        for word in group.split():
            found.setdefault(root(word), set()).add(way)
    return {word: frozenset(ways) for word, ways in found.items()}


WAYS, NEEDED, BROUGHT = _table(_WORDS), _table(_MUST), _table(_ADDING)
"""The same by the roots of the words."""
