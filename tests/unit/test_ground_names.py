"""The check of names: nobody stands in a sentence whom the fact does not name, or names elsewhere."""

from __future__ import annotations

import pytest

from bot.domain.facts import Case
from bot.domain.grounding.names import names
from bot.domain.grounding.premise import Premise
from bot.domain.grounding.tokens import read
from tests.grounded import faults, gazetteer, names_of, premise

SHELLED = "Turkey shelled Syrian troops near Saraqib in Idlib on 3 February 2020."
AKAR = "Turkish Defence Minister Hulusi Akar said Turkish soldiers left Saraqib."


def wrong(text: str, statement: str, **given: object) -> list[str]:
    """The stretches of a text that are no names of the fact."""
    said = read(text)
    found = names.faults(said, premise(statement, **given), gazetteer())
    assert all(f.check == "name" for f in found)
    return [said.text[f.start : f.end] for f in found]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Erdogan met Sergei Lavrov.", ["Recep Tayyip Erdogan", "Sergey Lavrov"]),
        ("Russia's Ministry of Defence said so.", ["Russian Defence Ministry"]),
        ("The Turkish defence minister left.", ["Hulusi Akar"]),
        ("Akar, Turkey's defence minister, left.", ["Hulusi Akar"]),
        ("The EU's aid went to ankara.", ["European Union", "Ankara|Turkey"]),
        ("They met us and the craft sank.", []),
        ("Hayat Tahrir al-Sham (HTS) and American troops.", ["Hayat Tahrir al-Sham", "United States"]),
        ("NATO defence ministers met.", ["NATO"]),
        ("Pro-government forces left.", []),
    ],
)
def test_names_are_read_as_people_write_them(text: str, named: list[str]) -> None:
    """Aliases, surnames, peoples, offices and short forms name whom they mean; ordinary words name nobody."""
    found = names.mentions(read(text), gazetteer())
    assert ["|".join(e.name for e in m.entities) for m in found] == named


@pytest.mark.parametrize(
    "text",
    [
        "Near Saraqib, Ankara shelled Syrian soldiers.",
        "The Turks shelled the Syrian army near Saraqib.",
        "Syrian troops were shelled by Turkey in Idlib.",
        "Saraqeb was near where Syria's forces were shelled by Turkish troops.",
    ],
)
def test_another_name_for_the_same_is_kept(text: str) -> None:
    """A people, a capital, an alias and a state's soldiers by another word are whom the fact names."""
    assert wrong(text, SHELLED) == []


@pytest.mark.parametrize(
    ("text", "stretch"),
    [
        ("Russia shelled Syrian troops near Saraqib.", "Russia"),
        ("Turkey shelled Iranian troops near Saraqib.", "Iranian"),
        ("Turkey shelled Syrian troops near Ariha.", "Ariha"),
        ("Turkey shelled Syrian troops at Quneitra.", "Quneitra"),
        ("Turkey shelled Syrian troops near damascus.", "damascus"),
        ("Turkey shelled Syrian troops with the XQZ near Saraqib.", "XQZ"),
    ],
)
def test_a_name_that_the_fact_lacks_is_a_fault(text: str, stretch: str) -> None:
    """Another entity, a place that nobody knows, one in lower case and an unknown abbreviation are found."""
    assert wrong(text, SHELLED) == [stretch]


def test_a_capital_stands_for_its_state_only_where_it_acts() -> None:
    """What happened in Turkey happened not in Ankara, though Ankara may act for Turkey."""
    statement = "Turkey opened a school in Turkey."
    assert wrong("Ankara opened a school.", statement) == []
    assert wrong("Turkey opened a school in Ankara.", statement) == ["Ankara"]


