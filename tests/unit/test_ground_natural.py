"""What people and models write naturally: told without the fact's own form, and still nothing more than the fact."""

from __future__ import annotations

import pytest

from bot.domain.grounding import surface
from bot.domain.grounding.claims import Fault
from bot.domain.grounding.counts import quantities
from bot.domain.grounding.days import dates
from bot.domain.grounding.names import names
from bot.domain.grounding.sense import order, polarity
from bot.domain.grounding.speech import speakers
from bot.domain.grounding.tokens import read
from tests.grounded import gazetteer, premise


def faults(text: str, statement: str, **given: object) -> list[Fault]:
    """Everything that the checks other than that of words find."""
    said, ground = read(text), premise(statement, **given)
    return [
        *quantities.faults(said, ground),
        *dates.faults(said, ground),
        *names.faults(said, ground, gazetteer()),
        *speakers.faults(said, ground, said, gazetteer()),
        *polarity.faults(said, ground),
        *order.faults(said, ground),
        *surface.faults(said, [ground]),
    ]


@pytest.mark.parametrize(
    ("text", "statement", "kept"),
    [
        ("The missile killed its two pilots.", "The missile killed both pilots.", True),
        ("The missile killed its three pilots.", "The missile killed both pilots.", False),
        ("War would harm the two countries.", "War would harm Turkey and Syria.", True),
        ("War would harm the three countries.", "War would harm Turkey and Syria.", False),
        ("War would harm the two soldiers.", "War would harm Turkey and Syria.", False),
        ("In one day they took the town.", "In a single day they took the town.", True),
        ("No requests are taken for one month.", "No requests are taken for a month.", True),
        ("No requests are taken for one year.", "No requests are taken for a month.", False),
        ("Two were killed and one was hurt.", "A rocket killed two soldiers and wounded a third.", True),
        ("Villages passed from one side to another.", "Villages changed sides.", True),
        ("More than a dozen towns fell.", "More than a dozen villages and towns fell.", True),
        ("Posts were all but cut off.", "Posts were practically cut off.", True),
        ("All but two posts were cut off.", "Posts were practically cut off.", False),
    ],
)
def test_a_number_may_stand_for_words(text: str, statement: str, *, kept: bool) -> None:
    """Both are two, a single day is one day; nobody is counted whom the fact does not have."""
    assert (not [f for f in faults(text, statement) if f.check == "number"]) is kept


@pytest.mark.parametrize(
    ("text", "statement", "kept"),
    [
        ("It rained in the final two weeks of January 2020.", "It rained in the last two weeks of January 2020.", True),
        ("It rained in the first 16 days of May 2020.", "It rained from 1 to 16 May 2020.", True),
        ("It rained in the first 10 days of May 2020.", "It rained from 1 to 16 May 2020.", False),
        (
            "By 17 April 2020 it had rained in the first half of that month.",
            "By 17 April 2020 it had rained in the first half of April.",
            True,
        ),
        (
            "By 17 April 2020 it had rained in the second half of that month.",
            "By 17 April 2020 it had rained in the first half of April.",
            False,
        ),
        ("It fell at about 1.40 p.m. on 2 May 2020.", "It fell at about 13:40 on 2 May 2020.", True),
        ("It fell at about 1.50 p.m. on 2 May 2020.", "It fell at about 13:40 on 2 May 2020.", False),
        ("They broke the promises of 2016.", "They broke their 2016 promises.", True),
        ("They broke the promises of 2017.", "They broke their 2016 promises.", False),
    ],
)
def test_parts_of_months_and_hours_may_be_written_otherwise(text: str, statement: str, *, kept: bool) -> None:
    """The final two weeks are the last two, that month is the one before; another part of it is a fault."""
    assert (not [f for f in faults(text, statement, event_date="2020") if f.check in ("date", "number")]) is kept


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Turkey was accused by Akar of breaking the truce.", True),
        ("Akar called it broken, he said on 3 February 2020.", True),
        ("Akar was of the view that Russia broke the truce.", True),
        ("Akar's expectation was that Russia broke the truce.", True),
        ("Erdogan was of the view that Russia broke the truce.", False),
        ("Erdogan's expectation was that Russia broke the truce.", False),
        ("Erdogan called it broken, he said on 3 February 2020.", False),
        ("On 3 February 2020 he said that Russia broke the truce.", False),
        ("Russia broke the truce, according to a statement published by Akar.", True),
        ("Russia broke the truce, according to a statement published by Erdogan.", False),
    ],
)
def test_a_speaker_may_be_told_in_many_ways(text: str, *, kept: bool) -> None:
    """His view, his expectation, `he` behind his name: all are his; somebody else's are a fault."""
    statement = "Akar said on 3 February 2020 that Russia broke the truce."
    assert (not [f for f in faults(text, statement) if f.check == "speaker"]) is kept


