"""Commands for deadlines: list them, be reminded of them, or no more."""

from __future__ import annotations

from bot.domain.message import Block, Heading, Message, Text, plain
from bot.services import subscribe
from bot.services.deadlines import standings_at
from handlers.citing import Citer
from handlers.digests import describe_reminders, listed
from handlers.duewords import deadline_lines
from handlers.lookups import done
from handlers.request import Request, Services


async def list_(services: Services, request: Request) -> Message:
    """Every deadline as it was told last, with its status and the time left."""
    standings = await standings_at(services.facts, as_of=request.moment)
    wanted = request.words.get("show", "all")
    citer = Citer()
    blocks: list[Block] = []
    for name, pending in (("Pending", True), ("Over", False)):
        some = [s for s in standings if (s.head.status == "pending") is pending]
        if some and (pending or wanted == "all"):
            earlier = {s.head.fact.id: s.earlier for s in some if s.earlier}
            blocks += [Heading(name), deadline_lines([s.head for s in some], citer, earlier)]
    empty = f"No deadline was {'pending' if wanted == 'pending' else 'known'} then."
    return done(services, request, "Deadlines", blocks, citer, empty=empty)


async def track(services: Services, request: Request) -> Message:
    """Remind this place of deadlines."""
    posting, talk = services.scheduled(), request.talk
    held = await subscribe.track(
        posting.subscriptions,
        posting.facts,
        only=listed(request.words.get("fact", "")),
        leads=request.words.get("leads", ""),
        to=talk.here,
        workspace=talk.workspace,
        owner=talk.asked_by,
        now=request.now,
    )
    words = f"This place gets {describe_reminders(held)}, and a word when one changes or ends.{services.meanwhile()}"
    ahead, end = (services.typed(f"/deadlines {c}", talk) for c in ("list show:pending", "untrack"))
    after = f"{ahead} shows what lies ahead; {end} ends the reminders."
    return Message(title=f"Number {held.id}", blocks=(Text(plain(words)), Text(plain(after))))


async def untrack(services: Services, request: Request) -> Message:
    """Remind this place no more of some deadlines, or of any."""
    posting, talk = services.scheduled(), request.talk
    held = await subscribe.untrack(
        posting.subscriptions,
        posting.facts,
        but=listed(request.words.get("fact", "")),
        to=talk.here,
        workspace=talk.workspace,
        now=request.now,
    )
    if held.standing == "removed":
        return Message(blocks=(Text(plain("This place gets no reminders of deadlines any more.")),))
    return Message(title=f"Number {held.id}", blocks=(Text(plain(f"This place gets {describe_reminders(held)}.")),))