def test_a_name_within_a_name_is_not_named() -> None:
    """Who tells of the Syrian Observatory does not tell of Syria, but OCHA is the UN."""
    statement = "Turkish soldiers left, the Syrian Observatory said."
    assert wrong("Syria left, the Syrian Observatory said.", statement) == ["Syria"]
    assert wrong("Trucks crossed, the UN said.", "Trucks crossed, UN OCHA said.") == []


def test_a_title_is_told_as_the_case_gives_it() -> None:
    """The office of a person may be told beside his name, another's may not."""
    assert wrong("Defence minister Akar said Turkish soldiers left Saraqib.", AKAR) == []
    assert wrong("The Turkish president said Turkish soldiers left Saraqib.", AKAR) != []


@pytest.mark.parametrize(
    "text",
    [
        "Syrian troops shelled Turkey near Saraqib.",
        "Turkey was shelled by Syrian troops near Saraqib.",
        "Turkey shelled Turkish troops near Saraqib.",
    ],
)
def test_who_does_it_and_to_whom_is_kept(text: str) -> None:
    """A name that takes another's part in the same fact is a fault, in the active and in the passive."""
    assert wrong(text, SHELLED)


@pytest.mark.parametrize(
    "text",
    [
        "Civilians killed air strikes in Idlib.",
        "Air strikes were killed by civilians in Idlib.",
    ],
)
def test_things_too_keep_their_part(text: str) -> None:
    """What does something is not told as that to which it is done, though neither has a name."""
    statement = "Air strikes killed nine civilians in Idlib."
    assert wrong("In Idlib nine civilians were killed by air strikes.", statement) == []
    assert wrong(text, statement)


def test_a_place_is_not_exchanged_for_another_name() -> None:
    """What happens in one state to another is not told the other way round, nor is a person given to another state."""
    statement = "Turkey and Russia agreed to a truce in Syria, Akar told Russian President Vladimir Putin."
    assert wrong("Syria and Russia agreed to a truce in Turkey.", statement)
    assert wrong("Turkey's Hulusi Akar told of a truce.", "Syria heard Akar tell of a truce in Turkey.") == []
    assert wrong("Syria's Hulusi Akar told of a truce.", "Syria heard Akar tell of a truce.")


def test_soldiers_keep_their_side() -> None:
    """Losses of one side are not told as the other's."""
    statement = "Syrian artillery killed five Turkish soldiers, Turkey said."
    assert wrong("Syrian artillery killed five Turkish troops, Turkey said.", statement) == []
    assert wrong("Turkish artillery killed five Syrian soldiers, Turkey said.", statement)


def test_a_fault_shown_to_people_holds_no_word_of_the_sentence() -> None:
    """What people are told of a fault names whom the fact names, and never what the sentence made up."""
    found = names.faults(read("Zorkonia shelled Syrian troops."), premise(SHELLED), gazetteer())
    assert "Zorkonia" in found[0].reason
    assert "Zorkonia" not in found[0].told
    assert "Saraqib" in found[0].told


def test_every_fact_of_the_case_names_whom_it_names(idlib: Case) -> None:
    """No statement of the case, alone or with its speaker, has a fault against its own fact."""
    known = names_of(idlib)
    for fact in idlib.facts:
        ground = Premise.of(fact)
        for said in (read(fact.statement), ground.said):
            assert not names.faults(said, ground, known), said.text


def test_a_name_that_is_put_for_another_is_found(idlib: Case) -> None:
    """Each state, person and road of the case's statements, put for one that the fact lacks, is a fault."""
    known = names_of(idlib)
    others = {"person": "Kelly Craft", "state": "Egypt", "road": "M6"}
    for fact in idlib.facts[::4]:
        ground = Premise.of(fact)
        for mention in names.mentions(ground.said, known):
            other = others.get(mention.entities[0].kind)
            if other is None or other in ground.said.text:
                continue
            start, end = ground.said.tokens[mention.first].start, ground.said.tokens[mention.last - 1].end
            text = ground.said.text[:start] + other + ground.said.text[end:]
            assert faults(text, ground, known), text
