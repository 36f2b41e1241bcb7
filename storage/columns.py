"""Values as columns of the tables of scheduled posting, and back: instants, places, receipts, and what was seen."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import UTC, datetime

from bot.domain.delivery import Destination, Receipt, Seen


def iso(instant: datetime) -> str:
    """An aware instant in UTC with microseconds, which sorts as text."""
    return instant.astimezone(UTC).isoformat(timespec="microseconds")


def iso_or_none(instant: datetime | None) -> str | None:
    """As `iso`, None where there is none."""
    return None if instant is None else iso(instant)


def read_iso(column: str | None) -> datetime | None:
    """The instant of a column that may be empty."""
    return None if column is None else datetime.fromisoformat(column)


def text(words: str) -> str:
    """Words that SQLite takes: what a platform says may hold lone surrogates, and NUL would end it for some readers."""
    return words.replace("\0", "").encode("utf-8", "replace").decode()


def array(values: Iterable[object]) -> str:
    """A compact JSON array."""
    return json.dumps(list(values), separators=(",", ":"))


def place(to: Destination) -> str:
    """A destination as its one key: [platform, workspace, channel, thread, user]."""
    return array((to.platform, to.workspace, to.channel, to.thread, to.user))


def read_place(key: str) -> Destination:
    """The destination of a key."""
    platform, workspace, channel, thread, user = json.loads(key)
    return Destination(platform=platform, workspace=workspace, channel=channel, thread=thread, user=user)


def receipt(proof: Receipt | None) -> str | None:
    """A receipt as JSON: [place, id, sent_at]."""
    return None if proof is None else array((place(proof.to), proof.id, iso(proof.sent_at)))


def read_receipt(column: str | None) -> Receipt | None:
    """The receipt of a column that may be empty."""
    if column is None:
        return None
    to, post, sent_at = json.loads(column)
    return Receipt(to=read_place(to), id=post, sent_at=datetime.fromisoformat(sent_at))


def seen(shown: Iterable[Seen]) -> str:
    """Facts with their versions as JSON: [[fact, version], …]."""
    return array(shown)


def read_seen(column: str) -> tuple[Seen, ...]:
    """The facts and versions of a column."""
    return tuple((fact, version) for fact, version in json.loads(column))
