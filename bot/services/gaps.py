"""List what the base does not answer: questions that were met, and gaps that the case knows of."""

from __future__ import annotations

from bot.domain.asking.words import stems
from bot.domain.facts import Gap
from bot.domain.ports import FactBase, Journal, OpenGap


async def met_gaps(journal: Journal, *, workspace: str, limit: int = 20) -> list[OpenGap]:
    """The latest questions of a workspace that were not answered, newest first."""
    return await journal.open_gaps(workspace, limit=limit)


async def known_gaps(facts: FactBase, words: str, *, limit: int = 10) -> list[Gap]:
    """Gaps that the case knows of and that share words with `words`, nearest first."""
    if not (wanted := stems(words)):
        return []
    return [hit.gap for hit in await facts.gaps(wanted, None, limit=limit) if set(hit.stems) & set(wanted)]
