"""Folding, stop words and stems."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.asking.synonyms import DEMONYMS, SLIPS, SYNONYMS
from bot.domain.asking.time_words import MONTH_OF
from bot.domain.asking.words import STOP, fold, stem, stems, words

NUMBERS = st.integers(min_value=1000, max_value=10**12)


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    """What is folded stays as it is."""
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet="aøæǿ\u0301’'s 1,0\u00a0\u202f"))
def test_folding_is_done_at_once(text: str) -> None:
    """No letter, possessive or separator is left for a second folding, however they are heaped."""
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Erdoğan", "erdogan"),
        ("IŞIK", "isik"),
        ("Straße", "strasse"),
        ("Jørgen Ǿ", "jorgen o"),
        ("Её", "ее"),
        ("Turkey’s", "turkey"),
        ("the UN's count", "the un count"),
        ("１２ Feb", "12 feb"),
    ],
)
def test_one_word_has_one_form(written: str, folded: str) -> None:
    """Case, accents, widths and possessives make no difference."""
    assert fold(written) == folded


@given(NUMBERS, st.sampled_from([",", "\u00a0", "\u2009", "\u202f"]))
def test_a_number_is_one_word(number: int, separator: str) -> None:
    """Separators of thousands do not split a number."""
    assert words(f"about {number:,} people".replace(",", separator)) == ("about", str(number), "people")


def test_other_numbers_stay_apart() -> None:
    """A list of years, a decimal fraction and a plain space are not separators of thousands."""
    assert words("in 2019,2020 3.6 million 13 000") == ("in", "2019,2020", "3.6", "million", "13", "000")


@given(st.text())
def test_words_are_folded(text: str) -> None:
    """Every word of a text is folded already, and there are no others in the folded text."""
    assert words(fold(text)) == words(text)
    assert all(fold(word) == word for word in words(text))


@given(st.lists(st.sampled_from(sorted(STOP))))
def test_stop_words_leave_no_stems(stopped: list[str]) -> None:
    """A text of stop words has no stems."""
    assert stems(" ".join(stopped)) == ()


@given(st.text(), st.sampled_from(sorted(STOP)))
def test_a_stop_word_more_changes_nothing(text: str, stopped: str) -> None:
    """The stems of a text are those of its other words, in their order."""
    assert stems(f"{text} {stopped}") == stems(text)
    assert stems(text) == tuple(stem(word) for word in words(text) if word not in STOP)


def test_stems_bring_forms_together() -> None:
    """Forms of an English word meet; other scripts and numbers stay whole."""
    assert stems("displaced displacing displacement") == ("displac",) * 3
    assert stems("перемещённых 2020 m5") == ("перемещенных", "2020", "m5")


@pytest.mark.parametrize("table", [STOP, SYNONYMS, SLIPS, DEMONYMS, MONTH_OF], ids=lambda table: f"{len(table)}-words")
def test_tables_hold_words_as_questions_have_them(table: frozenset[str] | dict[str, object]) -> None:
    """Every entry is one folded word, or no question would ever meet it."""
    assert [entry for entry in table if words(entry) != (entry,)] == []
