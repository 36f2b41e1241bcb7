"""Posts through the real SDK: each is shown once, found again, edited, and what goes wrong is named rightly."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.domain.delivery import Destination
from bot.domain.errors import Refused, Unsure
from tests.slackposting import CHANNEL, PERSON, Scene, body, place, scene

POST, HISTORY = "chat.postMessage", "conversations.history"
ERAS = timedelta(minutes=5)


def _now(s: Scene) -> datetime:
    return datetime.fromtimestamp(s.server.time.now(), UTC)


async def test_a_post_is_shown_to_readers_and_pings_nobody(tmp_path: Path) -> None:
    """Readers see the words once; nobody is called by them, and no link is unfolded."""
    async with scene(tmp_path) as s:
        sent = await s.platform.send(s.to, body("Saraqib fell, says @channel at https://example.org."), key="abc123")
        (post,) = s.team.posts(CHANNEL)
        assert sent.id == post.ts and "Saraqib fell" in post.words and not post.pings
        (call,) = s.team.calls(POST)
        assert call.args["unfurl_links"] is False and call.args["unfurl_media"] is False
        assert call.args["link_names"] is False and call.args["parse"] == "none"


async def test_what_arrived_is_found_by_its_key_alone(tmp_path: Path) -> None:
    """A post whose reply was lost is read back page by page among others'; another key, or a later moment: nothing."""
    async with scene(tmp_path) as s:
        s.server.fault(POST, "reset_after")
        with pytest.raises(Unsure):
            await s.platform.send(s.to, body("Lost on the way back."), key="k1")
        (post,) = s.team.posts(CHANNEL)
        for n in range(450):
            s.team.board.write(post.channel, PERSON, text=f"chatter {n}", metadata=dict(post.metadata or {}))
        since = (await s.platform.send(s.to, body("Another."), key="k2")).sent_at - ERAS
        found = await s.platform.find(s.to, key="k1", since=since)
        assert found is not None and found.id == post.ts and found.to == s.to
        assert len(s.team.calls(HISTORY)) >= 3
        assert await s.platform.find(s.to, key="k3", since=since) is None
        assert await s.platform.find(s.to, key="k1", since=found.sent_at + timedelta(seconds=1)) is None


async def test_a_dropped_connection_is_one_call_and_read_back(tmp_path: Path) -> None:
    """Where the reply is lost on the wire Slack was called once, and the post is found with its receipt."""
    async with scene(tmp_path) as s:
        s.server.fault(POST, "reset_after")
        with pytest.raises(Unsure):
            await s.platform.send(s.to, body("Hello."), key="k1")
        assert len(s.team.calls(POST)) == 1
        (post,) = s.team.posts(CHANNEL)
        found = await s.platform.find(s.to, key="k1", since=_now(s) - ERAS)
        assert found is not None and found.id == post.ts
        await s.platform.edit(found, body("Hello again."))
        assert "again" in s.texts()[0] and len(s.texts()) == 1


@pytest.mark.parametrize("code", ["invalid_blocks", "msg_blocks_too_long"])
async def test_refused_blocks_leave_the_words(tmp_path: Path, code: str) -> None:
    """A post whose blocks Slack does not take goes out as words alone, once, and is found and edited like any."""
    async with scene(tmp_path) as s:
        s.server.fault(POST, f"error:{code}")
        sent = await s.platform.send(s.to, body("Plain words."), key="k1")
        (post,) = s.team.posts(CHANNEL)
        assert "Plain words." in post.text and not (s.team.calls(POST)[-1].args.get("blocks"))
        assert (found := await s.platform.find(s.to, key="k1", since=sent.sent_at - ERAS)) and found.id == sent.id
        s.server.fault("chat.update", f"error:{code}")
        await s.platform.edit(sent, body("Other words."))
        assert "Other words." in s.team.posts(CHANNEL)[0].text


