"""Commands for the desk: now, gaps, status."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

from bot.domain.edtf import say_day
from bot.domain.message import Block, Bullets, Fields, Heading, Message, Text, Time, plain
from bot.domain.replies import Report
from bot.services import brief, gaps, lookup
from handlers.citing import Citer
from handlers.lookups import done
from handlers.request import Request, Services
from handlers.sitreps import sitrep_message

DAYS = 3
OFF = "switched off; search goes by words alone"
REPORTS = 10
"""The most reports of readers that are listed, the newest first."""
_WHY: Mapping[str, str] = {
    "empty": "nothing was asked",
    "off-topic": "not about this crisis",
    "not-held": "the base does not hold it",
    "unsupported-premise": "it takes for granted what no source says",
    "outside-period": "outside the time that the base covers",
    "too-long": "too long",
}


async def now(services: Services, request: Request) -> Message:
    """A sitrep on demand."""
    what = await lookup.about(services.facts, request.words.get("about", ""))
    report = await brief.compose(
        services.facts,
        services.journal,
        case_title=(await services.facts.lexicon()).info.title,
        zone=services.zone,
        as_of=request.moment,
        covers_from=request.moment - timedelta(days=request.numbers.get("days", DAYS)),
        workspace=request.talk.workspace,
        topics=(what.topic,) if what.topic else (),
        what=lookup.About(entity=what.entity),
        items=services.can(request.talk.here).items,
    )
    can = services.can(request.talk.here)
    return sitrep_message(report, replace(can, command=request.talk.sign or can.command))


async def list_gaps(services: Services, request: Request) -> Message:
    """Questions that were not answered and errors that readers report, or with words what the case is known to lack."""
    words = request.words.get("words", "")
    if words:
        known = await gaps.known_gaps(services.facts, words)
        items = tuple(plain(g.question + (f" (lacking: {g.lacks})" if g.lacks else "")) for g in known)
        empty = "The case lists no known gap with those words."
    else:
        met = await gaps.met_gaps(services.journal, workspace=request.talk.workspace)
        items = tuple(plain(_met(g.question, g.reason, say_day(g.asked_at.date()))) for g in met)
        known_to = services.typed("/gaps", request.talk)
        empty = f"No question has gone unanswered yet. {known_to} with words shows the gaps that the case knows of."
    blocks: list[Block] = [Bullets(items)] if items else []
    if not words and (reported := await _reported(services, request.talk.workspace)):
        blocks = [*(blocks or [Text(plain(empty))]), Heading("Errors that readers report"), reported]
    return done(services, request, "Gaps", blocks, Citer(), empty=empty)


async def _reported(services: Services, workspace: str) -> Bullets | None:
    """The newest reports of a workspace; None where there are none, or none are kept here."""
    found = await services.replies.reports(workspace, limit=REPORTS) if services.replies else ()
    return Bullets(tuple(plain(_report(r)) for r in found)) if found else None


def _report(report: Report) -> str:
    where = f"of {', '.join(report.facts)}" if report.facts else f"in post {report.post.id}"
    return f"{say_day(report.made_at.date())}, number {report.id}, {where}: {report.words}"


async def status(services: Services, request: Request) -> Message:
    """How much is stored, and whether search by meaning is ready."""
    stored = await services.cases.status()
    gaps_met = await services.journal.open_count(request.talk.workspace)
    meaning = f"{stored.vectors:,} of {stored.facts:,} facts ready" if services.meaning else OFF
    pairs = [
        ("Case", f"{stored.case_title} ({stored.case_id}, version {stored.case_version})"),
        ("Facts", f"{stored.facts:,} from {stored.sources:,} sources, {stored.withdrawn:,} withdrawn"),
        ("Newest source", say_day(stored.newest_source) if stored.newest_source else "none"),
        ("Search by meaning", meaning),
        ("Model", services.model or "none; answers are in the words of the base"),
        ("Open gaps", f"{gaps_met:,}"),
        ("Schema", str(stored.schema)),
    ]
    fields = Fields((*((name, plain(value)) for name, value in pairs), ("Clock", (Time(request.now),))))
    return Message(title="Status", blocks=(fields,))


def _met(question: str, reason: str, day: str) -> str:
    return f"{day}: {question or 'a question whose words are not kept'} ({_WHY.get(reason, reason)})"
