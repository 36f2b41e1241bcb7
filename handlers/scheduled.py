"""The part of the command table that is about what is posted by itself."""

from __future__ import annotations

from handlers import correcting, digestlog, digests, tracking
from handlers.request import AS_OF, Command, Option

_NUMBER = Option(name="number", kind="number", help="its number, as in digest list", most=999_999_999)
_THIS = Option(name="number", kind="number", help="its number, as in digest list", required=True, most=999_999_999)
_FACTS = Option(
    name="fact",
    kind="words",
    help="the fact of a deadline, or several; none for every deadline",
    completes="deadlines",
)

DEADLINES = (
    Command(
        name="deadlines list",
        summary="every deadline with its status and the time left",
        example="/deadlines list show:pending as_of:2020-02-20",
        options=(Option(name="show", kind="choice", help="which", choices=("all", "pending")), AS_OF),
        handler=tracking.list_,
    ),
    Command(
        name="deadlines track",
        summary="reminds this place of deadlines, and says when one changes or ends",
        example="/deadlines track leads:7d,1d,1h",
        options=(
            _FACTS,
            Option(
                name="leads",
                kind="words",
                help="how long before: 7d,1d,1h where nothing is given",
                completes="leads",
            ),
        ),
        handler=tracking.track,
        manages=True,
    ),
    Command(
        name="deadlines untrack",
        summary="reminds this place no more of a deadline, or of any",
        example="/deadlines untrack reuters-2020-02-05/1",
        options=(_FACTS,),
        handler=tracking.untrack,
        manages=True,
    ),
)

DIGESTS = (
    Command(
        name="digest add",
        summary="posts a sitrep here on a schedule",
        example="/digest add daily 08:00 Europe/Istanbul topics:displacement,aid",
        options=(
            Option(
                name="when",
                kind="words",
                help="daily 08:00 Europe/Istanbul, weekdays 07:30, mon,thu 07:30 Europe/London, or every 6h",
                required=True,
                completes="schedules",
            ),
            Option(
                name="topics", kind="words", help="topics with commas between them; none for all", completes="topics"
            ),
        ),
        handler=digests.add,
        manages=True,
    ),
    Command(
        name="digest list",
        summary="what this place gets by itself, and when next",
        example="/digest list",
        options=(),
        handler=digests.list_,
    ),
    Command(
        name="digest preview",
        summary="the sitrep that would go out now; nothing is sent",
        example="/digest preview 1",
        options=(_NUMBER,),
        handler=digests.preview,
    ),
    Command(
        name="digest pause",
        summary="sends nothing until it is resumed",
        example="/digest pause 1",
        options=(_THIS,),
        handler=digests.pause,
        manages=True,
    ),
    Command(
        name="digest resume",
        summary="goes on with what was paused",
        example="/digest resume 1",
        options=(_THIS,),
        handler=digests.resume,
        manages=True,
    ),
    Command(
        name="digest remove",
        summary="ends it for good",
        example="/digest remove 1",
        options=(_THIS,),
        handler=digests.remove,
        manages=True,
    ),
    Command(
        name="digest log",
        summary="what was due here, what became of it, and why",
        example="/digest log 1",
        options=(_NUMBER,),
        handler=digestlog.log,
    ),
)

CORRECT = Command(
    name="correct",
    summary="corrects a fact; every place that saw the old version is told",
    example='/correct ocha-2020-02-13/1 how:retract reason:"the source withdrew it"',
    options=(
        Option(
            name="fact",
            kind="words",
            help="the id of the fact, as under the sources",
            required=True,
            single=True,
            completes="facts",
        ),
        Option(
            name="how",
            kind="choice",
            help="amend its words, retract it, or let another fact supersede it",
            choices=("amend", "retract", "supersede"),
            required=True,
        ),
        Option(name="reason", kind="words", help="why; readers are told", required=True),
        Option(name="statement", kind="words", help="amend: the words that take the place of the old ones"),
        Option(name="value", kind="words", help="amend: the figure, where it was wrong"),
        Option(
            name="by",
            kind="words",
            help="supersede: the id of the fact that takes its place",
            single=True,
            completes="facts",
        ),
    ),
    handler=correcting.correct,
    manages=True,
)
