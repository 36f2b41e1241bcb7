from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.domain.deadlines import state_at
from bot.domain.delivery import Capabilities, Destination
from bot.domain.message import Bold, Bullets, Cite, Message, Place, Plain, Sources, Table, Text
from bot.domain.report import DeadlineNotice, Overspending, Presenter, Trouble
from bot.domain.subscription import Correction
from handlers.citing import Citer
from handlers.plain import render
from handlers.posts import Posts
from tests.fakes import ZONE
from tests.samples import DEADLINE, FIRST, OUTCOME, RUSSIAN, SECOND, TURKISH, fact

CONSOLE = Capabilities(message_limit=None, tables=True, edits=False)
POSTS: Presenter = Posts()
AS_OF = datetime(2020, 2, 22, 21, 59, 59, tzinfo=UTC)
MADE_AT = datetime(2020, 2, 19, 22, tzinfo=UTC)
"""20 February in Istanbul."""
REPEATED = fact(
    "sputnik-2020-02-15/1",
    "Erdogan would not wait for the end of February.",
    "2020-02-15",
    kind="deadline",
    said_by="Recep Tayyip Erdogan",
    deadline=DEADLINE.deadline,
    supersedes=(DEADLINE.id,),
)


def notice(why: str, **more: object) -> str:
    """The text of a notice on the deadline, without its sources."""
    as_of = more.pop("as_of", AS_OF)
    values = {"state": state_at(DEADLINE, (OUTCOME,), as_of=as_of), **more}  # type: ignore[arg-type]
    made = DeadlineNotice(why=why, zone=ZONE, as_of=as_of, **values)  # type: ignore[arg-type]
    message = POSTS.deadline(made, CONSOLE)
    sources = [s for b in message.blocks if isinstance(b, Sources) for s in b.lines]
    assert tuple(s.fact_id for s in sources) == message.fact_ids
    return render(replace(message, footer=""), ZoneInfo(ZONE), sources=False)


def test_a_reminder_says_how_long_is_left() -> None:
    """A lead tells the time left, the claim with who makes it, the instant and whom it binds."""
    assert notice("lead") == (
        "Deadline ahead\n"
        "Due in 6 days 23 hours: Erdogan gave Syria until the end of February to pull back. [1]\n"
        "Due 29 February 2020, 23:59 +03; set by Recep Tayyip Erdogan, addressed to Syria."
    )
    assert notice("lead", late=True).startswith("Deadline ahead (late)\n")


def test_a_changed_deadline_replaces_what_was_told() -> None:
    """The new text stands first, then what it replaces; the same last date is told as the same."""
    state = state_at(REPEATED, (), as_of=AS_OF)
    assert notice("changed", state=state, before=(DEADLINE,)) == (
        "Deadline changed\n"
        "Set anew: Erdogan would not wait for the end of February. [1]\n"
        "The last date is still 29 February 2020, 23:59 +03; set by Recep Tayyip Erdogan, addressed to Syria.\n"
        "This replaces what was told before:\n"
        "- Erdogan gave Syria until the end of February to pull back. [2]\n"
        "\n"
        "Status: pending, 6 days 23 hours left."
    )


def test_a_moved_date_is_told_with_the_old_one() -> None:
    """Where the due instant itself changed, both are told."""
    assert REPEATED.deadline is not None
    later = replace(REPEATED, deadline=replace(REPEATED.deadline, due_at=datetime(2020, 3, 5, 12, tzinfo=UTC)))
    text = notice("changed", state=state_at(later, (), as_of=AS_OF), before=(DEADLINE,))
    assert "\nDue 5 March 2020, 15:00 +03; set by" in text
    assert "- due 29 February 2020, 23:59 +03: Erdogan gave Syria" in text


@pytest.mark.parametrize("status", ["met", "missed", "moved", "withdrawn", "lapsed"])
def test_an_end_is_told_with_what_tells_it(status: str) -> None:
    """How a deadline ended is in title and first line, with the facts that say so."""
    at = datetime(2020, 3, 2, 12, tzinfo=UTC)
    state = replace(state_at(DEADLINE, (OUTCOME,), as_of=at), status=status)  # type: ignore[arg-type]
    assert notice("ended", state=state, as_of=at) == (
        f"Deadline {status}\n"
        f"{status.capitalize()}: Erdogan gave Syria until the end of February to pull back. [1]\n"
        "It was due 29 February 2020, 23:59 +03; set by Recep Tayyip Erdogan, addressed to Syria.\n"
        f"Status: {status}.\n"
        "What tells it:\n"
        "- Syria had not pulled back by the deadline. [2]"
    )


