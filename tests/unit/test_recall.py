"""Talk whose words may not be kept."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime

from bot.domain.model import Made
from bot.domain.ports import EXTRACTIVE, Turn
from bot.services.recall import HELD_S, TALKS, Recall
from tests.fakes import FakeJournal

NOW = datetime(2020, 2, 14, 12, tzinfo=UTC)


def turn(words: str, *fact_ids: str) -> Turn:
    return Turn(question=words, resolved=f"{words} by then", status="answered", fact_ids=fact_ids, as_of=NOW)


class Written(FakeJournal):
    """Keeps turns as the store does: without their words where those may not be kept."""

    def __init__(self) -> None:
        super().__init__()
        self.turns_of: dict[tuple[str, str], list[Turn]] = {}

    async def record(
        self,
        *,
        asked_at: datetime,
        workspace: str,
        conversation: str,
        turn: Turn,
        elapsed_ms: float,
        keep_text: bool,
        made: Made = EXTRACTIVE,
    ) -> int:
        held = self.turns_of.setdefault((workspace, conversation), [])
        held.insert(0, turn if keep_text else replace(turn, question="", resolved=""))
        return len(held)

    async def turns(self, workspace: str, conversation: str, *, limit: int) -> list[Turn]:
        return self.turns_of.get((workspace, conversation), [])[:limit]


@dataclass
class Seconds:
    """A timer that is set by hand."""

    now: float = 0.0

    def __call__(self) -> float:
        return self.now


async def say(journal: Recall | Written, one: Turn, *, conversation: str = "c", keep: bool = False) -> None:
    await journal.record(
        asked_at=NOW, workspace="w", conversation=conversation, turn=one, elapsed_ms=1.0, keep_text=keep
    )


async def test_the_latest_words_are_known_and_never_written() -> None:
    """The newest turn comes back with its words, the one before without, and none of them reached the journal."""
    written = Written()
    recall = Recall(written)
    await say(recall, turn("how many fled?", "a/1"))
    await say(recall, turn("and in March?", "b/1"))
    newest, before = await recall.turns("w", "c", limit=2)
    assert newest == turn("and in March?", "b/1")
    assert before == Turn(question="", resolved="", status="answered", fact_ids=("a/1",), as_of=NOW)
    assert all(t.question == t.resolved == "" for t in await written.turns("w", "c", limit=9))
    assert await recall.turns("other", "c", limit=2) == await recall.turns("w", "other", limit=2) == []


async def test_words_are_forgotten_after_an_hour() -> None:
    """An hour after it was said nothing is left but the facts that were shown."""
    seconds = Seconds()
    recall = Recall(Written(), timer=seconds)
    await say(recall, turn("how many fled?", "a/1"))
    seconds.now = HELD_S - 1
    assert (await recall.turns("w", "c", limit=1))[0].question == "how many fled?"
    seconds.now = HELD_S + 1
    (left,) = await recall.turns("w", "c", limit=1)
    assert (left.question, left.resolved, left.fact_ids) == ("", "", ("a/1",))


async def test_after_a_restart_the_facts_are_still_known() -> None:
    """A new process knows what was shown, from the store, and none of the words."""
    written = Written()
    await say(Recall(written), turn("how many fled?", "a/1"))
    assert await Recall(written).turns("w", "c", limit=1) == await written.turns("w", "c", limit=1)


async def test_another_process_may_have_gone_on() -> None:
    """Where the newest stored turn is not the one that is held, the held words are not put upon it."""
    written = Written()
    recall = Recall(written)
    await say(recall, turn("how many fled?", "a/1"))
    await say(written, turn("who took Saraqib?", "b/1"))
    assert (await recall.turns("w", "c", limit=1))[0].question == ""


async def test_where_words_may_be_kept_nothing_is_held() -> None:
    """Words that are on disk come from there, also after a turn that was not."""
    recall = Recall(Written())
    await say(recall, turn("how many fled?", "a/1"))
    await say(recall, turn("who took Saraqib?", "b/1"), keep=True)
    assert (await recall.turns("w", "c", limit=1))[0].question == "who took Saraqib?"


async def test_only_so_many_talks_are_held() -> None:
    """The words of the talk that was quiet for longest go first."""
    recall = Recall(Written())
    for number in range(TALKS + 1):
        await say(recall, turn("how many fled?", "a/1"), conversation=f"c{number}")
    assert (await recall.turns("w", "c0", limit=1))[0].question == ""
    assert (await recall.turns("w", f"c{TALKS}", limit=1))[0].question == "how many fled?"


async def test_gaps_go_straight_through() -> None:
    """The list of gaps is that of the journal beneath."""
    recall = Recall(Written())
    await recall.add_gap(asked_at=NOW, workspace="w", question="", reason="not-held", near=())
    assert [g.reason for g in await recall.open_gaps("w", limit=5)] == ["not-held"]
