"""A reader says that something in a post is wrong: it is kept for the editors, and the operator is told."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from bot.domain.delivery import Draft, Receipt
from bot.domain.errors import BadRequest, StoreError
from bot.domain.message import Fields, Message, Place, Plain, Quote, Text, Time, plain
from bot.domain.replies import Report
from bot.services.posting import Posting
from handlers.guarding import guarded
from handlers.request import Services, Talk
from handlers.safe import question_text

_log = logging.getLogger(__name__)


async def report(
    services: Services, post: Receipt, words: str, talk: Talk, *, facts: Sequence[str] | None = None
) -> Message:
    """Keep what somebody says is wrong in a post, and thank them with its number. Never raises.

    `facts` are the ids of what the post shows; without them they are those of the kept post. The words are kept from a
    direct message too: they are meant for the editors.
    """
    return await guarded(_report(services, post, words, talk, facts), partial(services.typed, talk=talk))


async def _report(services: Services, post: Receipt, words: str, talk: Talk, facts: Sequence[str] | None) -> Message:
    if services.replies is None:
        raise BadRequest("this process keeps no reports; use the one that `sitrep run` serves")
    text = question_text(words, "a report")
    if not text:
        raise BadRequest("a report needs words: say what is wrong, and how you know")
    if facts is None:
        kept = await services.replies.find(post.to.platform, post.id, channel=post.to.channel)
        facts = kept.message.fact_ids if kept else ()
    made = Report(
        workspace=talk.workspace,
        post=post,
        words=text,
        made_by=talk.asked_by,
        made_at=services.clock.now(),
        facts=tuple(facts),
    )
    made = replace(made, id=await services.replies.report(made))
    if services.posting:
        await _tell(services, services.posting, made)
    return Message(
        title="Thank you",
        blocks=(Text(plain(f"Your report has number {made.id}. The editors of this base see it.")),),
    )


async def _tell(services: Services, posting: Posting, made: Report) -> None:
    """Put a notice to the operator into the outbox; the report stands on the list in any case."""
    operator = posting.operator
    if operator is None or operator.platform not in posting.platforms:
        return
    notice = report_message(made, partial(services.typed, talk=Talk(here=operator)))
    draft = Draft(
        kind="notice",
        to=operator,
        slot=f"report {made.id}",
        due_at=made.made_at,
        workspace=operator.workspace,
        pages=posting.platforms[operator.platform].render(notice),
    )
    try:
        await posting.outbox.enqueue([draft], at=made.made_at)
    except StoreError as error:
        fault = {"action": "report.untold", "report": made.id, "fault": str(error)}
        _log.warning("the operator is not told of a report", extra=fault)


def report_message(made: Report, say: Callable[[str], str]) -> Message:
    """A report for the operator; `say` words a command in the way one types it there."""
    pairs = (
        ("Post", (Plain(f"{made.post.id}, in "), Place(made.post.to))),
        ("By", plain(made.made_by or "somebody who is not named")),
        ("At", (Time(made.made_at),)),
        ("Facts in it", plain(", ".join(made.facts) or "none that is known")),
    )
    how = f"{say(f'/fact {made.facts[0]}')} shows where the first of them comes from; " if made.facts else ""
    return Message(
        title=f"A reader reports an error, number {made.id}",
        blocks=(
            Quote("A reader", plain(made.words)),
            Fields(pairs),
            Text(plain(f"What to do: {how}{say('/correct')} corrects a fact, and tells everybody who saw it.")),
        ),
    )
