"""What kind of thing a question asks for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.asking.demand import Want, marked, wants
from bot.domain.asking.words import STOP

LATIN = st.text(alphabet="abcdefghijklmnopqrstuvwxyz ", max_size=60)


@pytest.mark.parametrize(
    ("question", "want"),
    [
        ("who ordered it", "who"),
        ("which Turkish minister resigned", "who"),
        ("when did the truce begin", "when"),
        ("wen did it start", "when"),
        ("Wann begann die Waffenruhe?", "when"),
        ("Когда взяли город?", "when"),
        ("where did the jet crash", "where"),
        ("أين سقطت الطائرة؟", "where"),
        ("how many fled", "how-many"),
        ("Kaç kişi kaçtı?", "how-many"),
        ("why did Turkey attack", "why"),
        ("list the crossings", "list"),
        ("all votes on aid", "list"),
        ("how did the displacement figure develop", "trend"),
        ("deaths month by month", "trend"),
        ("which was bigger", "compare"),
        ("how long does Assad have left", "deadline"),
        ("Erdogan's ultimatum", "deadline"),
        ("what did Lavrov claim", "position"),
        ("ok was the road open", "yes-no"),
    ],
)
def test_the_form_tells_the_kind(question: str, want: Want) -> None:
    """Question words, phrases and their translations tell what is asked for."""
    assert want in wants(question)


@pytest.mark.parametrize("question", ["", "M5 motorway", "the whole story of Saraqib", "Kafr Nabl bakery"])
def test_no_form_is_what(question: str) -> None:
    """A text whose form says nothing asks "what", and that alone."""
    assert wants(question) == {"what"}


@pytest.mark.parametrize(
    ("text", "want"),
    [("the lawhen", "when"), ("somewhere", "where"), ("candidate", "when"), ("the road is open", "yes-no")],
)
def test_parts_of_words_tell_nothing(text: str, want: Want) -> None:
    """A question word counts as a whole word, and the verb of a yes-no question only at the beginning."""
    assert want not in wants(text)


def test_a_question_can_ask_for_more() -> None:
    """All kinds that the form has are told."""
    assert {"how-many", "when"} <= wants("how many fled and when")


@given(st.text())
def test_every_text_asks_for_something(text: str) -> None:
    """There is always a kind, and `what` stands alone."""
    found = wants(text)
    assert found
    assert "what" not in found or found == {"what"}


def test_other_words_for_the_same_question_meet() -> None:
    """Synonyms and the mark of the kind bring questions together, and the mark tells others apart."""
    one, other = set(marked("where was the chopper hit")), set(marked("location of the helicopter strike"))
    assert {"helicopt", "?where"} <= one & other
    assert "?where" not in marked("type of the helicopter")


def test_fixes_are_used() -> None:
    """A misspelt word is marked as the right one."""
    assert marked("wehn was the truce", {"wehn": "when"}) == marked("when was the truce")


@given(LATIN)
def test_marks_are_set_once(text: str) -> None:
    """No stem or mark stands twice, and the kinds without a mark have none."""
    found = marked(text)
    assert len(set(found)) == len(found)
    assert not {"?what", "?yes-no"} & set(found)


@given(st.lists(st.sampled_from(sorted(STOP))))
def test_stop_words_leave_only_marks(stopped: list[str]) -> None:
    """Of stop words only what they ask for is kept."""
    assert all(mark.startswith("?") for mark in marked(" ".join(stopped)))
