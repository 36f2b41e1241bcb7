"""What is written to the bot: mentions, direct messages and what is asked on in a thread, each answered once in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.servers.slack import Asked, error
from tests.slackbots import FLED, Scene, scene
from tests.slacks import locked

LOST = ["500", "429", "reset_before", "reset_after", "close", "truncated", "html", "not_json"]


async def words(s: Scene, asked: Asked) -> str:
    """The one reply to a message."""
    told = (await asked.replied()).words
    await s.settled()
    assert asked.channel is not None and asked.acked
    return told


async def silent(s: Scene, asked: Asked) -> bool:
    """Is a message acknowledged and not answered?"""
    await s.settled()
    assert asked.acked and asked.channel is not None
    return not [p for p in s.team.posts(asked.channel.id, asked.thread or asked.ts) if p.ts > asked.ts]


async def test_a_mention_is_answered_in_its_thread(loaded: Path, tmp_path: Path) -> None:
    """Who mentions the bot in a channel is answered in a thread of that message, which rings nobody."""
    async with scene(loaded, tmp_path) as s:
        asked = await s.team.says("U2", "C1", f"{s.me} {FLED}")
        assert "displaced" in await words(s, asked)
        (post,) = s.team.posts("C1")
        assert post.thread == asked.ts and not post.broadcast and not post.pings and not post.unfurls
        kept = await s.store.replies.find("slack", post.ts, channel="C1")
        assert kept is not None and kept.message.fact_ids


async def test_a_direct_message_is_answered_in_its_thread(loaded: Path, tmp_path: Path) -> None:
    """Who writes to the bot alone need not mention it, and all they write there is one conversation."""
    async with scene(loaded, tmp_path) as s:
        first = await s.team.dms("U2", FLED)
        await words(s, first)
        second = await s.team.dms("U2", "and of them children?", thread=first.ts)
        await second.replied(2)
        assert {q.conversation for q in s.asked} == {"slack-DU2"} and not any(q.keep_text for q in s.asked)


async def test_a_thread_goes_on_without_mentions(loaded: Path, tmp_path: Path) -> None:
    """Where the bot was asked, the next question in the thread needs no mention, unless it calls somebody else."""
    async with scene(loaded, tmp_path) as s:
        first = await s.team.says("U1", "C1", f"{s.me} {FLED}")
        await words(s, first)
        second = await s.team.says("U2", "C1", "and how many were children?", thread=first.ts)
        await second.replied(2)
        assert {q.conversation for q in s.asked} == {f"slack-C1-{first.ts}"} and len(s.asked) == 2
        for called in ("<@U1> did you see?", "<!here> look", "<!subteam^S1> look"):
            assert await silent(s, await s.team.says("U2", "C1", called, thread=first.ts))
        both = await s.team.says("U2", "C1", f"<@U1> {s.me} {FLED}", thread=first.ts)
        await both.replied(3)


async def test_a_thread_goes_on_while_nothing_can_be_written(loaded: Path, tmp_path: Path) -> None:
    """What follows in a thread is answered although it cannot be written down that it was taken."""
    async with scene(loaded, tmp_path) as s:
        first = await s.team.says("U1", "C1", f"{s.me} {FLED}")
        await words(s, first)
        with locked(tmp_path):
            second = await s.team.says("U2", "C1", "/status", thread=first.ts)
            assert "Facts" in (await second.replied(2)).words


async def test_a_thread_goes_on_before_its_beginning_is_written(loaded: Path, tmp_path: Path) -> None:
    """Who asks on at once is answered, although nothing of the thread could be written down yet."""
    async with scene(loaded, tmp_path, busy_timeout=0.25) as s:
        with locked(tmp_path):
            first = await s.team.says("U1", "C1", f"{s.me} /help")
            second = await s.team.says("U1", "C1", "/status", thread=first.ts)
            await second.replied(2)


async def test_a_thread_is_remembered_after_a_restart(loaded: Path, tmp_path: Path) -> None:
    """Another process knows which threads it was spoken to in."""
    async with scene(loaded, tmp_path, processes=2) as s:
        first = await s.team.says("U1", "C1", f"{s.me} {FLED}", copies=2)
        await words(s, first)
        await s.bots[0].crash()
        second = await s.team.says("U2", "C1", "and how many were children?", thread=first.ts)
        await second.replied(2)
        await s.settled()


@pytest.mark.parametrize(
    ("text", "extra"),
    [
        (FLED, {}),
        (f"<@U2> {FLED}", {}),
        ("{me} hi", {"subtype": "message_changed"}),
        ("{me} hi", {"subtype": "channel_join"}),
        ("{me} hi", {"bot_id": "BOTHER"}),
        ("{me} hi", {"subtype": "bot_message", "bot_id": "BOTHER", "user": ""}),
        ("{me} hi", {"user": "USLACKBOT"}),
        ("{me} hi", {"hidden": True}),
    ],
)
async def test_what_is_not_said_to_it_is_left_alone(
    loaded: Path, tmp_path: Path, text: str, extra: dict[str, object]
) -> None:
    """Talk of others, changes of messages and the words of programs are acknowledged and not answered."""
    async with scene(loaded, tmp_path) as s:
        asked = await s.team.says("U1", "C1", text.format(me=s.me), order=("message",), extra=dict(extra))
        assert await silent(s, asked)
        assert not s.asked


async def test_a_thread_of_others_is_left_alone(loaded: Path, tmp_path: Path) -> None:
    """In a thread in which nobody spoke to the bot it says nothing."""
    async with scene(loaded, tmp_path) as s:
        root = await s.team.says("U1", "C1", "lunch?")
        assert await silent(s, await s.team.says("U2", "C1", FLED, thread=root.ts))


@pytest.mark.parametrize("subtype", ["file_share", "thread_broadcast"])
async def test_words_beside_a_file_are_answered(loaded: Path, tmp_path: Path, subtype: str) -> None:
    """What somebody writes beside a file, or shows in the channel too, is said by them."""
    async with scene(loaded, tmp_path) as s:
        asked = await s.team.says("U1", "C1", f"{s.me} {FLED}", subtype=subtype)
        assert "displaced" in await words(s, asked)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "Ask me something in words"),
        ("status", "Facts"),
        ("Deadlines", "eadline"),
        (" /now days:1", "20 February 2020"),
        ("/sitrep status", "Facts"),
        ("/nothing", "There is no command"),
        ("digest", "This place gets nothing by itself"),
        ("gaps", "type /sitrep gaps"),
        ("/correct ocha-2020-02-13/1 value:1", "type /sitrep correct"),
        ("*how many* people _fled_?", "displaced"),
    ],
)
async def test_commands_can_be_written(loaded: Path, tmp_path: Path, text: str, told: str) -> None:
    """A command's bare name and a line with / are commands; what changes something is for the command alone."""
    async with scene(loaded, tmp_path) as s:
        asked = await s.team.dms("U1", f"{s.me} {text}")
        assert told in await words(s, asked)


