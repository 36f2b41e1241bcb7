"""Checks that an answer says nothing which does not stand in the facts that it cites."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.answer import Account, Answer, Sentence
from bot.domain.asking.synonyms import DEMONYMS
from bot.domain.asking.words import STOP, words
from bot.domain.edtf import MONTHS, say_day, say_edtf
from bot.domain.facts import Case, Fact

FRAME = frozenset({"Accounts", "Deadline"})
"""Capitalised words of our own: everything else that we add is lower case and names nobody."""
SPELLED = frozenset(
    """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
    eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion dozen half
    quarter third first second fourth fifth once twice double triple""".split()
)
DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
MONTH_NUMBER = {name: n for n, full in enumerate(MONTHS) if n for name in (full, full[:3])}

_MONTH = "|".join(sorted(MONTH_NUMBER, key=len, reverse=True))
_DATE = re.compile(rf"\b(\d{{1,2}}) ({_MONTH})\b")
_TOKEN = re.compile(r"[^\W_]+(?:[.,'’\u00a0\u202f](?=[^\W_])[^\W_]+)*")
_DEADLINE = re.compile(
    r"Deadline (?P<due>\d+ \w+ \d{4}): (?P<status>pending|passed|met|missed|moved|withdrawn|lapsed)"
    r"(?:, (?P<left>(?P<count>\d+|an|under an) (?P<unit>days?|hours?)) left"
    r"|; the base does not hold what came of it)?\."
)
_FIGURE = re.compile(rf"(?:about |at least |at most )?([\d.,]+)(?:–([\d.,]+))? \((\d+) ({_MONTH}) (\d{{4}})\)")
_AGE = re.compile(r"The newest source of this answer is (\d+) (years|months|days) old\.")


@dataclass(frozen=True, slots=True)
class Checker:
    """Knows the names and measures of a case."""

    aliases: frozenset[tuple[str, ...]]
    titles: dict[str, str]
    names: dict[str, tuple[str, ...]]

    @classmethod
    def of(cls, case: Case) -> Checker:
        written = [a for e in case.entities for a in (e.name, *e.aliases, *e.metonyms)]
        names = {e.name: (e.name, *e.aliases) for e in case.entities}
        return cls(frozenset(words(a) for a in written), {m.id: m.title for m in case.measures}, names)

    def faults(self, answer: Answer, *, now: datetime) -> Iterator[str]:
        """Everything in the answer that no cited fact carries."""
        for sentence in answer.sentences:
            if sentence.text.startswith("Deadline "):
                yield from deadline_faults(sentence.text, sentence.facts, answer.as_of)
            else:
                yield from self.text_faults(sentence.text, sentence.facts)
        for account in answer.accounts:
            yield from self.text_faults(account.text, account.facts)
        yield from self.series_faults(answer)
        for note in answer.notes:
            yield from self.note_faults(note, answer, now)

    def attributes(self, text: str, fact: Fact) -> bool:
        """Does a text say who asserts the fact, by a name, an alias's last word or the adjective of a people?"""
        held = set(rooted(text))
        names = self.names.get(fact.said_by, (fact.said_by,)) if fact.said_by else (fact.source.publisher, "article")
        spoken = [[w for w in rooted(name) if w not in STOP] or rooted(name) for name in names]
        return any(held.issuperset(s) or s[-1] in held for s in spoken if s)

    def text_faults(self, text: str, facts: Sequence[Fact]) -> Iterator[str]:
        """Numbers, dates and names of a text that stand in none of the facts."""
        if not facts:
            yield f"nothing is cited for {text!r}"
        held = [evidence(f) for f in facts]
        written = {t for h in held for t in telling(h)} | {n for f in facts for n in amounts(f)}
        for token in telling(text):
            if token not in written and token not in FRAME:
                yield f"{token!r} of {text!r} stands in none of {[f.id for f in facts]}"
        for date in dates(text):
            if not any(date in dates(h) for h in held):
                yield f"the date {date} of {text!r} stands in none of {[f.id for f in facts]}"
        ours = [runs(words(h), self.aliases) for h in held]
        for alias in runs(words(text), self.aliases):
            if not any(alias in o for o in ours):
                yield f"the name {' '.join(alias)!r} of {text!r} stands in none of {[f.id for f in facts]}"

    def series_faults(self, answer: Answer) -> Iterator[str]:
        """A series is headed by its measure and tells the value and day of each of its facts, and of no other."""
        measures = {f.figure.measure if f.figure else "" for f in answer.series}
        if len(measures) > 1:
            yield f"a series of several measures: {measures}"
        if not answer.series_text:
            return
        title, _, rest = answer.series_text.partition(": ")
        if title not in {self.titles.get(m) for m in measures}:
            yield f"the series is headed {title!r}, its measure is {measures}"
        told = {_figure(part) for part in rest.split(" → ")}
        held = {
            (f.figure.value, f.figure.value_high, f.data_date.isoformat())
            for f in answer.series
            if f.figure is not None
        }
        if told != held:
            yield f"the series tells {told - held or 'nothing'} that its facts do not, and lacks {held - told}"

    def note_faults(self, note: str, answer: Answer, now: datetime) -> Iterator[str]:
        """The age of the newest source is right; other notes name nothing beyond the cited facts and their measures."""
        if match := _AGE.fullmatch(note):
            days = (min(now, answer.as_of).date() - max(f.source.published for f in answer.cited)).days
            size = {"years": 365, "months": 30, "days": 1}[match[2]]
            if int(match[1]) != days // size:
                yield f"{note!r}, but it is {days} days"
            return
        note = note.removeprefix("Not to be mixed with: ")
        cited = " ".join([*map(evidence, answer.cited), *self.titles.values()])
        yield from (f"{t!r} of the note {note!r} is cited nowhere" for t in telling(note) if t not in telling(cited))


