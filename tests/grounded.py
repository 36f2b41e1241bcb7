"""Facts, names and faults for tests of the check of sentences."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache

from bot.domain.asking.names import Gazetteer
from bot.domain.facts import Case, Entity, Fact, Source
from bot.domain.grounding.claims import Fault
from bot.domain.grounding.names import names
from bot.domain.grounding.premise import Premise
from bot.domain.grounding.speech import speakers
from bot.domain.grounding.tokens import read

SOURCE = Source(
    id="s",
    title="Report",
    publisher="The Gazette",
    url="https://example.org/1",
    published=date(2020, 2, 14),
    reliability="B",
    language="en",
)
FACT = Fact(
    id="s/1",
    kind="event",
    statement="",
    said_by="",
    event_date="2020-02-03",
    known_at=datetime(2020, 2, 15, tzinfo=UTC),
    credibility=2,
    source=SOURCE,
)
_ENTITIES = """
person|Recep Tayyip Erdogan|Erdogan||President of Turkey.
person|Hulusi Akar|Akar||Turkish defence minister.
person|Sergey Lavrov|Sergei Lavrov,Lavrov||Russian foreign minister.
person|Dmitry Peskov|Peskov||Spokesman of the Kremlin.
person|Kelly Craft|||US permanent representative to the UN.
state|Turkey||Ankara|NATO member.
state|Russia||Moscow|
state|Syria|||
state|Iran||Tehran|
state|United States|US,USA|Washington|
place|Ankara|||Capital of Turkey.
place|Moscow|||Capital of Russia.
place|Damascus|||Capital of Syria.
place|Idlib|north-west Syria||
place|Saraqib|Saraqeb||Town in Idlib.
place|Ariha|||Town in Idlib.
organisation|Kremlin|the Kremlin||Office of the Russian president.
organisation|NATO|||Alliance.
organisation|European Union|EU||
organisation|United Nations|UN,U.N.||
organisation|UN OCHA|OCHA||UN humanitarian coordination office.
organisation|Syrian government||Damascus|Government of Syria.
organisation|Syrian Arab Army|Syrian army,government forces||Army of the Syrian government.
organisation|Turkish Armed Forces|Turkish army,Turkish troops||Armed forces of Turkey.
organisation|Russian Defence Ministry|Russian Ministry of Defence||Defence ministry of Russia.
organisation|Turkish Defence Ministry|||Defence ministry of Turkey.
organisation|Syrian Observatory for Human Rights|Syrian Observatory,SOHR||Britain-based monitor.
armed-group|Hayat Tahrir al-Sham|HTS||Jihadist alliance.
"""


@cache
def gazetteer() -> Gazetteer:
    """A few names of each kind, with what they are also called."""
    listed = []
    for line in _ENTITIES.strip().splitlines():
        kind, name, aliases, metonyms, description = line.split("|")
        split = tuple(a for a in aliases.split(",") if a), tuple(m for m in metonyms.split(",") if m)
        listed.append(Entity(name=name, kind=kind, aliases=split[0], metonyms=split[1], description=description))  # type: ignore[arg-type]
    return Gazetteer.build(listed)


def premise(statement: str, **given: object) -> Premise:
    """A plain event with this statement, and with whatever else is given of a fact."""
    return Premise.of(replace(FACT, statement=statement, **given))  # type: ignore[arg-type]


_BUILT: dict[int, Gazetteer] = {}


def names_of(case: Case) -> Gazetteer:
    """The names of a case, built once."""
    return _BUILT.setdefault(id(case), Gazetteer.build(case.entities))


def faults(text: str, ground: Premise, known: Gazetteer) -> list[Fault]:
    """What is wrong with whom a sentence names or has speak."""
    said = read(text)
    return [*names.faults(said, ground, known), *speakers.faults(said, ground, said, known)]
