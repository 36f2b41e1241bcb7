"""How a sentence looks and whom it speaks to: plain words alone, quoted as the facts quote them, to nobody."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from bot.domain.grounding.claims import Check, Fault
from bot.domain.grounding.premise import Premise
from bot.domain.grounding.speech.quotes import called, is_within, quotes
from bot.domain.grounding.tokens import Said

_ADDRESS = re.compile(
    r"""
    \w[\w+.-]*://\S* | \bhxxps?\b\S* | \bwww\.\S+
    | \S*@\S* | (?<!\w)\#\w+
    | \b(?:[a-z0-9-]+\.)+[a-z]{2,}\b(?:/\S*)?
    | \b[a-z0-9-]+\s*[\[(]\s*(?:\.|dot)\s*[\])]\s*[a-z]{2,} | \bdot\s+(?:com|org|net|info|io)\b
    | \+\d[\d\s().-]{5,}\d | \b\d{3}[-.\s]\d{3,4}[-.\s]\d{4}\b | \(\d{3}\)\s*\d{3}
    | (?<!\S)(?:~|\.{1,2})?/\w[\w./-]* | \b[a-z]:\\\S* | \b[0-9]{1,3}(?:\.[0-9]{1,3}){3}\b
    """,
    re.VERBOSE | re.IGNORECASE,
)
_PLAIN = frozenset(" \u00a0\u202f.,;:'\"’‘“”„«»‹›‚()-–—‐‑/%$€£&+½¼¾?!")
_BULLET = re.compile(r"\s*(?:[-–—•]\s|\d{1,2}[.)]\s|[a-z]\)\s)")
_MARKUP = re.compile(r"&\w+;|&\#\w+;|:[a-z_]+[a-z0-9_+-]*:|--+|!\[|\(\s*\d\s*\)|''+", re.IGNORECASE)
_LABEL = re.compile(r"\s*[\"'“]?[A-Za-z]+(?: [A-Za-z]+){0,2}:")
_SHORTENED = frozenset(
    """
    mr mrs ms dr st no nr vs gen col lt maj sgt adm prof rev hon sen rep gov pres approx est dept inc ltd co jr sr etc
    jan feb mar apr jun jul aug sep sept oct nov dec mon tue wed thu fri sat sun i.e e.g km
    """.split()
)
"""Words that are shortened with a full stop, which ends no sentence."""
_READER = frozenset("you your yours yourself yourselves thee".split())
_SELF = frozenset("i me my mine myself we our ours ourselves us let's i'm i've i'd i'll we're we've we'll we'd".split())
_BEGINNINGS = frozenset(
    """
    click visit call contact ignore disregard note see subscribe donate please follow read check share join send reply
    forward remember consider look watch stay get download install open run execute type press go learn find respond
    answer output print write translate summarise summarize delete reveal pretend imagine keep make help act sign buy
    pay breaking update urgent exclusive sure certainly here hello hi dear attention alert beware don't tell ask give
    use try wait take let leave do trust send
    """.split()
)
"""Words with which a sentence speaks to its reader when it begins with them, or goes on with them after a stop."""
_OPENS = frozenset(
    "it this that these those there he she they his her their its do does did is are was were will should must never "
    "not no all everybody nobody readers but and so".split()
)
"""Other words with which a sentence begins."""
_CLOSERS = frozenset(")\"'”’»")
_ANYWHERE = frozenset(
    """
    please click subscribe donate hashtag prompt chatbot ai-generated disclaimer unsubscribe retweet url website
    hyperlink
    """.split()
)
_SPOKEN = re.compile(
    r"\b(?:as an ai|language model|system prompt|previous instructions?|all instructions?|tl;dr)\b", re.IGNORECASE
)


def faults(said: Said, premises: Sequence[Premise]) -> list[Fault]:
    """What in the look of a sentence no fact has: addresses, markup, quotations, words to the reader."""
    texts = [text for p in premises for text in (p.said.text, p.beside.text, p.fact.statement)]
    return [
        *_addresses(said.text, texts),
        *_marks(said, texts),
        *_stops(said),
        *_run_ons(said, texts),
        *_instructions(said, premises),
        *_quotations(said.text, premises),
    ]


def _addresses(text: str, texts: Sequence[str]) -> Iterator[Fault]:
    for match in _ADDRESS.finditer(text):
        if not _has(texts, match[0].rstrip(".,;:")):
            yield _fault(
                "address", match.start(), match.end(), "a sentence has no address, link, handle or number to call"
            )


def _marks(said: Said, texts: Sequence[str]) -> Iterator[Fault]:
    text = said.text
    what = "a sentence is plain text in Latin letters, without markup, symbols or line breaks"
    for place, char in enumerate(text):
        if not _is_plain(char) and not any(char in t for t in texts):
            yield _fault("markup", place, place + 1, what)
    for match in _MARKUP.finditer(text):
        if not _has(texts, match[0]):
            yield _fault("markup", match.start(), match.end(), what)
    bullet = _BULLET.match(text)
    if bullet and not any(_BULLET.match(t) for t in texts):
        yield _fault("markup", bullet.start(), bullet.end(), what)


def _is_plain(char: str) -> bool:
    if char in _PLAIN or (char.isascii() and char.isalnum()):
        return True
    return char.isalpha() and unicodedata.name(char, "").startswith("LATIN ")


def _stops(said: Said) -> Iterator[Fault]:
    """Full stops within: what follows one is another sentence."""
    tokens = said.tokens
    for number, token in enumerate(tokens[:-1]):
        if token.text != "." or not any(t.word for t in tokens[number + 1 :]):
            continue
        before = tokens[number - 1] if number else token
        initial = len(before.word) == 1 or before.word in _SHORTENED
        follows = tokens[number + 1]
        within = follows.start == token.end and not follows.is_capital
        if not (within or (initial and before.end == token.start)):
            yield _fault("markup", token.start, token.end, "it is more than one sentence; write one")


def _run_ons(said: Said, texts: Sequence[str]) -> Iterator[Fault]:
    """What goes on as another sentence without a stop between: Idlib Ask Russia, or with too much of one: `.,`."""
    tokens = said.tokens
    for number, token in enumerate(tokens[1:], 1):
        before = tokens[number - 1]
        word = token.word.lower()
        opens = (
            token.is_capital
            and not token.text.isupper()
            and word in _BEGINNINGS | _OPENS
            and (before.word or before.text in _CLOSERS)
        )
        if opens and before.end < token.start and not any(token.text in t.split() for t in texts):
            yield _fault("markup", token.start, token.end, "it is more than one sentence; write one")
        shortened = number > 1 and (len(tokens[number - 2].word) == 1 or tokens[number - 2].word in _SHORTENED)
        if token.text in (",", ";", ":", ".") and before.text in (".", ",", ";", ":") and not shortened:
            yield _fault("markup", before.start, token.end, "it has two marks where one belongs")


def _instructions(said: Said, premises: Sequence[Premise]) -> Iterator[Fault]:
    theirs = {t.word for p in premises for t in (*p.said.tokens, *p.beside.tokens)}
    what = "a sentence tells what the facts say; it speaks to nobody, asks nothing and is in nobody's voice"
    begins = True
    for number, token in enumerate(said.tokens):
        if number and token.word in ("so", "and", "then", "now") and said.tokens[number - 1].text == ",":
            begins = True
            continue
        if not token.word:
            begins = token.text in ".,;:–—!?" or (begins and token.text in "\"'“‘(")
            if token.text in ("?", "!") and not any(token.text in p.said.text for p in premises):
                yield _fault("instruction", token.start, token.end, what)
            continue
        ours = token.word in _READER or (token.word in _SELF and not _is_state(token.text))
        if (ours or token.word in _ANYWHERE or (begins and token.word in _BEGINNINGS)) and token.word not in theirs:
            yield _fault("instruction", token.start, token.end, what)
        begins = False
    for match in (*_SPOKEN.finditer(said.text), *filter(None, [_LABEL.match(said.text)])):
        if not _has([p.said.text for p in premises], match[0]):
            yield _fault("instruction", match.start(), match.end(), what)


def _is_state(text: str) -> bool:
    """Is it the US, and not us?"""
    return text.startswith("US")


def _quotations(text: str, premises: Sequence[Premise]) -> Iterator[Fault]:
    theirs = [quote for p in premises for quote in (*quotes(p.fact.statement), *called(p.fact.statement))]
    for quote in quotes(text):
        if not quote.closed or not any(is_within(quote, other) for other in theirs):
            what = "it quotes what no fact quotes so; quote word for word or not at all"
            yield _fault("quotation", quote.start, quote.end, what)


def _has(texts: Sequence[str], found: str) -> bool:
    return any(found.strip().lower() in t.lower() for t in texts)


def _fault(check: Check, start: int, end: int, what: str) -> Fault:
    return Fault(check=check, start=start, end=end, reason=what, told=what)