def parts(answer: Answer) -> list[Sentence | Account]:
    """Everything that an answer says in sentences."""
    return [*answer.sentences, *answer.accounts]


def evidence(fact: Fact) -> str:
    """Everything that a fact holds for telling, as text."""
    parts = [fact.statement, fact.said_by, say_edtf(fact.event_date), fact.source.publisher]
    if fact.deadline:
        parts += [say_day(fact.deadline.due_at.date()), fact.deadline.set_by, fact.deadline.addressed_to]
    return " ; ".join(parts)


def amounts(fact: Fact) -> set[str]:
    """A fact's figure as number tokens."""
    values = (fact.figure.value, fact.figure.value_high) if fact.figure else ()
    return {_number(str(v)) for v in values if v is not None}


def telling(text: str) -> list[str]:
    """The tokens that say a number, a day, a month or a name, numbers in one notation."""
    found = []
    for token in _TOKEN.findall(unicodedata.normalize("NFKC", text)):
        token = token.removesuffix("'s").removesuffix("’s")
        if token[0].isdigit():
            found.append(_number(token))
        elif token.casefold() in SPELLED | DAYS:
            found.append(token.casefold())
        elif token[0].isupper() or any(c.isdigit() for c in token):
            found.append(token)
    return found


def dates(text: str) -> set[tuple[int, int]]:
    """The (day, month) pairs that a text writes."""
    return {(int(day), MONTH_NUMBER[month]) for day, month in _DATE.findall(text)}


def runs(text: Sequence[str], wanted: frozenset[tuple[str, ...]]) -> set[tuple[str, ...]]:
    """Those of the wanted word sequences that the text holds."""
    longest = max(map(len, wanted), default=0)
    here = {tuple(text[i : i + n]) for n in range(1, longest + 1) for i in range(len(text) - n + 1)}
    return here & wanted


def rooted(text: str) -> list[str]:
    """The folded words of a text, adjectives of peoples as the names of their countries."""
    return [DEMONYMS.get(w, w) for w in words(text)]


def deadline_faults(text: str, facts: Sequence[Fact], as_of: datetime) -> Iterator[str]:
    """A deadline's line gives its due day, and whether it is over and how much time is left at `as_of`."""
    match, deadline = _DEADLINE.fullmatch(text), facts[0].deadline
    if not match or not deadline:
        yield f"{text!r} is no line of {facts[0].id}"
        return
    if match["due"] != say_day(deadline.due_at.date()):
        yield f"{text!r}, but it is due {deadline.due_at}"
    left = deadline.due_at - as_of
    if match["status"] == "pending" and (left <= timedelta(0) or not match["left"]):
        yield f"{text!r}, but {left} are left"
    if match["status"] == "passed" and left > timedelta(0):
        yield f"{text!r}, but {left} are left"
    if match["status"] not in ("pending", "passed", deadline.outcome):
        yield f"{text!r}, but its outcome is {deadline.outcome}"
    if match["left"] and not _right_left(match["count"], match["unit"], left):
        yield f"{text!r}, but {left} are left"


def _right_left(count: str, unit: str, left: timedelta) -> bool:
    size = timedelta(days=1) if unit.startswith("day") else timedelta(hours=1)
    number = {"an": 1, "under an": 0}.get(count)
    number = int(count) if number is None else number
    return number * size <= left < (number + 1) * size


def _figure(part: str) -> tuple[float, float | None, str]:
    match = _FIGURE.fullmatch(part)
    assert match, f"{part!r} is no figure of a series"
    low, high, day, month, year = match.groups()
    date = f"{year}-{MONTH_NUMBER[month]:02}-{int(day):02}"
    return float(_number(low)), float(_number(high)) if high else None, date


def _number(token: str) -> str:
    """A number token without thousands separators or an empty fraction: `586,000` and `586000.0` are `586000`."""
    token = re.sub(r"(?<=\d)[,’'\u00a0\u202f](?=\d{3}(?!\d))", "", token)
    return re.sub(r"(?<=\d)\.0$", "", token)
