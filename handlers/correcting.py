"""The command that corrects a fact; every place that saw it is told."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.errors import BadRequest
from bot.domain.message import Message, Text, plain
from bot.domain.subscription import Correction
from bot.services import correct as service
from bot.services.posting import Posting
from handlers.correctwords import correction_message
from handlers.request import Request, Services

TAKES = {"amend": ("statement", "value"), "retract": (), "supersede": ("by",)}
"""The options that each way of correcting takes, beside fact and reason."""
NEEDS = {"amend": "statement", "supersede": "by"}
"""The one of them that it cannot do without."""


async def correct(services: Services, request: Request) -> Message:
    """Amend, retract or supersede a fact, with a reason."""
    posting, words = services.scheduled(), request.words
    how = words["how"]
    told = f"{services.typed('/help correct', request.talk)} tells what each takes"
    for name in ("statement", "value", "by"):
        if name in words and name not in TAKES[how]:
            raise BadRequest(f"{how} takes no {name}; {told}")
    if not words.get(NEEDS.get(how, "how")):
        raise BadRequest(f"{how} needs {NEEDS[how]}; {told}")
    made = await _apply(posting, request)
    message = correction_message((made,), services.zone)
    when = "" if services.delivers else ", while `sitrep run` runs"
    holds = f"Correction {made.id} holds from now on. Every place that saw the old version is told once{when}."
    return replace(message, blocks=(Text(plain(holds)), *message.blocks))


async def _apply(posting: Posting, request: Request) -> Correction:
    words, fact_id = request.words, request.words["fact"]
    reason, made_by, now = words["reason"], request.talk.asked_by, request.now
    if words["how"] == "amend":
        value = number(words["value"]) if "value" in words else None
        return await service.amend(
            posting, fact_id, statement=words["statement"], value=value, reason=reason, made_by=made_by, now=now
        )
    if words["how"] == "retract":
        return await service.retract(posting, fact_id, reason=reason, made_by=made_by, now=now)
    return await service.supersede(posting, fact_id, by=words["by"], reason=reason, made_by=made_by, now=now)


def number(text: str) -> float:
    """A figure as people write it. Raises BadRequest."""
    try:
        return float(text.replace(",", ""))
    except ValueError as error:
        raise BadRequest(f"value {text[:40]!r} is no number; write one such as 800000") from error
