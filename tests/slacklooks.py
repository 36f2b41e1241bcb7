"""Every way to look at something on Slack, also at what one can only guess, by the name of what somebody does."""

from __future__ import annotations

from functools import partial

from handlers.slack import menus, modals
from handlers.slack.home import ADD, REFRESH
from tests.servers.slack import Post, Team, View
from tests.servers.slack.blocks import named
from tests.servers.slack.world import Channel, Json, NotOffered
from tests.slacks import FLED
from tests.slackworlds import Look, Trace, World

LEANS = "and a week later?"
"""A question that only what was asked before can complete."""
FACT = "ocha-2020-02-13/1"
_BUTTONS = ("sources", "sides", "more", "page:2", "share")


async def plant(_: World, team: Team, trace: Trace) -> None:
    """Put a message of somebody, and a post of the bot, where the other workspace has a question and its answer."""
    place = team.channels["C1"]
    _at(place, trace.root)
    team.board.write(place, "U1", text="Lunch?")
    _at(place, trace.post)
    team.board.write(place, team.bot_user, text="Twelve.", thread=trace.root, bot=True)


def typed(text: str, user: str = "U1", channel: str = "C1") -> Look:
    """`/sitrep` with these words, in which `{n}` is the number of a subscription."""

    async def look(_: World, team: Team, trace: Trace) -> None:
        place = team.dm(user) if channel == "D" else channel
        await team.command(user, place, "/sitrep", text.format(n=trace.number))

    return look


def written(text: str, *, thread: bool = False, channel: str = "C1") -> Look:
    """A message with these words, in which `{me}` is the bot; in the `thread` of the trace."""

    async def look(_: World, team: Team, trace: Trace) -> None:
        words, root = text.format(me=f"<@{team.bot_user}>"), trace.root if thread else ""
        await team.says("U1", team.dm("U1") if channel == "D" else channel, words, thread=root)

    return look


def pressed(button: str, value: str | None = None, *, channel: str = "C1", private: bool = False) -> Look:
    """A button under the post of the trace, or under the answer that one person sees (`private`)."""

    async def look(_: World, team: Team, trace: Trace) -> None:
        post = guessed(team, channel, trace, private=private)
        await team.clicks("U1", post, f"sitrep:{button}", value=value)

    return look


def guessed(team: Team, channel: str, trace: Trace, *, private: bool) -> Post:
    """A post with every button there is, known by an id of the trace."""
    label = {"type": "plain_text", "text": "Press"}
    buttons = [{"type": "button", "action_id": f"sitrep:{b}", "text": label} for b in _BUTTONS]
    thumbs = {f"{side}_button": {"text": label, "value": v} for side, v in (("positive", "up"), ("negative", "down"))}
    rate = {"type": "feedback_buttons", "action_id": "sitrep:rate", **thumbs}
    name = f"sitrep:1:{trace.ref if private else ''}"
    blocks = [
        {"type": "actions", "block_id": name, "elements": buttons},
        {"type": "context_actions", "block_id": name, "elements": [rate]},
    ]
    return Post(
        ts=trace.post, channel=team.channels[channel], user=team.bot_user, at=0.0, bot_id=team.bot_id, blocks=blocks,
        thread="" if private else trace.root, seen_only_by="U1" if private else "",
    )  # fmt: skip


async def twin(_: World, team: Team, trace: Trace) -> None:
    """The same question in the same channel at the same instant, so that its answer has the same id too."""
    place = team.channels["C2"]
    if trace.root not in place.by_ts:
        _at(place, trace.root)
        await team.says("U1", "C2", f"<@{team.bot_user}> who is Hulusi Akar?")


async def reported(_: World, team: Team, trace: Trace, *, channel: str) -> None:
    """An error in a post of the bot, reported by its form."""
    asked = await team.shortcut("U1", menus.REPORT, channel, trace.post)
    view = await asked.modal()
    await team.submits("U1", view, {"words": "that is not so"})


async def checked(_: World, team: Team, trace: Trace) -> None:
    await team.shortcut("U1", menus.CHECK, "C1", trace.root)


async def home(_: World, team: Team, trace: Trace, *, user: str) -> None:
    await team.opens_home(user)


async def refreshed(_: World, team: Team, trace: Trace) -> None:
    await team.clicks("U1", team.views("U1")[-1], REFRESH)


async def home_form(_: World, team: Team, trace: Trace) -> None:
    await (await team.clicks("U1", team.views("U1")[-1], ADD)).modal()


async def pane(_: World, team: Team, trace: Trace) -> None:
    await team.opens_home("U1", "messages")


async def pane_beside(_: World, team: Team, trace: Trace) -> None:
    await team.context_changed("U1", "C1")


def completed(field: str, words: str) -> Look:
    """What is typed into a list of a form; the form is as we make it, so that nothing opens it first."""

    async def look(_: World, team: Team, trace: Trace) -> None:
        made = modals.digest_form("UTC", {}) if field == modals.ZONE else modals.correct_form({})
        await team.suggests("U1", field, words, as_open(team, made, trace))

    return look


async def form_sent(_: World, team: Team, trace: Trace) -> None:
    """The form of a digest, sent under the id of one that is open elsewhere."""
    view = as_open(team, modals.digest_form("Europe/London", {"channel": "C1"}), trace)
    await team.submits("U1", view, {"channel": "C2", "when": "mon 06:00"}, anyway=True)


