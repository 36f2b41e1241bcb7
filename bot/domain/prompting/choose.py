"""Which of the facts that were found answer a question, if any do."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.domain.edtf import say_day
from bot.domain.facts import Fact
from bot.domain.model import Prompt
from bot.domain.prompting.fence import fenced, field, listed, numbered, rules, shape, versions

MOST = 10
"""Facts that are shown to the model."""
TAKEN = 5
"""Facts that it may choose."""
_TASK = f"""You decide whether facts answer a question.
facts: the numbers of the facts that answer the question, the best one first, at most {TAKEN}. A fact answers
only if it gives what is asked for, about the very people, places and time that are asked about. Something
similar, nearby, or about another time or place is no answer. Where the question takes for true what the facts
do not say, no fact answers it. Where no fact answers, give an empty list: that is a good reply."""
_SCHEMA = shape({"facts": {"type": "array", "items": {"type": "integer"}}})


def prompt(text: str, facts: Sequence[Fact], *, as_of: datetime, nonce: str) -> Prompt:
    """Ask which of the facts answer a question. Those at the front of `facts`, at most MOST, are shown."""
    shown = facts[:MOST]
    return Prompt(
        job="choose",
        rules=rules(_TASK, nonce),
        data=fenced(nonce, {"question": text, "today": say_day(as_of.date()), "facts": listed(shown)}),
        schema=_SCHEMA,
        key=(text, as_of.date().isoformat(), *versions(shown)),
    )


def chosen(value: object, facts: Sequence[Fact]) -> tuple[str, ...]:
    """The ids of the facts that the reply chooses, none where none answers. ValueError where it is of another shape."""
    return numbered(field(value, "facts", list), facts[:MOST])[:TAKEN]
