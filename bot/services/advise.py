"""What a model may say of a question before it is answered: what it means, and which facts answer it."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial

from bot.domain.asking.rank import Ranked
from bot.domain.facts import Fact
from bot.domain.model import Job
from bot.domain.ports import Turn
from bot.domain.prompting import choose, understand
from bot.domain.prompting.understand import Understood
from bot.services.consult import Consultation


@dataclass(frozen=True, kw_only=True, slots=True)
class Adviser:
    """Asks the model of one consultation, for the `jobs` that are left to it; None means that rules decide."""

    model: str
    consultation: Consultation
    jobs: Collection[Job | str]
    languages: Sequence[str]

    async def understand(
        self, text: str, *, turn: Turn | None, shown: Sequence[Fact], today: date
    ) -> Understood | None:
        """What a question means, completed from the turn before and the facts that it showed."""
        if "understand" not in self.jobs:
            return None
        prompt = understand.prompt(text, turn=turn, shown=shown, today=today, nonce=nonce())
        return await self.consultation.ask(prompt, partial(understand.understood, text=text, languages=self.languages))

    async def choose(self, text: str, ranked: Sequence[Ranked], *, as_of: datetime) -> list[Ranked] | None:
        """Those of the ranked facts that answer a question, the best first; none of them where none does."""
        if "choose" not in self.jobs or not ranked:
            return None
        facts = [r.fact for r in ranked]
        prompt = choose.prompt(text, facts, as_of=as_of, nonce=nonce())
        ids = await self.consultation.ask(prompt, partial(choose.chosen, facts=facts))
        if ids is None:
            return None
        by_id = {r.fact.id: r for r in ranked}
        return [by_id[i] for i in ids]


def nonce() -> str:
    """A word that nobody can know beforehand, for the fence of one prompt."""
    return secrets.token_hex(8)
