"""Cases read from their folders: every mistake is one line that says where it is."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.domain.errors import CaseError, Problem
from storage.casefiles import read_case, read_case_with_warnings
from tests.casefolders import AFP, OCHA, spoil, write_case

IDLIB = Path(__file__).resolve().parents[2] / "cases" / "idlib"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_case(tmp_path / "river")


def mistakes(folder: Path) -> list[str]:
    with pytest.raises(CaseError) as caught:
        read_case(folder)
    return [str(p) for p in caught.value.problems if not p.warning]


def warnings(folder: Path) -> list[str]:
    return [str(p) for p in read_case_with_warnings(folder)[1]]


def test_the_shipped_case_is_right() -> None:
    """The shipped case is read whole, without a mistake."""
    case, found = read_case_with_warnings(IDLIB)
    assert (len(case.facts), len(case.entities), len(case.measures)) == (607, 234, 29)
    assert not case.partial
    assert all(p.warning for p in found)


def test_the_parts_arrive(folder: Path) -> None:
    """What stands in the files is what the case holds, with the instant from which each fact is known."""
    case, found = read_case_with_warnings(folder)
    facts = {f.id: f for f in case.facts}
    assert found == []
    assert len(facts) == 4
    assert facts["afp-2020-02-11/1"].known_at == datetime(2020, 2, 10, 21, tzinfo=UTC)
    figure = facts["afp-2020-02-11/2"].figure
    assert figure is not None
    assert (figure.value, figure.value_high, figure.measure) == (700_000, 710_000, "displaced")
    deadline = facts["ocha-2020-02-06/2"].deadline
    assert deadline is not None
    assert deadline.due_at.isoformat() == "2020-02-29T23:59:59+03:00"
    assert deadline.outcome == "missed"
    assert case.asked == {"ocha-2020-02-06/1": ("how many left home", "Kaç kişi kaçtı?")}
    assert [e.fact_id for e in case.entities] == ["afp-2020-02-11/1", ""]


MISTAKES = [
    (OCHA, 'said_by = "United Nations"', 'sayd_by = "United Nations"', "ocha-2020-02-06/1, sayd_by", "'said_by'"),
    (OCHA, "credibility = 2", 'credibility = "2"', "ocha-2020-02-06/1, credibility", "must be a whole number"),
    (OCHA, "credibility = 2", "credibility = 7", "ocha-2020-02-06/1, credibility", "7 is more than 6"),
    (OCHA, "credibility = 2", "credibility = 2.5", "ocha-2020-02-06/1, credibility", "must be a whole number"),
    (OCHA, "credibility = 2\n", "", "ocha-2020-02-06/1, credibility", "is missing"),
    (OCHA, "paragraph = 2", "paragraph = -1", "ocha-2020-02-06/1, paragraph", "less than 0"),
    (OCHA, '"2019-12-01/2020-02-02"', '"2020-02-30"', "ocha-2020-02-06/1, event_date", "does not exist"),
    (OCHA, '"2019-12-01/2020-02-02"', "2020-02-02", "ocha-2020-02-06/1, event_date", "text in quotes"),
    (OCHA, '["Riverside"]', '["Rivrside"]', "ocha-2020-02-06/1, places", "'Riverside'"),
    (OCHA, '["Riverside"]', '["River Side"]', "ocha-2020-02-06/1, places", "'Riverside', whose alias it is"),
    (OCHA, 'actors = ["United Nations"]', 'actors = ["Zorro"]', "ocha-2020-02-06/1, actors", "entities.toml"),
    (OCHA, 'places = ["Riverside"]', 'places = "Riverside"', "ocha-2020-02-06/1, places", "a list in brackets"),
    (OCHA, 'places = ["Riverside"]', "places = [1]", "ocha-2020-02-06/1, places[1]", "text in quotes"),
    (OCHA, '"displacement"', '"displacment"', "ocha-2020-02-06/1, topics[1]", "'displacement'"),
    (OCHA, 'kind = "figure"', 'kind = "figur"', "ocha-2020-02-06/1, kind", "'figure'"),
    (OCHA, "value = 586_000", "value = -1", "ocha-2020-02-06/1, value", "negative"),
    (OCHA, "value = 586_000", "value = inf", "ocha-2020-02-06/1, value", "finite"),
    (OCHA, "value = 586_000", "value = nan", "ocha-2020-02-06/1, value", "finite"),
    (OCHA, "value = 586_000", f"value = 1{'0' * 400}", "ocha-2020-02-06/1, value", "finite"),
    (OCHA, "value = 586_000", 'value = "586000"', "ocha-2020-02-06/1, value", "without quotes"),
    (OCHA, "value = 586_000", "value = true", "ocha-2020-02-06/1, value", "must be a number"),
    (OCHA, "value = 586_000\n", "", "ocha-2020-02-06/1, value", "is missing"),
    (OCHA, 'unit = "people"\n', "", "ocha-2020-02-06/1, unit", "is missing"),
    (OCHA, 'unit = "people"', 'unit = "percent"', "ocha-2020-02-06/1, value", "more than all"),
    (OCHA, 'unit = "people"', 'unit = "USD"', "ocha-2020-02-06/1, unit", "not the unit of displaced"),
    (OCHA, 'bound = "about"\n', "", "ocha-2020-02-06/1, bound", "is missing"),
    (OCHA, 'bound = "about"', 'bound = "roughly"', "ocha-2020-02-06/1, bound", "exact, about"),
    (OCHA, 'measure = "displaced"', 'measure = "displacd"', "ocha-2020-02-06/1, measure", "'displaced'"),
    (OCHA, 'disputes = ["afp-2020-02-11/2"]', "disputes = []", "afp-2020-02-11/2, disputes", "in return"),
    (OCHA, 'disputes = ["', 'disputes = ["ocha-2020-02-06/1", "', "ocha-2020-02-06/1, disputes", "the fact itself"),
    (OCHA, "supersedes = []", 'supersedes = ["x-1/1"]', "ocha-2020-02-06/1, supersedes", "there is no fact x-1/1"),
    (OCHA, "supersedes = []", 'supersedes = ["afp-2020-02-11/2"]', "supersedes", "goes in a circle"),
    (OCHA, "supersedes = []", 'supersedes = ["afp-2020-02-11/1"]', "ocha-2020-02-06/1, supersedes", "no measure"),
    (OCHA, "23:59:59+03:00", "23:59:59", "ocha-2020-02-06/2, due", "no offset"),
    (OCHA, '"2020-02-29T23:59:59+03:00"', '"end of month"', "ocha-2020-02-06/2, due", "+03:00"),
    (OCHA, '"2020-02-29T23:59:59+03:00"', "2020-02-29", "ocha-2020-02-06/2, due", "must be an instant"),
    (OCHA, 'set_by = "United Nations"\n', "", "ocha-2020-02-06/2, set_by", "is missing"),
    (OCHA, 'outcome = "missed"', 'outcome = "mised"', "ocha-2020-02-06/2, outcome", "'missed'"),
    (OCHA, 'outcome = "missed"', 'outcome = ""', "ocha-2020-02-06/2, outcome_on", "without an outcome"),
    (OCHA, 'outcome_facts = ["afp-2020-02-11/1"]\n', "", "ocha-2020-02-06/2, outcome_facts", "is empty"),
    (OCHA, 'outcome_on = "2020-02-29"\n', "", "ocha-2020-02-06/2, outcome_on", "is empty"),
    (OCHA, 'outcome_on = "2020-02-29"', 'outcome_on = "29 Feb"', "ocha-2020-02-06/2, outcome_on", "is not a day"),
    (OCHA, 'id = "ocha-2020-02-06/2"', 'id = "ocha-2020-02-06/1"', "ocha-2020-02-06/1, id", "used twice"),
    (OCHA, 'id = "ocha-2020-02-06/2"', 'id = "afp-2020-02-11/3"', "afp-2020-02-11/3, id", "ocha-2020-02-06/1"),
    (OCHA, 'id = "ocha-2020-02-06/2"', 'id = "ocha-2020-02-06/02"', "ocha-2020-02-06/02, id", "a slash and a number"),
    (OCHA, 'id = "ocha-2020-02-06/2"\n', "", "fact 2, id", "is missing"),
    (OCHA, 'id = "ocha-2020-02-06"', 'id = "ocha-2020-02-07"', "source, id", "not the file's name"),
    (OCHA, 'id = "ocha-2020-02-06"', 'id = "OCHA 6"', "source, id", "lower-case letters"),
    (OCHA, '"https://example.org/6"', '"javascript:alert(1)"', "source, url", "https://"),
    (OCHA, '"https://example.org/6"', '"https:///6"', "source, url", "https://"),
    (OCHA, "published = 2020-02-06", 'published = "2020-02-06"', "source, published", "a day without quotes"),
    (OCHA, "published = 2020-02-06", "published = 2020-02-06T10:00:00Z", "source, published", "a day without quotes"),
    (OCHA, 'reliability = "A"', 'reliability = "G"', "source, reliability", "from A"),
    (OCHA, "[source]", "[sauce]", "sauce", "'source'"),
    (OCHA, "[[fact]]", "[fact]", OCHA, "is not valid TOML"),
    (OCHA, "by 2 February", "by\\u0000 2 February", "ocha-2020-02-06/1, statement", "U+0000"),
    (OCHA, "by 2 February", "by\\u202e 2 February", "ocha-2020-02-06/1, statement", "U+202E"),
    (OCHA, "by 2 February", "by \\ud800 2 February", OCHA, "is not valid TOML"),
    (OCHA, "About 586,000 people", "A" * 300, "ocha-2020-02-06/1, statement", "at most 300"),
    (AFP, 'statement = "The governor refused to answer."', 'statement = " "', "afp-2020-02-11/1, statement", "empty"),
    (AFP, "credibility = 2", "credibility = 2\nvalue = 3", "afp-2020-02-11/1, value", "belongs to figures"),
    (AFP, "credibility = 2", 'credibility = 2\nset_by = "X"', "afp-2020-02-11/1, set_by", "belongs to deadlines"),
    (AFP, "710_000", "610_000", "afp-2020-02-11/2, value_high", "is less than value"),
    ("case.toml", '"Europe/Istanbul"', '"Europe/Atlantis"', "case.toml, timezone", "is not a time zone"),
    ("case.toml", '"Europe/Istanbul"', '"../../etc/passwd"', "case.toml, timezone", "is not a time zone"),
    ("case.toml", "end = 2020-03-01", "end = 2020-01-01", "case.toml, period, end", "before the start"),
    ("case.toml", 'title = "The river crisis"\n', "", "case.toml, title", "is missing"),
    ("asks.toml", "ocha-2020-02-06/1", "ocha-2020-02-06/9", "asks.toml, ocha-2020-02-06/9", "there is no fact"),
    ("asks.toml", "tr =", "Turkish =", "asks.toml, ocha-2020-02-06/1, Turkish", "a language code"),
    ("asks.toml", "tr =", "ask =", "asks.toml, ocha-2020-02-06/1, ask", "'asks'"),
    ("entities.toml", 'kind = "place"', 'kind = "plaice"', "entities.toml, Riverside, kind", "'place'"),
    ("entities.toml", 'name = "United Nations"', 'name = "Riverside"', "entities.toml, Riverside, name", "used twice"),
    ("entities.toml", '"afp-2020-02-11/1"', '"afp-2020-02-11/7"', "entities.toml, Riverside, source", "no fact"),
    ("measures.toml", "unit =", "units =", "measures.toml, displaced, units", "'unit'"),
    ("known_gaps.toml", '"ocha-2020-02-06/1"', '"ocha/1"', "known_gaps.toml, gap-1, near", "there is no fact ocha/1"),
    ("known_gaps.toml", '"near-miss"', '"miss"', "known_gaps.toml, gap-1, kind", "near-miss"),
    ("known_gaps.toml", "[[gap]]", "[[gaps]]", "known_gaps.toml, gaps", "'gap'"),
]


@pytest.mark.parametrize(("file", "old", "new", "where", "says"), MISTAKES)
def test_each_mistake_is_a_line(folder: Path, file: str, old: str, new: str, where: str, says: str) -> None:
    """A mistake is told with its file, its fact and its key, and with what to do."""
    spoil(folder, file, old, new)
    found = mistakes(folder)
    assert any(where in line and says in line for line in found), found
    assert all("\n" not in line and ": " in line for line in found)


def test_all_mistakes_come_at_once(folder: Path) -> None:
    """Mistakes of several kinds, two of them in one fact, are all told by one reading, and lead to no others."""
    spoil(folder, OCHA, "credibility = 2", 'credibility = "2"')
    spoil(folder, OCHA, '"2019-12-01/2020-02-02"', '"2020-99"')
    spoil(folder, OCHA, '["Riverside"]', '["Nowhere at all"]')
    spoil(folder, AFP, "710_000", "610_000")
    spoil(folder, "measures.toml", 'title = "People displaced"', "title = 3")
    spoil(folder, "known_gaps.toml", '"ocha-2020-02-06/1"', '"ocha/1"')
    found = mistakes(folder)
    keys = ["credibility", "event_date", "places", "value_high", "title", "near"]
    assert sorted(line.split(":")[0].split(", ")[-1] for line in found if "there is no measure" not in line) == sorted(
        keys
    )


def test_one_source_file(folder: Path) -> None:
    """A single source file is a part of its case: its names come from there, links to other facts are warnings."""
    case, found = read_case_with_warnings(folder / AFP)
    assert case.partial
    assert case.info.id == "river"
    assert {f.source.id for f in case.facts} == {"afp-2020-02-11"}
    assert {e.name for e in case.entities} == {"Riverside", "United Nations"}
    assert case.asked == {}
    assert any("afp-2020-02-11/2, supersedes: there is no fact ocha-2020-02-06/1" in str(p) for p in found)
    assert all(p.warning for p in found)


def test_one_source_file_far_from_any_case(folder: Path, tmp_path: Path) -> None:
    """A source file without a case around it can be read; that its dates are then in UTC is said."""
    alone = tmp_path / "mail" / "afp-2020-02-11.toml"
    alone.parent.mkdir()
    (folder / AFP).rename(alone)
    case, found = read_case_with_warnings(alone)
    assert case.facts[0].known_at == datetime(2020, 2, 11, tzinfo=UTC)
    assert any("UTC" in str(p) for p in found)


def test_a_folder_with_only_some_of_the_sources(folder: Path) -> None:
    """A case with fewer sources than it counts is a part; links to the others are warnings."""
    (folder / OCHA).unlink()
    case, found = read_case_with_warnings(folder)
    assert case.partial
    assert len(case.facts) == 2
    assert "case.toml, counts, sources: says 2, and 1 are here" in "\n".join(map(str, found))
    assert all(p.warning for p in found)


def test_a_folder_of_bare_sources(folder: Path) -> None:
    """The sources folder itself can be given, with or without the rest of the case above it."""
    assert len(read_case(folder / "sources").facts) == 4
    (folder / "case.toml").unlink()
    assert read_case(folder / "sources").partial


def test_an_alias_of_two_entities_is_a_warning(folder: Path) -> None:
    """A clash of aliases does not stop a load."""
    spoil(folder, "entities.toml", '"UN"', '"UN", "River Side"')
    assert warnings(folder) == [
        "warning: entities.toml, United Nations, aliases: 'River Side' also stands for Riverside; "
        "leave it to one of them, or make it a metonym"
    ]


def broken(path: Path, how: str) -> None:
    if how == "truncated":
        path.write_bytes(path.read_bytes()[:-12])
    elif how == "not text":
        path.write_bytes(b"\xff\xfe" + bytes(range(256)))
    elif how == "deep":
        path.write_text("a = " + "[" * 100_000)
    elif how == "digits":
        path.write_text("a = " + "1" * 10_000)
    elif how == "huge":
        with path.open("wb") as file:
            file.truncate(21 * 1024 * 1024)
    else:
        path.unlink()
        if how == "folder":
            path.mkdir()
        else:
            path.symlink_to(path if how == "loop" else path.with_name("gone"))


BROKEN = [
    ("truncated", "is not valid TOML"),
    ("not text", "is not UTF-8 at byte 0"),
    ("deep", "is nested too deeply"),
    ("digits", "is not valid TOML"),
    ("huge", "has 21 MB"),
    ("folder", "is a folder"),
    ("loop", "cannot be read"),
    ("nowhere", "cannot be read"),
]


@pytest.mark.parametrize(("how", "says"), BROKEN)
@pytest.mark.parametrize("file", [OCHA, "entities.toml", "case.toml", "asks.toml"])
def test_a_file_that_cannot_be_read_is_one_line(folder: Path, file: str, how: str, says: str) -> None:
    """A hostile or broken file is one line with its name, and hides no mistake elsewhere."""
    broken(folder / file, how)
    spoil(folder, AFP, "710_000", "610_000")
    found = mistakes(folder)
    assert [line for line in found if line.startswith(f"{file}:") and says in line]
    assert any("value_high" in line for line in found)
    assert not any(OCHA in line and "there is no fact" in line for line in found)


def test_nothing_to_read(tmp_path: Path) -> None:
    """A path without a case says so."""
    assert mistakes(tmp_path / "nowhere") == [
        f"{tmp_path / 'nowhere'}: there is no such file or folder; correct the path"
    ]
    assert "holds no source files" in mistakes(tmp_path)[0]


def test_a_problem_is_one_line() -> None:
    """A problem says where, what and what to do on one line."""
    problem = Problem(where="a.toml, a/1, kind", what="is missing", todo="add it", warning=True)
    assert str(problem) == "warning: a.toml, a/1, kind: is missing; add it"
