from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.facts import TOPICS
from bot.domain.schedule import parse_schedule
from handlers.commands import COMMANDS
from handlers.completing import LONGEST, MOST, Choice, complete
from handlers.request import Option, Services, Talk, make_request
from tests.fakes import ZONE, FakeFactBase
from tests.samples import ENTITIES, FIRST, TURKISH, fact, services

OPTIONS = [(c, o) for c in COMMANDS.values() for o in c.options if o.completes]


def option(command: str, name: str) -> Option:
    return COMMANDS[command].option(name)


async def choices(
    command: str, name: str, text: str = "", *, as_of: str = "", of: Services | None = None
) -> list[Choice]:
    return await complete(of or services(), option(command, name), text, Talk(), as_of=as_of)


async def values(command: str, name: str, text: str = "", *, as_of: str = "", of: Services | None = None) -> list[str]:
    return [c.value for c in await choices(command, name, text, as_of=as_of, of=of)]


async def test_entities_are_found_by_name_and_alias() -> None:
    """A name is offered as facts write it, whatever way of writing it was begun."""
    assert await values("who", "name") == ["Recep Tayyip Erdogan", "Syria", "Turkey"]
    assert await values("who", "name", "ERDOĞ") == ["Recep Tayyip Erdogan"]
    assert await values("who", "name", "yyi") == ["Recep Tayyip Erdogan"]
    assert (await choices("who", "name", "recep"))[0].label == "Recep Tayyip Erdogan (Erdogan, Erdoğan)"
    assert await values("who", "name", "zebra") == []


async def test_names_that_no_known_fact_carries_are_not_offered() -> None:
    """As of a day, a name that appears only later would give away that something is to come."""
    early = replace(FIRST, said_by="", actors=(), places=("Syria",))
    late = replace(TURKISH, places=("Turkey",), known_at=datetime(2020, 3, 1, tzinfo=UTC))
    given = replace(services(), facts=FakeFactBase(known=(early, late), entities=ENTITIES))
    assert await values("who", "name", as_of="2020-02-20", of=given) == ["Syria"]
    assert "Turkey" in await values("now", "about", as_of="2020-03-02", of=given)
    assert "Turkey" not in await values("now", "about", "tur", as_of="2020-02-20", of=given)


async def test_measures_without_a_known_figure_are_not_offered() -> None:
    """A measure whose first figure came later is not named before."""
    assert await values("figures", "measure", "zebra") == []
    assert await values("figures", "measure", "peop") == ["People displaced since December"]
    assert await values("figures", "measure", as_of="2020-01-01") == []


async def test_facts_are_found_by_id_and_by_its_beginning() -> None:
    """An id that is begun brings the facts of that source; who says it stands in the label."""
    assert await values("fact", "id", FIRST.id) == [FIRST.id]
    assert FIRST.id in await values("fact", "id", FIRST.id[:6])
    label = next(c.label for c in await choices("fact", "id", FIRST.id))
    assert label.startswith(f"{FIRST.id}, {FIRST.said_by or FIRST.source.publisher}")


async def test_a_disputed_fact_is_never_offered_as_plain() -> None:
    """The label says that others dispute it, in front, where nothing is cut off."""
    long = fact("ocha-2020-02-10/1", "Very " * 50 + "many fled.", "2020-02-10", disputes=("ocha-2020-02-10/2",))
    given = replace(services(), facts=FakeFactBase(known=(long,)))
    (choice,) = await choices("correct", "fact", "ocha", of=given)
    assert choice.label.startswith("ocha-2020-02-10/1, OCHA, disputed: Very Very")
    assert (len(choice.label), choice.label[-1]) == (LONGEST, "…")


async def test_facts_known_later_are_not_offered() -> None:
    """Not by their id, and not among the newest."""
    assert await values("fact", "id", FIRST.id, as_of="2019-12-01") == []
    assert await values("fact", "id", as_of="2019-12-01") == []


async def test_sources_come_by_publisher_then_by_title() -> None:
    """A publisher stands for all that it published; a document is found by what it is called."""
    found = await choices("sources", "words")
    assert found[0].label.startswith(f"{found[0].value} (")
    assert all("document" in c.label for c in found if "-" not in c.value)
    assert await values("sources", "words", as_of="2019-01-01") == []


