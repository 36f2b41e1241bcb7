"""Hold a message against the facts: what the base says on each of its sentences, and never whether they are true."""

from __future__ import annotations

import re
import textwrap
from dataclasses import replace
from datetime import datetime
from functools import partial

from bot.domain.answer import Answer, Question, Reply
from bot.domain.edtf import say_day
from bot.domain.errors import BadRequest
from bot.domain.facts import Fact
from bot.domain.message import Block, Message, Quote, Rule, Text, plain
from handlers.answers import answer_blocks, offers
from handlers.citing import Citer
from handlers.guarding import guarded
from handlers.moments import say_moment
from handlers.request import Services, Talk
from handlers.safe import MAX_QUESTION, printable

SENTENCES = 5
"""Sentences of a message that are looked at."""
WORDS = 2
"""The fewest words that say something."""
QUOTED = 300
"""Characters of a sentence that are repeated."""
LONGEST = 8000
"""Characters of a message that are read at all."""
RELATED = 2
"""Related facts that are told where the base does not hold a sentence."""

_ADDRESS = re.compile(r"https?://\S+|<(?:[@#:]|a:|t:)[^<>\s]*>")
_MARKUP = re.compile(r"[*`~|]+|^[ \t]*(?:[>#-]+[ \t]+)+", re.MULTILINE)
_END = re.compile(r"(?<=[.!?…])[\"”’')\]]*\s+(?=[\"“‘'(\[]?[^\W_a-z])|\n+")
_SHORT = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Gen|Lt|Col|Sgt|St|No|vs|approx|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)|\b[A-Z])\.\s*$"
)
"""What a full stop after it does not end: a title, a month, an initial."""


async def check(services: Services, text: str, talk: Talk) -> Message:
    """What the base says on the sentences of a message, each with its sources. Nothing is recorded. Never raises."""
    return await guarded(_check(services, text, talk), partial(services.typed, talk=talk))


async def _check(services: Services, text: str, talk: Talk) -> Message:
    found = sentences(text)
    if not found:
        raise BadRequest("there are no words in that message to hold against the facts")
    now = services.clock.now()
    citer = Citer()
    blocks: list[Block] = [Text(plain("What the base says on each sentence. Whether the message is right, you judge."))]
    cited: list[Fact] = []
    for sentence in found[:SENTENCES]:
        reply = await services.asker.ask(_question(sentence, talk, now), record=False)
        told, facts = _told(reply, citer)
        blocks += [Rule(), Quote("Sentence", plain(textwrap.shorten(sentence, QUOTED, placeholder=" …"))), *told]
        cited += facts
    if len(found) > SENTENCES:
        blocks.append(Text(plain(f"Only the first {SENTENCES} of {len(found)} sentences were looked at.")))
    if cited:
        newest = say_day(max(f.source.published for f in cited))
        blocks.append(Text(plain(f"The newest source named here is of {newest}.")))
    disputed = tuple(dict.fromkeys(f.id for f in cited if f.disputes))
    return Message(
        title="Checked against the facts",
        blocks=(*blocks, *citer.sources()),
        footer=f"As of {say_moment(now, services.zone)}",
        fact_ids=citer.fact_ids,
        actions=offers(citer, disputed=disputed, as_of=now),
    )


def _question(sentence: str, talk: Talk, now: datetime) -> Question:
    return Question(
        text=sentence[:MAX_QUESTION],
        now=now,
        asked_by=talk.asked_by,
        workspace=talk.workspace,
        keep_text=False,
        engine="extractive",
    )


def _told(reply: Reply, citer: Citer) -> tuple[list[Block], tuple[Fact, ...]]:
    """What the base says on one sentence, and the facts of it."""
    if isinstance(reply, Answer):
        brief = replace(reply, series=(), series_text="", notes=())
        return answer_blocks(brief, citer), brief.cited
    text = "Nothing in it can be looked up." if reply.reason == "empty" else reply.text
    blocks: list[Block] = [Text(plain(text))]
    if related := reply.related[:RELATED]:
        blocks += [Text(plain("Related, may not bear on it:")), citer.claims(related)]
    return blocks, related


def sentences(text: str) -> list[str]:
    """The sentences of a message without addresses and markup; those of one word only where there are no others."""
    bare = _MARKUP.sub(" ", _ADDRESS.sub(" … ", text[:LONGEST].encode("utf-8", "replace").decode()))
    found: list[str] = []
    begin = 0
    for end in [*_END.finditer(bare), None]:
        part = bare[begin : end.end() if end else None]
        if end and "\n" not in end[0] and _SHORT.search(part[-12:]):
            continue
        found.append(" ".join(printable(part).split()).strip(" …"))
        begin = end.end() if end else len(bare)
    long = [s for s in found if sum(any(c.isalnum() for c in w) for w in s.split()) >= WORDS]
    return long or [s for s in found if any(c.isalnum() for c in s)]
