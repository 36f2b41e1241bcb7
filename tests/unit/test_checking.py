"""Messages held against the facts."""

from __future__ import annotations

import re
import time
from datetime import UTC

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.answer import Abstention, Account, Answer, Question, Reply, Sentence, Telling
from bot.domain.errors import StoreBusy
from bot.domain.message import Quote
from handlers.checking import SENTENCES, check, sentences
from handlers.guarding import STORELESS
from handlers.plain import render
from handlers.request import Talk
from tests.fakes import FakeAsker, StillClock
from tests.samples import DEADLINE, RUSSIAN, SECOND, TURKISH, services

TALK = Talk(asked_by="ann", conversation="c", workspace="w1")
AT = StillClock().at


class Scripted(FakeAsker):
    """Gives a reply by a word of the question."""

    async def ask(self, question: Question, *, record: bool = True, telling: Telling | None = None) -> Reply:
        self.reply = None
        if "fled" in question.text:
            facts = Sentence(text="About 800,000 people had been displaced, according to OCHA.", facts=(SECOND,))
            self.reply = Answer(
                status="answered", sentences=(facts,), as_of=AT, series=(SECOND,), series_text="S", notes=("old",)
            )
        elif "killed" in question.text:
            sides = Sentence(text="Accounts differ.", facts=(TURKISH, RUSSIAN))
            accounts = (Account(text="33.", facts=(TURKISH,)), Account(text="30.", facts=(RUSSIAN,)))
            self.reply = Answer(status="disputed", sentences=(sides,), accounts=accounts, as_of=AT)
        elif "deadline" in question.text:
            self.reply = Abstention(
                reason="not-held", text="The base does not hold that.", as_of=AT, related=(DEADLINE,)
            )
        return await super().ask(question, record=record)


async def checked(text: str, asker: FakeAsker | None = None) -> str:
    return render(await check(services(asker or Scripted()), text, TALK), UTC)


async def test_each_sentence_is_met_with_what_the_base_says() -> None:
    """Every sentence is repeated, and under it stands what the base says, cited, or that it holds nothing."""
    text = await checked("900,000 people fled! 40 were killed. The deadline is over. Bread costs 3 dollars.")
    assert "Sentence: 900,000 people fled!\nAbout 800,000 people had been displaced, according to OCHA. [1]\n" in text
    assert "Sentence: 40 were killed.\nAccounts differ. [2][3]\n- Turkey: 33. [2]" in text
    assert "Sentence: The deadline is over.\nThe base does not hold that.\nRelated, may not bear on it:" in text
    assert "Sentence: Bread costs 3 dollars.\nThe base does not hold that.\n" in text
    assert "The newest source named here is of 28 February 2020." in text
    assert "Whether the message is right, you judge." in text


async def test_no_verdict_is_given() -> None:
    """Our own words never call a message true, false, right or wrong."""
    text = await checked("900,000 people fled! 40 were killed. The deadline is over.")
    assert not re.search(r"\b(true|false|wrong|correct|confirmed|debunked|lie)\b", text, re.I)


async def test_nothing_is_recorded() -> None:
    """The message of somebody else goes on no list, into no talk, and its words are not kept."""
    asker = Scripted()
    await checked("900,000 people fled! Bread costs 3 dollars.", asker)
    assert [record for _, record in asker.asked] == [False, False]
    assert all((q.conversation, q.keep_text, q.workspace) == ("", False, "w1") for q, _ in asker.asked)


async def test_the_sources_can_be_followed() -> None:
    """The result leads to its sources and to the sides of what is disputed, and is not rated."""
    message = await check(services(Scripted()), "900,000 people fled! 40 were killed.", TALK)
    assert [(a.what, a.facts) for a in message.actions] == [
        ("sources", (SECOND.id, TURKISH.id, RUSSIAN.id)),
        ("sides", (TURKISH.id, RUSSIAN.id)),
    ]
    assert message.fact_ids == (SECOND.id, TURKISH.id, RUSSIAN.id)


async def test_a_long_message_is_looked_at_in_part() -> None:
    """At most five sentences are looked at, and it is said that there are more; a long one is repeated in part."""
    message = await check(services(), " ".join(f"Sentence {n} is here." for n in range(7)), TALK)
    assert len([b for b in message.blocks if isinstance(b, Quote)]) == SENTENCES
    assert "Only the first 5 of 7 sentences were looked at." in render(message)
    assert len(await checked("word " * 400)) < 700


@pytest.mark.parametrize("text", ["", " \n ", "***", "https://example.org", "🔥🔥", "\u200b"])
async def test_a_message_without_words_is_told(text: str) -> None:
    """Where there is nothing to look up, one line says so."""
    assert await checked(text) == "There are no words in that message to hold against the facts"


async def test_a_failure_is_one_message() -> None:
    """A locked store is told in one message, and nothing is raised."""
    assert await checked("People fled.", FakeAsker(StoreBusy("the database is locked"))) == STORELESS


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Gen. Akar spoke on Feb. 27. He left.", ["Gen. Akar spoke on Feb. 27.", "He left."]),
        ("The U.N. Security Council met! Nobody agreed", ["The U.N. Security Council met!", "Nobody agreed"]),
        ("> **Breaking**: 33 dead\n- Saraqib fell", ["Breaking : 33 dead", "Saraqib fell"]),
        ("Wow! Saraqib fell https://t.co/x?y=1 More to come", ["Saraqib fell", "More to come"]),
        ('He said "we go." Then he went. <@123> <:fire:1> Two died', ['He said "we go."', "Then he went.", "Two died"]),
        ("3.5 million people, e.g. in Idlib.", ["3.5 million people, e.g. in Idlib."]),
        ("Wow!", ["Wow!"]),
    ],
)
def test_sentences_are_told_apart(text: str, parts: list[str]) -> None:
    """Titles, months, initials and decimals end no sentence; markup, mentions and addresses are left out."""
    assert sentences(text) == parts


@given(st.text(max_size=400))
def test_any_text_is_split(text: str) -> None:
    """Whatever a message holds, its sentences are single lines with something to read in each."""
    assert all(s and "\n" not in s and any(c.isalnum() for c in s) for s in sentences(text))


@pytest.mark.parametrize("text", ["." * 8000, "<@" * 4000, "Mr. " * 2000, "# " * 4000, '."' * 4000, ". " * 4000])
def test_splitting_takes_no_time(text: str) -> None:
    """Text that was made to be slow to split is not."""
    began = time.process_time()
    sentences(text)
    assert time.process_time() - began < 0.5
