"""What the measurement of the check rests on: faulty sentences that are faulty, faithful ones that are not."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from bench.ground import handwritten
from bench.ground.__main__ import main
from bench.ground.attribution import plain, spoken
from bench.ground.clauses import INVENTED, OF_THE_CASE
from bench.ground.corrupt import CLASSES, faulty
from bench.ground.drafts import Made, World, evidence
from bench.ground.paraphrase import faithful
from bench.ground.spotting import days, known_days, numbers, values
from bench.ground.table import LEAST, SURE, Checker, Row, by_kind, caught, kept, line, target, wrong

IDLIB = Path(__file__).resolve().parents[2] / "cases" / "idlib"
EACH = 8


@pytest.fixture(scope="module")
def world() -> World:
    return World.read(IDLIB)


@pytest.fixture(scope="module")
def made(world: World) -> list[Made]:
    return list(faulty(world, EACH))


def of(kind: str, made: list[Made]) -> Iterator[Made]:
    return (m for m in made if m.kind == kind)


def test_every_class_is_made_and_named(made: list[Made]) -> None:
    """Every class has as many sentences as were asked for, and stands in the list that the module opens with."""
    assert Counter(m.kind for m in made) == dict.fromkeys(CLASSES, EACH)
    listed = re.sub(r"\s+", " ", str(faulty.__globals__["__doc__"])).partition("classes: ")[2].partition(". Each")[0]
    assert set(listed.split(", ")) == set(CLASSES)


def test_the_same_sentences_are_made_on_every_run(world: World, made: list[Made]) -> None:
    """What is measured does not change by itself, so that figures can be compared."""
    assert list(faulty(world, EACH)) == made


def test_no_faulty_sentence_is_the_fact_itself(world: World, made: list[Made]) -> None:
    """A sentence whose words are at fault differs from what its fact says; one whose citation is may not."""
    for m in made:
        if m.kind not in ("uncited", "foreign", "future"):
            assert m.text not in {t for i in m.cites for t in (world.facts[i].statement, world.told[i])}, m


@pytest.mark.parametrize("kind", ["number", "scale"])
def test_a_changed_number_is_none_of_the_fact(kind: str, world: World, made: list[Made]) -> None:
    """A number that was changed stands nowhere in the fact, as digits or as a word."""
    for m in of(kind, made):
        fact = world.facts[m.cites[0]]
        new = {n.value for n in numbers(m.text)} - values(fact)
        words = set(re.findall(r"[\w:-]+", m.text)) - set(re.findall(r"[\w:-]+", world.told[fact.id]))
        assert new or words, m


def test_a_shifted_date_is_none_of_the_fact(world: World, made: list[Made]) -> None:
    """No shift of a day lands on another day that the fact has."""
    shifted = 0
    for m in of("date", made):
        fact = world.facts[m.cites[0]]
        told = {(d.day, d.month) for d in days(m.text)}
        shifted += bool(told - known_days(fact))
        years = set(re.findall(r"\b20\d\d\b", m.text)) - set(re.findall(r"\b20\d\d\b", evidence(fact)))
        assert told - known_days(fact) or years or m.text not in world.told.values()
    assert shifted


def test_a_mixed_up_number_belongs_to_another_fact(world: World, made: list[Made]) -> None:
    """A number that was moved is another fact's, and not the first cited one's."""
    for m in of("moved", made):
        if len(m.cites) == 1:
            assert {n.value for n in numbers(m.text)} - values(world.facts[m.cites[0]]), m


def test_a_foreign_citation_is_unknown_or_says_something_else(world: World, made: list[Made]) -> None:
    """Where a fact of the case is wrongly cited, it was not given, or its own words are others."""
    for m in of("foreign", made):
        unknown = [i for i in m.cites if i not in world.facts]
        held_back = m.given and not set(m.cites) <= set(m.given)
        assert unknown or held_back or any(m.text != world.told[i] for i in m.cites), m


def test_a_future_fact_is_not_known_yet(world: World, made: list[Made]) -> None:
    """One of the facts that are cited becomes known after the moment as of which is told."""
    for m in of("future", made):
        assert m.as_of
        assert any(world.facts[i].known_at > m.as_of for i in m.cites)


def test_a_dropped_speaker_is_gone(world: World, made: list[Made]) -> None:
    """Whoever said it is named no more."""
    for m in of("speaker-dropped", made):
        fact = world.facts[m.cites[0]]
        assert not world.named(m.text) & world.named(fact.said_by), m


def test_many_clauses_are_invented() -> None:
    """There are many different clauses, some of them made only of words of the case."""
    assert len({*INVENTED, *OF_THE_CASE}) >= 60


def test_who_says_it_is_found_at_either_end(world: World) -> None:
    """A claim is taken out of its attribution wherever that stands; a nominal object is no claim."""
    fact = next(f for f in world.case.facts if f.id == "afp-2020-02-12/2")
    claim = "Under the 2018 agreement Turkey took on the duty to neutralise terrorist groups in Idlib"
    forms = (
        f"{claim}, Kremlin spokesman Dmitry Peskov argued.",
        f"According to Dmitry Peskov, u{claim[1:]}.",
        f"Dmitry Peskov said on 12 February 2020 that u{claim[1:]}.",
        f"{claim}, according to Dmitry Peskov.",
    )
    for form in forms:
        parts = spoken(form, fact, world)
        assert parts and plain(parts) == f"{claim}.", form
    assert spoken("Dmitry Peskov announced a new agreement.", fact, world) is None
    assert spoken(f"{claim}, Hulusi Akar argued.", fact, world) is None


def test_faithful_sentences_are_no_statements(world: World) -> None:
    """A paraphrase differs from the fact, cites what it was made from, and is no longer than may be published."""
    found = list(faithful(world, 40))
    assert {"order", "notation", "synonyms", "names", "shorter", "mixed", "joined", "passive"} == {
        m.kind for m in found
    }
    for m in found:
        assert len(m.text) <= 400
        assert m.text not in {world.told[i] for i in m.cites}
        assert all(i in world.facts for i in m.cites)


@pytest.mark.parametrize("name", [f"{kind}_{s}" for kind in ("faithful", "faulty") for s in handwritten.SETS])
def test_sentences_by_hand_can_be_read(name: str, world: World) -> None:
    """Every line written by hand cites facts of the case, and a faulty one has a class that there is."""
    for m in handwritten.read(name):
        assert all(i in world.facts for i in m.cites) or m.kind in ("foreign", "uncited")
        assert m.kind in CLASSES or m.kind == name


def test_a_broken_line_is_told_by_its_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A line that cannot be read stops the measurement with file and line; a missing file is no sentence."""
    monkeypatch.setattr(handwritten, "FOLDER", tmp_path)
    tmp_path.joinpath("faulty_a.jsonl").write_text('{"facts": [], "text": "x", "class": "url"}\n\n{"facts": []}\n')
    with pytest.raises(SystemExit, match=r"faulty_a.jsonl, line 3"):
        list(handwritten.read("faulty_a"))
    assert list(handwritten.read("faithful_b")) == []


