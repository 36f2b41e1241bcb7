"""What stands in small print: the question, the sources, the footer. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bot.domain.message import SourceLine, Sources
from handlers.plain import with_above
from handlers.safe import clip, size
from handlers.slack.blocks.escape import escape, link, words
from handlers.slack.blocks.rich import plain_text
from handlers.slack.layout import Element

LONGEST_TEXT = 3000
"""Characters that one text of a block holds at most."""

_LONGEST = {"publisher": 100, "published": 40, "grade": 20, "fact_id": 100}
_LONGEST_TITLE = 200


def small(text: str) -> list[Element]:
    """Words in small print; none where they show nothing."""
    text = words(text).strip()
    return [{"type": "context", "elements": [plain_text(text)]}] if text else []


def sources(block: Sources) -> Iterator[Element]:
    """Numbered sources, one a line."""
    for text in _packed(_source(line, above) for line, above in with_above(block.lines)):
        # As it is: nothing in it becomes a link or a mention but what is written as one.
        yield {"type": "context", "elements": [{"type": "mrkdwn", "text": text, "verbatim": True}]}


def _packed(lines: Iterable[str]) -> Iterator[str]:
    """Lines as texts that a block can hold."""
    text = ""
    for line in lines:
        if text and size(f"{text}\n{line}") > LONGEST_TEXT:
            yield text
            text = ""
        text = f"{text}\n{line}" if text else line
    if text:
        yield text


def _source(source: SourceLine, above: int) -> str:
    """A numbered source. Who said it and when it happened is in the words that cite it; the fact's id leads to all."""
    of = {name: escape(clip(getattr(source, name), most)).strip() for name, most in _LONGEST.items()}
    title = link(f"“{clip(source.title, _LONGEST_TITLE)}”", source.url)
    document = [f"as [{above}]"] if above else [of["publisher"], title, of["published"]]
    grade = of["grade"] and f"grade {of['grade']}"
    return f"*[{source.number}]* {' · '.join(filter(None, [*document, grade, of['fact_id']]))}"
