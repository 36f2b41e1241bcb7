"""Reading a case: its TOML tables are checked here as forms and become domain values. Every mistake is told at once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from bot.domain import case_values as values
from bot.domain.errors import CaseError, Problem
from bot.domain.facts import Bound, Case, EntityKind, GapKind, Kind
from storage.casefolder import read_folder
from storage.casereading import Checked, Reading
from storage.formerrors import problems_of

Line = Annotated[str, AfterValidator(values.read_line)]
Lines = Annotated[str, AfterValidator(values.read_lines)]
Filled = Annotated[str, AfterValidator(values.read_filled)]
Number = Annotated[Any, AfterValidator(values.read_number)]
Topic = Annotated[str, AfterValidator(values.read_topic)]
Count = Annotated[int, Field(ge=0)]


class Form(BaseModel):
    """A table of a case file. Nothing is guessed: no unknown key, no text for a number."""

    model_config = ConfigDict(extra="forbid", strict=True)


class SourceForm(Form):
    """`[source]`."""

    id: Annotated[str, AfterValidator(values.read_source_id)]
    title: Filled
    publisher: Filled
    url: Annotated[str, AfterValidator(values.read_url)]
    published: date
    reliability: Literal["A", "B", "C", "D", "E", "F"]
    language: Filled


class FactForm(Form):
    """`[[fact]]`."""

    id: Filled
    kind: Kind
    statement: Annotated[str, AfterValidator(values.read_statement)]
    event_date: Annotated[str, AfterValidator(values.read_event_date)]
    credibility: Annotated[int, Field(ge=1, le=6)]
    said_by: Line = ""
    paragraph: Count = 0
    places: list[Filled] = []
    actors: list[Filled] = []
    topics: list[Topic] = []
    asks: list[Filled] = []
    supersedes: list[Filled] = []
    disputes: list[Filled] = []
    note: Lines = ""
    measure: Line = ""
    value: Number = None
    value_high: Number = None
    unit: Line = ""
    bound: Bound = "exact"
    due: Annotated[Any, AfterValidator(values.read_due)] = None
    set_by: Line = ""
    addressed_to: Line = ""
    outcome: Literal["", "met", "missed", "moved", "withdrawn", "lapsed"] = ""
    outcome_facts: list[Filled] = []
    outcome_on: Annotated[Any, AfterValidator(values.read_day)] = None


class AsksForm(BaseModel):
    """A table of asks.toml: `asks`, and one question a language under its code."""

    model_config = ConfigDict(extra="allow", strict=True)
    __pydantic_extra__: dict[Annotated[str, AfterValidator(values.read_language)], Filled]

    asks: list[Filled] = []


class EntityForm(Form):
    """`[[entity]]`."""

    name: Filled
    kind: EntityKind
    aliases: list[Filled] = []
    metonyms: list[Filled] = []
    description: Lines = ""
    source: Line = ""


class MeasureForm(Form):
    """`[[measure]]`."""

    id: Filled
    title: Filled
    unit: Filled
    description: Lines


class GapForm(Form):
    """`[[gap]]`."""

    id: Filled
    question: Filled
    kind: GapKind
    near: list[Filled] = []
    lacks: Line = ""


class PeriodForm(Form):
    """`[period]` of case.toml."""

    start: date
    end: date
    earliest_source: date | None = None
    latest_source: date | None = None


class CountsForm(Form):
    """`[counts]` of case.toml: how much a whole case holds. With fewer sources it is a part of it."""

    sources: Count | None = None
    facts: Count | None = None
    entities: Count | None = None
    measures: Count | None = None
    asks: Count | None = None
    gaps: Count | None = None
    kinds: dict[str, Count] = {}


class CaseForm(Form):
    """case.toml."""

    id: Filled
    title: Filled
    description: Lines = ""
    timezone: Annotated[str, AfterValidator(values.read_zone)]
    language: Filled = "en"
    licence: Lines = ""
    version: Line = ""
    period: PeriodForm | None = None
    counts: CountsForm | None = None


FORMS: dict[str, type[BaseModel]] = {
    "case": CaseForm,
    "source": SourceForm,
    "fact": FactForm,
    "asks": AsksForm,
    "entity": EntityForm,
    "measure": MeasureForm,
    "gap": GapForm,
}


def read_case(path: Path) -> Case:
    """The case of a folder, or the part of one that a source file is. Raises CaseError with all problems."""
    return read_case_with_warnings(path)[0]


def read_case_with_warnings(path: Path) -> tuple[Case, list[Problem]]:
    """As read_case, with what is doubtful but no mistake. Raises CaseError with mistakes and warnings."""
    raw = read_folder(path)
    case = Reading(raw, check_table).case()
    if case is None:
        raise CaseError(raw.problems)
    return case, raw.problems


def check_table(name: str, table: object, where: str, neutral: Mapping[str, object]) -> Checked:
    """The values of a table that fills the form `name`; `neutral` stands in for values that are wrong and must be."""
    form = FORMS[name]
    try:
        return Checked(held=_given(form.model_validate({} if table is None else table)))
    except ValidationError as error:
        mistakes = error.errors(include_url=False)
    bad = frozenset(str(m["loc"][0]) if m["loc"] else "" for m in mistakes)
    given = table if isinstance(table, dict) else {}
    good = {k: v for k, v in given.items() if k in form.model_fields and k not in bad}
    try:
        held = _given(form.model_validate({**neutral, **good}))
    except ValidationError:
        held = {k: v for k, v in good.items() if isinstance(v, str)}
    return Checked(held=held, bad=bad, problems=problems_of(mistakes, where, form.model_fields))


def _given(form: BaseModel) -> dict[str, Any]:
    return form.model_dump(exclude_unset=True)
