"""The months that a text names, in the languages in which people ask and are answered."""

from __future__ import annotations

import re
from collections.abc import Mapping

from bot.domain.asking.words import fold

_ENGLISH = re.compile(
    r"\b(?:(Jan)(?:uary)?|(Feb)(?:ruary)?|(Mar)(?:ch)?|(Apr)(?:il)?|(May)|(June?)|(July?)|(Aug)(?:ust)?"
    r"|(Sept?)(?:ember)?|(Oct)(?:ober)?|(Nov)(?:ember)?|(Dec)(?:ember)?)\b"
)
"""Capitals tell a month from a modal and a march."""
_NAMES = {
    "ar": """
        يناير|كانون الثاني, فبراير|شباط, مارس|اذار, ابريل|نيسان, مايو|ايار, يونيو|حزيران, يوليو|تموز, اغسطس|اب,
        سبتمبر|ايلول, اكتوبر|تشرين الاول, نوفمبر|تشرين الثاني, ديسمبر|كانون الاول
    """,
    "de": "januar|janner, februar|feber, marz, april, mai, juni, juli, august, september, oktober, november, dezember",
    "fr": "janvier, fevrier, mars, avril, mai, juin, juillet, aout, septembre, octobre, novembre, decembre",
    "ru": "январ, феврал, март, апрел, ма(?=[йяе]), июн, июл, август, сентябр, октябр, ноябр, декабр",
    "tr": "ocak, subat, mart, nisan, mayis, haziran, temmuz, agustos, eylul, ekim, kasim, aralik",
}
"""From January on, folded; the Arabs have two names for each."""
_BEFORE = {"ar": "(?:[وبلكف]?(?:ال)?)"}
"""What may stand before a month, written with it."""
_AFTER = {"de": "s?", "ru": r"\w{0,2}", "tr": r"\w{0,4}"}
"""What may be added to it."""


def _patterns(code: str, table: str) -> tuple[re.Pattern[str], ...]:
    before, after = _BEFORE.get(code, ""), _AFTER.get(code, "")
    return tuple(re.compile(rf"\b{before}(?:{fold(names.strip())}){after}\b") for names in table.split(","))


_PATTERNS: Mapping[str, tuple[re.Pattern[str], ...]] = {c: _patterns(c, t) for c, t in _NAMES.items()}


def months(text: str, language: str) -> frozenset[int]:
    """The numbers of the months that a text in a language names."""
    if language not in _PATTERNS:
        return frozenset(m.lastindex for m in _ENGLISH.finditer(text) if m.lastindex)
    folded = fold(text)
    return frozenset(n for n, pattern in enumerate(_PATTERNS[language], 1) if pattern.search(folded))
