"""The last look at an answer before it is told, whoever worded it: does all of it stand in the base as it is now?"""

from __future__ import annotations

import asyncio

from bot.domain.answer import Account, Answer, Reply, Sentence
from bot.domain.asking.names import Gazetteer
from bot.domain.asking.say import DIFFER
from bot.domain.grounding.check import check
from bot.domain.grounding.claims import Draft
from bot.domain.grounding.premise import Grounds
from bot.domain.ports import FactBase
from bot.domain.prompting.languages import ENGLISH


async def stands(facts: FactBase, gazetteer: Gazetteer, reply: Reply) -> bool:
    """Is every fact of a reply still held in the version that it cites, and does each line pass the check?

    What is left until a deadline was worked out from its fact and passes as ours. Lines in another language were held
    to their English ones as they were made. Raises StoreError where the base cannot be read.
    """
    if not isinstance(reply, Answer):
        return True
    held = {f.id: f for f in await facts.facts([f.id for f in reply.cited], as_of=reply.as_of)}
    if any(held.get(f.id) != f for f in reply.cited):
        return False
    if reply.made.language != ENGLISH:
        return True
    lines: list[Sentence | Account] = [*reply.sentences, *reply.accounts, *reply.columns]
    told = [line for line in lines if line.text != DIFFER]
    ours = [line for line in told if line.text.startswith("Deadline ")]
    own = {f.id: tuple(line.text for line in ours if f in line.facts) for f in reply.cited}
    grounds = Grounds.of(reply.cited, gazetteer=gazetteer, as_of=reply.as_of, own=own)
    drafts = [Draft(text=line.text, cites=tuple(f.id for f in line.facts)) for line in told]
    return await asyncio.to_thread(lambda: all(check(d, grounds).passed for d in drafts))
