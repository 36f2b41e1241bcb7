"""What one may ask next, for platforms that offer questions to press."""

from __future__ import annotations

from typing import NamedTuple

from bot.services.deadlines import standings_at
from handlers.request import Services

MOST = 4
"""Prompts that are offered at once."""


class Prompt(NamedTuple):
    """`title` is what a person presses, `words` what is said then in their name."""

    title: str
    words: str


NOW = Prompt("What is new?", "now")
DISPUTED = Prompt("Where do sources contradict one another?", "disputed")
AHEAD = Prompt("Which deadlines lie ahead?", "deadlines")
FIGURES = Prompt("What are the newest figures?", "figures")
SOURCES = Prompt("Which sources are there?", "sources")


async def prompts(services: Services, workspace: str = "", about: str = "") -> tuple[Prompt, ...]:
    """At most four prompts that the base has something to say to now, the most useful first.

    `about` is the channel that somebody looks at beside the bot: what it subscribed to is asked about first. Raises
    StoreError where the base cannot be read.
    """
    base, now = services.facts, services.clock.now()
    offered = [
        Prompt(f"What is new on {topic}?", f"/now {topic}") for topic in await _topics(services, workspace, about)
    ]
    offered = [*offered[:1], NOW]
    if await base.disputed(as_of=now):
        offered.append(DISPUTED)
    if any(s.head.status == "pending" for s in await standings_at(base, as_of=now)):
        offered.append(AHEAD)
    return tuple([*offered, FIGURES, SOURCES][:MOST])


async def _topics(services: Services, workspace: str, channel: str) -> list[str]:
    """What the sitreps of a channel are narrowed to."""
    if not (services.posting and workspace and channel):
        return []
    held = await services.posting.subscriptions.all(workspace=workspace)
    return [topic for s in held if s.to.channel == channel for topic in s.topics]
