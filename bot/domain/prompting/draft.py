"""Sentences from facts: the first draft, the second try for what did not pass, and the way back from a translation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.facts import Fact
from bot.domain.grounding.claims import Draft, Verdict
from bot.domain.model import Prompt
from bot.domain.prompting.fence import Schema, fenced, field, listed, numbered, rules, shape, versions
from bot.domain.prompting.languages import ENGLISH, NAMES

MOST = 5
"""Sentences of an answer."""
_TASK = f"""You answer a question for a news desk, only by rewording the given facts.
sentences: 1 to {MOST} short, sober sentences in English, the one that answers the question first.
text: one sentence, without numbers in brackets, links, markup or questions.
facts: the numbers of the facts that say all of it; best a single one.
Say nothing that the facts do not say: no background, no cause, no judgement, no adjective of your own. Copy
numbers, dates, names and units as they are, with words such as about, at least and more than. Keep not, may,
would and the like. Name who says it, with "said" or "according to", wherever the fact does. Use the facts' own
words for what matters. Leave out facts that do not bear on the question."""
_LOCAL = """
local: the same sentence in {language}, translated word by word as far as the language allows, with nothing
added or left out."""
_AGAIN = """
You drafted these sentences before, and they may not be published for the reasons that are given. Give better
ones in their stead, or an empty list where there is nothing to say."""
_BACK = """You translate sentences into plain English for a check.
sentences: each sentence in English, in the same order, as literally as can be. Add, leave out and mend nothing,
even where a sentence seems wrong."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Drafted:
    """A drafted sentence; `local` is the same in the language of the asker, '' where that is English."""

    draft: Draft
    local: str = ""


def prompt(text: str, facts: Sequence[Fact], *, language: str, nonce: str, failed: Sequence[Verdict] = ()) -> Prompt:
    """Ask for sentences that answer a question from facts; with `failed` for better ones than these."""
    task = _TASK
    if language != ENGLISH:
        task += _LOCAL.format(language=NAMES[language])
    parts = {"question": text, "facts": listed(facts)}
    if failed:
        task += _AGAIN
        parts["sentences that failed"] = "\n".join(_failure(v) for v in failed)
    return Prompt(
        job="mend" if failed else "draft",
        rules=rules(task, nonce),
        data=fenced(nonce, parts),
        schema=_schema(language),
        key=(text, language, *versions(facts), *(v.draft.text for v in failed)),
    )


def drafted(value: object, facts: Sequence[Fact], *, language: str = ENGLISH) -> tuple[Drafted, ...]:
    """The sentences of a reply; ValueError where it is of another shape. A number of no fact cites nothing."""
    found = field(value, "sentences", list)
    assert isinstance(found, list)
    return tuple(_sentence(entry, facts, language) for entry in found[:MOST])


def grown(value: object, facts: Sequence[Fact]) -> tuple[Drafted, ...]:
    """Those sentences of a reply on its way that are whole: all but the last, which may go on."""
    try:
        found = field(value, "sentences", list)
        assert isinstance(found, list)
        return tuple(_sentence(entry, facts, ENGLISH) for entry in found[:-1][:MOST])
    except ValueError:
        return ()


def back_prompt(sentences: Sequence[str], *, language: str, nonce: str) -> Prompt:
    """Ask what translated sentences say in English. The model is not told what they were translated from."""
    listing = "\n".join(f"{number}. {text}" for number, text in enumerate(sentences, 1))
    return Prompt(
        job="back",
        rules=rules(_BACK, nonce),
        data=fenced(nonce, {"sentences": listing}),
        schema=shape({"sentences": {"type": "array", "items": {"type": "string"}}}),
        key=(language, *sentences),
    )


def returned(value: object, count: int) -> tuple[str, ...]:
    """The sentences as they came back, `count` of them. ValueError where it is of another shape."""
    found = field(value, "sentences", list)
    assert isinstance(found, list)
    if len(found) != count or not all(isinstance(s, str) for s in found):
        raise ValueError("another number of sentences")
    return tuple(" ".join(s.split()) for s in found)


def _sentence(entry: object, facts: Sequence[Fact], language: str) -> Drafted:
    text = " ".join(str(field(entry, "text", str)).split())
    cited = field(entry, "facts", list)
    try:
        cites = numbered(cited, facts)
    except ValueError:
        cites = ()
    local = " ".join(str(field(entry, "local", str)).split()) if language != ENGLISH else ""
    return Drafted(draft=Draft(text=text, cites=cites), local=local)


def _schema(language: str) -> Schema:
    sentence = {"text": {"type": "string"}, "facts": {"type": "array", "items": {"type": "integer"}}}
    if language != ENGLISH:
        sentence["local"] = {"type": "string"}
    return shape({"sentences": {"type": "array", "items": shape(sentence)}})


def _failure(verdict: Verdict) -> str:
    reasons = "; ".join(dict.fromkeys(f.reason for f in verdict.faults))
    return f"“{verdict.draft.text}” failed: {reasons}"
