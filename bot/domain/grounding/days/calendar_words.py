"""How sentences write days, months and years, and the words that say how something lies to them."""

from __future__ import annotations

import re
from typing import Literal

_MONTH_WORDS = (
    "january jan,february feb,march mar,april apr,may,june jun,july jul,august aug,"
    "september sept sep,october oct,november nov,december dec"
)
MONTH_OF = {word: n for n, group in enumerate(_MONTH_WORDS.split(","), 1) for word in group.split()}
CAPITAL_ONLY = frozenset("march mar may".split())
"""Months that are other words where they have no capital."""
WEEKDAYS = {
    word: n
    for n, group in enumerate(
        "monday mon,tuesday tue tues,wednesday,thursday thu thurs,friday fri,saturday,sunday".split(",")
    )
    for word in group.split()
}
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}

_MONTH = rf"(?P<month>{'|'.join(sorted(MONTH_OF, key=len, reverse=True))})\b(?: \.(?= ))?"
_YEAR = r"(?P<year>(?:19|20)\d\d)\b"
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?\b"
_PART = (
    r"(?P<part>early|mid|late|(?:very )?(?:beginning|start|end|middle|close|first half|second half|"
    r"(?:first|second|third|last) week|first days|opening days|"
    r"last days|final days|final week|(?:first|opening|last|final|closing) (?:two|three|four|five|ten|[1-3]?\d) "
    r"(?:days|weeks)) of)"
)
_NO_SCALE = r"(?! [:%.] ?\d| (?:hundred|thousand|million|billion|k|per cent|percent)\b)"
_NO_COUNT = r"(?= [^\w:%]| (?:19|20)\d\d\b| (?:in|on|at|when|as|and|while|by|from|of|the|with|after)\b|$)"
_SHAPES = (
    rf"{_YEAR} - (?P<month>\d\d) - (?P<day>\d\d)\b",
    r"(?P<day>[0-3]?\d)\.(?P<month>[01]?\d)\.(?P<year>(?:19|20)\d\d)\b",
    r"(?P<day>[0-3]?\d) / (?P<month>[01]?\d) / (?P<year>(?:19|20)\d\d)\b",
    rf"{_YEAR} - (?P<month>0[1-9]|1[0-2])\b(?! -)",
    rf"{_DAY} (?:of )?{_MONTH}(?:(?: ,)? (?:of )?{_YEAR})?",
    rf"{_MONTH} (?P<from>[0-3]?\d)(?:st|nd|rd|th)? (?P<join>-|to|and|or|until|through) (?:the )?{_DAY}{_NO_COUNT}"
    rf"(?:(?: ,)? {_YEAR})?",
    rf"{_MONTH} (?:the )?{_DAY}{_NO_SCALE}(?:(?: ,)? {_YEAR})?",
    rf"{_PART}(?: -)? (?:in )?(?:the )?{_MONTH}(?:(?: ,)? (?:of )?{_YEAR})?",
    rf"{_PART}(?: -)? (?:the year )?{_YEAR}",
    rf"{_PART} (?P<same>that|the same) month\b",
    rf"{_MONTH}(?:(?: ,)? (?:of )?{_YEAR})?",
    rf"(?P<season>{'|'.join(SEASONS)}) (?:of )?{_YEAR}",
    _YEAR,
    r"(?<=\bthe )(?P<day>[0-3]?\d)(?:st|nd|rd|th)\b(?= (?:[.,;)]|of the month|and|to|-)|$)",
)
DATES = tuple(re.compile(rf"(?<!\S){shape}") for shape in _SHAPES)
"""The shapes of dates; an earlier one takes its words away from later ones."""

PARTS: dict[str, tuple[int, int]] = {
    "early": (1, 10),
    "beginning": (1, 10),
    "start": (1, 10),
    "mid": (11, 20),
    "middle": (11, 20),
    "late": (21, 0),
    "end": (-4, 0),
    "close": (-4, 0),
    "first half": (1, 15),
    "second half": (15, 0),
    "first week": (1, 7),
    "first days": (1, 6),
    "opening days": (1, 6),
    "second week": (8, 14),
    "third week": (15, 21),
    "last week": (-6, 0),
    "final week": (-6, 0),
    "last days": (-5, 0),
    "final days": (-5, 0),
}
"""First and last day of a part of a month; from 0 down they count from its end."""
_SOME_DAYS = re.compile(r"(first|opening|last|final|closing) (\w+) (day|week)s")
_NUMBERS = {"two": 2, "three": 3, "four": 4, "five": 5, "ten": 10}


def part_of_month(part: str) -> tuple[int, int]:
    """First and last day of a part of a month, counted likewise; of all of it where the part is none."""
    match = _SOME_DAYS.fullmatch(part)
    if match is None:
        return PARTS.get(part, (1, 0))
    days = (_NUMBERS.get(match[2]) or int(match[2])) * (7 if match[3] == "week" else 1)
    days = min(max(days, 1), 28)
    return (1, days) if match[1] in ("first", "opening") else (1 - days, 0)


