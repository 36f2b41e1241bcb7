"""Errors as people read them."""

from __future__ import annotations

import pytest

from bot.domain.errors import BadRequest
from handlers.guarding import told
from handlers.plain import render


@pytest.mark.parametrize(
    ("error", "read"),
    [
        ("there is no fact 'x'", "There is no fact 'x'"),
        ("ocha-2020-02-13/1 was withdrawn", "ocha-2020-02-13/1 was withdrawn"),
        (".sitrep/idlib.db: the database is locked", ".sitrep/idlib.db: the database is locked"),
        ("as_of is given twice", "as_of is given twice"),
    ],
)
def test_an_error_is_a_sentence_and_what_it_names_is_left_as_it_is(error: str, read: str) -> None:
    """An error begins with a capital, but for an id, a path or an option's name at its start."""
    assert render(told(BadRequest(error))) == read
