"""Answers on the Slack of the tests, and people who press what stands under them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from tests.servers.slack.asked import Asked
from tests.servers.slack.world import Post
from tests.slackbots import FLED, Scene

FACT = "ocha-2020-02-13/1"
"""A fact that the answer to `FLED` shows."""


async def answered(here: Scene, question: str = FLED) -> Post:
    """The answer to a mention, which everybody in the channel sees."""
    said = await here.team.says("U1", "C1", f"{here.me} {question}")
    post = await said.replied()
    await here.settled()
    return post


async def whispered(here: Scene, text: str = FLED, channel: str = "C1") -> Post:
    """The answer to `/sitrep`, which one person sees."""
    asked = await here.team.command("U1", channel, "/sitrep", text)
    post = await asked.answered()
    await here.settled()
    return post


async def pressed(here: Scene, post: Post, button: str, value: str | None = None, user: str = "U1") -> Asked:
    asked = await here.team.clicks(user, post, button, value=value)
    await here.settled()
    return asked


async def restarted(here: Scene, **changed: Any) -> None:
    """Another process takes over, with other services."""
    (bot,) = here.bots
    await bot.crash()
    bot.services = replace(bot.services, **changed)
    await type(bot).start(bot)
