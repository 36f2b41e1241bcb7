"""A handful of facts about one made-up week, for tests of what the commands say."""

from __future__ import annotations

from datetime import UTC, date, datetime

from bot.domain.facts import Deadline, Entity, Fact, Figure, Gap, Measure, Source
from handlers.request import Services
from tests.fakes import ZONE, FakeAsker, FakeCases, FakeFactBase, FakeJournal, StillClock

MEASURE = Measure(
    id="displaced-since-december", title="People displaced since December", unit="people", description="Cumulative."
)
DEATHS = Measure(id="soldiers-killed", title="Soldiers killed", unit="soldiers", description="In the attack.")


def source(name: str, day: date, *, publisher: str = "OCHA", reliability: str = "A") -> Source:
    return Source(
        id=name,
        title=f"Report {name}",
        publisher=publisher,
        url=f"https://example.org/{name}",
        published=day,
        reliability=reliability,
        language="en",
    )


def fact(fact_id: str, statement: str, day: str, **more: object) -> Fact:
    """A fact known from the start (UTC) of the day of its source, which its id names."""
    name = fact_id.split("/")[0]
    published = date.fromisoformat(name[-10:])
    values: dict[str, object] = {
        "id": fact_id,
        "kind": "event",
        "statement": statement,
        "said_by": "",
        "event_date": day,
        "known_at": datetime(published.year, published.month, published.day, tzinfo=UTC),
        "credibility": 2,
        "source": source(name, published),
        **more,
    }
    return Fact(**values)  # type: ignore[arg-type]


def people(value: float) -> Figure:
    return Figure(value=value, unit="people", bound="about", measure=MEASURE.id)


FIRST = fact(
    "ocha-2020-02-06/1",
    "About 586,000 people had been displaced.",
    "2020-02-02",
    kind="figure",
    figure=people(586_000),
    said_by="OCHA",
    topics=("displacement",),
)
SECOND = fact(
    "ocha-2020-02-13/1",
    "About 800,000 people had been displaced.",
    "2020-02-12",
    kind="figure",
    figure=people(800_000),
    said_by="OCHA",
    topics=("displacement",),
    supersedes=("ocha-2020-02-06/1",),
)
TURKISH = fact(
    "anadolu-2020-02-28/1",
    "33 soldiers were killed.",
    "2020-02-27",
    kind="figure",
    figure=Figure(value=33, unit="soldiers", bound="exact", measure=DEATHS.id),
    said_by="Turkey",
    topics=("casualties",),
    actors=("Turkey",),
    disputes=("tass-2020-02-28/1",),
)
RUSSIAN = fact(
    "tass-2020-02-28/1",
    "At least 30 soldiers were killed among terrorists.",
    "2020-02-27",
    kind="figure",
    figure=Figure(value=30, unit="soldiers", bound="at-least"),
    said_by="Russia",
    topics=("casualties",),
    disputes=("anadolu-2020-02-28/1",),
    credibility=4,
)
DEADLINE = fact(
    "reuters-2020-02-05/1",
    "Erdogan gave Syria until the end of February to pull back.",
    "2020-02-05",
    kind="deadline",
    said_by="Recep Tayyip Erdogan",
    topics=("deadline",),
    deadline=Deadline(
        due_at=datetime.fromisoformat("2020-02-29T23:59:59+03:00"),
        set_by="Recep Tayyip Erdogan",
        addressed_to="Syria",
        outcome="missed",
        outcome_facts=("sabah-2020-03-02/1",),
        outcome_on=date(2020, 2, 29),
    ),
)
OUTCOME = fact(
    "sabah-2020-03-02/1",
    "Syria had not pulled back by the deadline.",
    "2020-03-01",
    topics=("military",),
    places=("Syria",),
)
ENTITIES = (
    Entity(
        name="Recep Tayyip Erdogan",
        kind="person",
        aliases=("Erdogan", "Erdoğan"),
        description="President of Turkey.",
        fact_id="reuters-2020-02-05/1",
    ),
    Entity(name="Turkey", kind="state", metonyms=("Ankara",)),
    Entity(name="Syria", kind="state", description="Pulled back.", fact_id="sabah-2020-03-02/1"),
)
GAPS = (
    Gap(id="gap-1", question="how many soldiers were wounded", kind="near-miss", lacks="number of wounded"),
    Gap(id="gap-2", question="price of bread", kind="neighbouring"),
)


def services(asker: FakeAsker | None = None, *, at: datetime | None = None) -> Services:
    """Services over the sample facts."""
    base = FakeFactBase(
        known=(FIRST, SECOND, TURKISH, RUSSIAN, DEADLINE, OUTCOME),
        entities=ENTITIES,
        measures=(MEASURE, DEATHS),
        known_gaps=GAPS,
    )
    return Services(
        facts=base,
        journal=FakeJournal(),
        cases=FakeCases(),
        asker=asker or FakeAsker(),
        clock=StillClock(at) if at else StillClock(),
        zone=ZONE,
    )
