"""May a translation stand for an English sentence that passed? What can be held against it without knowing its words.

What it says is known by its way back: the English that comes back from it passes the same check as any sentence. Here
is what that way could hide: numbers, dates, negation, addresses, markup, and words in another script.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal, InvalidOperation

from bot.domain.asking.names import Gazetteer
from bot.domain.asking.words import fold, words
from bot.domain.grounding.tokens import read
from bot.domain.prompting.languages import ENGLISH, in_script
from bot.domain.prompting.months import months

LONGEST = 2.5
"""How much longer than the English a translation may be; German and Turkish stay under half of that."""
SMALL = 12
"""Numbers up to this are often written in words, which are not looked for."""
SCALES = {
    word: scale
    for scale, table in {
        1000: "thousand k bin tausend mille тысяча тысячи тысяч тыс الف آلاف الاف",
        10**6: "million mn milyon millionen mio millions миллион миллиона миллионов млн مليون ملايين",
        10**9: "billion bn milyar milliarde milliarden milliard milliards миллиард миллиарда миллиардов млрд مليار",
    }.items()
    for word in fold(table).split()
}
"""What a number is multiplied by, in the languages of answers, by folded word."""
NEGATIONS = {
    "en": "not no never none neither nor nobody nothing without cannot",
    "ar": "لا لم لن ليس ليست لست غير دون بدون ما عدم",
    "de": "nicht kein keine keinen keiner keinem keines nie niemals weder noch ohne niemand nichts",
    "fr": "ne n pas non aucun aucune jamais ni sans rien personne",
    "ru": "не нет ни никогда без никто ничего",
    "tr": "degil yok hicbir asla olmadan",
}
_NEGATIVE = {code: frozenset(fold(table).split()) for code, table in NEGATIONS.items()}
_TURKISH = re.compile(r"\w*(m[ae](di|dı|du|dü|yor|mış|miş|z|yacak|yecek|ksızın|ksizin)|m[ıiuü]yor|s[ıiuü]z)\w*")
"""Turkish says not within the verb, and without at the end of a noun."""
_NUMBER = re.compile(r"\d+(?:[.,\u00a0\u202f\u066b\u066c' ]\d{3})+(?!\d)(?:[.,\u066b]\d+)?|\d+(?:[.,\u066b]\d+)?")
_ADDRESS = re.compile(r"https?|www\.|://|@|\w\.(?:com|org|net|info|io|ru|tr|de|fr)\b|[#<>*_`|\[\]{}\\]", re.I)


def is_translation(text: str, english: str, language: str, gazetteer: Gazetteer) -> bool:
    """Has it the numbers, months and names of the English and no others, as far as they can be read?

    And a negation where that has one, its script, and no more than its length?
    """
    return (
        in_script(text, language)
        and len(text) <= LONGEST * len(english)
        and text.isprintable()
        and not _ADDRESS.search(text)
        and not any(unicodedata.category(c) in ("So", "Cf", "Co", "Cn") for c in text)
        and _negates(text, language) == _negates(english, "en")
        and _same_numbers(text, english)
        and months(text, language) == months(english, ENGLISH)
        and _same_names(text, english, language, gazetteer)
    )


def _same_names(text: str, english: str, language: str, gazetteer: Gazetteer) -> bool:
    """Are names that stand there in Latin letters those of the English, and people named in a Latin text at all?"""
    ours, theirs = gazetteer.find(english), gazetteer.find(text)
    if not {m.entity.name for m in theirs} <= {m.entity.name for m in ours}:
        return False
    written = frozenset(words(text))
    if in_script(text, ENGLISH):
        return all(m.words[-1] in written for m in ours if m.entity.kind == "person")
    return {w for w in written if w.isascii() and w.isalpha()} <= frozenset(words(english))


def _negates(text: str, language: str) -> bool:
    told = re.findall(r"[^\W\d_]+", fold(text).replace("n't", " not"))
    found = any(w in _NEGATIVE[language] for w in told)
    return found or (language == "tr" and any(_TURKISH.fullmatch(w) for w in told))


def _same_numbers(text: str, english: str) -> bool:
    ours, theirs = _numbers(english), _numbers(text)
    return {n for n in ours if n > SMALL} <= theirs and theirs <= ours


def _numbers(text: str) -> set[Decimal]:
    """The values that a text writes in digits, with the word of a scale after them."""
    digits = unicodedata.normalize("NFKC", "".join(str(unicodedata.decimal(c, c)) for c in text))
    found = set()
    for match in _NUMBER.finditer(digits):
        after = read(digits[match.end() : match.end() + 20].lstrip()).words[:1]
        scale = SCALES.get(after[0], 1) if after else 1
        value = _value(match[0], scaled=scale > 1)
        if value is not None:
            found.add(value * scale)
    return found


def _value(written: str, *, scaled: bool) -> Decimal | None:
    """A number as people write it: marks before three digits group them, unless a scale follows ("0,948 Millionen")."""
    plain = re.sub(r"[\s\u00a0\u202f'\u066c]", "", written).replace("\u066b", ".")
    if not scaled:
        plain = re.sub(r"[.,](?=\d{3}(?!\d))", "", plain)
    try:
        return Decimal(plain.replace(",", ".")).normalize()
    except InvalidOperation:
        return None