async def test_moments_are_now_and_days_of_sources() -> None:
    """`now` first, then the days on which something was published, found in digits or in words."""
    found = await values("ask", "as_of")
    assert found[0] == "now"
    assert found[1:] == sorted(found[1:], reverse=True)
    day = found[-1]
    assert await values("ask", "as_of", day) == [day]
    assert day in await values("ask", "as_of", datetime.fromisoformat(day).strftime("%d %B").lstrip("0"))
    assert await values("ask", "as_of", "2020-02-13T18:00+03:00") == ["2020-02-13T18:00+03:00"]
    assert await values("timeline", "from", "now") == []


async def test_the_clock_bounds_the_days() -> None:
    """No day later than the clock of the case is offered, whatever the base holds."""
    early = services(at=datetime(2020, 2, 6, tzinfo=UTC))
    assert max(v for v in await values("ask", "as_of", of=early) if v != "now") <= "2020-02-06"


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("", f"daily 08:00 {ZONE}"),
        ("week", f"weekdays 07:30 {ZONE}"),
        ("daily 08:00", f"daily 08:00 {ZONE}"),
        ("daily 08:00 ber", "daily 08:00 Europe/Berlin"),
        ("daily 08:00 Europe/Lon", "daily 08:00 Europe/London"),
        ("mon,thu 7:30 new_y", "mon,thu 7:30 America/New_York"),
        ("every 6h lond", "every 6h Europe/London"),
        ("weekly mon 9am kath", "weekly mon 9am Asia/Kathmandu"),
    ],
)
async def test_a_schedule_is_completed_with_its_zone(text: str, first: str) -> None:
    """The time zone at the end is completed by city or region, the case's own zone first; all of it can be used."""
    found = await values("digest add", "when", text)
    assert found[0] == first
    for value in found:
        parse_schedule(value, zone=ZONE)


@pytest.mark.parametrize("text", ["never", "daily", "08:00 berl", "daily 25:00 ber", "daily 08:00 xyz"])
async def test_what_is_no_schedule_is_not_completed(text: str) -> None:
    """Nothing is offered that would be refused afterwards."""
    for value in await values("digest add", "when", text):
        parse_schedule(value, zone=ZONE)


async def test_lists_are_completed_at_their_end() -> None:
    """Several values stand with commas between them; what is given already is not offered again."""
    assert await values("digest add", "topics", "displacement,mil") == ["displacement,military"]
    assert "aid,aid" not in await values("digest add", "topics", "aid,")
    assert (await values("deadlines track", "leads", "7d,"))[:2] == ["7d,3d", "7d,2d"]
    assert await values("deadlines untrack", "fact", "reuters") == ["reuters-2020-02-05/1"]


async def test_choices_are_completed_as_they_are() -> None:
    """An option with fixed values offers these; a single topic is not a list."""
    assert await values("deadlines list", "show") == ["all", "pending"]
    assert await values("ask", "topic", "displacement,ai") == []
    assert await values("ask", "topic") == list(TOPICS)


async def test_commands_are_found_however_they_are_begun() -> None:
    """With or without slash, and below the bot's name."""
    for text in ("dig", "/dig", "/sitrep dig", "sitrep /dig"):
        found = await values("help", "command", text)
        assert found[0] == "digest add"
        assert "digest" in found


@pytest.mark.parametrize(("command", "asked"), OPTIONS, ids=lambda x: getattr(x, "name", ""))
async def test_what_is_offered_is_taken(command: object, asked: Option) -> None:
    """Every value that is offered passes the checks of its command's options."""
    given = services()
    for value in [c.value for c in await complete(given, asked, "", Talk())]:
        alone = replace(COMMANDS["status"], options=(replace(asked, required=False),))
        make_request(alone, {asked.name: value}, zone=ZONE, now=given.clock.now(), talk=Talk())


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=300), as_of=st.one_of(st.just(""), st.text(max_size=40)), n=st.integers(0, 999))
async def test_any_typing_is_completed_within_the_limits(text: str, as_of: str, n: int) -> None:
    """Whatever is typed, at most 25 choices come, each with 1 to 100 characters in label and value."""
    _, asked = OPTIONS[n % len(OPTIONS)]
    found = await complete(services(), asked, text, Talk(), as_of=as_of)
    assert len(found) <= MOST
    assert all(1 <= len(c.label) <= LONGEST and 1 <= len(c.value) <= LONGEST for c in found)
    assert len({c.value for c in found}) == len(found)
