"""Finding facts by words and by meaning, whatever the words are."""

from __future__ import annotations

import asyncio
import math
import random
import shutil
import struct
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.domain.asking.words import STOP, words
from bot.domain.facts import Case
from storage.matching import MANY_FACTS, match
from storage.nearest import BLOCK, Index, as_query, shrink
from storage.store import Store, open_store

NOW = datetime(2026, 1, 1, tzinfo=UTC)
MODEL = "toy"

NAUGHTY = [
    "", " ", '"', '""', "'", "\\", "*", "a*", "^a", "-a", "+", "(", ")", "NOT", "AND", "OR", "NEAR", "NEAR(a b)", "a:b",
    "statement:", "{statement}:a", "fact_fts", "'; DROP TABLE fact; --", "\0", "a\0b", "\ud800", "a\udfffb", "\u202e",
    "\u200b", "😀", "👩‍👩‍👧‍👦", "ﷺ", "田中さん", "Ω≈ç√∫", "1/0", "-1", "1e309", "NaN", "0x0", "%s%n", "$HOME",
    "<script>", "../../etc/passwd", "null", "undefined", "x" * 10_000, "\ufeff", "\r\n", "\t", "١٢٣", "﷽", "Z̮̞̠͙͔ͅḀ̗̞͈̻̗Ḷ͙͎̯̹̞͓G̻O̭̗̮",
]  # fmt: skip


def vector(*numbers: float) -> bytes:
    length = math.sqrt(sum(n * n for n in numbers)) or 1.0
    return struct.pack(f"<{len(numbers)}f", *(n / length for n in numbers))


def toy(row: int) -> bytes:
    """A vector that is the same for the same row."""
    chance = random.Random(row)
    return vector(*(chance.gauss(0, 1) for _ in range(8)))


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory, loaded: Path) -> Path:
    """The shipped case with a toy vector for every text."""
    path = Path(shutil.copy(loaded, tmp_path_factory.mktemp("search")))

    async def make() -> None:
        async with open_store(f"sqlite:///{path}") as store:
            missing = await store.vectors.missing_vectors(MODEL, limit=10_000)
            await store.vectors.save_vectors(MODEL, [(kind, row, toy(row)) for kind, row, _ in missing])

    asyncio.run(make())
    return path


@pytest.fixture
async def store(path: Path) -> AsyncIterator[Store]:
    async with open_store(f"sqlite:///{path}", must_exist=True) as store:
        yield store


def plain(question: str) -> list[str]:
    return [w for w in words(question) if w not in STOP]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("full m5 regime control date", "afp-2020-02-11/1"),
        ("Han Şeyhun Suriye ordusunun eline ne zaman geçti?", "afp-2019-08-23/1"),
        ("متى سيطرت قوات النظام على كامل الطريق الدولي M5؟", "afp-2020-02-11/1"),
        ("captured highways", "afp-2020-02-11/1"),
    ],
)
async def test_words_find_the_fact(store: Store, question: str, expected: str) -> None:
    """A fact is found by its statement and asks, in other forms of the words and in other languages."""
    hits = await store.facts.search(plain(question), None, as_of=NOW, limit=10)
    assert expected in [h.fact.id for h in hits]
    assert all(h.words > 0 and h.meaning is None for h in hits)
    assert [h.words for h in hits] == sorted((h.words for h in hits), reverse=True)


@pytest.mark.parametrize("word", NAUGHTY)
async def test_no_word_is_an_operator(store: Store, word: str) -> None:
    """Any word may be searched for, alone or with others, and never changes what the others find."""
    await store.facts.search([word], None, as_of=NOW, limit=5)
    await store.facts.gaps([word], None, limit=5)
    with_it = await store.facts.search([word, "m5", word], None, as_of=NOW, limit=600)
    alone = await store.facts.search(["m5"], None, as_of=NOW, limit=600)
    assert {h.fact.id for h in alone} <= {h.fact.id for h in with_it}
    for ids in ([word], ["afp-2020-02-11/1", word]):
        found = await store.facts.facts(ids, as_of=NOW)
        assert [f.id for f in found] == [i for i in ids if i == "afp-2020-02-11/1"]
    assert await store.facts.series(word, as_of=NOW) == []
    assert await store.facts.versions(word) == []
    assert await store.facts.timeline(as_of=NOW, first=NOW.date(), last=NOW.date(), topic=word, entity=word) == []


async def test_an_endless_question(store: Store) -> None:
    """A question of ten thousand words is answered from its rarest."""
    hits = await store.facts.search([*(f"word{n}" for n in range(10_000)), "trumba"], None, as_of=NOW, limit=5)
    assert hits[0].fact.id == "protocol-2020-03-05/3"