def test_a_deadline_that_passed_unsaid_is_told_once_it_can_be() -> None:
    """Passed while nothing could be sent: says so, and what came of it as far as that is known."""
    at = datetime(2020, 3, 1, 12, tzinfo=UTC)
    text = notice("passed", as_of=at)
    assert "Passed while nothing could be sent: Erdogan gave" in text
    assert text.endswith("What came of it is not known.")
    assert "Status: missed.\nWhat tells it:\n- Syria had not" in notice("passed", as_of=at + timedelta(days=1))


AMENDED = Correction(
    id=1,
    how="amend",
    old=SECOND,
    new=replace(SECOND, version=2, statement="About 810,000 people had been displaced."),
    reason="misread table",
    made_by="ann",
    made_at=MADE_AT,
)
RETRACTED = replace(AMENDED, id=2, how="retract", old=TURKISH, new=None, reason="the source withdrew it.")
SUPERSEDED = replace(AMENDED, id=3, how="supersede", old=FIRST, new=SECOND, reason="newer count")


def corrected(*corrections: Correction) -> str:
    return render(POSTS.correction(corrections, ZONE, CONSOLE), ZoneInfo(ZONE), sources=False)


def test_an_amended_fact_is_told_with_both_versions() -> None:
    """What was said, what holds now with its source, and why; the day is that of the case's zone."""
    assert corrected(AMENDED) == (
        "Correction\n"
        "Corrected 20 February 2020: it was told that “About 800,000 people had been displaced” "
        "(OCHA; ocha-2020-02-13/1).\n"
        "What holds: About 810,000 people had been displaced, according to OCHA. [1]\n"
        "Why: misread table."
    )


def test_a_retracted_fact_leads_nowhere() -> None:
    """A retraction says plainly that it does not hold, and cites no fact that the base does not hold any more."""
    message = POSTS.correction((RETRACTED,), ZONE, CONSOLE)
    assert render(message) == (
        "Correction\n"
        "Retracted 20 February 2020: it was told that “33 soldiers were killed” (Turkey; anadolu-2020-02-28/1). "
        "This does not hold.\n"
        "Why: the source withdrew it."
    )
    assert message.fact_ids == ()


def test_a_superseded_fact_is_cited_with_its_successor() -> None:
    """Where another fact takes its place, both have their sources."""
    text = corrected(SUPERSEDED)
    assert "(OCHA; ocha-2020-02-06/1). [1]\nWhat holds: About 800,000 people" in text
    assert POSTS.correction((SUPERSEDED,), ZONE, CONSOLE).fact_ids == (FIRST.id, SECOND.id)


def test_several_corrections_are_one_notice() -> None:
    """All that a place is owed comes in one message, numbered."""
    text = corrected(AMENDED, RETRACTED)
    assert text.startswith("Corrections\n\n1 of 2:\nCorrected")
    assert "2 of 2:\nRetracted" in text


def test_a_change_of_data_alone_is_told_by_its_data() -> None:
    """Where the words stay and the figure, speaker or day changed, those are told on both sides."""
    assert SECOND.figure is not None
    new = replace(SECOND, version=2, figure=replace(SECOND.figure, value=810_000), said_by="UN OCHA")
    text = corrected(replace(AMENDED, new=new))
    assert "OCHA; ocha-2020-02-13/1) (about 800,000 people, said by OCHA)." in text
    assert "according to UN OCHA (about 810,000 people, said by UN OCHA). [1]" in text


def post() -> Message:
    """A post that cites facts in a paragraph, a list and a table."""
    citer = Citer()
    blocks = (
        Text(citer.claim(SECOND)),
        Bullets((citer.claim(RUSSIAN), (*citer.claim(TURKISH), Plain(" And "), citer.cite(SECOND)))),
        citer.rivals((TURKISH, RUSSIAN)),
    )
    return Message(title="T", blocks=(*blocks, *citer.sources()), footer="F", fact_ids=citer.fact_ids)


