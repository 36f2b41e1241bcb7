"""`/sitrep` on Slack: what it understands, who may use what, and that only the one who typed it reads the reply."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest

from bot.domain.answer import Question, Reply, Telling
from bot.settings import LimitSettings
from tests.servers.slack import error
from tests.slackbots import FLED, Scene, scene
from tests.slacks import served, services_of, settings

ADD = "digest add when:daily 08:00 Europe/Istanbul"


class Broken:
    """An asker with a fault of its own."""

    async def ask(self, question: Question, *, record: bool = True, telling: Telling | None = None) -> Reply:
        raise ZeroDivisionError("a fault of the program")


async def said(s: Scene, text: str, *, user: str = "U1", channel: str = "C1") -> str:
    """What `/sitrep TEXT` replies to somebody, in words."""
    asked = await s.team.command(user, channel, text=text)
    words = (await asked.answered()).words
    await s.settled()
    assert asked.acked and asked.ack is None and len(asked.posts) == 1
    return words


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "/sitrep digest"),
        ("help", "/sitrep digest"),
        ("HELP timeline", "/sitrep timeline Saraqib"),
        (FLED, "displaced"),
        ("how many people fled", "displaced"),
        ("ask how many people fled? as_of:2020-02-13", "800,000"),
        ("who is Hulusi Akar?", "Akar"),
        ("now", "20 February 2020"),
        ("/now days:1", "20 February 2020"),
        ("fact ocha-2020-02-13/1", "ocha-2020-02-13/1"),
        ("timeline &lt;b&gt; as_of:never", "“never”|'never'|never"),
        ("status", "Facts"),
        ("digests", "digest"),
        ("digest", "sitrep"),
    ],
)
async def test_what_is_typed_is_understood(loaded: Path, tmp_path: Path, text: str, told: str) -> None:
    """A command, its bare name, a question with and without a sign: each gets its reply, seen by one person only."""
    async with scene(loaded, tmp_path) as s:
        words = await said(s, text)
        assert any(t in words for t in told.split("|"))
        assert not s.team.posts("C1") and len(s.team.ephemerals("U1")) == 1


async def test_an_answer_can_be_shared_and_is_kept(loaded: Path, tmp_path: Path) -> None:
    """An answer with facts has buttons, one of which shows it to the channel, and says what was asked."""
    async with scene(loaded, tmp_path) as s:
        asked = await s.team.command("U1", "C1", text=FLED)
        post = await asked.answered()
        await s.settled()
        assert {"sitrep:share", "sitrep:sources", "sitrep:rate"} <= set(post.actions)
        assert FLED in post.words and post.made_by == "response_url"
        block = next(b for b in post.blocks if b["type"] == "actions")
        kept = await s.store.replies.find("slack", block["block_id"].split(":")[2], channel="C1")
        assert kept is not None and kept.receipt.to.user == "U1" and kept.workspace == "T1"


async def test_nothing_of_a_direct_message_is_kept_unless_it_may_be(loaded: Path, tmp_path: Path) -> None:
    """The words of who asks alone are not written down by default, nor put into the answer that is kept."""
    async with scene(loaded, tmp_path) as s:
        s.team.dm("U2")
        assert FLED not in await said(s, FLED, user="U2", channel="DU2")
        (question,) = s.asked
        assert not question.keep_text and question.asked_by == "U2" and question.workspace == "T1"


@pytest.mark.parametrize("text", ["gaps", "correct ocha-2020-02-13/1 value:1", ADD, "digest pause 1"])
async def test_who_manages_nothing_is_refused(loaded: Path, tmp_path: Path, text: str) -> None:
    """Members who are no admins, guests and strangers manage nothing in a channel, whatever else they are."""
    async with scene(loaded, tmp_path) as s:
        s.team.user("U3", admin=True, restricted=True)
        s.team.user("U4", admin=True, stranger=True)
        for user in ("U2", "U3", "U4"):
            assert "for those who manage" in await said(s, text, user=user)
        assert not await s.store.subscriptions.all(workspace="T1")


@pytest.mark.parametrize("user", ["U1", "U7X"])
async def test_admins_and_chosen_people_manage(loaded: Path, tmp_path: Path, user: str) -> None:
    """A sitrep for a channel is set up by an admin, or by whom the settings name."""
    async with scene(loaded, tmp_path, slack={"managers": ("U7X",)}) as s:
        assert "08:00" in await said(s, ADD, user=user)
        (made,) = await s.store.subscriptions.all(workspace="T1")
        assert made.to.channel == "C1"


async def test_everybody_manages_their_direct_messages(loaded: Path, tmp_path: Path) -> None:
    """What comes to one alone is theirs to choose; what concerns everybody is not, from there either."""
    async with scene(loaded, tmp_path) as s:
        s.team.dm("U2")
        assert "08:00" in await said(s, ADD, user="U2", channel="DU2")
        assert "for those who manage" in await said(s, "gaps", user="U2", channel="DU2")
        assert "for those who manage" in await said(s, "correct x/1 value:1", user="U2", channel="DU2")


async def test_posts_are_scheduled_only_where_the_bot_can_post(loaded: Path, tmp_path: Path) -> None:
    """In a channel without the bot, and between two people, one is told to invite it; a question is answered there."""
    async with scene(loaded, tmp_path) as s:
        s.team.channel("C9", bot=False)
        s.team.channel("D9", private=True, bot=False)
        assert "/invite" in await said(s, ADD, channel="C9")
        assert "not part of this conversation" in await said(s, ADD, channel="D9")
        assert "displaced" in await said(s, FLED, channel="C9")
        assert not await s.store.subscriptions.all(workspace="T1")


async def test_facts_are_corrected_from_chosen_workspaces(loaded: Path, tmp_path: Path) -> None:
    """Where other workspaces are chosen, an admin of this one corrects nothing."""
    async with scene(loaded, tmp_path, slack={"correcting_workspaces": ("T9X",)}) as s:
        assert "corrected from another workspace" in await said(s, "correct ocha-2020-02-13/1 value:1")


@pytest.mark.parametrize("text", ["digest add", "Correct", "/correct"])
async def test_a_command_that_needs_words_opens_a_form(loaded: Path, tmp_path: Path, text: str) -> None:
    """Who types no more than `digest add` or `correct` gets a form, and no message."""
    async with scene(loaded, tmp_path) as s:
        asked = await s.team.command("U1", "C1", text=text)
        assert (await asked.modal()).body["type"] == "modal"
        await s.settled()
        assert not asked.posts and not await s.store.inbox.left("slack", before=s.bot.wall.now(), limit=9)


async def test_a_form_is_not_for_everybody(loaded: Path, tmp_path: Path) -> None:
    """Who may not correct is told so in place of the form."""
    async with scene(loaded, tmp_path) as s:
        asked = await s.team.command("U2", "C1", text="correct")
        assert "for those who manage" in (await asked.answered()).words and asked.opened is None


async def test_a_fault_of_ours_is_told_with_a_reference(loaded: Path, tmp_path: Path) -> None:
    """What breaks in the program ends in a reply with a number that the log has."""
    async with scene(loaded, tmp_path, changed={"asker": Broken()}) as s:
        assert "reference" in await said(s, FLED)


async def test_who_asks_too_fast_is_told(loaded: Path, tmp_path: Path) -> None:
    """Beyond the pace that is set a person is told when to come back; others are answered."""
    async with scene(loaded, tmp_path, limits=LimitSettings(user_per_min=1)) as s:
        await said(s, "status")
        assert "too fast" in await said(s, "status")
        assert "Facts" in await said(s, "status", user="U2")


@pytest.mark.parametrize("kind", ["500", "429", "reset_before", "close"])
async def test_a_reply_that_does_not_go_through_is_given_once_more(loaded: Path, tmp_path: Path, kind: str) -> None:
    """A broken connection or a fault of Slack's costs no reply; it is tried a second time, and no third."""
    async with scene(loaded, tmp_path) as s:
        s.server.fault("response_url", kind)
        assert "displaced" in await said(s, FLED)
        assert len(s.team.ephemerals("U1")) == 1


