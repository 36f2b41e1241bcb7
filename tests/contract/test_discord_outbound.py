"""Posts through the real discord.py: each is shown once, found again, edited, and what goes wrong is named rightly."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.clock import RealClock
from bot.domain.delivery import Destination
from bot.domain.errors import Held, PlatformError, Refused, Unreached, Unsure
from handlers.discord.client import Discord
from tests.discords import body, memos_in, person, place, served, settings
from tests.servers.discord import Channel, DiscordServer, User, serving
from tests.servers.discord.limits import Bucket
from tests.servers.discord.world import HISTORY, SEND, VIEW

POSTS = r"POST /channels/\d+/messages"
ERAS = timedelta(minutes=5)


@dataclass(frozen=True, kw_only=True, slots=True)
class Scene:
    """A server with one channel and one person, and the adapter connected to it."""

    server: DiscordServer
    platform: Discord
    news: Channel
    ann: User

    @property
    def to(self) -> Destination:
        return place(self.news)

    def texts(self, channel: Channel | None = None) -> list[str]:
        return [p.text for p in self.server.posts(channel or self.news)]


@asynccontextmanager
async def scene(folder: Path, **channel: Any) -> AsyncIterator[Scene]:
    async with serving() as server, memos_in(folder) as memos:
        guild = server.add_guild("Desk")
        news, ann = server.add_channel(guild, "news", **channel), server.add_user("ann")
        async with served(server, memos) as platform:
            yield Scene(server=server, platform=platform, news=news, ann=ann)


async def test_a_post_is_shown_once_however_often_it_is_sent(tmp_path: Path) -> None:
    """A key that is sent again within a minute gives the same receipt, and readers see one post without pings."""
    async with scene(tmp_path) as s:
        page = body(s.platform, "Saraqib fell, says @everyone at https://example.org.")
        first = await s.platform.send(s.to, page, key="abc123")
        again = await s.platform.send(s.to, page, key="abc123")
        (post,) = s.server.posts(s.news)
        assert first.id == again.id == post.id
        assert "Saraqib fell" in post.text and "ref abc123" in post.text
        assert post.nonce == "abc123" and not post.pings and not post.embeds


async def test_what_arrived_is_found_by_its_key_alone(tmp_path: Path) -> None:
    """A post whose reply was lost is read back among others'; another key, or a later moment, finds nothing."""
    async with scene(tmp_path) as s:
        s.server.fail(POSTS, "reset", accepts=True)
        with pytest.raises(Unsure):
            await s.platform.send(s.to, body(s.platform, "Lost on the way back."), key="k1")
        (post,) = s.server.posts(s.news)
        for n in range(120):
            await s.server.say(s.news, s.ann, f"chatter {n} ref k2")
        since = post.at - timedelta(minutes=1)
        found = await s.platform.find(s.to, key="k1", since=since)
        assert found is not None and found.id == post.id and found.to == s.to
        assert await s.platform.find(s.to, key="k2", since=since) is None
        assert await s.platform.find(s.to, key="k1", since=post.at + timedelta(minutes=1)) is None


async def test_a_hidden_history_is_not_an_empty_one(tmp_path: Path) -> None:
    """Without Read Message History Discord shows no posts at all; that is refused, not taken as "did not arrive"."""
    async with scene(tmp_path, denied=HISTORY) as s:
        sent = await s.platform.send(s.to, body(s.platform, "Posted."), key="k1")
        with pytest.raises(Refused, match="Read Message History") as refused:
            await s.platform.find(s.to, key="k1", since=sent.sent_at - ERAS)
        assert not refused.value.gone


async def test_an_empty_channel_holds_no_post(tmp_path: Path) -> None:
    """In a channel that nobody wrote in, a post that never arrived is known not to have arrived."""
    async with scene(tmp_path) as s:
        assert await s.platform.find(s.to, key="k1", since=RealClock().now() - ERAS) is None


