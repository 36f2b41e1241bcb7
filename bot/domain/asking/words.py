"""Words for the index and for questions: folding, stop words, stems.

Folding and stemming follow the full-text index (FTS5 `porter unicode61 remove_diacritics 2`), so that a word of a
question and a word of a stored text meet in the same form.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

import snowballstemmer

_WORD = re.compile(r"[^\W_]+(?:[.,](?=\d)\d+)*")
_LETTERS = str.maketrans({"ı": "i", "ø": "o", "đ": "d", "ł": "l", "æ": "ae", "œ": "oe", "’": "'"})
"""What people write for letters that are no others with an accent."""
_POSSESSIVE = re.compile(r"(?<=\w)'s\b")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}\b)")
_SPACED_THOUSANDS = re.compile(r"\b\d{1,3}(?:[\u00a0\u2009\u202f]\d{3})+\b")
_STEMMER = snowballstemmer.stemmer("porter")


def fold(text: str) -> str:
    """Lower case, without diacritics, compatibility forms or thousands separators; still readable text.

    Folding what is folded changes nothing.
    """
    text = text.lower() if text.isascii() else _plain(text)
    return _THOUSANDS.sub("", _POSSESSIVE.sub("", text))


def _plain(text: str) -> str:
    # Before NFKC, which turns the spaces that hold a number together into plain ones.
    text = _SPACED_THOUSANDS.sub(lambda number: re.sub(r"\s", "", number.group()), text)
    text = unicodedata.normalize("NFKC", text).casefold()
    text = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    # After the diacritics, so that an accented letter of the table is met too.
    return text.translate(_LETTERS)


_STOP_WORDS = {
    "English": """
        a about acc according across after again all already also although am an and any anybody anyone anything
        are arent aren around as ask asked at away back be became because been before being below between both
        but by came can cant come could couldn couldnt did didn didnt do does doesn doesnt doing don done dont
        down during each either else ever every exactly few for from further gave get gets getting give given go
        goes going gonna got had hadn has hasn hasnt have haven having he hello her here hers herself hey hi him
        himself his how however i id if ill im in into is isn isnt it its itself ive just know lets like lot
        lots made make many maybe me mean might more most much must my myself need never next no nor not now of
        off oh ok okay on once one only onto or other others ought our ours out over own per please pls ppl put
        quite rather re really s said same saw say saying says see seem seen she should shouldn since so some
        somebody someone something still such supposed t tell than thanks that thats the their theirs
        them themselves then there theres these they thing things think this those though through thx til till
        to told too toward towards u under until up upon us use used ve very via want wants was wasn way we
        well went were weren what whats when whens where wheres whether which while who whom whos whose why will
        with within without won wont would wouldn ya yeah yes yet you your yours yourself
    """,
    "German": """
        der die das den dem des ein eine einer eines einem und oder ist sind war waren wurde wurden hat haben
        hatte wie was wer wann wo warum welche welcher welches viele von vom im in am an auf aus bei mit nach zu
        zum zur fur uber laut
    """,
    "French": """
        le la les un une des du de d l et ou est sont etait ont a qui que quoi quand pourquoi combien quel
        quelle quels quelles dans en sur par pour avec selon au aux ce cette ces
    """,
    "Turkish": """
        ve bir bu su o ne kim kac nasil nerede neden hangi mi icin ile gore da de
    """,
    "Russian": """
        и в во на с со по к ко о об от до за из у что кто где когда как почему сколько какой какая какие это был
        была было
    """,
    "Arabic": """
        في من على الى عن ما متى كم كيف اين لماذا هل التي الذي
    """,
}
STOP_OF = {language: frozenset(fold(listed).split()) for language, listed in _STOP_WORDS.items()}
"""Words that carry no demand of their own, by the language that has them."""
STOP = frozenset(word for listed in STOP_OF.values() for word in listed)
"""The same of all languages in which people ask."""


def words(text: str) -> tuple[str, ...]:
    """The folded words of a text in order, stop words included."""
    return tuple(_WORD.findall(fold(text)))


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """The Porter stem of a folded word."""
    return str(_STEMMER.stemWord(word)) if word.isascii() and word.isalpha() else word


def stems(text: str) -> tuple[str, ...]:
    """The stems of a text in order, stop words left out."""
    return tuple(stem(w) for w in words(text) if w not in STOP)
