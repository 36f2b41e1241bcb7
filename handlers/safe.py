"""Text from outside, made fit to show and to ask."""

from __future__ import annotations

import re
import unicodedata

from bot.domain.errors import BadRequest

MAX_QUESTION = 2000
"""The longest question in characters; the longest of a patient reader has 300."""

_ANSI = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[@-_])")
_STAND_IN = {"Cc": " ", "Zl": " ", "Zp": " ", "Cf": "", "Cs": "\ufffd"}


def printable(text: str) -> str:
    """One line of text that cannot steer a terminal, hide or turn around what stands beside it.

    Control characters and line breaks become spaces; zero-width and bidirectional controls go; lone surrogates become
    the replacement character.
    """
    if text.isprintable():
        return text
    text = _ANSI.sub("", text)
    kinds = ((c, unicodedata.category(c)) for c in set(text))
    return text.translate({ord(c): _STAND_IN[kind] for c, kind in kinds if kind in _STAND_IN})


def question_text(text: str, what: str = "a question") -> str:
    """What a person asked, cleaned as by `printable`. Raises BadRequest for broken or overlong text, named `what`."""
    if len(text) > MAX_QUESTION:
        raise BadRequest(f"{what} of {len(text):,} characters is too long; it takes at most {MAX_QUESTION:,}")
    if any("\ud800" <= c <= "\udfff" for c in text):
        raise BadRequest(f"{what} holds broken characters (lone surrogates); send it as UTF-8")
    return " ".join(printable(text).split())


def clip(text: str, length: int) -> str:
    """At most `length` characters, with an ellipsis where something is left out."""
    return text if len(text) <= length else f"{text[: length - 1].rstrip()}…"


def size(text: str) -> int:
    """How much of a limit a text takes, in UTF-16 units: no way of counting characters gives more."""
    return len(text.encode("utf-16-le")) // 2