async def test_blocks_that_no_slack_would_take_are_posted_as_words(tmp_path: Path) -> None:
    """The server itself refuses an unknown block; the words go out, and a post without words is refused."""
    async with scene(tmp_path) as s:
        odd = [{"type": "hologram"}]
        await s.platform.send(s.to, json.dumps({"text": "In words.", "blocks": odd}).encode(), key="k1")
        assert ["In words." in t for t in s.texts()] == [True]
        with pytest.raises(Refused, match="no words") as refused:
            await s.platform.send(s.to, json.dumps({"text": "", "blocks": odd}).encode(), key="k2")
        assert not refused.value.gone


async def test_a_hidden_history_is_not_an_empty_one(tmp_path: Path) -> None:
    """Where the bot was put out of the channel, or may not read it, that is refused, not taken as "did not arrive"."""
    async with scene(tmp_path) as s:
        sent = await s.platform.send(s.to, body("Posted."), key="k1")
        s.team.channels[CHANNEL].bot = False
        with pytest.raises(Refused, match="/invite") as refused:
            await s.platform.find(s.to, key="k1", since=sent.sent_at - ERAS)
        assert not refused.value.gone
        s.team.channels[CHANNEL].bot = True
        s.team.scopes.discard("channels:history")
        with pytest.raises(Refused, match="channels:history") as refused:
            await s.platform.find(s.to, key="k1", since=sent.sent_at - ERAS)
        assert not refused.value.gone


async def test_an_empty_channel_holds_no_post(tmp_path: Path) -> None:
    """In a channel that nobody wrote in, a post that never arrived is known not to have arrived."""
    async with scene(tmp_path) as s:
        assert await s.platform.find(s.to, key="k1", since=_now(s)) is None


async def test_another_ones_mark_is_not_ours(tmp_path: Path) -> None:
    """Who copies the mark of a post into their own does not make it arrive."""
    async with scene(tmp_path) as s:
        sent = await s.platform.send(s.to, body("Ours."), key="k1")
        (post,) = s.team.posts(CHANNEL)
        s.team.board.delete(post)
        s.team.board.write(post.channel, PERSON, text="Theirs.", metadata=dict(post.metadata or {}))
        assert await s.platform.find(s.to, key="k1", since=sent.sent_at - ERAS) is None


async def test_a_post_is_edited_in_place(tmp_path: Path) -> None:
    """An edit replaces the words; doing it twice does no harm, and a deleted post closes nothing but itself."""
    async with scene(tmp_path) as s:
        sent = await s.platform.send(s.to, body("Said wrongly."), key="k1")
        for _ in range(2):
            await s.platform.edit(sent, body("Said rightly."))
        (post,) = s.team.posts(CHANNEL)
        assert "Said rightly." in post.words and "wrongly" not in post.words
        assert (found := await s.platform.find(s.to, key="k1", since=sent.sent_at - ERAS)) and found.id == sent.id
        s.team.board.delete(post)
        with pytest.raises(Refused, match="deleted") as refused:
            await s.platform.edit(sent, body("Too late."))
        assert not refused.value.gone


async def test_a_closed_place_is_no_news_of_an_edit(tmp_path: Path) -> None:
    """An edit in a channel that was archived says nothing of what goes there."""
    async with scene(tmp_path) as s:
        sent = await s.platform.send(s.to, body("Said wrongly."), key="k1")
        s.team.channels[CHANNEL].archived = True
        with pytest.raises(Refused, match="archived") as refused:
            await s.platform.edit(sent, body("Said rightly."))
        assert not refused.value.gone


async def test_a_post_answers_the_one_before(tmp_path: Path) -> None:
    """A correction stands in the thread of the post that it corrects, and is shown in the channel too."""
    async with scene(tmp_path) as s:
        first = await s.platform.send(s.to, body("First."), key="k1")
        second = await s.platform.send(s.to, body("Second."), key="k2", reply_to=first)
        shown = s.team.posts(CHANNEL)
        assert shown[1].thread == shown[0].ts and shown[1].broadcast
        found = await s.platform.find(s.to, key="k2", since=first.sent_at - ERAS)
        assert found is not None and found.id == second.id


