"""The posts of a place that show certain versions of facts, as they read now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from functools import lru_cache

from bot.domain.delivery import Receipt, Seen
from bot.domain.outbox import Carrier
from storage import columns
from storage.messages import read_message
from storage.sqlite import Row

_Post = tuple[str, str]
"""The place and the platform's id of a post."""


def carriers(rows: Iterable[Row], old: Mapping[str, Set[Seen]]) -> dict[str, tuple[Carrier, ...]]:
    """By place, the posts that show one of its `old` versions, newest first.

    `rows` are what was sent, in order, as (place, kind, receipt, edits, message, seen). An edit is the post that it
    replaced, with other words.
    """
    message = lru_cache(maxsize=256)(read_message)
    found: dict[str, dict[_Post, tuple[Receipt, bool, str, set[Seen]]]] = {place: {} for place in old}
    for place, kind, receipt, edits, text, seen in rows:
        proof = columns.read_receipt(edits if kind == "edit" else receipt)
        if proof is None:
            continue
        post = (columns.place(proof.to), proof.id)
        first, asked, _, shown = found[place].get(post, (proof, kind == "answer", "", set()))
        found[place][post] = (first, asked, text, shown | set(columns.read_seen(seen)))
    return {
        place: tuple(
            Carrier(receipt=receipt, message=message(text), seen=tuple(sorted(shown)), asked=asked)
            for receipt, asked, text, shown in sorted(posts.values(), key=lambda post: post[0].sent_at, reverse=True)
            if shown & old[place]
        )
        for place, posts in found.items()
    }
