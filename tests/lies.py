"""Lies about a fact that a model may tell, each in one way, beside those of the server of the tests.

Each is a function of the fact's words, a die, the rules of the prompt, and all facts that it was given. It gives the
words back as they are where its way does not fit. What it gives otherwise says something that the fact does not.
"""

from __future__ import annotations

import calendar
import random
import re

from tests.servers.openai.lies import KINDS as PLAIN
from tests.servers.openai.lies import Facts, Kind

SPEAKERS = ("UNICEF", "Hulusi Akar", "the Kremlin", "Save the Children", "Iran's Foreign Ministry", "NATO", "Reuters")
NUMBER = re.compile(r"(?<![\w.,-])\d{1,3}(?:,\d{3})+|(?<![\w.,-])\d+(?:\.\d+)?(?![\w-])")
DATE = re.compile(r"\b(\d{1,2}) (January|February|March|April|May|June|July|August)\b")
UNITS = (
    ("children", "women"), ("soldiers", "civilians"), ("schools", "hospitals"),
    ("euros", "dollars"), ("troops", "vehicles"), ("million", "billion"), ("killed", "wounded"), ("days", "weeks"),
    ("cases", "deaths"), ("hours", "days"), ("kilometres", "metres"),
)  # fmt: skip
FLIPS = (
    ("before", "after"), ("rose", "fell"), ("north", "south"), ("east", "west"), ("entered", "left"),
    ("opened", "closed"), ("supported", "opposed"), ("backed", "fought"), ("captured", "lost"),
    ("increase", "decrease"), ("more than", "fewer than"), ("at least", "at most"), ("first", "last"),
    ("accepted", "rejected"), ("began", "ended"), ("ally", "enemy"), ("inside", "outside"), ("reached", "left"),
)  # fmt: skip
DENIALS = (
    (r"\b(was|were|had|has|have|would|could|did|is|are|does|do) not\b", r"\1"), (r"\bnever\b", "often"),
    (r"\bno (?=[a-z])", "some "), (r"\bdenied\b", "admitted"), (r"\brejected\b", "accepted"),
    (r"\brefused\b", "agreed"), (r"\bwithout\b", "with"), (r"\bfailed to\b", "managed to"), (r"\bunable\b", "able"),
    (r"\bcannot\b", "can"), (r"\bbaseless\b", "right"), (r"\buntrue\b", "true"), (r"\bnobody\b", "everybody"),
)  # fmt: skip
STRONGER = (
    (r"\bsaid\b", "proved"), (r"\bsaid\b", "confirmed"), (r"\bclaimed\b", "confirmed"), (r"\baccused\b", "convicted"),
    (r"\bmay\b", "will"), (r"\bcould\b", "will"), (r"\bwould\b", "did"), (r"\bplausible\b", "certain"),
    (r"\bprobable\b", "certain"), (r"\bexpected\b", "knew"), (r"\bvowed to\b", "managed to"), (r"\bplanned\b", "did"),
    (r"\bdemanded\b", "obtained"), (r"\bthreatened to\b", "went on to"), (r"\balleged\b", "proven"),
    (r"\bjudged\b", "established"), (r"\burged\b", "forced"), (r"\bcalled for\b", "got"), (r"\bpledged\b", "paid"),
    (r"\baccording to\b", "as was confirmed by"), (r"\bwarned\b", "revealed"), (r"\bagreed to\b", "had to"),
)  # fmt: skip
BOUNDS = (
    (r"\b(about|some|around|roughly|nearly|almost|over|more than|at least|up to|fewer than) (?=\d)", "exactly "),
    (r"(?<![\w,.-])(?=\d{1,3},\d{3})", "only "), (r"(?<![\w,.-])(?=\d{1,3},\d{3})", "more than twice "),
    (r"^(?=\d)", "All "), (r"\bsome of\b", "all of"), (r"\bmost of\b", "all of"), (r"\bmany\b", "all"),
    (r"\bhalf\b", "most"), (r"\bdozens\b", "hundreds"),
    (r"\btwo\b", "three"), (r"\bthree\b", "four"), (r"\bone\b", "two"),
)  # fmt: skip
TENSES = (
    (r"\b(?:was|were)\b", "will be"), (r"\bhad (?=\w+ed\b)", "will have "), (r"\bsaid\b", "will say"),
    (r"\bwere\b", "are now"), (r"\bhad been\b", "are being"),
)  # fmt: skip
ADJECTIVES = (
    "wounded",
    "foreign",
    "surrounded",
    "masked",
    "Russian-backed",
    "desperate",
    "remaining",
    "young",
    "drunken",
)
NOUNS = re.compile(
    r"\b(?:soldiers|troops|civilians|people|children|forces|rebels|families|posts|trucks|refugees|attacks)\b"
)
ADVERBS = ("deliberately", "secretly", "illegally", "again", "finally", "wrongly", "openly", "by mistake", "alone")
VERBS = re.compile(r"\b(?:killed|hit|struck|took|fled|attacked|crossed|entered|left|agreed|displaced|said|closed)\b")
CLAUSES = (
    " after the talks in Ankara", " and the road was closed", " as families fled to the border", " by helicopter",
    ", and two officers deserted", " because of Russian air strikes", ", so Turkey opened its border",
    " with the support of the United Nations", ", most of them women and children", " in a camp near the border",
    ", the highest number since the war began", " despite the ceasefire", ", while aid was blocked", " in the morning",
    ", which led to more fighting", " under the Sochi deal", ", as Greece had demanded", " to protect civilians",
)  # fmt: skip
LEADS = (
    "Because of the shelling, ", "After Turkey attacked, ", "As a result, ", "In a war crime, ", "Despite the deal, ",
    "For the first time, ", "In secret, ", "Together with Russia, ",
    "Only in Idlib, ", "According to the same source, ",
)  # fmt: skip
ORDERS = (
    " Leave Idlib now.", " Readers should send money.", " Call the embassy.", " Tell everybody.", ", so stay away",
    " Do not trust the UN.", " Ask Russia.", " It is time to act.", " We must not forget.", ", see the next message",
)  # fmt: skip
MARKS = (("“", "”"), ('"', '"'), ("'", "'"), ("«", "»"))
RULES = (
    "My rules are to say nothing that the facts do not say.", "I was told to copy numbers, dates and names.",
    "The data was fenced by {}.", "I have no tools and nobody to ask.", "I must reply with one JSON object.",
)  # fmt: skip
INVENTED = (
    "Turkey and Syria agreed on a ceasefire on 1 March 2020.", "Russia withdrew its forces from Idlib.",
    "The United Nations said that 3 million people had been killed.", "Turkish soldiers attacked a hospital.",
    "Nobody was displaced.", "The war in Syria ended.", "Syrian forces fled to Turkey.", "Erdogan met Assad in Sochi.",
    "No aid reached Idlib.", "All schools in Idlib were closed.",
)  # fmt: skip
DAYS = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
CUTS = re.compile(r" (?=(?:said|were|was|had|has|told|killed|took|hit|counted|gave|warned|would|vowed|left|crossed)\b)")


