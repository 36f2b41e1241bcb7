"""What is posted by itself, in words: sitreps, notices on deadlines, corrections, trouble."""

from __future__ import annotations

from bot.domain.delivery import Capabilities
from bot.domain.message import Inline, Message, Plain, Text, Time, placed, plain
from bot.domain.report import DeadlineNotice, Overspending, Sitrep, Trouble
from bot.domain.subscription import Correction
from handlers import correctwords
from handlers.duewords import deadline_message
from handlers.sitreps import sitrep_message
from handlers.typed import typed

_OVERSPENT = {
    "user": ("One person", "tokens_per_user or money_per_user", "them, and others who come to theirs,"),
    "workspace": (
        "One workspace",
        "tokens_per_workspace or money_per_workspace",
        "it, and others that come to theirs,",
    ),
    "all": ("All together", "tokens or money", "everybody"),
}
"""By whose limit it is: who came to it, what it is called, and whom that concerns."""


class Posts:
    """Puts reports and notices into words, the same for every platform."""

    def sitrep(self, report: Sitrep, can: Capabilities) -> Message:
        return sitrep_message(report, can)

    def deadline(self, notice: DeadlineNotice, can: Capabilities) -> Message:
        return deadline_message(notice)

    def correction(self, corrections: tuple[Correction, ...], zone: str, can: Capabilities) -> Message:
        return correctwords.correction_message(corrections, zone)

    def marked(
        self, message: Message, corrections: tuple[Correction, ...], zone: str, *, brief: bool = False
    ) -> Message:
        return correctwords.marked(message, corrections, zone, brief=brief)

    def trouble(self, what: Trouble, can: Capabilities) -> Message:
        """What happened to which post, and what a person can do about it."""
        return _closed(what, can) if what.what == "closed" else _ambiguous(what)

    def overspent(self, what: Overspending) -> Message:
        """Whose limit was reached, what that means until when, and what the operator can do about it."""
        who, limits, whom = _OVERSPENT[what.whose]
        day = f"{what.day.day} {what.day:%B %Y}"
        return Message(
            title="No more is spent on the model",
            blocks=(
                Text(plain(f"{who} came to the limit of {day} (UTC): {limits} under [budget].")),
                Text(plain(f"Until that day ends the base answers {whom} in its own words; every fact stays at hand.")),
                Text(plain("What to do: nothing, or raise that limit and start the bot again.")),
            ),
        )


def _closed(what: Trouble, can: Capabilities) -> Message:
    number = what.subscription
    paused = f"; number {number} is paused" if number else ""
    resumes = typed(f"/digest resume {number}", can.command, can.apart, can.named)
    todo = f", then type there: {resumes}" if number else ""
    return Message(
        title="A channel is closed to us",
        blocks=(
            Text(placed(f"{what.to} takes no posts from us any more{paused}.", what.to)),
            Text(_post(what)),
            Text(plain(f"What to do: let the bot post there again{todo}.")),
        ),
    )


def _ambiguous(what: Trouble) -> Message:
    return Message(
        title="A post may not have arrived",
        blocks=(
            Text(
                placed(f"Nobody but a reader of {what.to} can tell whether it did, so it is not sent again.", what.to)
            ),
            Text(_post(what)),
            Text(plain("What to do: look there. What a missing sitrep told, the next one tells again.")),
        ),
    )


def _post(what: Trouble) -> Inline:
    number = f" of number {what.subscription}" if what.subscription else ""
    reason = f": {what.reason.rstrip('.')}." if what.reason else "."
    return (Plain(f"Post: {what.slot}{number}. Noted at "), Time(what.at), *placed(reason, what.to))
