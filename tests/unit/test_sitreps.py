from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.domain.deadlines import state_at
from bot.domain.delivery import Capabilities
from bot.domain.facts import Fact
from bot.domain.message import Plain, Text
from bot.domain.ports import OpenGap
from bot.domain.report import Sitrep
from bot.domain.subscription import Correction
from handlers.paging import pages, shown
from handlers.plain import render
from handlers.posts import Posts
from tests.fakes import ZONE
from tests.samples import DEADLINE, FIRST, RUSSIAN, SECOND, TURKISH, fact

CONSOLE = Capabilities(message_limit=None, tables=True, edits=False)
SLACK = Capabilities(message_limit=3000, tables=False, edits=True, command="/sitrep ")
AS_OF = datetime(2020, 2, 28, 5, tzinfo=UTC)
CROSSING = fact(
    "ocha-2020-02-28/3",
    "Trucks crossed at Bab al-Hawa.",
    "2020-02-27",
    said_by="OCHA",
    topics=("aid",),
)
ASKED = OpenGap(id=1, asked_at=AS_OF, question="how many were wounded?", reason="not-held", near=())
FIXED = Correction(
    id=7,
    how="amend",
    old=replace(CROSSING, statement="Trucks crossed at Bab al-Salam."),
    new=replace(CROSSING, version=2),
    reason="misread name.",
    made_by="ann",
    made_at=datetime(2020, 2, 27, 22, tzinfo=UTC),
)
QUIET = Sitrep(
    case_title="A test case",
    zone=ZONE,
    as_of=AS_OF,
    covers_from=AS_OF - timedelta(days=1),
    next_at=AS_OF + timedelta(days=1),
    newest=date(2020, 2, 26),
    total=1214,
)
FULL = replace(
    QUIET,
    topics=("displacement", "aid"),
    lead=(SECOND,),
    new=(CROSSING,),
    more={"aid": 7, "displacement": 5},
    changed=((SECOND, (FIRST,)),),
    corrected=(FIXED,),
    disputed=((TURKISH, RUSSIAN),),
    deadlines=(state_at(DEADLINE, (), as_of=AS_OF),),
    gaps=(ASKED, replace(ASKED, id=2, question="")),
)


def told(report: Sitrep, can: Capabilities = CONSOLE) -> str:
    return render(Posts().sitrep(report, can), ZoneInfo(ZONE), sources=False)


def test_a_sitrep_has_its_fixed_order() -> None:
    """Header, bottom line, new, changed, corrected, disputed, deadlines, not known, sources: each in its place."""
    assert render(Posts().sitrep(FULL, CONSOLE), ZoneInfo(ZONE)) == (
        "Sitrep: A test case\n"
        "As of 28 February 2020, 08:00 +03; covers what became known from 27 February 2020, 08:00 +03 to then. "
        "Next sitrep: Saturday, 29 February 2020, 08:00 (Europe/Istanbul). Topics: displacement, aid.\n"
        "\n"
        "Bottom line:\n"
        "- About 800,000 people had been displaced, according to OCHA. [1]\n"
        "\n"
        "New:\n"
        "- Trucks crossed at Bab al-Hawa, according to OCHA. [2]\n"
        "\n"
        "And 12 more, 7 of them on aid: /now aid\n"
        "\n"
        "Changed:\n"
        "- about 586,000 people (2 February 2020, OCHA) [3] → about 800,000 people (12 February 2020, OCHA) [1]\n"
        "\n"
        "Corrected:\n"
        "- Corrected 28 February 2020: it was told that “Trucks crossed at Bab al-Salam” (OCHA; ocha-2020-02-28/3). "
        "What holds: Trucks crossed at Bab al-Hawa, according to OCHA. [2] Why: misread name.\n"
        "\n"
        "Disputed:\n"
        "- Turkey: 33 soldiers were killed. [4] (figure: 33 soldiers; when: 27 February 2020; grade: A2)\n"
        "- Russia: At least 30 soldiers were killed among terrorists. [5] "
        "(figure: at least 30 soldiers; when: 27 February 2020; grade: A4)\n"
        "\n"
        "Deadlines:\n"
        "- Due 29 February 2020, 23:59 +03: Erdogan gave Syria until the end of February to pull back. [6] "
        "Status: pending, 1 day 15 hours left.\n"
        "\n"
        "Not known:\n"
        "- how many were wounded?\n"
        "- a question whose words are not kept\n"
        "\n"
        "Sources:\n"
        + "\n".join(
            f"[{n}] OCHA, “Report {f.source.id}”, {day}; said by {f.said_by}; of {on}; grade {grade}; "
            f"{f.id} {f.source.url}"
            for n, f, day, on, grade in (
                (1, SECOND, "13 February 2020", "12 February 2020", "A2"),
                (2, CROSSING, "28 February 2020", "27 February 2020", "A2"),
                (3, FIRST, "6 February 2020", "2 February 2020", "A2"),
                (4, TURKISH, "28 February 2020", "27 February 2020", "A2"),
                (5, RUSSIAN, "28 February 2020", "27 February 2020", "A4"),
                (6, DEADLINE, "5 February 2020", "5 February 2020", "A2"),
            )
        )
    )


def test_a_quiet_sitrep_is_two_lines() -> None:
    """Where nothing is new the reader gets one line under the title, even where deadlines and gaps stand as before."""
    report = replace(QUIET, deadlines=FULL.deadlines, gaps=FULL.gaps)
    assert render(Posts().sitrep(report, CONSOLE), ZoneInfo(ZONE)) == (
        "Sitrep: A test case\n"
        "As of 28 February 2020, 08:00 +03: nothing new since 27 February 2020, 08:00 +03; 1,214 facts known, the "
        "newest source of 26 February 2020; next sitrep Saturday, 29 February 2020, 08:00 (Europe/Istanbul)."
    )


