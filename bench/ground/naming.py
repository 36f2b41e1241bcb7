"""Faults of names: somebody else, the wrong way round, nobody who says it, somebody else who does."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from random import Random

from bench.ground.attribution import plain, spoken
from bench.ground.drafts import NATIONS, World, evidence, nations, some, swap, upper
from bench.ground.wording import ACTIVE
from bot.domain.facts import Entity, Fact

_STRANGERS = {
    "person": "John Kerry/Angela Merkel/Ivan Petrov/Ahmad Darwish/Maria Lopez",
    "place": "Raqqa/Mosul/Deir ez-Zor/Kobani/Mersin/Tartus",
    "state": "Qatar/Norway/Ukraine/Saudi Arabia/Canada",
    "organisation": "Amnesty International/Oxfam/the Red Cross/Bellingcat/the Arab League",
    "armed-group": "Islamic State/Jaysh al-Izza/Nour al-Din al-Zenki/the Sultan Murad Division",
    "road": "M1/M7/M45",
    "agreement": "Geneva communique/Adana accord/Resolution 2585/Minsk agreement",
}
_WIDE = frozenset(
    "Idlib,Northern Syria,Northern Hama,Southern Idlib,Aleppo province,Western Aleppo,Northern Aleppo,"
    "Turkish border,Syria,Eastern Mediterranean,Latakia,Hama,Aleppo,United Nations,"
    "European Union,NATO,Syrian rebels,Non-state armed groups,"
    "Syrian government,UN Security Council,Syrian activists,Turkish Armed Forces,Security Council Report".split(",")
)
"""Names that hold others: told in their place, they only say less."""
_EVEN = re.compile(
    r"\b(?:met|meet|talks|agreed|agreement|clashes|exchanged|partnership|rivals|each other|joint|partners|between)\b"
)
_ACTS = re.compile(
    r"\b(?:killed|killing|hit|struck|shelled|shelling|attack(?:ed|s)?|encircled|surrounded|besieged|shot down|downed|"
    r"took|retook|accused|blamed|urged|told|drive|push|strike|retaliation|backed|demanded|asked|condemned|thanked|"
    r"brought down)\b"
)
_VAGUE = (
    "Officials said that",
    "It was reported that",
    "Observers say",
    "According to sources,",
    "Reportedly,",
    "It is known that",
)
_TOLD_WITHIN = re.compile(r"\)$|\b(?:put|counted|recorded|reported|said|attributed|documented|announced)\b")
"""A claim that has a speaker of its own, so that it keeps one."""
_NATION_OF = re.compile(rf"\b(?:{'|'.join(NATIONS)})\b(?!-)")


def name(text: str, fact: Fact, world: World, random: Random) -> Iterator[str]:
    """Another entity of the case, of the same kind first, or one that the case does not know."""
    held, speaker = evidence(fact), world.named(fact.said_by)
    inside = world.named(held) | set(fact.places) | set(fact.actors)
    for match in world.names(text):
        entities = world.surfaces[match[0]]
        if entities & speaker or not entities or match[0].isdigit():
            continue
        kind = world.kinds[min(entities)]
        others = [e for e in world.entities if e.kind == kind and _other(e, inside, held)]
        for other in some(others, 2, random):
            yield upper(swap(text, *match.span(), other.name))
        stranger = random.choice(_STRANGERS[kind].split("/"))
        if stranger not in held:
            yield upper(swap(text, *match.span(), stranger))
    for match in _NATION_OF.finditer(text):
        if any(m.start() <= match.start() < m.end() for m in world.names(text)):
            continue
        yield swap(text, *match.span(), random.choice([n for n in NATIONS if n not in nations(held)]))


def role(text: str, fact: Fact, world: World, random: Random) -> Iterator[str]:
    """Who did it and whom it befell change places."""
    match = ACTIVE.fullmatch(text)
    if match:
        yield f"{upper(match['object'])} {match['verb']} {world.lower(match['subject'])}{match['rest']}"
        verb = {"took": "taken", "retook": "retaken"}.get(match["verb"], match["verb"])
        be = "were" if re.search(r"(?<!si)s$|\b(?:troops|forces|allies|people)\b", match["subject"]) else "was"
        yield f"{match['subject']} {be} {verb} by {world.lower(match['object'])}{match['rest']}"
    sides = sorted(nations(fact.statement) & {"Turkish", "Russian", "Syrian", "Greek", "Iranian"})
    for one in sides:
        for other in sides:
            if one < other and _ACTS.search(text) and not _EVEN.search(text) and not _paired(text, one, other):
                yield _exchanged(text, one, other)


def dropped(text: str, fact: Fact, world: World, random: Random) -> Iterator[str]:
    """What somebody says is told as a fact, or as what is said by nobody."""
    parts = spoken(text, fact, world)
    if not parts or not parts.free or (fact.source.publisher in parts.who and not fact.disputes and not fact.said_by):
        return
    contested = bool(fact.disputes) or fact.kind in ("position", "assessment")
    if not contested and not spoken(fact.statement, fact, world):
        return
    if world.named(parts.rest) & world.named(fact.said_by) or _TOLD_WITHIN.search(parts.rest):
        return
    alone = plain(parts)
    if alone.removesuffix(".") != fact.statement.removesuffix(".") and not parts.who.startswith(
        ("Reports", "Diplomats")
    ):
        yield alone
    yield f"{random.choice(_VAGUE)} {world.lower(parts.rest)}."
    nobody = random.choice(("he said", "it was said", "officials said", "they reported"))
    yield f"{upper(parts.rest)}, {nobody}."


def swapped(text: str, fact: Fact, world: World, random: Random) -> Iterator[str]:
    """Somebody else says it: of another camp, or one who is only spoken of."""
    parts = spoken(text, fact, world)
    if not parts or not parts.free or "article" in parts.who:
        return
    camp, held = (
        _camps(evidence(fact).partition(" ; ")[2]) | _camps(parts.who),
        world.named(fact.said_by) | world.named(parts.who),
    )
    inside = [e for e in world.entities if e.name in world.named(parts.rest)]
    speakers = [e for e in world.entities if e.kind in ("person", "organisation", "state")]
    for pool, most in ((inside, 1), (speakers, 3)):
        able = [e for e in pool if e.kind in ("person", "organisation", "state") and e.name not in held]
        able = [e for e in able if not camp & _camps(f"{e.name} {e.description}") and e.name not in _WIDE]
        for other in some(able, most, random):
            told = f" {parts.when}" if parts.when else ""
            rest = world.lower(parts.rest)
            verb = parts.verb if parts.verb != "recorded" else "said"
            yield random.choice(
                (
                    f"According to {other.name}, {rest}.",
                    f"{upper(other.name)} {verb}{told} that {rest}.",
                    f"{upper(parts.rest)}, {other.name} said{told}.",
                    f"{upper(parts.rest)}, according to {other.name}.",
                )
            )


def _other(entity: Entity, inside: frozenset[str], held: str) -> bool:
    """Is it an entity that the fact does not name, nor holds, nor could mean?"""
    if entity.name in inside or entity.name in _WIDE:
        return False
    names = (entity.name, *entity.aliases, *entity.metonyms)
    states = nations(held)
    return not any(n in held for n in names) and not any(entity.name in NATIONS[s].split() for s in states)


@lru_cache(maxsize=10_000)
def _camps(text: str) -> frozenset[str]:
    """The states and the bodies that a speaker belongs to."""
    found = set(nations(text))
    for camp, words in (
        ("UN", r"\b(?:UN|United Nations|OCHA|OHCHR|UNICEF|UNHCR|WHO|Secretary-General|Security Council|CERF)\b"),
        ("media", r"\b(?:news agency|News|Reuters|AFP|Press|newspaper|broadcaster|Daily|Jazeera|Hurriyet|Post)\b"),
        ("NATO", r"\b(?:NATO)\b"),
        ("EU", r"\b(?:EU|European)\b"),
    ):
        if re.search(words, text):
            found.add(camp)
    return frozenset(found)


def _paired(text: str, one: str, other: str) -> bool:
    """Do the two stand side by side, so that their order says nothing?"""
    names = "|".join([one, *NATIONS[one].split()]), "|".join([other, *NATIONS[other].split()])
    joint = r"(?:'s)?(?: and |-|, )"
    return bool(re.search(rf"(?:{names[0]}){joint}(?:{names[1]})|(?:{names[1]}){joint}(?:{names[0]})", text))


def _exchanged(text: str, one: str, other: str) -> str:
    """The text with two states exchanged, adjectives for adjectives and names for names."""
    pairs = {one: other, other: one, NATIONS[one].split()[0]: NATIONS[other].split()[0]}
    pairs[NATIONS[other].split()[0]] = NATIONS[one].split()[0]
    bodies = r"(?! Observatory| Arab Army| Network|'s Anadolu)"
    return re.sub(rf"\b(?:{'|'.join(pairs)})\b{bodies}", lambda m: pairs[m[0]], text)
