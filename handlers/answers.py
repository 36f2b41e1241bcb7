"""Reply → Message: what the base says with its numbers, or in plain words that it does not say it."""

from __future__ import annotations

from datetime import datetime

from bot.domain.answer import Abstention, Answer, Reply
from bot.domain.facts import Fact
from bot.domain.message import Action, Block, Bullets, Heading, Message, Plain, Table, Text, plain
from handlers.citing import Citer
from handlers.moments import say_moment


def answer_message(reply: Reply, *, zone: str, why: bool = False) -> Message:
    """A reply for people. `zone` is the case's, in which days are meant; `why` adds how the answer was chosen."""
    citer = Citer()
    blocks = answer_blocks(reply, citer) if isinstance(reply, Answer) else _abstention(reply)
    blocks += _related(reply.related, citer)
    if why and reply.why:
        blocks += [Heading("Why"), Bullets(tuple(plain(w) for w in reply.why))]
    return Message(
        blocks=(*blocks, *citer.sources()),
        footer=f"As of {say_moment(reply.as_of, zone)}",
        fact_ids=citer.fact_ids,
        actions=_actions(reply, citer),
    )


def status_of(reply: Reply) -> str:
    """`answered`, `disputed` or `abstained`."""
    return reply.status if isinstance(reply, Answer) else "abstained"


def offers(
    citer: Citer, *, disputed: tuple[str, ...], as_of: datetime, more: tuple[str, ...] = ()
) -> tuple[Action, ...]:
    """What a reader may do next with a message that cites facts, `disputed` among them, and leads to `more`."""
    found = (
        Action(what="sources", facts=citer.fact_ids, as_of=as_of),
        Action(what="sides", facts=disputed, as_of=as_of),
        Action(what="more", facts=more, as_of=as_of),
    )
    return tuple(a for a in found if a.facts)


def _actions(reply: Reply, citer: Citer) -> tuple[Action, ...]:
    """Refusals are not rated, since what they lack goes to the editors anyway."""
    told = (*reply.cited, *reply.related) if isinstance(reply, Answer) else reply.related
    disputed = tuple(f.id for f in told if f.disputes)
    further = offers(citer, disputed=disputed, as_of=reply.as_of, more=tuple(f.id for f in reply.more))
    return (Action(what="rate"), *further) if isinstance(reply, Answer) else further


def answer_blocks(answer: Answer, citer: Citer) -> list[Block]:
    """An answer without what is related to it, each sentence with its numbers."""
    citer.cite(*answer.cited)
    lines: list[Block] = [Text((Plain(s.text), citer.cite(*s.facts))) for s in answer.sentences]
    if answer.series_text:
        lines.append(Text((Plain(answer.series_text), citer.cite(*answer.series))))
    blocks = lines
    if answer.columns:
        row = tuple((Plain(c.text), citer.cite(*c.facts)) for c in answer.columns)
        blocks = [Table(tuple(c.heading for c in answer.columns), (row,)), *lines]
    if answer.accounts:
        blocks = [lines[0], citer.accounts(tuple((a.text, a.facts) for a in answer.accounts)), *lines[1:]]
    blocks += [Text(plain(f"Note: {note}")) for note in answer.notes]
    return blocks


def _abstention(reply: Abstention) -> list[Block]:
    lacks = [Text(plain(f"What is lacking: {reply.lacks.rstrip('.')}."))] if reply.lacks else []
    return [Text(plain(reply.text)), *lacks]


def _related(facts: tuple[Fact, ...], citer: Citer) -> list[Block]:
    return [Heading("Related, may not answer"), citer.claims(facts)] if facts else []