async def test_a_post_is_edited_in_place(tmp_path: Path) -> None:
    """An edit replaces the words; doing it twice does no harm, and a deleted post closes nothing but itself."""
    async with scene(tmp_path) as s:
        sent = await s.platform.send(s.to, body(s.platform, "Said wrongly."), key="k1")
        for _ in range(2):
            await s.platform.edit(sent, body(s.platform, "Said rightly."))
        (post,) = s.server.posts(s.news)
        assert "Said rightly." in post.text and "wrongly" not in post.text
        await s.server.board.delete(post)
        with pytest.raises(Refused, match="deleted") as refused:
            await s.platform.edit(sent, body(s.platform, "Too late."))
        assert not refused.value.gone


async def test_a_closed_place_is_no_news_of_an_edit(tmp_path: Path) -> None:
    """An edit where the bot may not go, as of an answer in a server without it, says nothing of what goes there."""
    async with scene(tmp_path) as s:
        sent = await s.platform.send(s.to, body(s.platform, "Said wrongly."), key="k1")
        s.news.denied = VIEW
        with pytest.raises(Refused, match="View Channel") as refused:
            await s.platform.edit(sent, body(s.platform, "Said rightly."))
        assert not refused.value.gone


async def test_a_post_answers_the_one_before(tmp_path: Path) -> None:
    """A correction hangs below the post that it corrects, and is posted too where that one was deleted."""
    async with scene(tmp_path) as s:
        first = await s.platform.send(s.to, body(s.platform, "First."), key="k1")
        await s.platform.send(s.to, body(s.platform, "Second."), key="k2", reply_to=first)
        shown = s.server.posts(s.news)
        assert shown[1].reply_to is shown[0]
        await s.server.board.delete(shown[0])
        await s.platform.send(s.to, body(s.platform, "Third."), key="k3", reply_to=first)
        assert ["Second." in t for t in s.texts()] == [True, False]


async def test_a_person_is_written_to_directly(tmp_path: Path) -> None:
    """A place that is a person gets direct messages, which are found and edited there; closed ones are said so."""
    async with scene(tmp_path) as s:
        to = person(s.ann)
        sent = await s.platform.send(to, body(s.platform, "For your eyes."), key="k1")
        assert sent.to == to
        found = await s.platform.find(to, key="k1", since=sent.sent_at - ERAS)
        assert found is not None and found.id == sent.id
        await s.platform.edit(sent, body(s.platform, "For your eyes, again."))
        assert "again" in s.texts(s.server.dm(s.ann))[0]
        s.ann.dms_closed = True
        with pytest.raises(Refused, match="privacy settings") as refused:
            await s.platform.send(to, body(s.platform, "Hello?"), key="k2")
        assert refused.value.gone


async def test_nothing_is_posted_out_of_sight(tmp_path: Path) -> None:
    """What only one person would see cannot be posted unasked, and is edited by its token or not at all."""
    async with scene(tmp_path) as s:
        hidden = replace(s.to, user=s.ann.id)
        with pytest.raises(Refused, match="out of sight") as refused:
            await s.platform.send(hidden, body(s.platform, "Psst."), key="k1")
        assert not refused.value.gone
        sent = await s.platform.send(s.to, body(s.platform, "Public."), key="k2")
        with pytest.raises(Refused, match="quarter of an hour") as refused:
            await s.platform.edit(replace(sent, to=hidden), body(s.platform, "Psst."))
        assert not refused.value.gone and not s.server.lines("PATCH")


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        ("401", Unreached),
        ("500", Unsure),
        ("502", Unsure),
        ("503", Unsure),
        ("504", Unsure),
        ("reset", Unsure),
        ("close", Unsure),
        ("truncated", Unsure),
        ("garbage", Unsure),
    ],
)
async def test_what_may_have_arrived_is_never_called_refused(
    tmp_path: Path, fault: str, error: type[PlatformError]
) -> None:
    """A fault on the way is in doubt after one single request, though discord.py would try some of them five times."""
    async with scene(tmp_path) as s:
        s.server.fail(POSTS, fault, times=9)
        async with asyncio.timeout(1):
            with pytest.raises(error):
                await s.platform.send(s.to, body(s.platform, "Hello."), key="k1")
        assert len(s.server.lines("POST /channels")) == 1