@pytest.mark.parametrize("code", ["invalid_blocks", "msg_blocks_too_long"])
async def test_what_slack_refuses_as_blocks_goes_out_as_words(loaded: Path, tmp_path: Path, code: str) -> None:
    """Where Slack does not take how a reply is laid out, its words are given."""
    async with scene(loaded, tmp_path) as s:
        s.server.fault("response_url", error(code))
        asked = await s.team.command("U1", "C1", text=FLED)
        post = await asked.answered()
        assert not post.blocks and "displaced" in post.text


@pytest.mark.parametrize("channel", ["C1", "C9", "DU1"])
async def test_a_used_address_leaks_nothing(loaded: Path, tmp_path: Path, channel: str) -> None:
    """Where Slack takes no reply through its address any more, the reply still reaches one person only."""
    async with scene(loaded, tmp_path) as s:
        s.team.channel("C9", bot=False)
        s.team.dm("U1")
        s.server.hooks.uses = 0
        await s.team.command("U1", channel, text=FLED)
        await s.server.changes.until(lambda: s.team.ephemerals("U1") or s.team.posts("DU1"))
        await s.settled()
        assert not s.team.posts("C1") and not s.team.posts("C9")
        assert len(s.team.ephemerals("U1")) + len(s.team.posts("DU1")) == 1


async def test_other_commands_and_old_buttons_are_answered(loaded: Path, tmp_path: Path) -> None:
    """What nobody listens to is acknowledged, and who did it hears that it leads nowhere."""
    async with scene(loaded, tmp_path) as s:
        other = await s.team.command("U1", "C1", "/sitrap", "now")
        post = await s.team.says("U1", "C1", "hello")
        menu = await s.team.shortcut("U1", "sitrep_old", "C1", post.ts)
        for asked in (other, menu):
            assert "do not know that" in (await asked.answered()).words and asked.acked


async def test_the_whole_adapter_answers(loaded: Path, tmp_path: Path) -> None:
    """The platform as a process runs it connects, answers a command, and ends within seconds while it still works."""
    async with scene(loaded, tmp_path, processes=0) as s:
        services = services_of(s.store, settings(s.server))
        async with served(s.server, s.store, services=services):
            asked = await s.team.command("U1", "C1", text=FLED)
            assert "displaced" in (await asked.answered()).words
        assert not s.server.sockets.live


async def test_the_environment_is_not_read(loaded: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What Bolt looks for in the environment by itself changes nothing, and it logs no word of what people write."""
    for name in ("SLACK_BOT_TOKEN", "SLACK_SIGNING_SECRET", "SLACK_CLIENT_ID", "SLACK_CLIENT_SECRET"):
        monkeypatch.setenv(name, "of-somebody-else")
    async with scene(loaded, tmp_path) as s:
        assert "displaced" in await said(s, FLED)


async def test_acknowledgements_are_quick(loaded: Path, tmp_path: Path) -> None:
    """While questions are answered, a hundred of them are each acknowledged within 0.3 s."""
    async with scene(loaded, tmp_path, limits=LimitSettings(user_per_min=1000)) as s:
        s.bot.asker.wait = asyncio.Event()
        asked: list[Any] = []
        for _ in range(10):
            asked += await asyncio.gather(*(s.team.command("U1", "C1", text=FLED) for _ in range(10)))
        slow = sorted(a.ack_ms for a in asked)
        assert slow[98] < 300
