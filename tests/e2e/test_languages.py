"""Who asks in another language is answered in it where the translation passes, else in English."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from bot.domain.answer import Abstention, Answer, Question, Reply
from bot.domain.prompting.languages import NOTES, REFUSALS
from storage.store import Store
from tests.modelled import asker_of
from tests.talkers import Talker, scripted

NOW = datetime(2020, 3, 10, 12, tzinfo=UTC)
ENGLISH = "Save the Children said on 13 February 2020 that 278 schools in Idlib had closed until further notice."
ASKED = {
    "ar": "كم عدد المدارس التي أغلقت في إدلب؟",
    "de": "wie viele Schulen wurden in Idlib geschlossen?",
    "fr": "combien d'écoles ont fermé à Idlib ?",
    "ru": "сколько школ закрылось в Идлибе?",
    "tr": "İdlib'de kaç okul kapandı?",
}
LOCAL = {
    "ar": "قالت منظمة إنقاذ الطفولة في 13 فبراير 2020 إن 278 مدرسة في إدلب أغلقت حتى إشعار آخر.",
    "de": "Save the Children sagte am 13. Februar 2020, dass 278 Schulen in Idlib bis auf Weiteres geschlossen seien.",
    "fr": "Save the Children a dit le 13 février 2020 que 278 écoles d'Idlib avaient fermé jusqu'à nouvel ordre.",
    "ru": "Save the Children сообщила 13 февраля 2020 года, что 278 школ в Идлибе закрыты до дальнейших указаний.",
    "tr": "Save the Children, 13 Şubat 2020'de İdlib'de 278 okulun ikinci bir duyuruya kadar kapandığını söyledi.",
}


def understood(language: str) -> dict[str, Any]:
    question = "how many schools in Idlib had closed?"
    return {"question": question, "language": language, "names": ["Idlib"], "time": "", "kind": "how-many"}


def drafted(local: str, *, text: str = ENGLISH) -> dict[str, Any]:
    return {"sentences": [{"text": text, "facts": [1], "local": local}]}


async def reply(store: Store, language: str, **replies: Any) -> Reply:
    talker = Talker(scripted(understand=understood(language), **replies))
    asker = asker_of(store, talker, languages=list(ASKED))
    return await asker.ask(Question(text=ASKED[language], now=NOW))


@pytest.mark.parametrize("language", sorted(ASKED))
async def test_an_answer_comes_in_the_language_of_the_question(store: Store, language: str) -> None:
    """It says that a machine translated it, and cites what the English sentence cites."""
    answer = await reply(store, language, draft=drafted(LOCAL[language]), back={"sentences": [ENGLISH]})
    assert isinstance(answer, Answer) and answer.made.language == language
    assert answer.sentences[0].text == LOCAL[language] and answer.notes[0] == NOTES[language]
    assert answer.sentences[0].facts[0].said_by == "Save the Children"


@pytest.mark.parametrize("language", sorted(ASKED))
@pytest.mark.parametrize(
    "replies",
    [
        {"back": {"sentences": [ENGLISH.replace("closed", "opened")]}},
        {"back": {"sentences": [ENGLISH.replace("closed", "not closed")]}},
        {"back": {"sentences": ["Ankara closed 278 schools in Idlib."]}},
        {"back": {"sentences": []}},
        {"back": "nothing"},
    ],
    ids=["opened", "not", "ankara", "none", "nonsense"],
)
async def test_what_comes_back_as_something_else_is_told_in_english(
    store: Store, language: str, replies: dict[str, Any]
) -> None:
    """A translation whose way back does not pass is not shown; the English sentence is."""
    answer = await reply(store, language, draft=drafted(LOCAL[language]), **replies)
    assert isinstance(answer, Answer) and answer.made.language == "en"
    assert answer.sentences[0].text == ENGLISH and answer.notes[:1] != (NOTES[language],)


@pytest.mark.parametrize("language", sorted(ASKED))
@pytest.mark.parametrize("wrong", ["number", "address", "script", "long", "bare"])
async def test_what_the_way_back_could_hide_is_seen(store: Store, language: str, wrong: str) -> None:
    """Another number, an address, English in its stead, or far too much are not shown, whatever comes back."""
    local = {
        "number": LOCAL[language].replace("278", "287"),
        "address": LOCAL[language] + " www.evil.example",
        "script": "Да нет" if language not in ("ru", "ar") else ENGLISH,
        "long": " ".join([LOCAL[language]] * 4),
        "bare": "",
    }[wrong]
    answer = await reply(store, language, draft=drafted(local), back={"sentences": [ENGLISH]})
    assert isinstance(answer, Answer) and answer.made.language == "en" and answer.sentences[0].text == ENGLISH


async def test_an_english_sentence_that_fails_takes_its_translation_with_it(store: Store) -> None:
    """A translation stands for a sentence that passed, and for no other."""
    lie = drafted(LOCAL["tr"], text=ENGLISH.replace("278", "300"))
    answer = await reply(store, "tr", draft=lie, mend=lie, back={"sentences": [ENGLISH]})
    assert isinstance(answer, Answer) and answer.made.engine == "extractive"
    assert LOCAL["tr"] not in {s.text for s in answer.sentences}


@pytest.mark.parametrize("language", sorted(ASKED))
async def test_a_refusal_is_understood_too(store: Store, language: str) -> None:
    """Where the base does not hold it that is said in both languages, in fixed words."""
    refusal = await reply(store, language, choose={"facts": []})
    assert isinstance(refusal, Abstention)
    assert refusal.text == f"{REFUSALS[language]} (The base does not hold that.)"