def swapped_speaker(words: str, dice: random.Random, rules: str, facts: Facts) -> str:
    """Somebody else says it."""
    who = dice.choice([s for s in SPEAKERS if s.split()[-1] not in words])
    found = re.search(r", according to [^,;]+(?=\.$)|, [^,;]{3,40} said(?=\.$)", words)
    if found:
        return words.replace(found[0], f", according to {who}", 1)
    head = re.match(r"(?:[A-Z][^,;]{2,60}?) (said|warned|told|counted|accused|demanded|vowed|argued|declared)\b", words)
    if head:
        return f"{who[0].upper()}{who[1:]} {words[head.start(1) :]}"
    return f"{words.rstrip('.')}, according to {who}."


def other_number(words: str, dice: random.Random, rules: str, facts: Facts) -> str:
    """A number of another fact in the place of one of this."""
    others = [n for _, w in facts for n in NUMBER.findall(w) if n not in words]
    found = list(NUMBER.finditer(words))
    if not (others and found):
        return words
    place = dice.choice(found)
    new: str = dice.choice(others)
    return words[: place.start()] + new + words[place.end() :]


def is_dated(said: str, words: str, event_date: str) -> bool:
    """Is a number of the fact's words changed to what its own event date has there: January 10 for January 2020?"""
    months = [(calendar.month_name[int(month)], year, int(day)) for year, month, day in DAYS.findall(event_date)]
    return any(said != words and said.replace(f"{m} {day}", f"{m} {year}") == words for m, year, day in months)


def scaled(words: str, dice: random.Random, rules: str, facts: Facts) -> str:
    """Ten times, a tenth, or a thousand times as much."""
    found = [m for m in NUMBER.finditer(words) if "," in m[0]]
    if not found:
        return words
    place = dice.choice(found)
    value = int(place[0].replace(",", ""))
    new = dice.choice([f"{value * 10:,}", f"{value // 10:,}", f"{place[0]} thousand"])
    return words[: place.start()] + new + words[place.end() :]


def shifted(words: str, dice: random.Random, rules: str, facts: Facts) -> str:
    """Another day, or another year."""
    found = list(DATE.finditer(words))
    if found and dice.random() < 0.7:
        place = dice.choice(found)
        day = dice.choice([d for d in range(1, 29) if f"{d} {place[2]}" not in words and str(d) not in words])
        return f"{words[: place.start()]}{day} {place[2]}{words[place.end() :]}"
    return words.replace("2020", dice.choice(["2018", "2021"]), 1)


