"""Names in a question."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.asking.names import Gazetteer, Mention
from bot.domain.asking.words import words
from bot.domain.facts import Entity

TURKEY = Entity(name="Turkey", kind="state", aliases=("Türkiye",), metonyms=("Ankara",))
ANKARA = Entity(name="Ankara", kind="place")
STATES = Entity(name="United States", kind="state", aliases=("US", "USA"))
NATIONS = Entity(name="United Nations", kind="organisation", aliases=("UN",))
COUNCIL = Entity(name="UN Security Council", kind="organisation", aliases=("UNSC", "Security Council"))
OCHA = Entity(name="OCHA", kind="organisation")
HEALTH = Entity(name="World Health Organization", kind="organisation", aliases=("WHO",))
PUTIN = Entity(name="Vladimir Putin", kind="person")
ROAD = Entity(name="M5", kind="road")
ALL = (TURKEY, ANKARA, STATES, NATIONS, COUNCIL, OCHA, HEALTH, PUTIN, ROAD)
GAZETTEER = Gazetteer.build(ALL)
TEXTS = st.lists(
    st.one_of(
        st.sampled_from(
            "Turkey Ankara Turks US us the UN un UN's Security Council WHO who United Nations Putin M5 1,000".split()
        ),
        st.text(max_size=6),
    ),
    max_size=12,
).map(" ".join)


def named(text: str) -> set[str]:
    return {mention.entity.name for mention in GAZETTEER.find(text)}


@given(TEXTS)
def test_mentions_do_not_overlap(text: str) -> None:
    """Two mentions have the very same words or none in common."""
    found = GAZETTEER.find(text)
    places = {(m.start, len(m.words)) for m in found}
    covered = [n for start, size in places for n in range(start, start + size)]
    assert len(covered) == len(set(covered))
    assert len({(m.entity.name, m.start) for m in found}) == len(found)


@given(TEXTS)
def test_a_mention_says_where_it_stands(text: str) -> None:
    """The words of a mention are words of the text, from its start on."""
    plain = words(text)
    assert all(plain[m.start : m.start + len(m.words)] == m.words for m in GAZETTEER.find(text))


def test_the_longest_name_wins() -> None:
    """A name within a longer one is not a mention of its own, in capitals neither."""
    assert named("what did the UN Security Council decide") == {"UN Security Council"}


def test_a_metonym_means_both() -> None:
    """A capital stands for itself and for its government, the place first."""
    assert GAZETTEER.find("did ankara agree") == (
        Mention(entity=ANKARA, words=("ankara",), start=1),
        Mention(entity=TURKEY, words=("ankara",), start=1),
    )


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("türkiye", "Turkey"),
        ("the Turks", "Turkey"),
        ("turkish soldiers", "Turkey"),
        ("ochas count", "OCHA"),
        ("OCHA's count", "OCHA"),
        ("putin", "Vladimir Putin"),
        ("un lorries", "United Nations"),
        ("US troops", "United States"),
        ("the us left", "United States"),
        ("WHO says", "World Health Organization"),
    ],
)
def test_names_are_known_as_people_write_them(text: str, name: str) -> None:
    """Aliases, demonyms, surnames, lost apostrophes and lower case are the same name."""
    assert named(text) == {name}


@pytest.mark.parametrize("text", ["tell us more", "who says", "m50", "sunny days", ""])
def test_ordinary_words_are_no_names(text: str) -> None:
    """Short names that are words count in capitals or after "the" only."""
    assert named(text) == set()


def test_corrections_are_looked_up() -> None:
    """A misspelt name is found under its right form, and told as it was written."""
    assert GAZETTEER.find("trukey agreed", {"trukey": "turkey"}) == (
        Mention(entity=TURKEY, words=("trukey",), start=0),
    )


def test_no_entities_no_names() -> None:
    """A case without entities has no names."""
    assert Gazetteer.build(()).find("Turkey and the US") == ()
