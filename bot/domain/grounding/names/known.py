"""Whom and what a fact names, and which nouns belong to whom in it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from bot.domain.asking.names import Gazetteer
from bot.domain.asking.words import STOP
from bot.domain.facts import Entity
from bot.domain.grounding.names.families import FORCES, above
from bot.domain.grounding.names.naming import Same, all_mentions, mentions
from bot.domain.grounding.names.pieces import PEOPLES, Mention, is_seat
from bot.domain.grounding.speech.reporting import VERBS
from bot.domain.grounding.tokens import Said, Token, root

PLACED = frozenset("in at near outside around inside into within over across throughout toward towards on".split())
"""Words after which the name of a capital is the place and not its government."""
PAST = frozenset(
    """
    shot struck hit fought beat beaten took taken sent gave given told drove driven held won lost broke broken brought
    built caught forbade left led let overran put ran saw shook sank slew stole threw underwent withdrew wrote made came
    went fell began met stood retook retaken overtook
    """.split()
)
"""Past forms of verbs that do not end in -ed."""
_MODALS = frozenset("may might can could will would shall should must".split())
_BETWEEN = frozenset(map(root, "government military state armed opposition defence regime".split()))
"""Words that may stand between a people and the noun that belongs to it."""
_JOINS = frozenset({"and", "or", ",", "-", "/"})
FORCE = "force"
"""One root for all words for armed men."""


def entities(said: Said, mention: Mention) -> frozenset[Entity]:
    """What a name can mean where it stands: in Ankara is a place, Ankara said is a government."""
    places = [e for e in mention.entities if e.kind == "place"]
    return frozenset(places if places and _is_place(said, mention) else mention.entities)


def _is_place(said: Said, mention: Mention) -> bool:
    """Does a name stand where only a place does: in Ankara, the Ankara talks, Nayrab, Ankara?"""
    if said.tokens[mention.last - 1].text.endswith(("'s", "’s")):
        return False
    before = said.tokens[mention.first - 1] if mention.first else None
    if is_seat(said, mention.first):
        return False
    after = said.tokens[mention.last] if mention.last < len(said.tokens) else None
    if before and before.word in PLACED:
        return True
    ends = after is None or not after.word or after.word in PLACED
    if ends and before and before.text == "," and mention.first > 1 and _is_name(said, mention.first - 2):
        return True
    if not after or not after.word or after.is_capital:
        return False
    return after.word.endswith("ing") or after.word == "de" or not can_be_verb(after)


def _is_name(said: Said, number: int) -> bool:
    return said.tokens[number].is_capital and number > 0 and said.tokens[number - 1].word in PLACED


def can_be_verb(token: Token) -> bool:
    """Can it be the verb of a subject right before it, or a small word?"""
    word = token.word
    return (
        word in STOP
        or word in _MODALS
        or word in PAST
        or word in VERBS
        or token.is_number
        or word.endswith(("ed", "s", "ly", "ing"))
    )


def known(said: Said, gazetteer: Gazetteer) -> frozenset[Entity]:
    """The entities that a text names, and those that they belong to."""
    return _known(said, Same(gazetteer))


@lru_cache(maxsize=20_000)
def _known(said: Said, key: Same) -> frozenset[Entity]:
    gazetteer = key.gazetteer
    outer = mentions(said, gazetteer)
    found: set[Entity] = set()
    for mention in all_mentions(said, gazetteer):
        around = next((m for m in outer if m.first <= mention.first and mention.last <= m.last), None)
        if around and (around.first, around.last) != (mention.first, mention.last) and _hides(said, around, mention):
            continue
        found |= entities(said, mention)
    return frozenset(found.union(*(above(e, gazetteer) for e in found)))


def _hides(said: Said, around: Mention, inner: Mention) -> bool:
    """Is a name within a name no name of its own? The Syrian Observatory is not Syria, rebels of Turkey's name it."""
    after = said.tokens[inner.last].text if inner.last < len(said.tokens) else ""
    if after == "-" or set(around.entities) & set(inner.entities):
        return False
    owns = said.tokens[inner.last - 1].text.endswith(("'s", "’s"))
    return not owns and any(e.kind == "organisation" for e in around.entities)


def belongings(said: Said, gazetteer: Gazetteer) -> dict[str, frozenset[Entity]]:
    """For each noun that stands with a state or the like before it, whose it is: Turkish soldiers, Syria's coast."""
    return _belongings(said, Same(gazetteer))


@lru_cache(maxsize=20_000)
def _belongings(said: Said, key: Same) -> dict[str, frozenset[Entity]]:
    gazetteer = key.gazetteer
    found: dict[str, set[Entity]] = {}
    listed = mentions(said, gazetteer)
    for number, mention in enumerate(listed):
        for noun in _nouns(said, listed, number):
            own = entities(said, mention)
            found.setdefault(noun, set()).update(own.union(*(above(e, gazetteer) for e in own)))
    return {noun: frozenset(owners) for noun, owners in found.items()}


def _nouns(said: Said, listed: tuple[Mention, ...], number: int) -> Iterator[str]:
    """The roots of what a mention stands before as its owner; of two that are joined, both own it."""
    mention = listed[number]
    tokens = said.tokens
    inner = {t.root for t in tokens[mention.first : mention.last]}
    if inner & FORCES:
        yield FORCE
        return
    if mention.last >= len(tokens):
        return
    if tokens[mention.last].text == "-" and mention.last + 1 < len(tokens) and tokens[mention.last + 1].word:
        yield f"-{tokens[mention.last + 1].root}"
    yield from sorted(inner & _BETWEEN)
    if tokens[mention.last].text in _JOINS | {"and", "or"} and number + 1 < len(listed):
        if listed[number + 1].first <= mention.last + 1 and _owns(said, mention):
            yield from _nouns(said, listed, number + 1)
        return
    for token in tokens[mention.last : mention.last + 3]:
        if token.root in _BETWEEN:
            yield token.root
            continue
        if token.word and ((_owns(said, mention) and token.word not in STOP) or not can_be_verb(token)):
            yield FORCE if token.root in FORCES else token.root
        return


def _owns(said: Said, mention: Mention) -> bool:
    last = said.tokens[mention.last - 1]
    return last.word in PEOPLES or last.text.endswith(("'s", "’s"))
