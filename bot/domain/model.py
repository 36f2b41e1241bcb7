"""What the services need of a language model: one question in, one JSON value out, and what it cost."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal, Protocol

Engine = Literal["extractive", "model"]
"""Who worded an answer: the base by itself, or a model whose sentences passed the check."""
Job = Literal["understand", "choose", "draft", "mend", "back"]
"""What a model is asked for: what a question means; which facts answer it; sentences from them; better ones for those
that did not pass; and what a translated sentence says in English."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Used:
    """Tokens that a call took, as the provider counts them."""

    prompt: int = 0
    completion: int = 0

    def __add__(self, other: Used) -> Used:
        return Used(prompt=self.prompt + other.prompt, completion=self.completion + other.completion)

    @property
    def total(self) -> int:
        return self.prompt + self.completion


@dataclass(frozen=True, kw_only=True, slots=True)
class Prompt:
    """One thing that a model is asked. `rules` are ours, `data` what they are to be applied to, fenced.

    `schema` is the JSON schema of the reply. `key` names all that the reply depends on but the model: what was asked
    and the versions of the facts, so that the same need not be asked twice.
    """

    job: Job
    rules: str
    data: str
    schema: Mapping[str, object]
    key: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Completion:
    """A reply: any JSON value, which nobody has checked yet, and what it took. `used` is None where nobody told."""

    value: object
    used: Used | None = None


Grown = Callable[[object], None]
"""Told the JSON value of a reply as far as it has come."""


class Model(Protocol):
    """A language model. `name` tells it from every other one, and from itself with other settings."""

    name: str

    async def complete(self, prompt: Prompt, *, timeout_s: float, grown: Grown | None = None) -> Completion:
        """Its reply, in one try. With `grown` it is asked to stream, and each time more has come `grown` is told.

        Raises ModelError: Unanswered, Throttled, Denied, Nonsense.
        """
        ...


@dataclass(frozen=True, kw_only=True, slots=True)
class Made:
    """How a reply was made, for the journal: holds nothing that a model wrote.

    `verdicts` tell of each drafted sentence in the end: `passed`, or the checks that it failed, such as `dropped:
    number, word`, or `left out` where it passed and was not needed. `troubles` are why the model was not of use.
    """

    engine: Engine = "extractive"
    model: str = ""
    used: Used = Used()
    verdicts: tuple[str, ...] = ()
    troubles: tuple[str, ...] = ()
    language: str = "en"


EXTRACTIVE = Made()
"""How a reply was made that the base worded by itself, without a model."""
