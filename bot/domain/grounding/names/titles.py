"""Persons by their office: the Turkish president, or the title that stands before or after a name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bot.domain.asking.words import words
from bot.domain.facts import Entity
from bot.domain.grounding.names.pieces import LINKS, WITHIN, Mention, Piece, is_one, normal, pieces
from bot.domain.grounding.tokens import Said, root

TITLES = frozenset(
    map(
        root,
        """
        president minister premier secretary envoy ambassador spokesman spokeswoman governor commissioner chair chief
        head director representative commander chairman analyst columnist expert deputy manager
        """.split(),
    )
)
Titles = Mapping[Entity, frozenset[str]]
"""The words of the titles of persons."""


def offices(said: Said, titles: Titles) -> list[Mention]:
    """Persons who are named by their office alone, such as the Turkish president; the longest first."""
    text = pieces(said)
    found = []
    for number, piece in enumerate(text):
        if piece.text not in TITLES or said.tokens[piece.token].word.endswith("s"):
            continue
        reach: dict[tuple[int, int], list[Entity]] = {}
        for person, bag in titles.items():
            if piece.text in bag:
                reach.setdefault(_stretch(said, text, number, bag), []).append(person)
        if reach:
            (start, end), persons = max(reach.items(), key=lambda item: item[0][1] - item[0][0])
            if end - start > 1 or (start and said.tokens[start - 1].word == "the"):
                found.append(Mention(first=start, last=end, entities=tuple(persons)))
    return sorted(found, key=lambda m: m.first - m.last)


def _stretch(said: Said, text: tuple[Piece, ...], number: int, bag: frozenset[str]) -> tuple[int, int]:
    """The tokens around a piece that a title covers."""
    first = last = number
    for step in range(number - 1, -1, -1):
        if (text[step].text not in bag and text[step].text not in LINKS) or not is_one(said, text[step : number + 1]):
            break
        first = step if text[step].text in bag else first
    for step in range(number + 1, len(text)):
        if (text[step].text not in bag and text[step].text not in LINKS) or not is_one(said, text[number : step + 1]):
            break
        last = step if text[step].text in bag else last
    return text[first].token, text[last].token + 1


def with_titles(said: Said, found: list[Mention], titles: Titles) -> tuple[Mention, ...]:
    """The mentions, those of persons with the title before or after them where it is theirs."""
    merged: list[Mention] = []
    for mention in found:
        for person in mention.entities:
            bag = titles.get(person, frozenset())
            first = _back(said, mention.first, bag)
            last = _on(said, mention.last, bag)
            mention = Mention(first=first, last=last, entities=mention.entities)
        if merged and _is_short_form(said, merged[-1], mention):
            merged[-1] = Mention(first=merged[-1].first, last=mention.last + 1, entities=merged[-1].entities)
            continue
        merged = [*(m for m in merged if m.first < mention.first), mention]
    return tuple(_without_overlap(merged))


def _is_short_form(said: Said, before: Mention, mention: Mention) -> bool:
    """Does a mention stand in brackets right behind another of the same entity?"""
    tokens = said.tokens
    if (
        mention.first != before.last + 1
        or mention.last >= len(tokens)
        or not set(before.entities) & set(mention.entities)
    ):
        return False
    return (tokens[before.last].text, tokens[mention.last].text) == ("(", ")")


def _without_overlap(found: list[Mention]) -> Iterator[Mention]:
    """The mentions in order; of those that overlap the first, which has the others within it."""
    end = 0
    for mention in found:
        if mention.first >= end:
            end = mention.last
            yield mention


def _back(said: Said, first: int, bag: frozenset[str]) -> int:
    """Where a title right before a name begins."""
    start = first
    for number in range(first - 1, -1, -1):
        token = said.tokens[number]
        parts = [part for word in words(token.text) for part in normal(word)]
        if token.text in WITHIN or (parts and all(p in bag or p in LINKS for p in parts)):
            start = number if set(parts) & bag else start
        else:
            break
    return start


def _on(said: Said, last: int, bag: frozenset[str]) -> int:
    """Where a title after a name and a comma ends."""
    tokens = said.tokens
    if last >= len(tokens) or tokens[last].text != ",":
        return last
    for number in range(last + 1, len(tokens)):
        token = tokens[number]
        parts = [part for word in words(token.text) for part in normal(word)]
        if token.text == "," and number > last + 1:
            return number
        if token.text not in WITHIN and not (parts and all(p in bag or p in LINKS for p in parts)):
            return last
    return last
