"""Single values of a case file: each function gives the value, or raises ValueError with what is wrong with it."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from datetime import date, datetime
from difflib import get_close_matches
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from bot.domain.edtf import parse_edtf
from bot.domain.facts import TOPICS

LONGEST_STATEMENT = 300

_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
_UNSEEN_IN_LINES = re.compile(_UNSEEN.pattern.replace("\x00-\x1f", "\x00-\x08\x0b-\x1f"))
_SOURCE_ID = re.compile(r"[a-z0-9]+(?:[-_.][a-z0-9]+)*")
_LARGEST = 1e15


def read_line(text: str) -> str:
    """A line of text without control characters, direction overrides, NUL or lone surrogates."""
    if match := _UNSEEN.search(text):
        raise ValueError(f"holds the character U+{ord(match[0]):04X}, which cannot be seen")
    return text


def read_lines(text: str) -> str:
    """As read_line, but line breaks and tabs may be in it."""
    if match := _UNSEEN_IN_LINES.search(text):
        raise ValueError(f"holds the character U+{ord(match[0]):04X}, which cannot be seen")
    return text


def read_statement(text: str) -> str:
    """A statement of 1 to 300 characters."""
    if not text.strip():
        raise ValueError("is empty")
    if len(text) > LONGEST_STATEMENT:
        raise ValueError(f"has {len(text)} characters, and at most {LONGEST_STATEMENT} are allowed")
    return read_line(text)


def read_filled(text: str) -> str:
    """A line of text that says something."""
    if not text.strip():
        raise ValueError("is empty")
    return read_line(text)


def read_event_date(text: str) -> str:
    """An event date in EDTF."""
    parse_edtf(text)
    return text


def read_source_id(text: str) -> str:
    """Lower-case letters and digits in parts joined by - _ or . as in `afp-2020-02-11`."""
    if not _SOURCE_ID.fullmatch(text):
        raise ValueError(f"{text!r} is not lower-case letters and digits joined by '-'")
    return text


def read_url(text: str) -> str:
    """A web address with http or https and a host."""
    read_line(text)
    try:
        parts = urlsplit(text)
        good = parts.scheme in ("http", "https") and bool(parts.hostname) and not any(c.isspace() for c in text)
    except ValueError:
        good = False
    if not good:
        raise ValueError(f"{text[:80]!r} is not a web address that begins with https:// or http://")
    return text


def read_zone(name: str) -> str:
    """An IANA time zone that this machine knows."""
    try:
        ZoneInfo(name)
    except (ValueError, OSError, KeyError) as error:
        raise ValueError(f"{name!r} is not a time zone that this machine knows") from error
    return name


def read_number(value: object) -> float:
    """A finite number."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError(f"must be a number without quotes, not {say(value)}")
    if not -_LARGEST <= value <= _LARGEST or not math.isfinite(value):
        raise ValueError("is not a finite number of a size that can be counted")
    return float(value)


def read_due(value: object) -> datetime:
    """An instant with an offset: RFC 3339 text, or a TOML date-time."""
    if isinstance(value, str):
        try:
            value = datetime.fromisoformat(value) if "T" in value.upper() else value
        except ValueError as error:
            raise ValueError(f"{value!r} is not an instant such as 2020-02-29T23:59:59+03:00") from error
    if not isinstance(value, datetime):
        raise ValueError(f"must be an instant such as 2020-02-29T23:59:59+03:00, not {say(value)}")
    if value.utcoffset() is None:
        raise ValueError(f"{value.isoformat()} has no offset from UTC")
    return value


def read_day(value: object) -> date | None:
    """A day as TOML date or as text; empty text is none."""
    if value == "":
        return None
    if isinstance(value, str):
        try:
            return date.fromisoformat(value)
        except ValueError as error:
            raise ValueError(f"{value!r} is not a day such as 2020-02-29") from error
    if isinstance(value, datetime) or not isinstance(value, date):
        raise ValueError(f"must be a day such as 2020-02-29, not {say(value)}")
    return value


def say(value: object) -> str:
    """A value of a TOML file, short enough for an error line."""
    if isinstance(value, str):
        return f"the text {value[:40]!r}"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return "a list"
    if isinstance(value, dict):
        return "a table"
    if isinstance(value, int) and abs(value) > _LARGEST:
        return "a huge number"
    return str(value)


def nearest(name: str, known: Iterable[str], otherwise: str) -> str:
    """`did you mean 'x'?` where one of the known names is near, else what to do otherwise."""
    close = get_close_matches(name, known, n=1, cutoff=0.7)
    return f"did you mean {close[0]!r}?" if close else otherwise


def read_topic(text: str) -> str:
    """One of the topics that a fact can have."""
    if text not in TOPICS:
        raise ValueError(f"{text!r} is not a topic; {nearest(text, TOPICS, 'choose from ' + ', '.join(TOPICS))}")
    return text


def read_language(text: str) -> str:
    """The ISO 639 code of a language, two or three small letters."""
    if not re.fullmatch("[a-z]{2,3}", text) or text == "ask":
        raise ValueError("is neither 'asks' nor a language code such as tr")
    return text
