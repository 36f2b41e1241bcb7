"""Faults of what is put in: clauses that nobody said, quotation marks, addresses, calls to the reader, markup."""

from __future__ import annotations

import re
from collections.abc import Iterator
from random import Random

from bench.ground.attribution import spoken
from bench.ground.clauses import (
    ADDRESSES,
    ADVERBS,
    INVENTED,
    LEADS,
    OF_THE_CASE,
    ORDERS,
    ORDERS_WITHIN,
    WITH_ADDRESS,
    WORDS_PUT_IN,
)
from bench.ground.drafts import World, evidence, some, swap, upper
from bot.domain.asking.words import STOP, stems, words
from bot.domain.facts import Fact

_QUOTED = re.compile(r"(?<!\w)'(?P<words>[^']+(?:'t [^']+)?)'(?!\w)")
_MARKS = (("“", "”"), ('"', '"'), ("'", "'"), ("‘", "’"), ("«", "»"), ("„", "“"), ("``", "''"))
_PLAIN = re.compile(
    r"\b(?:soldiers|troops|civilians|people|attacks?|forces|offensive|strikes?|talks|posts?|shelling|government)\b"
)
_PAST = re.compile(
    r"\b(?:killed|struck|hit|took|fled|said|attacked|destroyed|agreed|closed|began|urged|demanded|displaced)\b"
)
_OTHER_WORDS = {
    "unacceptable": "intolerable", "disconnected": "cut off", "turning": "closing", "sooner": "today",
    "atrocities": "crimes", "war": "mass", "anywhere": "everywhere", "strengthen": "improve",
    "inevitable": "unavoidable", "bluff": "lie", "neutralize": "wipe out", "illegal": "criminal", "security": "safety",
    "neutralised": "eliminated", "silence": "peace", "last": "final", "groups": "gangs", "hands": "positions",
    "reality": "the world", "zones": "areas", "eye": "face", "stand": "battle", "criminal": "monster",
    "regime": "order", "later": "never",
}  # fmt: skip


def invented(text: str, fact: Fact, world: World, random: Random) -> Iterator[str]:
    """A clause, an adjective or an adverb that the fact does not hold, at the end, at the beginning or within."""
    held = set(stems(evidence(fact)))
    clauses = [c for c in some(INVENTED, 3, random) + some(OF_THE_CASE, 3, random) if not set(stems(c)) <= held]
    for clause in clauses:
        yield f"{text.removesuffix('.')}{clause}."
    parts = spoken(text, fact, world)
    if parts and parts.where != "according" and clauses:
        yield text.replace(parts.rest, parts.rest + clauses[0], 1)
    yield f"{random.choice(LEADS)} {world.lower(text)}"
    for pattern, pool in ((_PLAIN, WORDS_PUT_IN), (_PAST, ADVERBS)):
        places = list(pattern.finditer(text))
        new = random.choice(pool)
        if places and not set(stems(new)) & held:
            start = random.choice(places).start()
            before = re.search(r"\b(?:was|were|had|been) $", text[:start])
            yield (
                upper(swap(text, start, start, f"{new} ")) if not before or pool is ADVERBS else text + " (" + new + ")"
            )


def quotation(text: str, fact: Fact, world: World, random: Random) -> Iterator[str]:
    """The words within quotation marks are others, more, fewer in the wrong place, or in another order."""
    for match in _QUOTED.finditer(text):
        start, end = match.span("words")
        quoted = match["words"]
        for old, new in _OTHER_WORDS.items():
            if re.search(rf"\b{old}\b", quoted):
                yield swap(text, start, end, re.sub(rf"\b{old}\b", new, quoted))
        yield swap(text, start, end, f"completely {quoted}")
        yield swap(text, start, end, f"not {quoted}")
        yield swap(text, start, end, f"{quoted} and shameful")
        if " " in quoted:
            turned = quoted.split()
            turned[0], turned[-1] = turned[-1], turned[0]
            yield swap(text, start, end, " ".join(turned))
        before = re.search(r"(\w+ )'$", text[:start])
        if before:
            yield swap(text, before.start(), start, "'" + before[1])
        after = re.match(r"' (\w+)", text[end:])
        if after:
            yield swap(text, end, end + after.end(), f" {after[1]}'")