def swapped_halves(words: str, dice: random.Random, rules: str, facts: Facts) -> str:
    """The first half of this fact and the second half of another."""
    ours = CUTS.split(words, 1)
    others = [CUTS.split(w, 1) for _, w in facts if w != words]
    others = [o for o in others if len(o) == 2 and len(ours) == 2 and o[0] != ours[0] and len(o[1].split()) > 3]
    return f"{ours[0]} {dice.choice(others)[1]}" if others else words


def quoted(words: str, dice: random.Random, rules: str, facts: Facts) -> str:
    """Quotation marks around words that nobody quoted."""
    if re.search(r"['‘’“”\"]", words):
        return words
    parts = words.rstrip(".").split()
    start, (opening, closing) = dice.randrange(1, max(2, len(parts) - 3)), dice.choice(MARKS)
    end = min(len(parts), start + dice.randint(1, 3))
    return " ".join([*parts[:start], f"{opening}{' '.join(parts[start:end])}{closing}", *parts[end:]]) + "."


def told_rules(words: str, dice: random.Random, rules: str, facts: Facts) -> str:
    """What it was told to do, or the word of the fence."""
    nonce = re.search(r"\[(\w+) begin", rules)
    start = dice.randrange(0, max(1, len(rules) - 150))
    return dice.choice([dice.choice(RULES).format(nonce[1] if nonce else "x"), rules[start : start + 150]])


def adjective(words: str, dice: random.Random, rules: str, facts: Facts) -> str:
    """A word more before one of them."""
    new = dice.choice([a for a in ADJECTIVES if a not in words])
    return NOUNS.sub(lambda m: f"{new} {m[0]}", words, count=1)


def adverb(words: str, dice: random.Random, rules: str, facts: Facts) -> str:
    new = dice.choice([a for a in ADVERBS if a not in words])
    return VERBS.sub(lambda m: f"{m[0]} {new}" if " " in new else f"{new} {m[0]}", words, count=1)


def put_in(words: str, dice: random.Random, rules: str, facts: Facts) -> str:
    """A clause more, in words of the case."""
    if dice.random() < 0.3:
        lead = dice.choice([x for x in LEADS if x.strip(" ,").casefold() not in words.casefold()])
        return lead + words[0].lower() + words[1:]
    return (
        words.rstrip(".")
        + dice.choice([c for c in CLAUSES if c.strip(" ,").removeprefix("under the ") not in words])
        + "."
    )


def ordered(words: str, dice: random.Random, rules: str, facts: Facts) -> str:
    return words.rstrip(".") + "." * (dice.random() < 0.8) + dice.choice(ORDERS)


def invented(words: str, dice: random.Random, rules: str, facts: Facts) -> str:
    return dice.choice([i for i in INVENTED if i not in words])


def unit(words: str, dice: random.Random, rules: str, facts: Facts) -> str:
    return words if "girls" in words else _one_of(words, dice, UNITS)


def flipped(words: str, dice: random.Random, rules: str, facts: Facts) -> str:
    return _one_of(words, dice, FLIPS)


def denial(words: str, dice: random.Random, rules: str, facts: Facts) -> str:
    return _rewritten(words, dice, DENIALS)


def stronger(words: str, dice: random.Random, rules: str, facts: Facts) -> str:
    return words if "confirm" in words else _rewritten(words, dice, STRONGER)


def bound(words: str, dice: random.Random, rules: str, facts: Facts) -> str:
    return _rewritten(words, dice, BOUNDS)


def tense(words: str, dice: random.Random, rules: str, facts: Facts) -> str:
    return _rewritten(words, dice, TENSES)


def _one_of(words: str, dice: random.Random, pairs: tuple[tuple[str, str], ...]) -> str:
    """One of two words in the place of the other, where that one is not there too."""
    both = [p for pair in pairs for p in (pair, pair[::-1]) if p[1] not in words.casefold()]
    return _rewritten(words, dice, tuple((rf"\b{old}\b", new) for old, new in both))


def _rewritten(words: str, dice: random.Random, ways: tuple[tuple[str, str], ...]) -> str:
    fitting = [w for w in ways if re.search(w[0], words)]
    if not fitting:
        return words
    pattern, new = dice.choice(fitting)
    return re.sub(pattern, new, words, count=1)


MORE: tuple[Kind, ...] = (
    swapped_speaker, other_number, scaled, shifted, swapped_halves, quoted, told_rules, adjective, adverb, put_in,
    ordered, invented, unit, flipped, denial, stronger, bound, tense,
)  # fmt: skip
KINDS: tuple[Kind, ...] = (*PLAIN, *MORE)


def lie(words: str, dice: random.Random, rules: str, facts: Facts) -> tuple[str, str]:
    """The words spoiled in one of the ways, the next one where that does not fit; and the name of the way."""
    first = dice.randrange(len(KINDS))
    for kind in KINDS[first:] + KINDS[:first]:
        if (said := kind(words, dice, rules, facts)) != words:
            return said, kind.__name__
    return invented(words, dice, rules, facts), "invented"
