"""Corrections in words: the notice, the line in a sitrep, and the mark on a post that told the old version."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.domain.edtf import say_day, say_edtf
from bot.domain.facts import Fact
from bot.domain.message import Block, Bold, Cite, Heading, Inline, Message, Plain, Sources, Text, plain
from bot.domain.subscription import Correction
from handlers.blocks import mapped
from handlers.citing import Citer, attributed, say_figure, speaker
from handlers.plain import render_inline


def correction_message(corrections: Sequence[Correction], zone: str) -> Message:
    """One notice on facts that were told in a place and do not hold as they were told."""
    citer = Citer()
    blocks: list[Block] = []
    for number, correction in enumerate(corrections, 1):
        if len(corrections) > 1:
            blocks.append(Heading(f"{number} of {len(corrections)}"))
        blocks += [Text(part) for part in _parts(correction, zone, citer)]
    return Message(
        title="Correction" if len(corrections) == 1 else "Corrections",
        blocks=(*blocks, *citer.sources()),
        fact_ids=citer.fact_ids,
    )


def correction_line(correction: Correction, zone: str, citer: Citer) -> Inline:
    """What was said, what holds now, and why, in one line."""
    first, *others = _parts(correction, zone, citer)
    return first + tuple(s for part in others for s in (Plain(" "), *part))


def _parts(correction: Correction, zone: str, citer: Citer) -> list[Inline]:
    old, new = correction.old, correction.new
    head = Bold(_head(correction, zone))
    why = plain(f"Why: {correction.reason.rstrip('.')}.")
    if new is None:
        # The old version gets no number: nothing may lead to a fact that the base does not hold any more.
        return [(head, Plain(f": it was told that {_words(old)}. This does not hold.")), why]
    same = old.statement == new.statement
    told = f": it was told that {_words(old)}{_data(old, new) if same else ''}."
    cited = (citer.cite(old),) if old.id != new.id else ()
    holds = f"{attributed(new).removesuffix('.')}{_data(new, old)}." if same else attributed(new)
    now = (Plain(f"What holds: {holds}"), citer.cite(new))
    return [(head, Plain(told), *cited), now, why]


def _head(correction: Correction, zone: str) -> str:
    return f"{'Corrected' if correction.new else 'Retracted'} {_day(correction.made_at, zone)}"


def _day(at: datetime, zone: str) -> str:
    return say_day(at.astimezone(ZoneInfo(zone)).date())


def _words(fact: Fact) -> str:
    return f"“{fact.statement.rstrip('.')}” ({speaker(fact)}; {fact.id})"


def _data(fact: Fact, other: Fact) -> str:
    """What a fact has otherwise than the other one, where their statements are the same."""
    found = (
        (say_figure(fact), say_figure(other)),
        (f"said by {speaker(fact)}", f"said by {speaker(other)}"),
        (f"of {say_edtf(fact.event_date)}", f"of {say_edtf(other.event_date)}"),
    )
    differing = ", ".join(mine for mine, theirs in found if mine != theirs and mine)
    return f" ({differing})" if differing else ""


_INSTEAD = "Ask for what holds now."
"""Stands where the words of a claim were; true also where nobody is told of a correction but by the mark."""


def _length(inline: Inline) -> int:
    return len(render_inline(inline))


def marked(message: Message, corrections: Sequence[Correction], zone: str, *, brief: bool = False) -> Message:
    """A post with each line that cites a corrected fact marked as an old version.

    The words of the line are kept; `brief` puts the mark in their place where that is shorter, for a post that has no
    room. A line that bears the mark already is left as it is.
    """
    heads = {c.old.id: _head(c, zone) for c in sorted(corrections, key=lambda c: (c.made_at, c.id))}
    lines = [s for b in message.blocks if isinstance(b, Sources) for s in b.lines]
    numbers = {s.number: heads[s.fact_id] for s in lines if s.fact_id in heads}

    def mark(inline: Inline) -> Inline:
        cited = [n for s in inline if isinstance(s, Cite) for n in s.numbers]
        wanted = dict.fromkeys(numbers[n] for n in cited if n in numbers)
        borne = [s.text for s in inline if isinstance(s, Bold)]
        new = [head for head in wanted if not any(text.startswith(head) for text in borne)]
        short: Inline = (
            *(Bold(f"{head}. ") for head in new),
            Plain(_INSTEAD),
            *(s for s in inline if isinstance(s, Cite)),
        )
        full: Inline = (*(Bold(f"{head}; it was told: ") for head in new), *inline)
        return short if brief and new and _length(short) < _length(full) else full

    return replace(message, blocks=tuple(mapped(b, mark) for b in message.blocks))
