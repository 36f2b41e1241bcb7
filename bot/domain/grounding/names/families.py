"""What an entity belongs to, so that the more general name may stand for it: OCHA is the UN."""

from __future__ import annotations

from functools import lru_cache

from bot.domain.asking.names import Gazetteer
from bot.domain.facts import Entity
from bot.domain.grounding.names.naming import Same, all_mentions, title
from bot.domain.grounding.tokens import read, root

FORCES = frozenset(map(root, "army forces troops soldiers military servicemen personnel units".split()))
"""Words for the armed men of a state, one of which may stand for another."""
_ORGANS = frozenset(
    map(
        root,
        """
        army armed forces government ministry minister presidency president presidential aerospace military police
        representative ambassador envoy intelligence security secretary department
        """.split(),
    )
)
"""Words for what acts and speaks for a state."""
_APART = frozenset(
    map(
        root,
        """
        newspaper daily news broadcaster site channel television outlet monitor party publication station opposition
        wife brother sister columnist rebel activist expert
        """.split(),
    )
)
"""Words for those who do not, whatever else is said of them."""


def above(entity: Entity, gazetteer: Gazetteer) -> frozenset[Entity]:
    """The states and organisations of which it is a part by its name or its description."""
    return _above(entity, Same(gazetteer))


@lru_cache(maxsize=10_000)
def _above(entity: Entity, key: Same) -> frozenset[Entity]:
    gazetteer = key.gazetteer
    found: set[Entity] = set()
    new = [entity]
    while new:
        new = [e for e in _next(new.pop(), gazetteer) if e not in found and e != entity] + new
        found.update(new)
    return frozenset(found)


def _next(entity: Entity, gazetteer: Gazetteer) -> list[Entity]:
    if entity.kind not in ("person", "organisation"):
        return []
    about = title(entity)
    named = frozenset(read(entity.name).roots) | about
    if named & _APART:
        return []
    texts = [entity.description] if entity.kind == "person" else [entity.name, entity.description]
    for text in texts:
        listed = sorted(all_mentions(read(text), gazetteer), key=lambda m: (m.first, m.first - m.last))
        for mention in listed:
            owners = [e for e in mention.entities if _owns(e, entity, named)]
            if owners:
                return owners
    return []


def _owns(owner: Entity, entity: Entity, named: frozenset[str]) -> bool:
    if owner.kind == "state":
        return bool(named & _ORGANS)
    if owner == entity or owner.kind not in ("organisation", "armed-group"):
        return False
    return entity.kind == "person" or owner.name in ("United Nations", "European Union")