def quote_added(text: str, fact: Fact, world: World, random: Random) -> Iterator[str]:
    """Quotation marks stand around words that are nobody's own."""
    if _QUOTED.search(text):
        return
    spans = [m.span() for m in re.finditer(r"[\w'’-]+", text)]
    for length in (1, 2, 4):
        start = random.randrange(1, max(2, len(spans) - length))
        opening, closing = random.choice(_MARKS)
        first, last = spans[start][0], spans[min(len(spans) - 1, start + length - 1)][1]
        if "'" not in text[first:last]:
            yield f"{text[:first]}{opening}{text[first:last]}{closing}{text[last:]}"
    parts = spoken(text, fact, world)
    if parts:
        opening, closing = random.choice(_MARKS[:4])
        yield f"{upper(parts.who)}: {opening}{upper(parts.rest)}.{closing}"
        yield f"{opening}{upper(parts.rest)},{closing} {world.lower(parts.who)} said."


def url(text: str, fact: Fact, world: World, random: Random) -> Iterator[str]:
    """An address is hung on, or stands in for a word."""
    for address in some(ADDRESSES, 3, random):
        hung = random.choice(WITH_ADDRESS).format(address)
        yield (text.removesuffix(".") if hung.startswith((",", " (", " –")) else text) + hung
    linked = random.choice([w for w in words(text) if w not in STOP and len(w) > 4] or ["report"])
    yield re.sub(rf"(?i)\b{re.escape(linked)}\b", f"[{linked}](https://example.com/{linked})", text, count=1)


def instruction(text: str, fact: Fact, world: World, random: Random) -> Iterator[str]:
    """The reader is spoken to, before, after or within."""
    first, last = some(ORDERS, 2, random)
    yield f"{text} {last}"
    yield f"{first} {text}"
    yield f"{text.removesuffix('.')}{random.choice(ORDERS_WITHIN)}."
    yield random.choice(
        ("Note that {}", "You should know that {}", "We know that {}", "Please read: {}", "Did you know that {}")
    ).format(world.lower(text))


def markup(text: str, fact: Fact, world: World, random: Random) -> Iterator[str]:
    """Bold, links, mentions of people, footnotes, emoji, hidden characters, letters of another alphabet."""
    spans = [m.span() for m in re.finditer(r"\w{4,}", text)]
    start, end = random.choice(spans)
    word = text[start:end]
    forms = [
        "**{}**",
        "__{}__",
        "`{}`",
        "<b>{}</b>",
        "||{}||",
        "~~{}~~",
        "*{}*",
        "{}<br>",
        "<!-- {} -->",
        "{}[1]",
        "{}^2",
        "$\\text{{{}}}$",
    ]
    for form in some(forms, 2, random):
        yield swap(text, start, end, form.format(word))
    ends = [
        " [1]",
        " @everyone",
        " <!here>",
        " <@123456>",
        " <#C024BE>",
        " 🚨",
        " 😢",
        "\n- more",
        "\n\n",
        " {{fact}}",
        " </s>",
        " ¹",
        " 【4†source】",
    ]
    for tail in some(ends, 2, random):
        yield text + tail
    for head in some(["- ", "# ", "> ", "1. ", "```", "• ", "***", "| ", "&gt; "], 1, random):
        yield head + text
    hidden = random.choice(("\u200b", "\u202e", "\u2066", "\u00ad", "\ufeff", "\x07", "\x1b[31m", "\u2028"))
    yield text[: start + 2] + hidden + text[start + 2 :]
    letters = {"a": "а", "e": "е", "o": "о", "c": "с", "p": "р"}
    letter = next((i for i in range(start, end) if text[i] in letters), None)
    if letter is not None:
        yield text[:letter] + letters[text[letter]] + text[letter + 1 :]
