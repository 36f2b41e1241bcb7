"""Commands for the desk: now, deadlines, gaps, status."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

from bot.domain.deadlines import DeadlineState
from bot.domain.edtf import say_day
from bot.domain.facts import Fact
from bot.domain.message import Block, Bullets, Fields, Heading, Inline, Message, Plain, Text, Time, plain
from bot.services import brief, gaps, lookup
from bot.services.deadlines import deadline_states
from handlers.citing import Citer, attributed, say_figure
from handlers.lookups import accounts, done
from handlers.request import Request, Services

DAYS = 3


async def now(services: Services, request: Request) -> Message:
    """A sitrep on demand."""
    what = await lookup.about(services.facts, request.words.get("about", ""))
    report = await brief.compose(
        services.facts,
        services.journal,
        what,
        as_of=request.moment,
        days=request.numbers.get("days", DAYS),
        workspace=request.talk.workspace,
    )
    citer = Citer()
    return done(services, request, "Sitrep", _sitrep(report, citer), citer)


async def deadlines(services: Services, request: Request) -> Message:
    """Every deadline with its status and the time left."""
    states = await deadline_states(services.facts, as_of=request.moment)
    wanted = request.words.get("show", "all")
    citer = Citer()
    blocks: list[Block] = []
    for name, pending in (("Pending", True), ("Over", False)):
        some = [s for s in states if (s.status == "pending") is pending]
        if some and (pending or wanted == "all"):
            blocks += [Heading(name), _deadlines(some, citer)]
    return done(
        services,
        request,
        "Deadlines",
        blocks,
        citer,
        empty=f"No deadline was {'pending' if wanted == 'pending' else 'known'} then.",
    )


async def list_gaps(services: Services, request: Request) -> Message:
    """Questions that were asked and not answered, or with words the gaps that the case knows of."""
    words = request.words.get("words", "")
    if words:
        known = await gaps.known_gaps(services.facts, words)
        items = tuple(plain(g.question + (f" (lacking: {g.lacks})" if g.lacks else "")) for g in known)
        empty = "The case lists no known gap with those words."
    else:
        met = await gaps.met_gaps(services.journal, workspace=request.talk.workspace)
        items = tuple(plain(_met(g.question, g.reason, say_day(g.asked_at.date()))) for g in met)
        empty = "No question has gone unanswered yet. /gaps with words shows the gaps that the case knows of."
    blocks: list[Block] = [Bullets(items)] if items else []
    return done(services, request, "Gaps", blocks, Citer(), empty=empty)


async def status(services: Services, request: Request) -> Message:
    """How much is stored, and whether search by meaning is ready."""
    stored = await services.cases.status()
    pairs = [
        ("Case", f"{stored.case_title} ({stored.case_id}, version {stored.case_version})"),
        ("Facts", f"{stored.facts:,} from {stored.sources:,} sources, {stored.withdrawn:,} withdrawn"),
        ("Newest source", say_day(stored.newest_source) if stored.newest_source else "none"),
        ("Search by meaning", f"{stored.vectors:,} of {stored.facts:,} facts ready"),
        ("Open gaps", f"{stored.open_gaps:,}"),
        ("Schema", str(stored.schema)),
    ]
    fields = Fields((*((name, plain(value)) for name, value in pairs), ("Clock", (Time(request.now),))))
    return Message(title="Status", blocks=(fields,))


def _sitrep(report: brief.Sitrep, citer: Citer) -> list[Block]:
    days = f"{report.days} days" if report.days > 1 else "day"
    blocks: list[Block] = [Text(citer.claim(f)) for f in report.lead]
    if report.newest and not report.new and not report.lead:
        age = say_left(report.as_of - datetime.combine(report.newest, time(), tzinfo=UTC))
        quiet = (
            f"Nothing new became known in the last {days}; the newest source is of {say_day(report.newest)}, {age} ago."
        )
        blocks = [Text(plain(quiet)), Heading("Latest known"), citer.claims(report.latest)]
    if report.new:
        blocks += [Heading(f"New in the last {days}"), citer.claims(report.new)]
        if report.more:
            blocks.append(Text(plain(f"And {report.more} more; /timeline lists them.")))
    if report.changed:
        blocks += [Heading("Changed figures"), Bullets(tuple(_change(f, old, citer) for f, old in report.changed))]
    for number, group in enumerate(report.disputed, 1):
        blocks += [Heading(f"Disputed ({number})"), accounts(group, citer)]
    if report.deadlines:
        blocks += [Heading("Deadlines"), _deadlines(list(report.deadlines), citer)]
    if report.gaps:
        asked = tuple(plain(g.question or "a question whose words are not kept") for g in report.gaps)
        blocks += [Heading("Not known"), Bullets(asked)]
    return blocks


def _change(new: Fact, old: tuple[Fact, ...], citer: Citer) -> Inline:
    spans: Inline = ()
    for fact in sorted(old, key=lambda f: f.data_date):
        spans += (Plain(f"{say_figure(fact)} ({say_day(fact.data_date)})"), citer.cite(fact), Plain(" → "))
    return (*spans, Plain(f"{say_figure(new)} ({say_day(new.data_date)}): {attributed(new)}"), citer.cite(new))


def _deadlines(states: list[DeadlineState], citer: Citer) -> Bullets:
    return Bullets(tuple(_deadline(s, citer) for s in states))


def _deadline(state: DeadlineState, citer: Citer) -> Inline:
    told = (citer.cite(*state.evidence),) if state.evidence else ()
    stand = {
        "pending": f"pending, {say_left(state.left)} left",
        "passed": f"passed {say_left(-state.left)} ago, outcome not known",
    }.get(state.status, state.status)
    return (
        Plain("Due "),
        Time(state.deadline.due_at),
        Plain(f": {attributed(state.fact)}"),
        citer.cite(state.fact),
        Plain(f" Status: {stand}."),
        *told,
    )


def say_left(left: timedelta) -> str:
    """A length of time in its two largest units: `16 days 4 hours`, `3 hours 20 minutes`, `less than a minute`.

    From 30 days on in days alone.
    """
    minutes = int(left.total_seconds()) // 60
    sizes = (("day", minutes // 1440), ("hour", minutes // 60 % 24), ("minute", minutes % 60))
    units = [f"{n:,} {name}{'s' if n > 1 else ''}" for name, n in sizes if n]
    if left >= timedelta(days=30):
        units = units[:1]
    return " ".join(units[:2]) or "less than a minute"


def _met(question: str, reason: str, day: str) -> str:
    return f"{day}: {question or 'a question whose words are not kept'} ({reason})"