async def test_a_correction_of_what_is_gone_stands_alone(tmp_path: Path) -> None:
    """Where the post that it answers cannot be answered any more, a correction is posted all the same."""
    async with scene(tmp_path) as s:
        first = await s.platform.send(s.to, body("First."), key="k1")
        s.server.fault(POST, "error:thread_not_found")
        await s.platform.send(s.to, body("Second."), key="k2", reply_to=first)
        assert s.team.posts(CHANNEL)[1].thread == ""


async def test_a_thread_is_a_place_of_its_own(tmp_path: Path) -> None:
    """What goes into a thread stays there, without being shown in the channel, and is found there."""
    async with scene(tmp_path) as s:
        root = (await s.team.says(PERSON, CHANNEL, "Any news?", wait=False)).ts
        to = place(s.team, thread=root)
        first = await s.platform.send(to, body("Some."), key="k1")
        second = await s.platform.send(to, body("Corrected."), key="k2", reply_to=first)
        posts = s.team.posts(CHANNEL, root)
        assert [p.ts for p in posts] == [first.id, second.id] and not any(p.broadcast for p in posts)
        found = await s.platform.find(to, key="k2", since=first.sent_at - ERAS)
        assert found is not None and found.id == second.id
        await s.platform.edit(second, body("Corrected twice."))
        assert "twice" in posts[1].words
        assert await s.platform.find(place(s.team, thread="1.000001"), key="k2", since=first.sent_at - ERAS) is None


async def test_a_person_is_written_to_directly(tmp_path: Path) -> None:
    """A place that is a person gets direct messages, which are found and edited there; closed ones are said so."""
    async with scene(tmp_path) as s:
        s.team.scopes.add("im:write")
        direct, to = s.team.dm(PERSON), Destination(platform="slack", workspace=s.team.id, user=PERSON)
        sent = await s.platform.send(to, body("For your eyes."), key="k1")
        assert sent.to == to
        found = await s.platform.find(to, key="k1", since=sent.sent_at - ERAS)
        assert found is not None and found.id == sent.id
        await s.platform.edit(sent, body("For your eyes, again."))
        assert "again" in s.texts(direct)[0]
        s.team.user(PERSON).dms_closed = True
        with pytest.raises(Refused, match="App Home") as refused:
            await s.platform.send(to, body("Hello?"), key="k2")
        assert refused.value.gone


async def test_nothing_is_posted_out_of_sight(tmp_path: Path) -> None:
    """What only one person would see cannot be posted unasked, nor edited later."""
    async with scene(tmp_path) as s:
        hidden = place(s.team, user=PERSON)
        with pytest.raises(Refused, match="out of sight") as refused:
            await s.platform.send(hidden, body("Psst."), key="k1")
        assert not refused.value.gone
        sent = await s.platform.send(s.to, body("Public."), key="k2")
        with pytest.raises(Refused, match="only one person") as refused:
            await s.platform.edit(replace(sent, to=hidden), body("Psst."))
        assert not refused.value.gone and not s.team.calls("chat.update")


async def test_a_place_that_is_none_is_refused(tmp_path: Path) -> None:
    """A body that is none of ours is refused without asking Slack, and an unknown channel as gone."""
    async with scene(tmp_path) as s:
        with pytest.raises(Refused, match="laid out") as refused:
            await s.platform.send(s.to, b"nonsense", key="k")
        assert not refused.value.gone and not s.team.calls(POST)
        with pytest.raises(Refused, match="no such channel") as refused:
            await s.platform.send(place(s.team, "C0NOWHERE"), body("Hi."), key="k")
        assert refused.value.gone
