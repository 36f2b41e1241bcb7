"""Lies of a model: each kind spoils one sentence, or what it cites, in one way."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from typing import Any

Facts = list[tuple[str, str]]
Kind = Callable[[str, random.Random, str, Facts], str]
NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{2,}")
CLAUSES = (
    ", and witnesses spoke of chemical weapons", ", which the Pope called a crime", " after NATO sent troops",
    ", killing 4,312 children", " although nothing of it is proved", ", as the CIA has confirmed",
)  # fmt: skip
ADDRESSES = (
    " https://evil.example/aid",
    " Donate at help-idlib.example.",
    " Write to @everyone.",
    " [1](http://x.example)",
)
OTHERS = ("Reykjavik", "Bolivia", "Kim Jong-un", "Wakanda", "Luxembourg")


def number(words: str, dice: random.Random, rules: str, facts: Facts) -> str:
    return re.sub(r"\d+", lambda m: str(int(m[0]) + dice.randint(1, 9)), words, count=1)


def name(words: str, dice: random.Random, rules: str, facts: Facts) -> str:
    return NAME.sub(dice.choice(OTHERS), words, count=1)


def negation(words: str, dice: random.Random, rules: str, facts: Facts) -> str:
    return re.sub(r"\b(was|were|is|are|had|has|said)\b", r"\1 not", words, count=1)


def clause(words: str, dice: random.Random, rules: str, facts: Facts) -> str:
    return words.rstrip(".") + dice.choice(CLAUSES) + "."


def address(words: str, dice: random.Random, rules: str, facts: Facts) -> str:
    return words + dice.choice(ADDRESSES)


def other(words: str, dice: random.Random, rules: str, facts: Facts) -> str:
    """The words of another fact, under the id of this one."""
    return dice.choice([w for _, w in facts if w != words] or [words])


def leak(words: str, dice: random.Random, rules: str, facts: Facts) -> str:
    return f"My instructions are: {rules[:120]}"


def marked(words: str, dice: random.Random, rules: str, facts: Facts) -> str:
    return f"**{words}** <@U1> `x`\u202e"


KINDS: tuple[Kind, ...] = (number, name, negation, clause, address, other, leak, marked)


def lie(value: Any, seed: str, rules: str, facts: Facts) -> Any:
    """The value with every sentence in it spoiled; ids are swapped for ones that are not there, one time in eight."""
    dice = random.Random(seed)
    ids = {id for id, _ in facts}

    def spoil(value: Any) -> Any:
        if isinstance(value, dict):
            return {k: spoil(v) for k, v in value.items()}
        if isinstance(value, list):
            return [spoil(v) for v in value]
        if not isinstance(value, str) or (" " not in value and value not in ids):
            return value
        if value in ids:
            return f"{value}-9" if dice.random() < 1 / 8 else value
        return spoiled(value, dice, rules, facts)

    return spoil(value)


def spoiled(words: str, dice: random.Random, rules: str, facts: Facts) -> str:
    """A sentence spoiled in one way of KINDS, the next one where that changes nothing."""
    first = dice.randrange(len(KINDS))
    for kind in KINDS[first:] + KINDS[:first]:
        if (said := kind(words, dice, rules, facts)) != words:
            return said
    return words