@pytest.mark.parametrize(
    ("fault", "gone", "says"),
    [
        ("50001", True, "View Channel"),
        ("50013", True, "Send Messages"),
        ("50007", True, "privacy settings"),
        ("10003", True, "the channel is gone"),
        ("50035", False, "Invalid Form Body"),
    ],
)
async def test_a_refusal_says_what_to_do(tmp_path: Path, fault: str, gone: bool, says: str) -> None:
    """What Discord will never take is refused, as gone where the place is closed, with what to click."""
    async with scene(tmp_path) as s:
        s.server.fail(POSTS, fault)
        with pytest.raises(Refused, match=says) as refused:
            await s.platform.send(s.to, body(s.platform, "Hello."), key="k1")
        assert refused.value.gone is gone


@pytest.mark.parametrize("denied", [VIEW, SEND])
async def test_a_channel_without_permission_is_closed(tmp_path: Path, denied: int) -> None:
    """A channel in which the bot may not see or send is gone for us."""
    async with scene(tmp_path, denied=denied) as s:
        with pytest.raises(Refused) as refused:
            await s.platform.send(s.to, body(s.platform, "Hello."), key="k1")
        assert refused.value.gone


@pytest.mark.parametrize(
    ("fault", "everywhere"), [("429", False), ("429-global", True), ("429-banned", True)], ids=lambda v: str(v)
)
async def test_a_wait_is_handed_on_and_not_slept_through(tmp_path: Path, fault: str, everywhere: bool) -> None:
    """A 429 is a wait for the deliverer to keep, of the place or of everything, and comes back at once."""
    async with scene(tmp_path) as s:
        s.server.fail(POSTS, fault, retry_after=40.0)
        async with asyncio.timeout(1):
            with pytest.raises(Held) as held:
                await s.platform.send(s.to, body(s.platform, "Hello."), key="k1")
        assert held.value.everywhere is everywhere and held.value.retry_after >= 40.0
        await s.platform.send(s.to, body(s.platform, "Hello."), key="k1")
        assert len(s.texts()) == 1


async def test_a_channel_that_is_written_to_often_gets_every_post(tmp_path: Path) -> None:
    """Where Discord counts the posts of a channel, more than that come later, none is lost, and others do not wait."""
    async with scene(tmp_path) as s:
        s.server.rest.posting = Bucket(limit=5, per_s=0.5)

        async def many() -> None:
            for n in range(12):
                await s.platform.send(s.to, body(s.platform, f"Post {n}."), key=f"k{n}")

        async with asyncio.timeout(5), asyncio.TaskGroup() as tasks:
            tasks.create_task(many())
            await s.platform.send(person(s.ann), body(s.platform, "Hello."), key="dm")
        assert len(s.texts()) == 12 and len(s.texts(s.server.dm(s.ann))) == 1


async def test_before_the_login_nothing_is_reached(tmp_path: Path) -> None:
    """A send before the connection stands certainly did not arrive, and says so."""
    async with serving() as server, memos_in(tmp_path) as memos:
        platform = Discord(settings(server), memos=memos, clock=RealClock())
        with pytest.raises(Unreached, match="not connected"):
            await platform.send(Destination(platform="discord", channel="1"), body(platform, "Hello."), key="k")


async def test_an_address_where_nobody_listens_is_unreached(tmp_path: Path) -> None:
    """When Discord cannot be reached any more, a post certainly did not arrive."""
    async with scene(tmp_path) as s:
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr("discord.http.Route.BASE", "http://127.0.0.1:1/api/v10")
            with pytest.raises(Unreached, match="cannot be reached"):
                await s.platform.send(s.to, body(s.platform, "Hello."), key="k1")


async def test_a_place_that_is_none_is_refused(tmp_path: Path) -> None:
    """An id that is no number is refused without asking Discord."""
    async with scene(tmp_path) as s:
        with pytest.raises(Refused, match="no id"):
            await s.platform.send(Destination(platform="discord", channel="news"), body(s.platform, "Hi."), key="k")
        with pytest.raises(Refused, match="laid out"):
            await s.platform.send(s.to, b"nonsense", key="k")
        assert not s.server.lines("POST /channels")