def test_rare_words_decide_among_many_facts() -> None:
    """With many facts one of the rarest words must be there, a few others add to the rank, and the rest is left out."""
    frequency = {f"w{n}": n * 1000 for n in range(1, 50)}
    asked = [f"w{n}" for n in range(49, 0, -1)]
    rarest = " OR ".join(f'"w{n}"' for n in range(1, 11))
    assert match(asked, frequency, 500_000) == f'("w1" OR "w2") AND ({rarest})'
    assert match(["w3", "w5"], frequency, MANY_FACTS + 1) == '("w3") AND ("w3" OR "w5")'
    assert match(["none", "w1"], frequency, MANY_FACTS + 1) == '"w1" OR "none"'
    assert match(["w30", "w1"], frequency, 100_000) == '("w1") AND ("w1" OR "w30")'
    assert match(["w49"], frequency, 100_000) == ""
    assert match(["a", "a", "b"], {}, 5) == '"a" OR "b"'


async def test_meaning_joins_words(store: Store) -> None:
    """With a vector each hit has both scores, and the nearest by meaning come too."""
    (target,) = await store.facts.search(["trumba"], None, as_of=NOW, limit=1)
    rows = {text: row for _, row, text in await store.vectors.missing_vectors("other", limit=10_000)}
    asked = toy(rows[target.fact.statement])
    await store.vectors.missing_vectors(MODEL, limit=1)
    hits = await store.facts.search(["m5"], asked, as_of=NOW, limit=20)
    by_words = [h for h in hits if h.words]
    by_meaning = [h for h in hits if not h.words]
    assert by_words
    assert all(h.meaning is not None for h in hits)
    assert len(hits) <= 40
    best = max(hits, key=lambda h: h.meaning or 0)
    assert best.fact.id == target.fact.id
    assert best.meaning == pytest.approx(1, abs=0.01)
    assert best in by_meaning
    gaps = await store.facts.gaps(["m5"], asked, limit=5)
    assert all(g.meaning is not None for g in gaps)


async def test_a_vector_of_another_length_finds_nothing(store: Store) -> None:
    """A question vector that does not fit the stored ones leaves search by words as it is."""
    hits = await store.facts.search(["m5"], vector(1, 2, 3), as_of=NOW, limit=5)
    assert hits
    assert all(h.meaning is None for h in hits)


async def test_vectors_follow_their_facts(loaded: Path, idlib: Case, tmp_path: Path) -> None:
    """A new version needs a new vector, old ones are no longer found, and models never mix."""
    case, path = idlib, shutil.copy(loaded, tmp_path)
    async with open_store(f"sqlite:///{path}") as store:
        missing = await store.vectors.missing_vectors(MODEL, limit=10_000)
        assert len(missing) == len(case.facts) + len(case.gaps)
        assert len(await store.vectors.missing_vectors(MODEL, limit=7)) == 7
        await store.vectors.save_vectors(MODEL, [(k, row, vector(1, 0)) for k, row, _ in missing])
        assert await store.vectors.missing_vectors(MODEL, limit=10) == []
        assert (await store.cases.status()).vectors == len(case.facts)
        assert len(await store.facts.search([], vector(1, 0), as_of=NOW, limit=5)) == 5
        await store.vectors.save_vectors("second", [("fact", missing[0][1], vector(0, 1))])
        (only,) = await store.facts.search([], vector(0, 1), as_of=NOW, limit=5)
        assert only.meaning == pytest.approx(1, abs=0.01)
        assert (await store.cases.status()).vectors == 1
        facts = case.facts[1:]
        await store.cases.load(type(case)(info=case.info, facts=facts))
        assert await store.facts.search([], vector(0, 1), as_of=NOW, limit=5) == []


def test_many_vectors_are_ranked_as_by_hand() -> None:
    """Over several blocks the nearest are those that a plain sum would name, known ones only, and the wanted ones."""
    index = Index()
    count = BLOCK + 100
    stored = [(n, n, n % 2, *shrink(toy(n))) for n in range(1, count + 1)]
    index.add(stored[:3000])
    index.add([])
    index.add([*stored[3000:], (count + 1, 7, 0, 1.0, b"short")])
    assert (index.size, index.last) == (count, count + 1)
    asked = struct.unpack("<8f", toy(0))
    exact = {
        n: sum(a * b for a, b in zip(asked, struct.unpack("<8f", toy(n)), strict=True)) for n in range(1, count + 1)
    }
    found = index.near(as_query(toy(0)), as_of=0, limit=10, wanted=[2, 3, 99_999])
    assert 2 in found
    assert 3 not in found
    assert len(found) <= 11
    assert all(n % 2 == 0 and cosine == pytest.approx(exact[n], abs=0.02) for n, cosine in found.items())
    best = sorted((n for n in exact if n % 2 == 0), key=lambda n: -exact[n])[:3]
    assert set(best) <= set(found)
