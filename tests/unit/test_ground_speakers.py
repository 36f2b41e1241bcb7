"""The check of speakers: what somebody says is told as his, by a word that vouches for no more than the fact does."""

from __future__ import annotations

import pytest

from bot.domain.facts import Case
from bot.domain.grounding.premise import Premise
from bot.domain.grounding.speech import speakers
from bot.domain.grounding.speech.reports import reports
from bot.domain.grounding.tokens import read
from tests.grounded import gazetteer, names_of, premise

SAID = "Akar said on 3 February 2020 that Russia broke the truce."
COUNTED = "Ten people died in Idlib, the Syrian Observatory reported."


def is_fine(text: str, statement: str = SAID, **given: object) -> bool:
    """Has a sentence no fault of speaker against a fact?"""
    said = read(text)
    found = speakers.faults(said, premise(statement, **given), said, gazetteer())
    assert all(f.check == "speaker" for f in found)
    return not found


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Erdogan on 3 February 2020 accused Russia.", "Erdogan"),
        (
            "Hulusi Akar, Turkey's defence minister, said Russia left.",
            "Hulusi Akar, Turkey's defence minister",
        ),
        ("Russia broke the truce, said Akar.", "Akar"),
        ("Russia broke the truce, according to a statement by OCHA.", "a statement by OCHA"),
        ("By OCHA's count ten died.", "OCHA's"),
        ("The truce was called broken by Akar.", "Akar"),
        ("Ten died in Idlib, local witnesses told Reuters.", "local witnesses"),
        ("Trucks crossed into Idlib (UN OCHA).", "UN OCHA"),
        ("The UN quoted Akar as saying so.", "Akar"),
    ],
)
def test_who_speaks_is_found(text: str, speaker: str) -> None:
    """Before or after the verb, in the passive, by his count, in brackets: whoever speaks is found."""
    said = read(text)
    spoken = [r for r in reports(said, gazetteer()) if r.named]
    assert speaker in [said.text[said.tokens[r.first].start : said.tokens[r.last - 1].end] for r in spoken]


@pytest.mark.parametrize(
    "text",
    [
        "Russia broke the truce, according to Akar.",
        "Turkey's defence minister told of a truce that Russia broke.",
        "Russia broke the truce, Turkey said.",
        "Russia, Hulusi Akar declared, broke the truce.",
    ],
)
def test_his_name_may_stand_elsewhere_and_be_told_more_generally(text: str) -> None:
    """Order, title, the state of a minister and another neutral word are faithful."""
    assert is_fine(text)


@pytest.mark.parametrize(
    "text",
    [
        "Russia broke the truce.",
        "Russia reportedly broke the truce.",
        "He said Russia broke the truce.",
        "Russia said that Russia broke the truce.",
        "Erdogan said that Russia broke the truce.",
        "Officials said that Russia broke the truce.",
        "According to the Kremlin, Akar said Russia broke the truce.",
    ],
)
def test_a_speaker_who_is_missing_or_another_is_a_fault(text: str) -> None:
    """What one man says is neither told as plain fact nor as what a pronoun or somebody else says."""
    assert not is_fine(text)


@pytest.mark.parametrize("word", ["confirmed", "revealed", "admitted", "claimed", "alleged", "insisted"])
def test_a_word_that_vouches_or_doubts_is_a_fault(word: str) -> None:
    """Said is not confirmed, and it is not claimed."""
    assert not is_fine(f"Akar {word} that Russia broke the truce.")


@pytest.mark.parametrize("word", ["established", "determined", "found", "ascertained", "discovered", "proved"])
def test_a_finding_vouches_for_its_clause(word: str) -> None:
    """Said is not found to be so, with `that` or without, at once, behind a day or at the end."""
    for told in (f"{word} that", f"{word} on 3 February 2020 that", word):
        assert not is_fine(f"Akar {told} Russia broke the truce.")
    assert not is_fine(f"Russia broke the truce, Akar {word}.")
    assert is_fine(
        f"Akar {word} that Russia broke the truce.", f"Akar {word} on 3 February that Russia broke the truce."
    )
    assert is_fine("Akar found that Russia broke the truce.", "Akar concluded that Russia broke the truce.")


def test_what_is_set_up_or_come_upon_vouches_for_nothing() -> None:
    """To establish a camp and to find a cache are no reports."""
    assert is_fine("Turkey established a post in Idlib.", "Turkey set up a post in Idlib.")
    assert is_fine("Four cases were found in Idlib.", "Four cases were registered in Idlib.")


