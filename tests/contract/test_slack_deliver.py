"""The deliverer on the real SDK: whatever becomes of a reply, each page is shown once, in order."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.domain.delivery import Draft, Page, Receipt
from bot.domain.message import Message, Text, plain
from bot.settings import DeliverySettings
from handlers.slack.render import CAPABILITIES, render
from tests.delivering import Desk, rules
from tests.slackposting import CHANNEL, Scene, place, scene

OPERATORS, OTHER = "C0OPS", "C0OTHER"
POST, HISTORY = "chat.postMessage", "conversations.history"
LOST = ("reset_after", "hang_after", "reset_before", "hang", "close", "truncated", "500", "503", "html", "not_json")


@dataclass(frozen=True, kw_only=True, slots=True)
class Whole:
    """A deliverer's desk, and the workspace that it posts to."""

    desk: Desk
    slack: Scene

    async def put(self, channel: str = CHANNEL, *, pages: int = 1, **more: Any) -> None:
        made = tuple(page(f"page {n} of {pages}") for n in range(1, pages + 1))
        to = place(self.slack.team, channel)
        values = {"kind": "notice", "to": to, "slot": "one", "pages": made, "due_at": self.desk.clock.at}
        draft = Draft(**{**values, **more})
        assert await self.desk.store.outbox.enqueue([draft], at=self.desk.clock.at)

    def shown(self, channel: str = CHANNEL) -> list[str]:
        return [p.text for p in self.slack.team.posts(channel)]

    def calls(self, method: str) -> int:
        return len(self.slack.team.calls(method))


def page(text: str) -> Page:
    return render(Message(blocks=(Text(plain(text)),)))[0]


@asynccontextmanager
async def whole(folder: Path, rules_: DeliverySettings | None = None) -> AsyncIterator[Whole]:
    async with scene(folder) as s:
        for channel in (OPERATORS, OTHER):
            s.team.channel(channel)
        given, told = rules_ or rules(send_timeout_s=0.5), place(s.team, OPERATORS)
        async with Desk(folder, [s.platform], rules=given, operator=told) as desk:
            desk.wall.at = datetime.now(UTC)
            yield Whole(desk=desk, slack=s)


@pytest.mark.parametrize("fault", LOST)
async def test_a_lost_reply_on_the_wire(tmp_path: Path, fault: str) -> None:
    """Whatever becomes of the reply to the second of three pages: one call each, read back after a minute, shown once.

    A page that did not arrive is sent once more, and none goes out before the one ahead of it is settled.
    """
    async with whole(tmp_path) as w:
        w.slack.server.fault(POST, fault, skip=1)
        await w.put(pages=3)
        deliverer = w.desk.deliverer()
        await deliverer.drain()
        assert w.calls(POST) <= 2 and await w.desk.states() == ["sent", "ambiguous", "queued"]
        w.desk.wait(CAPABILITIES.settle_s - 1)
        await deliverer.drain()
        assert not w.calls(HISTORY)
        w.desk.wait(1)
        await deliverer.drain()
        assert w.shown() == [f"page {n} of 3" for n in (1, 2, 3)]
        assert await w.desk.states() == ["sent"] * 3


async def test_many_lost_replies_still_show_it_once(tmp_path: Path) -> None:
    """Where reading back fails too, it is read back again and again until it is known; then there is one post."""
    async with whole(tmp_path) as w:
        w.slack.server.fault(POST, "reset_after")
        w.slack.server.fault(HISTORY, "503", times=2)
        w.slack.server.fault(HISTORY, "429", retry_after=30)
        await w.put()
        await w.desk.work_on(w.desk.deliverer(), seconds=1200, every=30)
        assert w.shown() == ["page 1 of 1"] and await w.desk.states() == ["sent"]
        assert w.calls(POST) == 1 and w.calls(HISTORY) == 4


async def test_a_hidden_history_is_told_to_the_operator(tmp_path: Path) -> None:
    """Where the bot was put out of the channel after a lost reply nobody can tell: it is not repeated, and told."""
    async with whole(tmp_path) as w:
        w.slack.server.fault(POST, "reset_after")
        await w.put()
        deliverer = w.desk.deliverer()
        await deliverer.drain()
        w.slack.team.channels[CHANNEL].bot = False
        await w.desk.work_on(deliverer, seconds=300, every=60)
        assert w.shown() == ["page 1 of 1"] and await w.desk.states() == ["ambiguous"]
        assert len(w.shown(OPERATORS)) == 1 and "/invite" in await w.desk.reason()


async def test_a_wait_holds_up_one_place(tmp_path: Path) -> None:
    """A 429 in one channel is kept for as long as Slack says, and other channels get theirs meanwhile."""
    async with whole(tmp_path) as w:
        w.slack.server.fault(POST, "429", retry_after=40)
        await w.put()
        deliverer = w.desk.deliverer()
        await deliverer.drain()
        await w.put(OTHER, slot="two")
        await w.desk.work_on(deliverer, seconds=30, every=10)
        assert not w.shown() and w.shown(OTHER) == ["page 1 of 1"]
        await w.desk.work_on(deliverer, seconds=20, every=10)
        assert w.shown() == ["page 1 of 1"] and w.calls(POST) == 3


async def test_a_closed_channel_pauses_what_goes_there(tmp_path: Path) -> None:
    """Where the bot is not in the channel any more, its subscription rests, and its owner is told directly."""
    async with whole(tmp_path) as w:
        subscription = await w.desk.subscribe(place(w.slack.team))
        w.slack.team.channels[CHANNEL].bot = False
        await w.put(kind="sitrep", subscription=subscription.id, workspace="w")
        await w.desk.work_on(w.desk.deliverer(), seconds=60, every=30)
        assert await w.desk.states() == ["failed"] and "/invite" in await w.desk.reason()
        kept = await w.desk.store.subscriptions.get(subscription.id, workspace="w")
        assert kept is not None and kept.standing == "paused"


async def test_an_edit_whose_reply_is_lost_is_made_again(tmp_path: Path) -> None:
    """An edit does no harm twice: it is tried until it stands, and the post is one and the same."""
    async with whole(tmp_path) as w:
        await w.put()
        deliverer = w.desk.deliverer()
        await deliverer.drain()
        (post,) = w.slack.team.posts(CHANNEL)
        standing = Receipt(to=place(w.slack.team), id=post.ts, sent_at=w.desk.wall.at)
        w.slack.server.fault("chat.update", "reset_after")
        await w.put(kind="edit", slot="page 1, corrected", edits=standing)
        await w.desk.work_on(deliverer, seconds=60, every=10)
        assert w.shown() == ["page 1 of 1"] and await w.desk.states() == ["sent", "sent"]
        assert w.calls("chat.update") == 2


async def test_an_outage_loses_nothing(tmp_path: Path) -> None:
    """A token that is refused for an hour posts nothing and closes nothing; then everything goes out, once."""
    async with whole(tmp_path) as w:
        w.slack.team.refused = "invalid_auth"
        await w.put(pages=2)
        deliverer = w.desk.deliverer()
        await w.desk.work_on(deliverer, seconds=3600, every=300)
        assert not w.shown() and await w.desk.states() == ["queued", "queued"]
        w.slack.team.refused = ""
        await w.desk.work_on(deliverer, seconds=timedelta(minutes=10).seconds, every=60)
        assert w.shown() == ["page 1 of 2", "page 2 of 2"]
