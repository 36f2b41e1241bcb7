"""App Home: how things stand for a workspace, told to each who opens it as far as they may know."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.domain.delivery import Destination, Draft, Page
from bot.domain.message import Message, Text, plain
from bot.services.subscribe import subscribe
from handlers.slack.talk import place
from tests.servers.slack.views import View
from tests.slackbots import Scene, scene
from tests.slacks import NOW

ALL = {"channels:read", "im:write"}


async def home(here: Scene, user: str = "U1") -> View:
    """What somebody sees who opens the bot's home."""
    await here.team.opens_home(user)
    await here.settled()
    return here.team.views(user)[-1]


async def added(here: Scene, channel: str, owner: str, *, workspace: str = "T1", words: str = "daily 08:00") -> None:
    posting = here.bot.services.scheduled()
    await subscribe(
        posting.subscriptions,
        posting.ledger,
        words=words,
        zone=posting.zone,
        topics=(),
        to=place(workspace, channel),
        workspace=workspace,
        owner=owner,
        now=NOW,
    )


async def missed(here: Scene, to: Destination) -> None:
    """A post that was due and did not go out."""
    said = Message(blocks=(Text(plain("x")),))
    draft = Draft(kind="notice", to=to, slot="notice 1", due_at=NOW, workspace=to.workspace, pages=(_page(said),))
    assert await here.store.outbox.enqueue([draft], at=NOW)


def _page(message: Message) -> Page:
    return Page(body=b"{}", message=message)


async def test_home_tells_how_things_stand(loaded: Path, tmp_path: Path) -> None:
    """What the workspace gets and when next, the last posts, deadlines ahead, and as of when it is told."""
    async with scene(loaded, tmp_path) as here:
        here.team.scopes |= ALL
        await added(here, "C1", "U9")
        await missed(here, place("T1", "C1"))
        view = await home(here, "U2")
        words = view.words.replace("\n", " ")
        assert "What this workspace gets" in words
        assert "daily 08:00 Europe/Istanbul; all topics; next on Friday, 21 February 2020, 08:00" in words
        assert "queued since" in words
        assert "Deadlines ahead" in words and "Erdogan" in words
        assert "As of 20 February 2020, 15:00 (Europe/Istanbul). Engine: extractive" in words
        assert {"Add a digest", "Refresh"} <= {e["text"]["text"] for e in view.actions.values()}
        assert len(view.blocks) <= 100


async def test_private_places_are_a_number(loaded: Path, tmp_path: Path) -> None:
    """Of private channels, and of direct messages of others, one sees how many things go there and nothing else."""
    async with scene(loaded, tmp_path) as here:
        here.team.scopes |= ALL
        here.team.channel("G1", private=True, members={"U1"})
        here.team.channel("C0SECRET", private=True, members={"U1"})
        here.team.dm("U1")
        for channel in ("G1", "C0SECRET", "DU1", "C0GONE"):
            await added(here, channel, "U1")
            await missed(here, place("T1", channel))
        await added(here, "C1", "U1")
        words = (await home(here, "U2")).words
        assert "4 subscriptions go to direct messages of others or to private channels." in words
        assert "4 posts go to direct messages of others or to private channels." in words
        assert not [
            c for c in ("G1", "C0SECRET", "DU1", "C0GONE") if c in str(here.team.views("U2")[-1].body["blocks"])
        ]
        assert "Number 5" in words and "Number 1" not in words
        owner = (await home(here, "U1")).words
        assert "Number 1" in owner and "subscriptions go to direct messages" not in owner


async def test_guests_see_no_channel(loaded: Path, tmp_path: Path) -> None:
    """A guest, who may not enter every public channel, is told of none; their own messages they see."""
    async with scene(loaded, tmp_path) as here:
        here.team.scopes |= ALL
        here.team.user("U5", restricted=True)
        await added(here, "C1", "U1")
        await added(here, here.team.dm("U5"), "U5")
        words = (await home(here, "U5")).words
        assert "1 subscription goes to direct messages of others" in words
        assert "Number 2" in words and "Number 1" not in words


async def test_nothing_of_another_workspace_is_told(loaded: Path, tmp_path: Path) -> None:
    """What another workspace gets and asked is neither told nor counted."""
    async with scene(loaded, tmp_path) as here:
        here.team.scopes |= ALL
        await added(here, "C1", "U1", workspace="T2")
        await missed(here, place("T2", "C1"))
        journal = here.store.journal
        await journal.add_gap(asked_at=NOW, workspace="T2", question="theirs?", reason="not-held", near=())
        words = (await home(here)).words
        assert "Nothing by itself yet." in words and "Nothing went out yet." in words
        assert "No question has gone unanswered yet." in words
        assert "direct messages of others" not in words