def test_what_is_claimed_may_be_said() -> None:
    """Less doubt by a neutral word is fine where the speaker is named; a stronger word that the fact has is kept."""
    assert is_fine("Akar said Russia broke the truce.", "Akar claimed that Russia broke the truce.")
    assert is_fine("Akar confirmed it: Russia left.", "Akar confirmed that Russia left.")
    assert not is_fine("Akar confirmed that Russia left.", "Akar claimed that Russia left.")


def test_a_plain_event_needs_no_speaker() -> None:
    """Where neither the statement nor its kind makes it somebody's claim, the speaker may be told or left out."""
    given = {"said_by": "UN OCHA"}
    assert is_fine("Trucks crossed into Idlib.", "Trucks crossed into Idlib.", **given)
    assert is_fine("Trucks crossed into Idlib, OCHA said.", "Trucks crossed into Idlib.", **given)
    assert not is_fine("Trucks crossed into Idlib, Akar said.", "Trucks crossed into Idlib.", **given)


def test_a_contested_fact_needs_its_speaker() -> None:
    """A position, an assessment and a disputed fact are told with who says so, though no statement names him."""
    for given in ({"kind": "position"}, {"kind": "assessment"}, {"disputes": ("s/2",)}):
        assert not is_fine("Trucks crossed.", "Trucks crossed into Idlib.", said_by="UN OCHA", **given)
        assert is_fine("Trucks crossed, OCHA said.", "Trucks crossed into Idlib.", said_by="UN OCHA", **given)


def test_where_nobody_is_named_the_publisher_says_so() -> None:
    """An assessment without a speaker is told as its publisher's."""
    assert is_fine("Idlib was lost, The Gazette reported.", "Idlib was lost.", kind="assessment")
    assert not is_fine("Idlib was lost.", "Idlib was lost.", kind="assessment")


def test_what_is_reported_is_told_as_reported() -> None:
    """A report without a speaker is not told as a plain fact."""
    statement = "Ten people were reported to have died in Idlib."
    assert is_fine("In Idlib ten people were reported to have died.", statement)
    assert not is_fine("In Idlib ten people died.", statement)


def test_a_stretch_takes_its_speaker_from_the_sentence_around_it() -> None:
    """A stretch belongs to the report that closes it, else to the one before it; another's report is no cover."""
    ground = premise(COUNTED)
    for text, fine in [
        ("Ten people died in Idlib and five fled, the Syrian Observatory said.", True),
        ("The Syrian Observatory said five fled and ten people died in Idlib.", True),
        ("Ten people died in Idlib and five fled, Russia said.", False),
    ]:
        whole = read(text)
        first = [t.word for t in whole.tokens].index("ten")
        part = whole.part(first, first + 5)
        assert (not speakers.faults(part, ground, whole, gazetteer())) is fine, text


def test_a_fault_tells_people_who_says_it() -> None:
    """What people are told of a fault names the fact's speaker and nothing of the sentence."""
    said = read("Zorkon said ten people died in Idlib.")
    found = speakers.faults(said, premise(COUNTED, said_by="Syrian Observatory"), said, gazetteer())
    assert "Zorkon" in found[0].reason
    assert "Zorkon" not in found[0].told
    assert "Syrian Observatory" in found[0].told


def test_every_fact_of_the_case_with_its_speaker_passes(idlib: Case) -> None:
    """No fact of the case, told with its speaker, has a fault of speaker against itself."""
    known = names_of(idlib)
    for fact in idlib.facts:
        ground = Premise.of(fact)
        assert not speakers.faults(ground.said, ground, ground.said, known), ground.said.text


def test_a_closing_speaker_of_the_case_cannot_be_left_out(idlib: Case) -> None:
    """Wherever a statement ends with who said so, the rest alone is a fault."""
    known = names_of(idlib)
    cut = 0
    for fact in idlib.facts:
        told = [r for r in reports(read(fact.statement), known) if r.named and r.framing]
        statement = read(fact.statement)
        starts = min((min(r.first, r.at) for r in told), default=0)
        if starts > 5 and statement.tokens[starts - 1].text == "," and len(told) == 1:
            rest = read(statement.text[: statement.tokens[starts - 1].start] + ".")
            assert speakers.faults(rest, Premise.of(fact), rest, known), rest.text
            cut += 1
    assert cut > 50