YEAR_PARTS = {"early": (1, 4), "beginning": (1, 2), "start": (1, 2), "mid": (5, 8), "middle": (5, 8), "late": (9, 12)}
YEAR_PARTS |= {"end": (12, 12), "close": (12, 12), "first half": (1, 6), "second half": (7, 12)}
"""First and last month of a part of a year."""

Role = Literal["on", "start", "by", "until", "to", "end", "as of", "before", "after", "due"]
"""How what is told lies to a day. `to` is the end of a span, `end` that of an event, `due` the day of a deadline."""
_LEADS: dict[Role, str] = {
    "start": "since|ever since|from|starting|starting on|starting in|starting from|beginning|beginning on|beginning in|"
    "between|as from|dating from|dating back to",
    "by": "by|no later than|not later than|at the latest by",
    "until": "until|till|til|up until|through|valid until|lasting until",
    "to": "to|up to|ending|ending on|ended|through to|running to",
    "as of": "as of|as at|as on",
    "before": "leading up to|in the run-up to|before|ahead of|prior to|pre|preceding|until before|earlier than",
    "after": "after|following|post|later than",
    "due": "deadline|deadline of|due on|due by",
}
ROLE_OF = {lead: role for role, table in _LEADS.items() for lead in table.split("|")}
_ABOUT = r"(?: (?P<about>about|around|approximately|roughly|circa|c \.))?"
_SKIPPED = (
    r"(?: (?:\d{1,2} : \d\d(?: \w+ time)? on|the|night of|"
    r"evening of|morning of|afternoon of|day of|month of|year of|early hours of|hours of|night to|"
    rf"{'|'.join(WEEKDAYS)}|,|\())*"
)
LEAD = re.compile(rf"(?<!\S)(?P<lead>{'|'.join(sorted(ROLE_OF, key=len, reverse=True))})?{_ABOUT}(?: -)?{_SKIPPED}$")
"""What stands right before a date."""

PARTS_OF_DAY = {
    word: n
    for n, group in enumerate(
        "morning,afternoon,evening,night overnight,dawn daybreak sunrise,dusk sunset nightfall".split(",")
    )
    for word in group.split()
}
HOURS = re.compile(r"(?<!\S)(?:(?:early|small) hours|(?:early|late)(?= on\b))")
"""Other words for a part of a day."""
BEGINS = frozenset("begin start launch resum commenc restart".split())
"""Roots of words with which something that goes on from a day is told as of that day."""
NEARBY = frozenset("recently recent lately newly".split())
NOW = frozenset("now currently current presently nowadays".split())

JOINS_SPAN = frozenset({"-", "to", "until", "till", "through", "up to", "and until", "through to"})
"""What stands between the first and last day of a span, and nothing else."""
JOINS_LIST = frozenset({"and", ",", "or", ", and", "&", "as well as", "and on", "and in", ", or"})

_UNIT = r"(?:day|night|week|month|year|morning|evening|afternoon|weekend)s?"
RELATIVE = re.compile(
    rf"(?<!\S)(?:today|yesterday|tomorrow|tonight|nowadays|now|currently|current|recently|recent|lately|latest|presently|"
    rf"at present|these days|at the moment|ago|(?:this|last|next|past|coming) {_UNIT}|"
    rf"(?:this|last|next|past|coming) (?:spring|summer|autumn|winter|{'|'.join([*MONTH_OF, *WEEKDAYS])})|"
    rf"(?:earlier|later) this {_UNIT}|just days ago)\b"
)
"""Words that count from the day of telling, or say that it is near."""
SHIFT = re.compile(
    r"(?<!\S)(?:(?P<same>(?:the|that) same (?:day|date)|that (?:day|date))|"
    r"(?:the )?(?P<way>next|following|previous) (?P<unit>day)|"
    r"(?:the )?(?P<a>a|an|one|two|three|four|five|six|seven|\d{1,2}|) ?(?P<units>day|week)s? "
    r"(?P<ways>later|earlier|afterwards|beforehand|after|before)(?= (?:[.,;)]|and\b)|$))"
)
"""Days counted from a day that was named before."""

CLOCK = re.compile(
    r"(?<!\S)(?:(?P<hour>[012]?\d) : (?P<minute>[0-5]\d)(?: (?P<half>am|pm|[ap] \. m(?: \.)?))?|"
    r"(?P<dotted>[012]?\d\.[0-5]\d)(?= (?:am|pm|[ap] \. m)) (?P<half_dotted>am|pm|[ap] \. m(?: \.)?)|"
    r"(?P<hour12>1?\d) ?(?P<half12>am|pm|[ap] \. m(?: \.)?)|"
    r"(?P<past>(?:one|1) minute (?:past|after) )?(?P<word>midnight|noon|midday))(?!\S)"
)
"""A time of day."""
