"""What a correction may be, and which posts are edited for it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any, cast

import pytest

from bot.domain.delivery import Receipt, Seen
from bot.domain.errors import BadRequest
from bot.domain.facts import Fact
from bot.domain.message import Message
from bot.domain.outbox import Carrier, Owed
from bot.domain.subscription import Correction
from bot.services.correct import amend, edits_for, retract, supersede
from bot.services.posting import Posting
from handlers.citing import Citer, attributed
from handlers.posts import Posts
from tests.delivering import RULES, channel
from tests.fakes import ZONE, FakeFactBase, FakeJournal
from tests.platforms import BLIND, PLAIN, FakePlatform
from tests.samples import FIRST, OUTCOME, SECOND, fact, people

NOW = datetime(2020, 3, 10, tzinfo=UTC)
HERE = channel("news")
SHARE = replace(FIRST, id="ocha-2020-02-07/1", figure=replace(people(60), unit="percent of people"))
RANGE = replace(
    FIRST,
    id="ocha-2020-02-08/1",
    statement="12,000–25,000 people fled.",
    figure=replace(people(12_000), value_high=25_000),
)


@dataclass
class Recorded:
    """Takes every correction, and records it."""

    made: list[tuple[str, object]] = field(default_factory=list)

    async def amend(self, new: Fact, **_: object) -> Correction:
        return self._made("amend", new)

    async def retract(self, fact_id: str, **_: object) -> Correction:
        return self._made("retract", fact_id)

    async def supersede(self, fact_id: str, *, by: str, **_: object) -> Correction:
        return self._made("supersede", (fact_id, by))

    def _made(self, how: str, what: object) -> Correction:
        self.made.append((how, what))
        return correction(FIRST, None)


def posting(platform: FakePlatform | None = None, *known: Fact) -> Posting:
    """Only what correcting needs."""
    parts: Any = dict.fromkeys(("subscriptions", "outbox", "ledger"))
    return Posting(
        facts=FakeFactBase(known=known or (FIRST, SECOND, OUTCOME, SHARE, RANGE)),
        journal=FakeJournal(),
        corrections=Recorded(),
        presenter=Posts(),
        platforms={"fake": platform or FakePlatform()},
        rules=RULES,
        case_title="A test case",
        zone=ZONE,
        **parts,
    )


def made(desk: Posting) -> list[tuple[str, Any]]:
    return cast("Recorded", desk.corrections).made


def correction(old: Fact, new: Fact | None, number: int = 4) -> Correction:
    return Correction(
        id=number,
        how="amend" if new else "retract",
        old=old,
        new=new,
        reason="a slip",
        made_by="ed",
        made_at=NOW,
    )


def carrier(post: str, *facts: Fact, versions: tuple[Seen, ...] = ()) -> Carrier:
    citer = Citer()
    message = Message(title=post, blocks=(citer.claims(facts), *citer.sources()))
    seen = versions or tuple((f.id, f.version) for f in facts)
    return Carrier(receipt=Receipt(to=HERE, id=post, sent_at=NOW), message=message, seen=seen)


def owed(*carriers: Carrier, corrections: tuple[Correction, ...]) -> Owed:
    return Owed(to=HERE, workspace="w", corrections=corrections, carriers=carriers)


def amended(old: Fact, statement: str) -> Fact:
    return replace(old, statement=statement, version=old.version + 1)


async def correct(desk: Posting, how: str, fact_id: str, **more: Any) -> Correction:
    service = {"amend": amend, "retract": retract, "supersede": supersede}[how]
    values = {"reason": "a slip", "made_by": "ed", "now": NOW, **more}
    return await service(desk, fact_id, **values)  # type: ignore[operator,no-any-return]


async def test_an_amendment_changes_words_and_value_only() -> None:
    """The corrected fact keeps all but its statement and the value of its figure."""
    desk = posting()
    await correct(desk, "amend", FIRST.id, statement="  About 568,000 people had been displaced. ", value=568_000)
    ((_, new),) = made(desk)
    assert new == replace(FIRST, statement="About 568,000 people had been displaced.", figure=people(568_000))


async def test_new_words_for_the_same_figure_need_no_value() -> None:
    """Where the number stays in the words, the value stays too."""
    desk = posting()
    await correct(desk, "amend", FIRST.id, statement="About 586,000 people had fled.")
    ((_, new),) = made(desk)
    assert new.figure == FIRST.figure


async def test_one_value_for_a_range() -> None:
    """A range that turns out to be one number is a range no more."""
    desk = posting()
    await correct(desk, "amend", RANGE.id, statement="18,000 people fled.", value=18_000)
    ((_, new),) = made(desk)
    assert (new.figure.value, new.figure.value_high) == (18_000, None)


@pytest.mark.parametrize(
    ("fact_id", "more", "said"),
    [
        ("ocha-2020-02-06/9", {"statement": "x"}, "there is no fact 'ocha-2020-02-06/9'"),
        (FIRST.id, {"statement": " "}, "the statement is empty"),
        (FIRST.id, {"statement": FIRST.statement}, "reads so already"),
        (FIRST.id, {"statement": f" {FIRST.statement}"}, "reads so already"),
        (FIRST.id, {"statement": "x" * 601}, "has 601 characters; at most 600"),
        (FIRST.id, {"statement": "two\nlines"}, "cannot be seen"),
        (FIRST.id, {"statement": "About 568,000 people."}, "figure 586,000 of ocha-2020-02-06/1 is not in these words"),
        (FIRST.id, {"statement": "Fewer.", "value": float("nan")}, "not a finite number"),
        (FIRST.id, {"statement": "Fewer.", "value": -1.0}, "-1 is negative"),
        (SHARE.id, {"statement": "All and more.", "value": 101.0}, "101 percent is more than all"),
        (OUTCOME.id, {"statement": "Nobody came.", "value": 1.0}, "is no figure"),
        (FIRST.id, {"statement": "About 586,000.", "reason": ""}, "the reason is empty"),
        (FIRST.id, {"statement": "About 586,000.", "reason": "x" * 301}, "the reason has 301 characters"),
        (FIRST.id, {"statement": "About 586,000.", "reason": "a\nb"}, "cannot be seen"),
    ],
)
async def test_what_no_amendment_may_be(fact_id: str, more: dict[str, Any], said: str) -> None:
    """Each mistake is refused in one line that says what to do, and nothing is written."""
    desk = posting()
    with pytest.raises(BadRequest, match=said) as refused:
        await correct(desk, "amend", fact_id, **more)
    assert "\n" not in str(refused.value)
    assert not made(desk)


async def test_what_is_not_known_yet_cannot_be_corrected() -> None:
    """A fact of a later moment of the story is no fact now."""
    desk = posting()
    with pytest.raises(BadRequest, match="there is no fact"):
        await correct(desk, "retract", OUTCOME.id, now=datetime(2020, 3, 1, tzinfo=UTC))


async def test_a_withdrawn_fact_cannot_be_retracted() -> None:
    """It says that the fact was withdrawn, not that there never was one."""
    desk = replace(posting(), facts=FakeFactBase(old=(FIRST,)))
    with pytest.raises(BadRequest, match="was withdrawn"):
        await correct(desk, "retract", FIRST.id)


@pytest.mark.parametrize(
    ("fact_id", "by", "said"),
    [
        (FIRST.id, FIRST.id, "cannot take its own place"),
        (FIRST.id, SECOND.id, "takes the place of ocha-2020-02-06/1 already"),
        (SECOND.id, FIRST.id, "in a circle"),
        (FIRST.id, "ocha-2020-02-13/9", "there is no fact"),
        ("ocha-2020-02-13/9", FIRST.id, "there is no fact"),
    ],
)
async def test_what_may_not_supersede(fact_id: str, by: str, said: str) -> None:
    """Both facts are there, they differ, and no chain of them goes in a circle."""
    desk = posting()
    with pytest.raises(BadRequest, match=said):
        await correct(desk, "supersede", fact_id, by=by)
    assert not made(desk)


async def test_a_long_circle_is_found() -> None:
    """The fact that is to take the place may be many links back."""
    chain = [
        fact(f"ap-2020-02-{n:02}/1", "A number.", "2020-02-01", supersedes=(f"ap-2020-02-{n - 1:02}/1",))
        for n in range(2, 9)
    ]
    first = fact("ap-2020-02-01/1", "A number.", "2020-02-01")
    desk = posting(None, first, *chain)
    with pytest.raises(BadRequest, match="in a circle"):
        await correct(desk, "supersede", chain[-1].id, by=first.id)
    await correct(desk, "supersede", first.id, by=chain[-1].id)
    assert made(desk) == [("supersede", (first.id, chain[-1].id))]


def test_a_post_is_marked_where_it_told_the_old_version() -> None:
    """One edit of the post, in place of it, with the corrected line marked and its words kept."""
    post = carrier("p1", FIRST, OUTCOME)
    (edit,) = edits_for(
        posting(), owed(post, corrections=(correction(FIRST, amended(FIRST, "Fewer people."), 4),)), NOW
    )
    assert (edit.kind, edit.to, edit.workspace, edit.slot) == ("edit", HERE, "w", "edit p1 4")
    assert edit.edits == post.receipt
    (page,) = edit.pages
    lines = page.body.decode().splitlines()
    (marked,) = [line for line in lines if FIRST.statement.rstrip(".") in line]
    assert "Corrected 10 March 2020" in marked
    assert not any("Corrected" in line for line in lines if OUTCOME.statement.rstrip(".") in line)


def test_a_post_with_several_corrected_facts_is_edited_once() -> None:
    """One edit marks all of its lines; a post is marked only for what it carries, the oldest post first."""
    first = correction(FIRST, amended(FIRST, "Fewer people."), 4)
    second = correction(OUTCOME, None, 7)
    both, one = carrier("p1", FIRST, OUTCOME), carrier("p2", OUTCOME)
    edits = edits_for(posting(), owed(one, both, corrections=(first, second)), NOW)
    assert [e.slot for e in edits] == ["edit p1 4,7", "edit p2 7"]
    assert edits[0].pages[0].body.decode().count("10 March 2020; it was told: ") == 2


def test_a_post_that_told_the_new_version_is_left_alone() -> None:
    """What a post carries in a later version than the one corrected is not marked."""
    new = amended(FIRST, "Fewer people.")
    assert edits_for(posting(), owed(carrier("p1", new), corrections=(correction(FIRST, new),)), NOW) == ()


def test_an_older_version_is_marked_too() -> None:
    """A correction of a correction also holds for what the first post said."""
    second = amended(FIRST, "Fewer people.")
    edits = edits_for(posting(), owed(carrier("p1", FIRST), corrections=(correction(second, None),)), NOW)
    assert [e.slot for e in edits] == ["edit p1 4"]


def test_a_full_post_is_marked_in_the_place_of_words() -> None:
    """Where the mark does not fit beside the words of a claim, it takes their place; the number stays."""
    debt = owed(carrier("p1", FIRST, SECOND, OUTCOME), corrections=(correction(FIRST, None),))
    (edit,) = edits_for(posting(FakePlatform(capabilities=PLAIN)), debt, NOW)
    short = replace(PLAIN, message_limit=len(edit.pages[0].body.decode()) - 1)
    (brief,) = edits_for(posting(FakePlatform(capabilities=short)), debt, NOW)
    was, now = (e.pages[0].body.decode().splitlines() for e in (edit, brief))
    assert was[1] == f"- Retracted 10 March 2020; it was told: {attributed(FIRST)} [1]"
    assert now[1] == "- Retracted 10 March 2020. Ask for what holds now. [1]"
    assert now[2:] == was[2:]


def test_no_edit_where_none_can_be_made() -> None:
    """A platform that cannot edit is left alone, and so is a post in which there is no room for the briefest mark."""
    debt = owed(carrier("p1", FIRST, SECOND, OUTCOME), corrections=(correction(FIRST, None),))
    assert edits_for(posting(FakePlatform(capabilities=BLIND)), debt, NOW) == ()
    short = replace(PLAIN, message_limit=500)
    assert edits_for(posting(FakePlatform(capabilities=short)), debt, NOW) == ()
