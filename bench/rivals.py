"""Plain searches over the same texts, for scale: they only rank, they neither decide nor say anything."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence

import bm25s
import numpy as np
from rank_bm25 import BM25Okapi

from bench.corpus import tokens

Search = Callable[[str], object]
TOP = 10


def rank_bm25(texts: Sequence[str]) -> Search:
    """rank-bm25, pure Python and numpy: scores every document."""
    index = BM25Okapi([tokens(t) for t in texts])
    return lambda question: np.argpartition(-index.get_scores(tokens(question)), TOP)[:TOP]


def bm25_sparse(texts: Sequence[str]) -> Search:
    """bm25s: scores computed at indexing time, sparse."""
    index = bm25s.BM25()
    index.index([tokens(t) for t in texts], show_progress=False)
    return lambda question: index.retrieve([tokens(question)], k=TOP, show_progress=False, n_threads=0)


def full_text(texts: Sequence[str]) -> Search:
    """One FTS5 table in memory and one query: quoted words joined by OR, stop words left out."""
    base = sqlite3.connect(":memory:")
    base.execute("CREATE VIRTUAL TABLE told USING fts5(text, tokenize = 'porter unicode61 remove_diacritics 2')")
    base.executemany("INSERT INTO told (text) VALUES (?)", ((t,) for t in texts))
    base.execute("INSERT INTO told (told) VALUES ('optimize')")

    def search(question: str) -> object:
        match = " OR ".join(f'"{t}"' for t in dict.fromkeys(tokens(question))) or '""'
        query = "SELECT rowid FROM told WHERE told MATCH ? ORDER BY bm25(told) LIMIT ?"
        return base.execute(query, (match, TOP)).fetchall()

    return search


RIVALS = {"rank-bm25": rank_bm25, "bm25s": bm25_sparse, "bare FTS5 query": full_text}
