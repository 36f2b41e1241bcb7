"""Commands whose options come by name, as platforms with forms send them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.domain.errors import StoreBusy
from bot.domain.facts import TOPICS
from handlers.commands import COMMANDS, answer_to, reply_to
from handlers.guarding import STORELESS
from handlers.plain import render
from handlers.request import Services, Talk
from tests.fakes import FakeAsker
from tests.samples import SECOND, services

TALK = Talk(asked_by="ann", conversation="c1", workspace="w1")


async def said(name: str, given: Services | None = None, **values: str) -> str:
    return render(await answer_to(given or services(), COMMANDS[name], values, TALK))


async def test_values_are_taken_as_they_are() -> None:
    """What stands in an option is its value, also where it looks like another option or a command."""
    asker = FakeAsker()
    await said("ask", services(asker), question="/now as_of:2020-02-13 topic:aid")
    ((question, _),) = asker.asked
    assert (question.text, question.as_of, question.topic) == ("/now as_of:2020-02-13 topic:aid", None, "")
    assert "800,000" in await said("fact", id=SECOND.id)


async def test_a_topic_and_a_moment_narrow_the_question() -> None:
    """Topic and as_of reach the asker; a topic that there is not is told with the nearest one."""
    asker = FakeAsker()
    await said("ask", services(asker), question="how many?", topic="Displacement", as_of="2020-02-13")
    await reply_to(services(asker), "/ask how many? topic:aid", TALK)
    assert [(q.topic, q.as_of is not None) for q, _ in asker.asked] == [("displacement", True), ("aid", False)]
    assert "did you mean displacement?" in await said("ask", question="how many?", topic="displacment")
    assert COMMANDS["ask"].option("topic").choices == TOPICS


async def test_words_that_may_not_be_kept_are_marked() -> None:
    """Whether a person's words may be kept reaches the asker."""
    asker = FakeAsker()
    for keep in (True, False):
        await answer_to(services(asker), COMMANDS["ask"], {"question": "why?"}, replace(TALK, keep_text=keep))
    assert [q.keep_text for q, _ in asker.asked] == [True, False]


@pytest.mark.parametrize(
    ("name", "values", "says"),
    [
        ("ask", {}, "needs question"),
        ("ask", {"question": "x", "as_of": "soon"}, "no moment"),
        ("now", {"days": "900"}, "no whole number"),
        ("now", {"nosuch": "1"}, "has no option 'nosuch'"),
        ("who", {"name": "\ud800"}, "broken characters"),
        ("timeline", {"from": "2020-02-30"}, "no day"),
        ("digest add", {"when": "daily 08:00"}, "keeps no subscriptions"),
    ],
)
async def test_mistakes_are_told_in_words(name: str, values: dict[str, str], says: str) -> None:
    """Whatever is wrong with the values is one message; nothing is raised."""
    assert says in render(await answer_to(services(), COMMANDS[name], values, TALK))


@pytest.mark.parametrize("fault", [StoreBusy("the database is locked"), KeyError("x"), RuntimeError("y")])
async def test_what_breaks_is_told(fault: Exception) -> None:
    """That the store cannot be had is told as such, a fault of the program with a reference; neither in its words."""
    text = await said("ask", services(FakeAsker(fault)), question="why?")
    assert text == STORELESS or text.startswith("That failed here, reference ")
