"""What a person types about subscriptions, on the real store: what is said, and what then goes out."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.domain.delivery import Capabilities
from tests.chats import CHAT, HERE, THERE, Chat, open_chat
from tests.platforms import lost_reply
from tests.samples import DEADLINE, FIRST, OUTCOME, SECOND


@pytest.fixture
async def chat(tmp_path: Path) -> AsyncIterator[Chat]:
    async with open_chat(tmp_path) as opened:
        yield opened


async def test_a_new_subscription_is_echoed(chat: Chat) -> None:
    """The reply tells the number, what comes, the next three runs in the schedule's own zone, and how to see one."""
    assert await chat.say("/digest add daily 08:00 Europe/London topics:aid,displacement") == (
        "Number 1\n"
        "This place gets a sitrep daily 08:00 Europe/London; topics: displacement, aid.\n"
        "The next three:\n"
        "- Thursday, 13 February 2020, 08:00 (Europe/London)\n"
        "- Friday, 14 February 2020, 08:00 (Europe/London)\n"
        "- Saturday, 15 February 2020, 08:00 (Europe/London)\n"
        "\n"
        "/sitrep digest preview 1 shows what it would say now; /sitrep digest remove 1 ends it."
    )
    (held,) = await chat.desk.store.subscriptions.all(workspace="w")
    assert (held.to, held.owner, held.workspace) == (HERE, "ann", "w")


async def test_the_zone_of_the_case_holds_where_none_is_given(chat: Chat) -> None:
    """Without a zone the case's own is meant, and said."""
    assert "Thursday, 13 February 2020, 07:30 (Europe/Istanbul)" in await chat.say("/digest add weekdays 07:30")


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("/digest add every full moon", "daily 08:00 Europe/Istanbul"),
        ("/digest add daily 08:00 Mars/Base", "daily 08:00 Europe/Istanbul"),
        ("/digest add daily 08:00 topics:bananas", "'bananas' is no topic"),
        ("/digest pause 9", "no subscription number 9"),
        ("/digest preview", "gets no sitrep"),
        ("/digest preview 9", "no subscription number 9"),
        ("/digest log 9", "no subscription number 9"),
        ("/deadlines track nosuch/1", "no deadline 'nosuch/1' is known"),
        ("/deadlines track leads:soon", "no length of time"),
        ("/deadlines untrack", "gets no reminders"),
        ("/correct no/such how:retract reason:x", "there is no fact 'no/such'"),
        (f"/correct {SECOND.id} how:amend reason:x", "needs statement"),
        (f"/correct {SECOND.id} how:supersede reason:x", "needs by"),
        (f"/correct {SECOND.id} how:retract reason:x by:{FIRST.id}", "takes no by"),
        (f"/correct {SECOND.id} how:amend reason:x statement:y value:many", "'many' is no number"),
        (f"/correct {SECOND.id} how:forget reason:x", "one of amend, retract, supersede"),
        (f"/correct {SECOND.id} how:retract", "needs reason"),
    ],
)
async def test_nonsense_is_refused_in_a_line(chat: Chat, line: str, says: str) -> None:
    """What cannot be done is said in one line that helps, and nothing is stored."""
    text = await chat.say(line)
    assert says in text[:1].lower() + text[1:]
    assert "\n" not in text
    assert await chat.desk.store.subscriptions.all(workspace="w") == []


@pytest.mark.parametrize(
    "line",
    [
        "/digest add daily 08:00", "/digest pause 1", "/digest resume 1", "/digest remove 1", "/deadlines track",
        "/deadlines untrack", f"/correct {SECOND.id} how:retract reason:x", "/gaps",
    ],
)  # fmt: skip
async def test_only_who_manages_may_change_things(chat: Chat, line: str) -> None:
    """Who does not manage the channel is told so plainly, whatever else is wrong or right with the command."""
    text = await chat.say(line, replace(CHAT, may_manage=False))
    assert "is for those who manage this place; ask one of them" in text
    assert "reference" not in text


async def test_everybody_may_look(chat: Chat) -> None:
    """Lists, previews and logs are open to who may not change them."""
    await chat.say("/digest add daily 08:00")
    reader = replace(CHAT, may_manage=False)
    assert "Number 1: sitrep" in await chat.say("/digest list", reader)
    assert "A preview of number 1." in await chat.say("/digest preview", reader)
    assert "Nothing was due here yet." in await chat.say("/digest log", reader)
    assert "Erdogan gave Syria" in await chat.say("/deadlines", reader)


async def test_a_place_lists_what_it_gets(chat: Chat) -> None:
    """Number, what, when, topics, state and next run of what this place gets, and of no other."""
    assert "/sitrep digest add daily 08:00 begins a sitrep" in await chat.say("/digest")
    await chat.say("/digest add daily 08:00 topics:aid")
    await chat.say("/digest add every 6h", replace(CHAT, here=THERE))
    await chat.say("/deadlines track leads:2d,3h")
    await chat.say("/digest pause 1")
    assert await chat.say("/digest list") == (
        "What this place gets\n"
        "- Number 1: sitrep daily 08:00 Europe/Istanbul; topics: aid; paused by a person; "
        "/sitrep digest resume 1 goes on with it\n"
        "- Number 3: reminders of every deadline; 2d, 3h before"
    )
    assert (await chat.say("/digest resume 1")).endswith("next on Thursday, 13 February 2020, 08:00 (Europe/Istanbul).")


async def test_another_workspace_sees_and_touches_nothing(chat: Chat) -> None:
    """Numbers of one workspace do not exist in another."""
    await chat.say("/digest add daily 08:00")
    other = replace(CHAT, workspace="x", here=replace(HERE, workspace="x"))
    for line in ("/digest pause 1", "/digest remove 1", "/digest preview 1", "/digest log 1"):
        assert "no subscription number 1" in await chat.say(line, other)
    assert "gets nothing by itself" in await chat.say("/digest list", other)