def test_statements_pass_and_uncited_ones_do_not(world: World) -> None:
    """The check is asked with the grounds that the writer of a sentence had."""
    fact = world.case.facts[0]
    told = Made(kind="x", text=world.told[fact.id], cites=(fact.id,))
    early = Made(kind="x", text=told.text, cites=told.cites, as_of=min(f.known_at for f in world.case.facts))
    other = Made(kind="x", text=told.text, cites=told.cites, given=(world.case.facts[-1].id,))
    uncited = Made(kind="y", text=told.text, cites=())
    late = Made(kind="x", text=world.told[world.case.facts[-1].id], cites=(world.case.facts[-1].id,), as_of=early.as_of)
    tried = Checker(world).try_all([told, other, uncited, late])
    assert [t.verdict.passed for t in tried] == [True, False, False, False]
    assert [(k, len(v)) for k, v in by_kind(tried).items()] == [("x", 3), ("y", 1)]
    assert (caught(tried, "x", 1.0).right, kept(tried, "x").right) == (3, 1)
    assert "cites no fact" in wrong(tried[2])


@pytest.mark.parametrize(("right", "reached"), [(100, True), (97, True), (96, False)])
def test_a_missed_target_is_marked(right: int, reached: bool) -> None:
    """A row says where it fell short; nothing at all falls short of nothing."""
    row = Row(name="negation-added", made=100, right=right, target=LEAST)
    assert row.reached is reached
    assert line(row).endswith("MISSED") is not reached
    assert Row(name="empty", made=0, right=0, target=1.0).reached


def test_what_can_be_decided_must_be_decided_always() -> None:
    """Numbers, dates, names, citations and addresses have the whole of their class as their target."""
    assert set(SURE) < set(CLASSES)
    assert [target(k) for k in ("number", "negation-added")] == [1.0, LEAST]


def test_the_table_is_printed_with_examples(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """One run prints every class, and the exit says whether all targets are reached."""
    monkeypatch.setattr(handwritten, "FOLDER", tmp_path)
    untrue = '{"facts": ["afp-2020-02-11/3"], "text": "The M5 highway connects Damascus with Oslo."}\n'
    tmp_path.joinpath("faithful_a.jsonl").write_text(untrue)
    assert main(["--each", "1", "--show", "faithful_a", "1"]) == 1
    printed = capsys.readouterr().out
    assert all(re.search(rf"^{kind} +1 ", printed, re.M) for kind in CLASSES)
    assert "connects Damascus with Oslo" in printed
    with pytest.raises(SystemExit):
        main(["--show", "no such class", "1"])
