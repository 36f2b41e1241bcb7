"""The situation report in words, in its fixed order; a quiet one is two lines."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.delivery import Capabilities
from bot.domain.edtf import say_day
from bot.domain.facts import Fact
from bot.domain.message import Block, Bold, Bullets, Heading, Inline, Message, Plain, Text, Time, plain
from bot.domain.report import Sitrep
from handlers.citing import Citer, attributed, say_figure, speaker
from handlers.correctwords import correction_line
from handlers.duewords import deadline_lines
from handlers.moments import say_run
from handlers.typed import typed

DOUBTFUL = "The sitrep before this one may not have arrived; what it told stands here again."
UNKNOWN_WORDS = "a question whose words are not kept"


def sitrep_message(report: Sitrep, can: Capabilities) -> Message:
    """A report as a message; `can` says how commands are written there."""
    title = f"Sitrep: {report.case_title}{' (late)' if report.late else ''}"
    if report.quiet:
        return Message(title=title, blocks=(Text(_quiet(report)),))
    citer = Citer()
    blocks: list[Block] = [Text(_header(report))]
    if report.doubtful:
        blocks.append(Text(plain(DOUBTFUL)))
    blocks += _section("Bottom line", [citer.claim(f) for f in report.lead])
    blocks += _section("New", [citer.claim(f) for f in report.new], empty="nothing else" if report.lead else "nothing")
    if report.more:
        blocks.append(Text(plain(_more(report, can))))
    told = {f.id for f in (*report.lead, *report.new)}
    blocks += _section("Changed", [_change(new, old, told, citer) for new, old in report.changed])
    if report.corrected:
        blocks += _section("Corrected", [correction_line(c, report.zone, citer) for c in report.corrected])
    blocks += _disputed(report, citer)
    blocks += [Heading("Deadlines"), deadline_lines(report.deadlines, citer)] if report.deadlines else []
    blocks += [] if report.deadlines else [Text(plain(f"Deadlines: none{_on(report)}"))]
    if report.gaps:
        blocks += _section("Not known", [plain(g.question or UNKNOWN_WORDS) for g in report.gaps])
    return Message(title=title, blocks=(*blocks, *citer.sources()), fact_ids=citer.fact_ids)


def _header(report: Sitrep) -> Inline:
    topics = f" Topics: {', '.join(report.topics)}." if report.topics else ""
    following = f" Next sitrep: {say_run(report.next_at, report.zone)}." if report.next_at else ""
    return (
        *_late(report),
        Plain("As of "),
        Time(report.as_of),
        Plain("; covers what became known from "),
        Time(report.covers_from),
        Plain(f" to then.{following}{topics}"),
    )


def _late(report: Sitrep) -> Inline:
    if not report.late:
        return ()
    due = (Plain(": it was due "), Time(report.due_at)) if report.due_at else ()
    return (Bold("Late"), *due, Plain(". "))


def _quiet(report: Sitrep) -> Inline:
    newest = f", the newest source of {say_day(report.newest)}" if report.newest else ""
    following = f"; next sitrep {say_run(report.next_at, report.zone)}" if report.next_at else ""
    doubt = f" {DOUBTFUL}" if report.doubtful else ""
    return (
        *_late(report),
        Plain("As of "),
        Time(report.as_of),
        Plain(f": nothing new{_on(report)} since "),
        Time(report.covers_from),
        Plain(f"; {report.total:,} facts known{newest}{following}.{doubt}"),
    )


def _on(report: Sitrep) -> str:
    return f" on {', '.join(report.topics)}" if report.topics else ""


def _section(name: str, items: Sequence[Inline], *, empty: str = "nothing") -> list[Block]:
    if not items:
        return [Text(plain(f"{name}: {empty}"))]
    return [Heading(name), Bullets(tuple(items))]


def _more(report: Sitrep, can: Capabilities) -> str:
    """How many are left out, and the command that shows them: for the topic with the most, unless that is this one."""
    total = sum(report.more.values())
    topic = max(report.more, key=lambda t: (report.more[t], t))
    most = f", {report.more[topic]:,} of them on {topic}" if topic and report.more[topic] < total else ""
    if report.next_at is None and report.topics == (topic,):
        return f"And {total:,} more: {_typed(f'/timeline {topic}', can)}"
    return f"And {total:,} more{most}: {_typed(f'/now {topic}'.rstrip(), can)}"


def _typed(line: str, can: Capabilities) -> str:
    return typed(line, can.command, can.apart, can.named)


def _change(new: Fact, old: Sequence[Fact], told: set[str], citer: Citer) -> Inline:
    """Old figure → new figure, each with its day and source; the new one's words unless they were told above."""
    spans: Inline = ()
    for fact in sorted(old, key=lambda f: f.data_date):
        spans += (Plain(f"{say_figure(fact)} ({say_day(fact.data_date)}, {speaker(fact)})"), citer.cite(fact))
        spans += (Plain(" → "),)
    words = "" if new.id in told else f": {attributed(new)}"
    return (*spans, Plain(f"{say_figure(new)} ({say_day(new.data_date)}, {speaker(new)}){words}"), citer.cite(new))


def _disputed(report: Sitrep, citer: Citer) -> list[Block]:
    if not report.disputed:
        return _section("Disputed", [])
    blocks: list[Block] = []
    for number, group in enumerate(report.disputed, 1):
        name = f"Disputed ({number})" if len(report.disputed) > 1 else "Disputed"
        blocks += [Heading(name), citer.rivals(group)]
    return blocks