async def test_a_preview_is_what_then_goes_out(chat: Chat) -> None:
    """The preview says that nothing was sent, sends nothing, and is word for word what goes out at that moment."""
    await chat.say("/digest add daily 08:00")
    at = datetime(2020, 2, 13, 5, tzinfo=UTC)
    chat.desk.wait((at - chat.desk.clock.at).total_seconds())
    first, _, shown = (await chat.say("/digest preview 1")).partition("\n")
    note, _, rest = shown.partition("\n")
    assert note == "A preview of number 1. Nothing was sent, and the next sitrep tells it again."
    assert chat.platform.posts == []
    await chat.until(at)
    (post,) = chat.platform.posts
    assert post.text == f"{first}\n{rest}"
    assert "About 800,000 people" in post.text


async def test_a_preview_names_what_it_is_of(chat: Chat) -> None:
    """With several sitreps the number must be said; reminders have no preview."""
    for line in ("/digest add daily 08:00", "/digest add every 6h", "/deadlines track"):
        await chat.say(line)
    assert "say which: 1, 2" in await chat.say("/digest preview")
    assert "number 3 is reminders of every deadline" in (await chat.say("/digest preview 3")).lower()


async def test_what_is_removed_sends_nothing_and_keeps_its_log(chat: Chat) -> None:
    """After its removal a subscription is listed no more; what became of its posts can still be read."""
    await chat.say("/digest add daily 08:00")
    at = datetime(2020, 2, 13, 5, tzinfo=UTC)
    await chat.until(at)
    assert "Number 1 is removed" in await chat.say("/digest remove 1")
    await chat.until(at + timedelta(days=1))
    assert len(chat.platform.posts) == 1
    assert "13 Feb 2020 08:00 — sent 08:00:00" in await chat.say("/digest log 1")


async def test_the_log_tells_late_and_ambiguous_posts(chat: Chat) -> None:
    """Newest first, one line a slot, with the reasons of what did not go as planned."""
    await chat.say("/digest add daily 08:00")
    at = datetime(2020, 2, 13, 5, tzinfo=UTC)
    await chat.until(at)
    chat.platform.will(lost_reply())
    await chat.until(at + timedelta(days=1, hours=2))
    await chat.until(at + timedelta(days=1, hours=2, minutes=5))
    title, newest, older, _, footer = (await chat.say("/digest log")).splitlines()
    assert (title, footer) == ("Log", "Times of Europe/Istanbul")
    assert newest.startswith("- 14 Feb 2020 08:00 — sent late at 10:")
    assert "before: " in newest
    assert "ambiguous 10:00:00, " in newest
    assert older == "- 13 Feb 2020 08:00 — sent 08:00:00"
    assert (await chat.say("/digest log 1")).startswith("Log of number 1\n")
    assert "Nothing was due here yet." in await chat.say("/digest log", replace(CHAT, here=THERE))


async def test_deadlines_are_followed_and_left(chat: Chat) -> None:
    """Tracking tells what comes and how long before; leaving the last one ends it."""
    text = await chat.say(f"/deadlines track {DEADLINE.id} leads:1h,7d")
    assert f"reminders of these deadlines: {DEADLINE.id}; 7d, 1h before" in text
    assert "no reminders of deadlines any more" in await chat.say(f"/deadlines untrack {DEADLINE.id}")
    await chat.say("/deadlines track")
    assert f"every deadline but {DEADLINE.id}; 7d, 1d, 1h before" in await chat.say(f"/deadlines untrack {DEADLINE.id}")


async def test_a_correction_reaches_who_saw_the_fact(chat: Chat) -> None:
    """The command says what holds now; the channel that saw the old version gets one notice, and its post a mark."""
    await chat.say("/digest add daily 08:00")
    at = datetime(2020, 2, 13, 5, tzinfo=UTC)
    await chat.until(at)
    line = f'/correct {SECOND.id} how:amend statement:"About 810,000 people had been displaced." value:810,000'
    text = await chat.say(f'{line} reason:"misread table"')
    assert "Correction 1 holds from now on." in text
    assert "What holds: About 810,000 people had been displaced, according to OCHA. [1]" in text
    await chat.until(at + timedelta(minutes=5))
    carrier, notice = chat.platform.posts
    assert "Corrected 13 February 2020; it was told: About 800,000 people" in carrier.text
    assert "“About 800,000 people had been displaced”" in notice.text
    assert "Why: misread table." in notice.text


@pytest.mark.parametrize("how", ["retract", f"supersede by:{FIRST.id}"])
async def test_facts_are_retracted_and_superseded(chat: Chat, how: str) -> None:
    """Both ways of taking a fact back are said plainly."""
    text = await chat.say(f'/correct {OUTCOME.id} how:{how} reason:"wrong"')
    chat.desk.clock.at = datetime(2020, 3, 5, tzinfo=UTC)
    assert "there is no fact" in text.lower()
    text = await chat.say(f'/correct {OUTCOME.id} how:{how} reason:"wrong"')
    assert ("This does not hold." in text) == (how == "retract")
    assert "Why: wrong." in text


async def test_a_sitrep_on_demand_names_the_platforms_commands(chat: Chat) -> None:
    """What is left out is shown with the command as it is typed in that channel."""
    chat.platform.capabilities = Capabilities(
        message_limit=None, tables=False, edits=False, items=1, command="/sitrep "
    )
    text = await chat.say("/now days:20")
    assert "/sitrep now " in text
