"""What happens in the first of two workspaces, done by its people and by what is due there."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from bot.services.deliver import Deliverer
from bot.services.due import due
from bot.services.remind import remind
from handlers.slack import menus
from handlers.slack.layout import ref_of
from tests.servers.slack import Post, Team
from tests.slacklooks import FACT, LOOKS
from tests.slacks import FLED
from tests.slackworlds import CANARY, PER_MIN, THEIR_CHANNEL, THEIR_USER, Trace, World

UNKNOWN = f"how many {CANARY} were wounded in Idlib?"
"""A question that the base does not answer."""
ODD = "daily 03:17 Pacific/Chatham"
"""A schedule that nobody else has."""


async def mentioned(w: World, text: str = FLED, channel: str = "C1", *, thread: str = "") -> Post:
    """The reply to a mention."""
    asked = await w.theirs.says("U1", channel, f"<@{w.theirs.bot_user}> {text}", thread=thread)
    post = await asked.replied(2 if thread else 1)
    await w.settled()
    return post


async def whispered(w: World, text: str, *, user: str = "U1", channel: str = "C1") -> Post:
    """The reply to a command."""
    post = await (await w.theirs.command(user, channel, "/sitrep", text)).answered()
    await w.settled()
    return post


def ref(post: Post) -> str:
    return next(found for block in post.blocks if (found := ref_of(block["block_id"])))


async def asked_by_command(w: World) -> Trace:
    return Trace(ref=ref(await whispered(w, f"ask {FLED} says the {CANARY}")))


async def pages_by_command(w: World) -> Trace:
    return Trace(ref=ref(await whispered(w, "sources")))


async def asked_by_mention(w: World) -> Trace:
    first, second = await mentioned(w, "how many people fled by 10 feb?"), await mentioned(w, FLED, "C2")
    assert (first.ts, first.thread) == (second.ts, second.thread), "the same instants in both channels"
    return Trace(root=first.thread, post=first.ts)


async def pages_by_mention(w: World) -> Trace:
    post = await mentioned(w, "sources")
    return Trace(root=post.thread, post=post.ts)


async def asked_on(w: World) -> Trace:
    trace = await asked_by_mention(w)
    await mentioned(w, UNKNOWN, thread=trace.root)
    return trace


async def asked_directly(w: World) -> Trace:
    await (await w.theirs.dms("U1", "how many people fled by 10 feb?")).replied()
    await w.settled()
    return Trace()


async def unanswered(w: World) -> Trace:
    post = await mentioned(w, UNKNOWN)
    return Trace(root=post.thread, post=post.ts)


async def unanswered_directly(w: World) -> Trace:
    await (await w.theirs.dms("U1", UNKNOWN)).replied()
    await w.settled()
    return Trace()


async def digest_added(w: World) -> Trace:
    for user, channel in (("U1", "C1"), ("U2", "C2"), (THEIR_USER, THEIR_CHANNEL)):
        assert "Number" in (await whispered(w, f"digest add {ODD} topics:aid", user=user, channel=channel)).words
    return Trace()


async def digest_paused(w: World) -> Trace:
    trace = await digest_added(w)
    assert "is paused" in (await whispered(w, "digest pause 1")).words
    return trace


async def digest_sent(w: World) -> Trace:
    trace = await digest_added(w)
    await go_out(w)
    (post,) = w.theirs.posts("C1")
    assert w.theirs.posts(THEIR_CHANNEL)
    trace.post = post.ts
    return trace


async def digest_removed(w: World) -> Trace:
    trace = await digest_sent(w)
    assert "is removed" in (await whispered(w, "digest remove 1")).words
    return trace


async def digest_failed(w: World) -> Trace:
    trace = await digest_added(w)
    for channel in ("C1", THEIR_CHANNEL):
        w.theirs.channels[channel].archived = True
    await go_out(w)
    w.theirs.channels["C1"].archived = False
    return trace


async def deadlines_tracked(w: World) -> Trace:
    assert "13h" in (await whispered(w, "deadlines track leads:13h")).words
    return Trace()


async def reminded(w: World) -> Trace:
    trace = await deadlines_tracked(w)
    await go_out(w, after=timedelta(days=8, hours=20, minutes=30))
    return trace


async def go_out(w: World, *, after: timedelta = timedelta(days=1)) -> None:
    """Let time pass, send what is due then, and let it be as late as before again."""
    before, w.clock.at = w.clock.at, w.clock.at + after
    await due(w.posting, w.clock.at)
    await remind(w.posting, w.clock.at)
    await Deliverer(w.posting, clock=w.clock, wall=w.wall, worker="one").drain()
    w.clock.at = before
    await w.settled()


async def reported(w: World) -> Trace:
    trace = await asked_by_mention(w)
    view = await (await w.theirs.shortcut("U1", menus.REPORT, "C1", trace.post)).modal()
    await w.theirs.submits("U1", view, {"words": f"no {CANARY} fled"})
    await w.settled()
    return trace


async def rated(w: World) -> Trace:
    trace = await asked_by_mention(w)
    await w.theirs.clicks("U1", w.theirs.posts("C1")[0], "sitrep:rate", value="up")
    await w.settled()
    return trace


async def shared(w: World) -> Trace:
    post = await whispered(w, f"ask {FLED} says the {CANARY}")
    await w.theirs.clicks("U1", post, "sitrep:share")
    await w.settled()
    (shown,) = w.theirs.posts("C1")
    assert CANARY in shown.words
    return Trace(post=shown.ts, ref=ref(post))


async def form_opened(w: World) -> Trace:
    view = await (await w.theirs.command("U1", THEIR_CHANNEL, "/sitrep", "digest add")).modal()
    await w.settled()
    return Trace(view=view.id)


async def home_opened(w: World) -> Trace:
    trace = await digest_added(w)
    await w.theirs.opens_home("U1")
    await w.settled()
    return trace


async def asked_too_often(w: World) -> Trace:
    await asyncio.gather(*(w.theirs.command("U1", "C1", "/sitrep", "deadlines untrack") for _ in range(PER_MIN)))
    await w.settled()
    return Trace()


async def asked_again(w: World, team: Team, trace: Trace) -> None:
    await asked_too_often(w)


async def corrected(w: World) -> Trace:
    trace = await asked_by_mention(w)
    line = f'correct {FACT} how:retract reason:"a slip of the pen"'
    assert "holds from now on" in (await whispered(w, line, user=THEIR_USER, channel=THEIR_CHANNEL)).words
    await go_out(w)
    return trace


async def left(w: World) -> Trace:
    trace = await digest_added(w)
    await w.theirs.uninstalls()
    await w.settled()
    return trace


async def reported_there(w: World, team: Team, trace: Trace) -> None:
    """An error in a post, reported and listed with what the post shows."""
    await LOOKS["report of a post"](w, team, trace)
    await w.settled()
    await LOOKS["/sitrep gaps"](w, team, trace)


async def form_sent_there(w: World, team: Team, trace: Trace) -> None:
    """The form that is open, sent by who opened it."""
    (view,) = [v for v in team.modals("U1") if v.id == trace.view]
    await team.submits("U1", view, {"channel": THEIR_CHANNEL, "when": "mon 06:00"})