def test_a_quiet_sitrep_names_its_topics_and_needs_no_schedule() -> None:
    """A quiet report says what it is narrowed to, and on demand nothing of a next one."""
    text = told(replace(QUIET, topics=("aid", "health"), next_at=None, newest=None))
    assert "nothing new on aid, health since" in text
    assert text.endswith("1,214 facts known.")


def test_empty_sections_say_so_in_a_word() -> None:
    """A section with nothing in it is one line; corrected and not known vanish."""
    assert told(replace(QUIET, corrected=(FIXED,))).splitlines()[2:] == [
        "Bottom line: nothing",
        "New: nothing",
        "Changed: nothing",
        "",
        "Corrected:",
        "- Corrected 28 February 2020: it was told that “Trucks crossed at Bab al-Salam” (OCHA; ocha-2020-02-28/3). "
        "What holds: Trucks crossed at Bab al-Hawa, according to OCHA. [1] Why: misread name.",
        "",
        "Disputed: nothing",
        "Deadlines: none",
    ]
    text = told(replace(QUIET, lead=(SECOND,)))
    assert "New: nothing else\nChanged: nothing\nDisputed: nothing\nDeadlines: none" in text
    assert "Corrected" not in text
    assert "Not known" not in text


@pytest.mark.parametrize("report", [QUIET, FULL])
def test_a_late_sitrep_says_so_first(report: Sitrep) -> None:
    """Title and first line tell that it is late, and when it was due."""
    text = told(replace(report, late=True, due_at=AS_OF - timedelta(hours=26)))
    assert text.startswith(
        "Sitrep: A test case (late)\nLate: it was due 27 February 2020, 06:00 +03. As of 28 February"
    )


@pytest.mark.parametrize("report", [QUIET, FULL])
def test_a_doubtful_one_before_is_told(report: Sitrep) -> None:
    """Where the sitrep before may not have arrived, this one says that it tells it again."""
    assert "may not have arrived; what it told stands here again" in told(replace(report, doubtful=True))


@pytest.mark.parametrize(
    ("more", "topics", "next_at", "can", "says"),
    [
        ({"aid": 3, "health": 2}, (), True, CONSOLE, "And 5 more, 3 of them on aid: /now aid"),
        ({"aid": 3, "health": 2}, (), True, SLACK, "And 5 more, 3 of them on aid: /sitrep now aid"),
        ({"aid": 3}, ("aid",), True, SLACK, "And 3 more: /sitrep now aid"),
        ({"aid": 3}, ("aid",), False, CONSOLE, "And 3 more: /timeline aid"),
        ({"": 3}, (), True, CONSOLE, "And 3 more: /now"),
        ({"health": 1200}, (), True, CONSOLE, "And 1,200 more: /now health"),
    ],
)
def test_what_is_left_out_is_counted(
    more: dict[str, int], topics: tuple[str, ...], next_at: bool, can: Capabilities, says: str
) -> None:
    """The number of facts left out is told, with the command that shows them as it is written on that platform."""
    following = QUIET.next_at if next_at else None
    report = replace(QUIET, lead=(SECOND,), more=more, topics=topics, next_at=following)
    assert f"\n{says}\n" in told(report, can)


def test_a_change_that_was_not_told_above_has_its_words() -> None:
    """A changed figure brings its statement where the bottom line and the new ones lack it."""
    text = told(replace(QUIET, changed=((SECOND, (FIRST,)),)))
    assert (
        "- about 586,000 people (2 February 2020, OCHA) [1] → about 800,000 people (12 February 2020, OCHA): "
        "About 800,000 people had been displaced, according to OCHA. [2]"
    ) in text


def test_several_disputes_are_numbered() -> None:
    """Each dispute has its heading where there are several."""
    text = told(replace(FULL, disputed=((TURKISH, RUSSIAN), (RUSSIAN, TURKISH))))
    assert "Disputed (1):" in text
    assert "Disputed (2):" in text


def test_a_sitrep_carries_the_facts_that_it_shows() -> None:
    """Message and pages know which facts they show, so that a later correction finds them."""
    message = Posts().sitrep(FULL, SLACK)
    facts = {f.id for f in (FIRST, SECOND, CROSSING, TURKISH, RUSSIAN, DEADLINE)}
    assert set(message.fact_ids) == set(shown(message)) == facts
    split = pages(message, 600)
    assert len(split) > 2
    assert {i for p in split for i in p.fact_ids} == facts
    assert all(p.fact_ids == shown(p) for p in split)


HOSTILE = "@everyone <!channel> *b* [x](http://evil) `c`\x1b[2J\u202e"


def hostile(one: Fact) -> Fact:
    return replace(one, statement=HOSTILE, said_by=HOSTILE)


def test_words_from_outside_stay_words() -> None:
    """Mentions, markup and control characters in facts, titles and questions are plain text, and nothing else."""
    report = replace(
        FULL,
        case_title=HOSTILE,
        lead=(hostile(SECOND),),
        new=(hostile(CROSSING),),
        gaps=(replace(ASKED, question=HOSTILE),),
        corrected=(replace(FIXED, reason=HOSTILE),),
    )
    message = Posts().sitrep(report, CONSOLE)
    shown_as = [s for b in message.blocks if isinstance(b, Text) for s in b.spans]
    assert not any(HOSTILE in s.text for s in shown_as if not isinstance(s, Plain) and hasattr(s, "text"))
    text = render(message)
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert "@everyone <!channel> *b* [x](http://evil) `c`" in text