async def test_only_who_manages_reads_open_gaps(loaded: Path, tmp_path: Path) -> None:
    """An admin reads which questions went unanswered; others see how many did, also where Slack does not say who."""
    async with scene(loaded, tmp_path) as here:
        await here.store.journal.add_gap(asked_at=NOW, workspace="T1", question="why so?", reason="not-held", near=())
        assert "why so?" in (await home(here, "U1")).words
        words = (await home(here, "U2")).words
        assert "why so?" not in words and "1 question has gone unanswered" in words
        here.team.user("U3", admin=True)
        here.server.fault("users.info", "500", times=9)
        assert "why so?" not in (await home(here, "U3")).words


async def test_what_slack_does_not_say_is_private(
    loaded: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Without the scope that tells open channels from others, channels of others are a number; the log says which."""
    async with scene(loaded, tmp_path) as here:
        here.team.scopes -= ALL
        await added(here, "C1", "U9")
        assert "1 subscription goes to direct messages of others" in (await home(here, "U2")).words
        assert "the scope channels:read is missing" in caplog.text


async def test_refresh_shows_it_anew(loaded: Path, tmp_path: Path) -> None:
    """Refresh shows what came since, to the one who pressed it, with their own messages as before."""
    async with scene(loaded, tmp_path) as here:
        view = await home(here, "U2")
        await added(here, "DU2", "system")
        await here.team.clicks("U2", view, "sitrep_home:refresh")
        await here.settled()
        assert "Number 1" in here.team.views("U2")[-1].words
        assert not here.team.views("U1")


async def test_a_digest_is_added_from_home(loaded: Path, tmp_path: Path) -> None:
    """The button opens the form at once, for everybody: one may always have a digest in ones own messages."""
    async with scene(loaded, tmp_path) as here:
        here.team.scopes |= ALL
        view = await home(here, "U2")
        form = await (await here.team.clicks("U2", view, "sitrep_home:add")).modal()
        assert form.title == "Add a digest"
        assert form.actions["channel"]["default_to_current_conversation"] is True


async def test_a_form_opens_while_slack_does_not_say_who_asks(loaded: Path, tmp_path: Path) -> None:
    """Where it cannot be known in time who may do what, the form opens; it is judged when it is sent."""
    async with scene(loaded, tmp_path) as here:
        here.server.fault("conversations.history", "500", times=9)
        view = await home(here, "U1")
        form = await (await here.team.clicks("U1", view, "sitrep_home:add")).modal()
        assert form.title == "Add a digest"


async def test_a_late_trigger_is_told_directly(loaded: Path, tmp_path: Path) -> None:
    """Where Slack takes no form any more, one is told so in a direct message, since a button of home has no reply."""
    async with scene(loaded, tmp_path) as here:
        view = await home(here, "U1")
        here.server.fault("views.open", "error:expired_trigger_id", times=2)
        asked = await here.team.clicks("U1", view, "sitrep_home:add")
        await here.settled()
        assert asked.opened is None
        (post,) = here.team.posts("DU1")
        assert "That took too long for a form to open; try again" in post.words


async def test_who_cannot_be_written_to_is_not_written_to_again(loaded: Path, tmp_path: Path) -> None:
    """Where a direct message is refused, it is not sent once more with the excuse that it goes to them alone."""
    async with scene(loaded, tmp_path) as here:
        view = await home(here, "U1")
        here.server.fault("views.open", "500", times=2)
        here.server.fault("chat.postMessage", "error:restricted_action", times=1)
        await here.team.clicks("U1", view, "sitrep_home:add")
        await here.settled()
        assert not here.team.posts("DU1") and len(here.team.calls("chat.postMessage")) == 1


async def test_home_that_cannot_be_shown_is_left_as_it_was(loaded: Path, tmp_path: Path) -> None:
    """A fault of Slack while home is published breaks nothing; it is shown the next time."""
    async with scene(loaded, tmp_path) as here:
        here.server.fault("views.publish", "500")
        await here.team.opens_home("U1")
        await here.settled()
        assert not here.team.views("U1")
        assert "What this workspace gets" in (await home(here, "U1")).words


async def test_the_messages_tab_shows_no_home(loaded: Path, tmp_path: Path) -> None:
    """Who opens the messages of the bot is shown prompts there, and no home is published."""
    async with scene(loaded, tmp_path) as here:
        await here.team.opens_home("U1", tab="messages")
        await here.settled()
        assert not here.team.views("U1")
        assert here.team.prompts