async def test_a_private_channel_and_a_group_are_like_channels(loaded: Path, tmp_path: Path) -> None:
    """In private channels and group conversations a mention is answered in its thread, and else nothing."""
    async with scene(loaded, tmp_path) as s:
        s.team.channel("G1", private=True)
        s.team.group_dm("C7", {"U1", "U2"})
        for channel in ("G1", "C7"):
            assert await silent(s, await s.team.says("U1", channel, FLED))
            assert "displaced" in await words(s, await s.team.says("U1", channel, f"{s.me} {FLED}"))


@pytest.mark.parametrize("kind", LOST)
async def test_a_post_that_did_not_go_through_is_made_once(loaded: Path, tmp_path: Path, kind: str) -> None:
    """A reply whose post failed, or whose receipt was lost, is looked for and stands once in the end."""
    async with scene(loaded, tmp_path) as s:
        s.server.fault("chat.postMessage", kind)
        asked = await s.team.says("U1", "C1", f"{s.me} {FLED}")
        assert "displaced" in await words(s, asked)
        assert len(s.team.posts("C1")) == 1 and len(s.asked) == 1


async def test_nothing_is_posted_again_unseen(loaded: Path, tmp_path: Path) -> None:
    """Where a post may have arrived and the thread cannot be read, nothing is posted a second time."""
    async with scene(loaded, tmp_path) as s:
        s.server.fault("chat.postMessage", "reset_after")
        s.server.fault("conversations.replies", "500", times=9)
        await s.team.says("U1", "C1", f"{s.me} {FLED}")
        await s.settled()
        assert len(s.team.posts("C1")) == 1 and len(s.team.calls("chat.postMessage")) == 1


@pytest.mark.parametrize("code", ["invalid_blocks", "msg_too_long"])
async def test_what_slack_refuses_as_blocks_goes_out_as_words(loaded: Path, tmp_path: Path, code: str) -> None:
    """Where Slack does not take how an answer is laid out, its words are posted, and corrections still find them."""
    async with scene(loaded, tmp_path) as s:
        s.server.fault("chat.postMessage", error(code))
        asked = await s.team.says("U1", "C1", f"{s.me} {FLED}")
        post = await asked.replied()
        await s.settled()
        assert not post.blocks and "displaced" in post.text
        assert await s.store.replies.find("slack", post.ts, channel="C1") is not None


@pytest.mark.parametrize("code", ["not_in_channel", "is_archived", "restricted_action", "thread_not_found"])
async def test_a_closed_place_is_answered_directly(loaded: Path, tmp_path: Path, code: str) -> None:
    """Where the bot may not write, the one who asked gets the answer alone, with why it comes there."""
    async with scene(loaded, tmp_path) as s:
        s.server.fault("chat.postMessage", error(code))
        await s.team.says("U2", "C1", f"{s.me} {FLED}")
        (post,) = await s.server.changes.until(lambda: s.team.posts("DU2"))
        await s.settled()
        assert "I may not write in" in post.words and "displaced" in post.words and not s.team.posts("C1")


async def test_nothing_that_people_write_rings_or_formats(loaded: Path, tmp_path: Path) -> None:
    """Mentions, broadcasts and marks in a question come back as words at most."""
    async with scene(loaded, tmp_path) as s:
        hostile = "/<!channel> <@U2> <!subteam^S1|all> @here *x* &lt;!everyone&gt; <https://evil.example|click>"
        asked = await s.team.dms("U1", hostile)
        await words(s, asked)
        assert not any(p.pings or p.unfurls for p in s.team.posts("DU1"))