def test_lines_of_corrected_facts_are_marked() -> None:
    """Each line that cites a corrected fact begins with a mark; nothing else of the post changes."""
    before = post()
    after = POSTS.marked(before, (RETRACTED, AMENDED), ZONE)
    was, now = render(before).splitlines(), render(after).splitlines()
    fixed, gone = "Corrected 20 February 2020; it was told: ", "Retracted 20 February 2020; it was told: "
    assert now[1] == fixed + was[1]
    assert now[2] == was[2]
    assert now[3] == f"- {gone}{fixed}{was[3].removeprefix('- ')}"
    assert now[5] == was[5].replace("Turkey: ", f"Turkey: {gone}")
    assert now[6:] == was[6:]
    assert (after.title, after.footer, after.fact_ids) == (before.title, before.footer, before.fact_ids)
    assert [b for b in after.blocks if isinstance(b, Sources)] == [b for b in before.blocks if isinstance(b, Sources)]
    assert isinstance(after.blocks[0], Text)
    assert after.blocks[0].spans[0] == Bold(fixed)
    assert isinstance(after.blocks[2], Table)


def test_marking_twice_marks_once() -> None:
    """A post that bears its marks stays as it is; a later correction adds its own mark before the first."""
    once = POSTS.marked(post(), (AMENDED, RETRACTED), ZONE)
    assert POSTS.marked(once, (AMENDED, RETRACTED), ZONE) == once
    later = replace(AMENDED, id=9, made_at=MADE_AT + timedelta(days=2))
    text = render(POSTS.marked(once, (later,), ZONE))
    assert "Corrected 22 February 2020; it was told: Corrected 20 February 2020; it was told: About 800,000" in text


def test_a_post_without_the_fact_is_left_alone() -> None:
    """What does not cite a corrected fact is not touched."""
    assert POSTS.marked(post(), (SUPERSEDED,), ZONE) == post()
    bare = Message(blocks=(Text((Plain("x"), Cite((1,)))),))
    assert POSTS.marked(bare, (AMENDED,), ZONE) == bare


CLOSED = Trouble(
    what="closed",
    to=Destination(platform="discord", channel="77"),
    subscription=3,
    slot="2020-02-12 08:00",
    reason="403: no access to this channel",
    at=datetime(2020, 2, 12, 5, 0, 4, tzinfo=UTC),
    zone=ZONE,
)


def test_a_place_is_named_and_not_told_by_its_id_alone() -> None:
    """A notice names the place as such, also within what the platform said, so that each platform shows its name."""
    message = POSTS.trouble(replace(CLOSED, reason="posting to discord 77: no access to discord 771"), CONSOLE)
    spans = [s for b in message.blocks if isinstance(b, Text) for s in b.spans]
    assert spans.count(Place(CLOSED.to)) == 2
    assert "posting to discord 77: no access to discord 771." in render(message)


def trouble(what: Trouble) -> str:
    return render(POSTS.trouble(what, CONSOLE), ZoneInfo(ZONE))


def test_a_closed_channel_is_told_with_what_to_do() -> None:
    """The owner learns which place, why, that the subscription is paused, and how to go on."""
    assert trouble(CLOSED) == (
        "A channel is closed to us\n"
        "discord 77 takes no posts from us any more; number 3 is paused.\n"
        "Post: 2020-02-12 08:00 of number 3. Noted at 12 February 2020, 08:00 +03: "
        "403: no access to this channel.\n"
        "What to do: let the bot post there again, then type there: /digest resume 3."
    )
    assert "number" not in trouble(replace(CLOSED, subscription=None))


def test_an_ambiguous_post_is_told_with_what_to_do() -> None:
    """Where nobody can tell whether a post arrived, a person is asked to look."""
    text = trouble(replace(CLOSED, what="ambiguous", reason=""))
    assert text.startswith("A post may not have arrived\nNobody but a reader of discord 77 can tell")
    assert "Noted at 12 February 2020, 08:00 +03.\nWhat to do: look there." in text


def test_spent_money_is_told_with_what_to_do() -> None:
    """The operator learns whose limit was reached, what that means and until when, and what can be done."""
    told = POSTS.overspent(Overspending(whose="workspace", day=date(2026, 3, 1)))
    assert render(told) == (
        "No more is spent on the model\n"
        "One workspace came to the limit of 1 March 2026 (UTC): tokens_per_workspace or money_per_workspace under "
        "[budget].\n"
        "Until that day ends the base answers it, and others that come to theirs, in its own words; every fact stays "
        "at hand.\n"
        "What to do: nothing, or raise that limit and start the bot again."
    )


def test_footers_tell_the_moment() -> None:
    """A notice says as of when it was composed, in the zone of the place."""
    made = DeadlineNotice(why="lead", state=state_at(DEADLINE, (), as_of=AS_OF), zone=ZONE, as_of=AS_OF)
    assert POSTS.deadline(made, CONSOLE).footer == "As of 23 February 2020, 00:59 (Europe/Istanbul)"
