from __future__ import annotations

from datetime import UTC, datetime

from bot.domain.answer import Abstention, Account, Answer, Sentence
from handlers.answers import answer_message
from handlers.plain import render
from tests.fakes import ZONE
from tests.samples import DEADLINE, FIRST, RUSSIAN, SECOND, TURKISH

AT = datetime(2020, 3, 1, 20, 59, 59, 999999, tzinfo=UTC)


def test_an_answer_is_numbered_and_sourced() -> None:
    """Each sentence carries the numbers of its facts; the sources say who published, said and graded it."""
    answer = Answer(
        status="answered",
        sentences=(
            Sentence(text=SECOND.statement, facts=(SECOND,)),
            Sentence(text="Both are UN counts.", facts=(FIRST, SECOND)),
        ),
        as_of=AT,
        series=(FIRST, SECOND),
        series_text="586,000 on 2 Feb → 800,000 on 12 Feb",
        notes=("The newest source is 17 days old.",),
    )
    message = answer_message(answer, zone=ZONE)
    assert render(message, UTC) == (
        "About 800,000 people had been displaced. [1]\n"
        "Both are UN counts. [2][1]\n"
        "586,000 on 2 Feb → 800,000 on 12 Feb [2][1]\n"
        "Note: The newest source is 17 days old.\n"
        "\n"
        "Sources:\n"
        "[1] OCHA, “Report ocha-2020-02-13”, 13 February 2020; said by OCHA; of 12 February 2020; grade A2; "
        "ocha-2020-02-13/1 https://example.org/ocha-2020-02-13\n"
        "[2] OCHA, “Report ocha-2020-02-06”, 6 February 2020; said by OCHA; of 2 February 2020; grade A2; "
        "ocha-2020-02-06/1 https://example.org/ocha-2020-02-06\n"
        "\n"
        "As of 1 March 2020"
    )
    assert message.fact_ids == (SECOND.id, FIRST.id)


def test_a_dispute_has_its_accounts_side_by_side() -> None:
    """Both sides are told with who, figure, date, grade and number, and neither as plain truth."""
    answer = Answer(
        status="disputed",
        sentences=(Sentence(text="The accounts differ.", facts=(TURKISH, RUSSIAN)),),
        accounts=(
            Account(text=TURKISH.statement, facts=(TURKISH,)),
            Account(text=RUSSIAN.statement, facts=(RUSSIAN,)),
        ),
        as_of=AT,
    )
    text = render(answer_message(answer, zone=ZONE), sources=False)
    assert text == (
        "The accounts differ. [1][2]\n"
        "- Turkey: 33 soldiers were killed. [1] (figure: 33 soldiers; when: 27 February 2020; grade: A2)\n"
        "- Russia: At least 30 soldiers were killed among terrorists. [2] "
        "(figure: at least 30 soldiers; when: 27 February 2020; grade: A4)"
    )


def test_an_abstention_says_so_and_what_is_near() -> None:
    """A refusal is plain words, what is lacking, and the nearest facts marked as related with their sources."""
    reply = Abstention(
        reason="not-held",
        text="The base does not hold that.",
        lacks="the number of wounded",
        related=(TURKISH, DEADLINE),
        as_of=AT,
        why=("near gap-1",),
    )
    text = render(answer_message(reply, zone=ZONE))
    assert text.startswith(
        "The base does not hold that.\nWhat is lacking: the number of wounded.\n\nRelated, may not answer:"
    )
    assert "- 33 soldiers were killed, according to Turkey (disputed). [1]" in text
    assert "[2] OCHA" in text
    assert "near gap-1" not in text
    assert "Why:\n- near gap-1" in render(answer_message(reply, zone=ZONE, why=True))


def test_a_moment_within_a_day_is_told_with_its_time() -> None:
    """As of the end of a day names the day, as of an instant its time in the zone of the case."""
    reply = Abstention(reason="empty", text="Ask something.", as_of=datetime(2020, 3, 1, 9, tzinfo=UTC))
    assert answer_message(reply, zone=ZONE).footer == "As of 1 March 2020, 12:00 (Europe/Istanbul)"
