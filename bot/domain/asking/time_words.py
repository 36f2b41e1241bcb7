"""How people write dates: the words for months, numbers and relations, and the shapes in which they stand together.

Everything here is matched against folded text with single spaces.
"""

from __future__ import annotations

import re
from typing import Literal

from bot.domain.asking.patterns import alternatives, one_of

_MONTH_WORDS = {
    1: "january jan januar janvier ocak января январь januarys",
    2: "february feb februar fevrier subat февраля феврале febuary feburary",
    3: "march mar marz mars mart марта марте",
    4: "april apr avril nisan апреля апреле",
    5: "may mai mayis мая мае",
    6: "june jun juni juin haziran июня июне",
    7: "july jul juli juillet temmuz июля июле",
    8: "august aug aout agustos августа августе",
    9: "september sep sept septembre eylul сентября",
    10: "october oct oktober octobre ekim октября",
    11: "november nov novembre kasim ноября",
    12: "december dec dezember decembre aralik декабря декабре",
}
MONTH_OF = {word: number for number, group in _MONTH_WORDS.items() for word in group.split()}
AMBIGUOUS_MONTHS = frozenset("may march mar mars mart mai sep dec jan jun apr".split())
"""Month words that are also other words: they count only beside a day, a year or a preposition, or at the end."""
NUMBERS = {
    word: n for n, word in enumerate("zero one two three four five six seven eight nine ten eleven twelve".split())
} | {"a": 1, "an": 1, "couple of": 2, "couple": 2, "few": 3}

Relation = Literal["on", "by", "since", "before"]
"""How what is asked for lies to the days that a question names."""
_LEADS: dict[Relation, str] = {
    "by": "by, as of, up to, upto, so far by, until, till, til, to, through, bis",
    "since": "since, from, after, seit",
    "before": "before, befor, prior to, vor",
    "on": """
        on, in, into, within, at, of, for, during, over, between, what, early, mid, late, last
        the end of, end of, start of, beginning of
        and, or, vs, versus, than, against, compared to
        im, am, von, en
    """,
}
RELATION_OF = {lead: relation for relation, table in _LEADS.items() for lead in alternatives(table)}
LEAD = re.compile(rf"\b(?P<lead>{one_of(RELATION_OF)}) ?(?:the )?(?:night of )?$")
"""The preposition at the end of what stands before a date."""

_PARTS: dict[tuple[int, int], str] = {
    (1, 10): "early, start of, beginning of, anfang",
    (10, 20): "mid, mitte",
    (20, 31): "late",
    (1, 15): "first half of",
    (16, 31): "second half of",
    (-5, 31): "end of, the end of, ende, fin",
}
PART_OF = {part: days for days, table in _PARTS.items() for part in alternatives(table)}
"""First and last day of a part of a month: 31 is the last of any month, negative numbers count from its end."""

_MONTH_WORD = one_of(sorted(MONTH_OF, key=len, reverse=True))
_MONTH = rf"(?P<month>{_MONTH_WORD})\b\.?"
_NUMBER = r"[0-3]?\d"
_DAY = rf"(?P<day>{_NUMBER})(?:st|nd|rd|th|\.)?"
_YEAR = r"(?:,? (?P<year>20\d\d))?"
# "march 20:00", "march 3.5 million" and "march 33 soldiers" name no day.
_NO_QUANTITY = r"(?!\d|:|%|[.,]\d| ?(?:km|k|percent|soldiers|people))"
_DATES = (
    # 2020-02-13
    r"\b(?P<year>20\d\d)-(?P<month>\d\d)-(?P<day>\d\d)\b",
    # 11-13 feb; 11th to 13th of february 2020
    rf"\b(?P<first>{_NUMBER})(?:st|nd|rd|th)? ?(?:-|–|to|and|/) ?{_DAY} (?:of )?{_MONTH}{_YEAR}",
    # 13 feb; 13th of february, 2020; 13. februar
    rf"\b{_DAY} ?(?:of )?{_MONTH}{_YEAR}",
    # feb 13; february the 13th, 2020
    rf"\b{_MONTH} ?(?:the )?{_DAY}\b{_NO_QUANTITY}{_YEAR}",
    # 13/2; 13/2/20
    r"\b(?P<day>[0-3]?\d)/(?P<month>[01]?\d)(?:/(?P<year>(?:20)?\d\d))?\b",
    # 13.2.; 13.2.2020
    r"\b(?P<day>[0-3]?\d)\.(?P<month>[01]?\d)\.(?P<year>20\d\d)?",
    # dec to march; from december 2019 until mid march 2020
    rf"\b(?:from |between )?(?P<from>{_MONTH_WORD})(?P<from_year> 20\d\d)? ?(?:-|–|to|through|until|till) ?"
    rf"(?:mid |late |early )?{_MONTH}{_YEAR}",
    # early february; the end of march 2020
    rf"\b(?P<part>{one_of(PART_OF)})[ -](?:the )?{_MONTH}{_YEAR}",
    # february; feb. 2020; subat sonu (the end of February)
    rf"\b{_MONTH}(?P<end> (?:end|sonu)\b)?{_YEAR}",
    # spring 2020; winter of 2019
    r"\b(?P<season>spring|summer|autumn|fall|winter) (?:of )?(?P<year>20\d\d)\b",
    # 2019
    r"\b(?P<year>20[12]\d)\b",
)
DATES = tuple(re.compile(shape) for shape in _DATES)
"""The shapes of dates. Earlier ones take their words away from later ones, so the more telling ones stand first."""

RELATIVE = re.compile(r"\b(?P<word>today|yesterday|now|(?:this|last|past) (?:week|month))\b")
_COUNT = one_of(sorted(NUMBERS, key=len, reverse=True))
# Counts of more than three digits would lead out of the calendar.
_SHIFTS = (
    # two days later; a week before
    rf"\b(?P<count>\d{{1,3}}|{_COUNT}) (?P<unit>day|week|month)s? "
    r"(?P<way>later|after|on|earlier|before|prior|sooner)\b",
    # the day after
    r"\b(?P<unit>day|week|month) (?P<way>after|before|later|earlier|prior)\b",
    # the next day
    r"\b(?P<way>next|following|previous) (?P<unit>day|week|month)\b",
)
SHIFTS = tuple(re.compile(shape) for shape in _SHIFTS)
BACKWARDS = frozenset("earlier before prior sooner previous".split())
_LATEST = """
    latest, newest, freshest, most recent, current, currently, present, now, by now, today, still
    so far, to date, up to now, as of now, at the moment, these days
"""
LATEST = re.compile(rf"\b{one_of(_LATEST)}\b")
