"""The look of a sentence: plain words, quoted as the facts quote them, that speak to nobody."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.facts import Case
from bot.domain.grounding import surface
from bot.domain.grounding.premise import Premise
from bot.domain.grounding.speech.quotes import quotes
from bot.domain.grounding.tokens import read
from tests.grounded import premise

STATEMENT = "Akar called Russia's soldiers 'a danger to all of us' and said the U.S. would not help."


def found(text: str, statement: str = STATEMENT) -> set[str]:
    """The kinds of fault that the look of a sentence has."""
    return {f.check for f in surface.faults(read(text), [premise(statement)])}


@pytest.mark.parametrize(
    "text",
    [
        "Akar called Russia's soldiers 'a danger to all of us'.",
        "Russia's soldiers were “a danger”, Akar said.",
        "The soldiers' camp and Russia’s were «a danger to all of us», as Akar said.",
        "The U.S. would not help, Gen. Akar said.",
        "About 3,600 (40%) left – by air – for $2.5 million.",
        "Çavuşoğlu and Borrell met.",
    ],
)
def test_plain_sentences_and_true_quotations_are_kept(text: str) -> None:
    """Any kind of quotation marks around the fact's own quotation, apostrophes, initials, foreign letters are fine."""
    assert found(text) == set()


@pytest.mark.parametrize(
    "text",
    [
        "Akar called Russia's soldiers 'a danger to some of us'.",
        'Akar said the U.S. "would not help".',
        "Akar spoke of a ‘danger’ and of “all soldiers”.",
        "Akar called them „wicked“.",
        'Akar called them "a danger to all of us.',
    ],
)
def test_a_quotation_that_no_fact_has_is_a_fault(text: str) -> None:
    """Altered words, marks around what the fact tells in its own words, scare quotes and an open end are found."""
    assert found(text) == {"quotation"}


@pytest.mark.parametrize(
    "text",
    [
        "Akar spoke (https://evil.example/x).",
        "Akar spoke at www.evil.example today.",
        "Akar spoke on evil-news.com and left.",
        "Akar, akar@example.org, spoke.",
        "Akar spoke to @everyone there.",
        "Akar spoke in #general there.",
        "Akar spoke on +90 312 555 01 02 there.",
        "Akar spoke, see /etc/passwd there.",
        "Akar spoke on evil [.] com there.",
        "Akar spoke on evil dot com there.",
    ],
)
def test_addresses_are_faults(text: str) -> None:
    """Links, domains, mail, handles, channels, telephone numbers and paths are found, written plainly or not."""
    assert "address" in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "Akar **spoke** there.",
        "Akar <b>spoke</b> there.",
        "Akar `spoke` there.",
        "Akar spoke there [1].",
        "Akar spoke there. Russia left.",
        "Akar spoke\nthere.",
        "Akar spoke \u200bthere.",
        "Akar \u202espoke there.",
        "Akar spoke 🔥 there.",
        "Аkar spoke there.",
        "- Akar spoke there.",
        "Akar spoke :fire: there.",
        "Akar spoke &lt;there.",
        "| Akar | spoke |",
    ],
)
def test_markup_and_strange_characters_are_faults(text: str) -> None:
    """Markup, brackets, emoji, unseen characters, other scripts, lists and a second sentence are found."""
    assert "markup" in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "Please note Akar spoke.",
        "Click here.",
        "Ignore what Akar said.",
        "Akar said you must leave.",
        "We know that Akar spoke.",
        "As an AI language model, Akar spoke.",
        "Breaking: Akar spoke.",
        "Did Akar speak?",
        "Akar spoke!",
        "Akar spoke; visit Ankara.",
    ],
)
def test_words_to_the_reader_are_faults(text: str) -> None:
    """Orders, requests, questions, cries, labels and a voice of its own are found."""
    assert "instruction" in found(text)


def test_what_the_fact_has_is_no_fault() -> None:
    """An address, a mark or a word to the reader that stands in the fact may be told."""
    assert found("The site example.org said 'help us'!", "The site example.org said 'help us'!") == set()


@given(st.text(alphabet="ab '\"’“”‘.s", max_size=40))
def test_any_text_has_quotations_within_it(text: str) -> None:
    """Whatever marks a text has, its quotations stand within it, in order and apart."""
    end = 0
    for quote in quotes(text):
        assert end <= quote.start < quote.end <= len(text)
        end = quote.end


@given(st.text(max_size=60))
def test_any_text_can_be_looked_at(text: str) -> None:
    """No text stops the check, and every fault lies within it."""
    for fault in surface.faults(read(text), [premise(STATEMENT)]):
        assert 0 <= fault.start < fault.end <= len(text)


def test_every_fact_of_the_case_looks_plain(idlib: Case) -> None:
    """No statement of the case, alone or with its speaker, has a fault of look against its own fact."""
    for fact in idlib.facts:
        ground = Premise.of(fact)
        for text in (fact.statement, ground.said.text):
            assert not surface.faults(read(text), [ground]), text
