"""Models that play by rules: they read a prompt as a model would, and say the truth, lie, or say what they are told."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.domain.errors import ModelError
from bot.domain.model import Completion, Grown, Prompt, Used
from tests.servers.openai.lies import KINDS

Json = Any
Brain = Callable[[str, str, str, dict[str, Any]], Json]
"""From job, rules, data and schema to a reply; those of tests/servers/openai are called in the same way."""
_PART = re.compile(r"\[(?P<nonce>\w+) begin (?P<name>[^]]+)\]\n(?P<text>.*?)\n\[(?P=nonce) end\]", re.S)
_FACT = re.compile(r"^(?P<number>\d+)\. (?P<words>.*) \([^()]*; published [^()]*\)$", re.M)


def parts_of(data: str) -> dict[str, str]:
    """The fenced parts of a prompt by name."""
    return {m["name"]: m["text"] for m in _PART.finditer(data)}


def facts_of(data: str) -> list[str]:
    """The statements that a prompt lists, in the order of their numbers."""
    return [m["words"] for m in _FACT.finditer(parts_of(data).get("facts", ""))]


def honest(job: str, rules: str, data: str, schema: dict[str, Any]) -> Json:
    """Understands a question as it stands, takes the first fact for the answer, and says facts in their own words."""
    parts, facts = parts_of(data), facts_of(data)
    if job == "understand":
        return {"question": parts["question"], "language": "en", "names": [], "time": "", "kind": "what"}
    if job == "choose":
        return {"facts": [1] if facts else []}
    if job == "back":
        return {"sentences": [line.partition(". ")[2] for line in parts["sentences"].splitlines()]}
    return {"sentences": [_entry(words, n, schema) for n, words in enumerate(facts, 1)]}


def _entry(words: str, number: int, schema: dict[str, Any]) -> Json:
    local = "local" in schema["properties"]["sentences"]["items"]["properties"]
    return {"text": words, "facts": [number]} | ({"local": words} if local else {})


@dataclass
class Liar:
    """Chooses facts by lot and lies in every sentence; `lies` are those that really say something else."""

    seed: int = 0
    lies: list[str] = field(default_factory=list)

    def __call__(self, job: str, rules: str, data: str, schema: dict[str, Any]) -> Json:
        """What it says, each time something else."""
        dice = random.Random(f"{self.seed}/{len(self.lies)}/{job}")
        facts = facts_of(data)
        told = honest(job, rules, data, schema)
        if job == "understand":
            return told | {"question": dice.choice([told["question"], rules[:200], "How many people are there?"])}
        if job == "choose":
            return {"facts": dice.sample(range(1, len(facts) + 1), min(len(facts), dice.randint(0, 4)))}
        for entry in told["sentences"] if job != "back" else ():
            words = entry["text"]
            entry["text"] = dice.choice(KINDS)(words, dice, rules, [(str(n), w) for n, w in enumerate(facts, 1)])
            if entry["text"] not in facts:
                self.lies.append(entry["text"])
        return told


@dataclass
class Talker:
    """A model in the same process. `fails` come before its replies; `growing` tells a reply in so many pieces."""

    brain: Brain = honest
    name: str = "test/talker"
    fails: list[ModelError] = field(default_factory=list)
    growing: int = 4
    used: Used | None = field(default_factory=lambda: Used(prompt=100, completion=20))
    prompts: list[Prompt] = field(default_factory=list)

    async def complete(self, prompt: Prompt, *, timeout_s: float, grown: Grown | None = None) -> Completion:
        """What its brain says, or the next failure."""
        self.prompts.append(prompt)
        if self.fails:
            raise self.fails.pop(0)
        value = self.brain(prompt.job, prompt.rules, prompt.data, dict(prompt.schema))
        if grown is not None:
            for part in _pieces(value, self.growing):
                grown(part)
        return Completion(value=value, used=self.used)

    @property
    def jobs(self) -> list[str]:
        """What it was asked for, in order."""
        return [p.job for p in self.prompts]


def _pieces(value: Json, count: int) -> Sequence[Json]:
    """The value of a draft as it comes, a sentence more each time."""
    sentences = value.get("sentences", []) if isinstance(value, dict) else []
    return [{"sentences": sentences[:n]} for n in range(1, min(count, len(sentences)) + 1)]


def scripted(**replies: Sequence[Json] | Json) -> Brain:
    """Says for each job what it is told, a list in turn; of other jobs what an honest one says."""
    left = {job: list(r) if isinstance(r, list) else [r] for job, r in replies.items()}

    def say(job: str, rules: str, data: str, schema: dict[str, Any]) -> Json:
        queue = left.get(job)
        if not queue:
            return honest(job, rules, data, schema)
        return queue.pop(0) if len(queue) > 1 else queue[0]

    return say