async def correction_sent(_: World, team: Team, trace: Trace) -> None:
    state = {modals.FACT: FACT, "how": "retract", "reason": "a slip"}
    await team.submits("U1", as_open(team, modals.correct_form({"channel": "C1"}), trace), state, anyway=True)


def as_open(team: Team, form: Json, trace: Trace) -> View:
    """The form that is open under the id of the trace; where none is, one that only says so."""
    held = next((v for v in team.modals("U1") if v.id == trace.view), None)
    names: Json = {"id": trace.view, "root_view_id": trace.view, "previous_view_id": None, "state": {"values": {}}}
    return held or View(id=trace.view, user="U1", body={**names, **form, "blocks": named(form["blocks"])})


def _at(place: Channel, ts: str) -> None:
    """Let the next post of a channel have this id."""
    seconds, _, micros = ts.partition(".")
    if ts in place.by_ts:
        raise NotOffered(f"there is a post {ts} already")
    place.last_us = int(seconds) * 1_000_000 + int(micros) - 1


GUESSES: dict[str, Look] = {
    "a post that stands there": plant,
    "goes on in the thread": written(LEANS, thread=True),
    "/sitrep digest list": typed("digest list"),
    "/sitrep digest preview": typed("digest preview"),
    "/sitrep digest preview N": typed("digest preview {n}"),
    "/sitrep digest log": typed("digest log"),
    "/sitrep digest log N": typed("digest log {n}"),
    "/sitrep digest pause N": typed("digest pause {n}"),
    "/sitrep digest resume N": typed("digest resume {n}"),
    "/sitrep digest remove N": typed("digest remove {n}"),
    "/sitrep deadlines untrack": typed("deadlines untrack"),
    "somebody: /sitrep digest list": typed("digest list", user="U2"),
    "somebody: /sitrep digest preview N": typed("digest preview {n}", user="U2"),
    "somebody: /sitrep digest log N": typed("digest log {n}", user="U2"),
    "somebody: /sitrep digest pause N": typed("digest pause {n}", user="U2"),
    "directly: /sitrep digest list": typed("digest list", channel="D"),
    "directly: /sitrep digest log": typed("digest log", channel="D"),
    "directly: /sitrep digest pause N": typed("digest pause {n}", channel="D"),
    "/sitrep gaps": typed("gaps"),
    "somebody: /sitrep gaps": typed("gaps", user="U2"),
    "directly: /sitrep gaps": typed("gaps", channel="D"),
    "/sitrep gaps words": typed("gaps wounded"),
    "/sitrep status": typed("status"),
    "/sitrep now": typed("now days:1"),
    "home of an admin": partial(home, user="U1"),
    "home of somebody": partial(home, user="U2"),
    "refresh": refreshed,
    "the form of the home": home_form,
    "prompts": pane,
    "prompts beside the channel": pane_beside,
    "sources of a post": pressed("sources"),
    "sides of a post": pressed("sides"),
    "more of a post": pressed("more"),
    "page of a post": pressed("page:2"),
    "share of a post": pressed("share"),
    "thumb down on a post": pressed("rate", "down"),
    "sources of a private answer": pressed("sources", private=True),
    "sides of a private answer": pressed("sides", private=True),
    "more of a private answer": pressed("more", private=True),
    "page of a private answer": pressed("page:2", private=True),
    "thumb down on a private answer": pressed("rate", "down", private=True),
    "share of a private answer": pressed("share", private=True),
    "report of a post": partial(reported, channel="C1"),
    "check of a message": checked,
    "zones": completed(modals.ZONE, "lon"),
    "facts": completed(modals.FACT, ""),
    "facts by words": completed(modals.BY, "fled"),
    "a correction by form": correction_sent,
    "directly: goes on": written(LEANS, channel="D"),
    "mention in the thread": written(f"{{me}} {LEANS}", thread=True),
}
"""What leads to nothing where one has nothing, in this order."""

ASKS: dict[str, Look] = {
    "/sitrep help": typed("help"),
    "/sitrep ask": typed(f"ask {FLED}"),
    "/sitrep figures": typed("figures"),
    "/sitrep timeline": typed("timeline Saraqib from:2020-02-01 to:2020-02-05"),
    "/sitrep disputed": typed("disputed casualties"),
    "/sitrep who": typed("who Hulusi Akar"),
    "/sitrep fact": typed(f"fact {FACT}"),
    "/sitrep sources": typed("sources OCHA"),
    "/sitrep deadlines list": typed("deadlines list"),
    "/sitrep correct": typed(f"correct {FACT} how:retract reason:slip"),
    "mention": written("{me} digest"),
    "mention of status": written("{me} status"),
}
"""What is answered from the base, which is one for all."""

OWN: dict[str, Look] = {
    "the same question at the same instant": twin,
    "sources of the twin": pressed("sources", channel="C2"),
    "thumb up on the twin": pressed("rate", "up", channel="C2"),
    "report of the twin": partial(reported, channel="C2"),
    "a question without answer": written("{me} how many cats died in Saraqib?"),
    "gaps of ones own": typed("gaps"),
    "a digest by form": form_sent,
    "/sitrep digest add": typed("digest add daily 08:00"),
    "/sitrep deadlines track": typed("deadlines track"),
    "digests of ones own": typed("digest list"),
    "preview of ones own": typed("digest preview"),
    "log of ones own": typed("digest log"),
    "home with ones own": partial(home, user="U1"),
}
"""What makes something of ones own, and shows it."""

LOOKS: dict[str, Look] = {**GUESSES, **ASKS, **OWN}
