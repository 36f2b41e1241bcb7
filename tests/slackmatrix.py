"""Everything that happens in the first of two workspaces, and by which look of its own people it is told."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from tests import slackhappenings as what
from tests.slackworlds import CANARY, THEIR_CHANNEL, Look, Trace, World

Happens = Callable[[World], Awaitable[Trace]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Happening:
    """`controls`: looks from the same workspace with a word that each must tell, which it tells nobody elsewhere.

    `apart`: does nothing of it show anywhere else? Only of corrections that does not hold, which are for everybody.
    """

    happens: Happens
    controls: Sequence[tuple[str | Look, str]]
    apart: bool = True


_ASKED = (
    ("goes on in the thread", "900,000"),
    ("sources of a post", "Sources of the answer"),
    ("sources of the twin", "ocha-2020-02-20/1"),
)
_PRIVATE = ("sources of a private answer", "Sources of the answer")

HAPPENINGS: dict[str, Happening] = {
    "asked by a command": Happening(
        happens=what.asked_by_command, controls=(_PRIVATE, ("share of a private answer", CANARY))
    ),
    "pages by a command": Happening(
        happens=what.pages_by_command, controls=(("page of a private answer", "Page 2 of"),)
    ),
    "asked by a mention": Happening(happens=what.asked_by_mention, controls=_ASKED),
    "pages by a mention": Happening(happens=what.pages_by_mention, controls=(("page of a post", "Page 2 of"),)),
    "asked on in a thread": Happening(happens=what.asked_on, controls=(("/sitrep gaps", CANARY),)),
    "asked directly": Happening(happens=what.asked_directly, controls=(("directly: goes on", "900,000"),)),
    "a question without answer": Happening(
        happens=what.unanswered,
        controls=(
            ("/sitrep gaps", CANARY),
            ("/sitrep now", CANARY),
            ("home of an admin", CANARY),
            ("somebody: /sitrep gaps", CANARY),
            ("/sitrep status", "Open gaps: 1"),
        ),
    ),
    "a question without answer, directly": Happening(
        happens=what.unanswered_directly, controls=(("/sitrep gaps", "whose words are not kept"),)
    ),
    "a digest added": Happening(
        happens=what.digest_added,
        controls=(
            ("/sitrep digest list", "Chatham"),
            ("home of an admin", THEIR_CHANNEL),
            ("prompts beside the channel", "aid"),
            ("/sitrep digest preview N", "A preview of number 1"),
            ("/sitrep digest pause N", "is paused"),
            ("/sitrep digest resume N", "goes on"),
            ("/sitrep digest remove N", "is removed"),
        ),
    ),
    "a digest paused": Happening(happens=what.digest_paused, controls=(("/sitrep digest list", "paused by a person"),)),
    "a digest sent": Happening(
        happens=what.digest_sent,
        controls=(
            ("/sitrep digest log", "21 Feb"),
            ("home of an admin", "Number 1, "),
            (what.reported_there, "of ocha-2020-02-20/2, un-sc-2020-01-10/2"),
        ),
    ),
    "a digest removed": Happening(happens=what.digest_removed, controls=(("/sitrep digest log N", "Log of"),)),
    "a digest that failed": Happening(
        happens=what.digest_failed,
        controls=(("/sitrep digest list", "archived"), ("/sitrep digest log N", "archived")),
    ),
    "deadlines tracked": Happening(
        happens=what.deadlines_tracked,
        controls=(
            ("/sitrep digest list", "13h"),
            ("/sitrep deadlines untrack", "gets no reminders of deadlines any more"),
        ),
    ),
    "a reminder sent": Happening(
        happens=what.reminded, controls=(("/sitrep digest log", "reminder, reuters-2020-02-05/1 13h"),)
    ),
    "an error reported": Happening(happens=what.reported, controls=(("/sitrep gaps", CANARY),)),
    "an answer rated": Happening(happens=what.rated, controls=(("thumb down on a post", "Thank you"),)),
    "an answer shared": Happening(
        happens=what.shared, controls=(("share of a private answer", "in the channel already"), _PRIVATE)
    ),
    "a form opened": Happening(happens=what.form_opened, controls=((what.form_sent_there, CANARY),)),
    "the home opened": Happening(happens=what.home_opened, controls=(("refresh", THEIR_CHANNEL),)),
    "asked too often": Happening(happens=what.asked_too_often, controls=((what.asked_again, "that is too fast"),)),
    "a fact corrected": Happening(
        happens=what.corrected,
        controls=(("goes on in the thread", "900,000"),),
        apart=False,
    ),
    "the bot removed": Happening(happens=what.left, controls=(("/sitrep status", "not installed"),)),
}
