"""What an answer that was posted may still be used for, as it reads now."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.errors import BadRequest
from bot.domain.message import Action, Message, Sources
from handlers.request import Services


def leading(message: Message, what: str) -> Action:
    """The action of that name. Raises BadRequest where the answer has none."""
    for action in message.actions:
        if action.what == what:
            return action
    raise BadRequest("there is nothing more about that in this answer")


async def shareable(services: Services, message: Message) -> Message:
    """An answer that one person sees, for everybody.

    Raises BadRequest where a fact in it is told otherwise now: no mark may have reached what one person sees.
    """
    shown = {s.fact_id: s.version for b in message.blocks if isinstance(b, Sources) for s in b.lines if s.version}
    now = {f.id: f.version for f in await services.facts.facts(tuple(shown), as_of=services.clock.now())}
    if shown != now:
        raise BadRequest("a fact in this answer was corrected since; ask again, and share what holds now")
    return replace(message, actions=tuple(a for a in message.actions if a.what != "share"))