@pytest.mark.parametrize(
    "text",
    ["Shelling had claimed the lives of ten people.", "Nobody has claimed responsibility for the strike."],
)
def test_some_verbs_of_speech_say_nothing(text: str) -> None:
    """To claim lives or responsibility puts nothing in doubt."""
    statement = "Shelling killed ten people, and nobody has claimed responsibility for the strike."
    assert not [f for f in faults(text, statement) if f.check == "speaker"]


@pytest.mark.parametrize(
    ("text", "statement", "kept"),
    [
        ("The deal did not include Turkey.", "The deal left Turkey out.", True),
        ("There were no warplanes.", "The sky was free of warplanes.", True),
        ("The areas are not under government control.", "The areas are outside government control.", True),
        ("The reports had no basis.", "The reports were baseless.", True),
        ("He spoke of the decline of the pound.", "He spoke of the fall of the pound.", True),
        ("He declined to comment.", "He commented.", False),
        ("There were no pilots.", "The sky was free of warplanes.", False),
        ("They were unable to say if it was rebels.", "They could not say whether it was rebels.", True),
        ("They were able to say that it was rebels.", "They could not say whether it was rebels.", False),
    ],
)
def test_a_denial_may_be_told_by_another_word(text: str, statement: str, *, kept: bool) -> None:
    """Left out is not included, baseless has no basis; what nobody denies is not denied."""
    assert (not [f for f in faults(text, statement) if f.check in ("negation", "modality")]) is kept


@pytest.mark.parametrize(
    ("text", "statement", "kept"),
    [
        ("He had taken refuge near the border.", "He had sought shelter near the border.", True),
        ("He took the town.", "He sought to take the town.", False),
        ("More fighting would bring hunger.", "It would bring hunger if the fighting went on.", True),
        ("Fighting brought hunger.", "It would bring hunger if the fighting went on.", False),
        ("There can be no military solution.", "There is no military solution.", True),
        ("There can be a military solution.", "There is a military solution.", False),
        ("The shots hit terrorists.", "The shots were aimed at terrorists.", True),
    ],
)
def test_what_is_open_may_be_told_by_another_word(text: str, statement: str, *, kept: bool) -> None:
    """Shelter that was sought is no plan, more fighting is an `if`; what is left open is not told as done."""
    found = [f for f in faults(text, statement, kind="position") if f.check == "modality"]
    assert (not found) is kept


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("The army, after Saraqib and Nayrab, moved on to Aleppo.", True),
        ("The army, before Saraqib and Nayrab, moved on to Aleppo.", False),
        ("After Aleppo the army moved on to Saraqib and Nayrab.", False),
    ],
)
def test_an_order_is_told_by_what_stands_behind_its_word(text: str, *, kept: bool) -> None:
    """What comes after what is known by the words right behind it."""
    found = faults(text, "After Saraqib and Nayrab the army was moving on to Aleppo.")
    assert (not [f for f in found if f.check == "order"]) is kept


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("The army answered attacks by the 'foreign occupation', as it called it.", True),
        ("The army answered attacks by the 'brutal occupation', as it called it.", False),
    ],
)
def test_what_somebody_calls_something_may_be_quoted(text: str, *, kept: bool) -> None:
    """The words behind `what it called` may have the marks that the fact spares."""
    found = faults(text, "The army answered attacks by what it called the foreign occupation.")
    assert (not [f for f in found if f.check == "quotation"]) is kept


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("The Foreign Ministry in Moscow said the truce held.", True),
        ("The Foreign Ministry in Ankara said the truce held.", False),
        ("The Turkish and Russian presidents said the truce held.", False),
    ],
)
def test_a_ministry_may_be_told_by_its_seat(text: str, *, kept: bool) -> None:
    """The ministry in its capital is that of its state, and of no other."""
    assert (not faults(text, "Russia's Foreign Ministry said the truce held.")) is kept


def test_a_pronoun_stands_for_no_one_who_is_only_told_of() -> None:
    """Who is named in what is told, and does not speak in the sentence, is not `he`."""
    text = "The Idlib meeting of Akar and Lavrov was the first confirmed one, he said."
    statement = "The Idlib meeting of Akar and Lavrov was the first confirmed one, Akar said."
    assert [f for f in faults(text, statement) if f.check == "speaker"]
