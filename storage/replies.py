"""Answers that were posted: kept so that buttons work and corrections find them, rated, reported, and forgotten."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime

import aiosqlite

from bot.domain.delivery import Page, Receipt, Seen
from bot.domain.message import Message, Sources
from bot.domain.replies import Kept, Report
from storage import columns
from storage.deliveries import new_key, note
from storage.messages import message_json, read_message
from storage.queries import OUTBOX, REPLIES, fetch
from storage.sqlite import Database, Row

AT_ONCE = 200
"""Answers that are forgotten in one transaction, so that nobody who writes waits long."""

_NOTHING = message_json(Message())


class StoredReplies:
    """Replies. Each method is one transaction, but for `forget`."""

    def __init__(self, db: Database) -> None:
        self._db = db

    async def keep(self, message: Message, page: Page, receipt: Receipt, *, workspace: str, at: datetime) -> int:
        """Write down that `message` was posted; gives its number. A post that is kept already stays as it is.

        Counted as seen is what any of its pages shows, since a reader may turn them, in the version that its sources
        name, else in the current one. The bytes of the post are not kept: they never go out again.
        """
        shown = _shown(message, page)
        text = message_json(message)

        async def add(connection: aiosqlite.Connection) -> int:
            seen = await _versions(connection, shown)
            slot = {"place": columns.place(receipt.to), "slot": columns.text(f"answer {receipt.id}")}
            held = {
                "workspace": workspace,
                "platform": receipt.to.platform,
                "dedup_key": new_key(),
                "seen": columns.seen(seen),
                "at": columns.iso(at),
                "receipt": columns.receipt(receipt),
                "sent_at": columns.iso(receipt.sent_at),
            }
            if not (made := await fetch(connection, REPLIES.keep, **slot, **held)):
                ((known,),) = await fetch(connection, REPLIES.kept, **slot)
                return int(known)
            number = int(made[0][0])
            await OUTBOX.put_post(connection, [{"delivery": number, "body": b"", "message": text}])
            await note(connection, [number], "sent", "", at=at, first=True)
            post = {"place": slot["place"], "workspace": workspace, "delivery": number, "seen_at": held["at"]}
            if seen:
                exposures = [{"fact": fact, "version": version, "asked": 1, **post} for fact, version in seen]
                await OUTBOX.expose(connection, exposures)
            return number

        return await self._db.transact(add)

    async def find(self, platform: str, post: str, *, channel: str, workspace: str = "") -> Kept | None:
        """The answer or scheduled post with the platform's id `post` in a channel, with the words of its latest edit.

        Ids may come from outside, and some platforms give the same one in two channels: what stands elsewhere is None.
        Without a `workspace` it may be of any, which is for platforms whose ids are those of one post only.
        """
        named = {"post": columns.text(post), "channel": columns.text(channel)}
        row = await self._db.row(REPLIES.find, platform=platform, workspace=columns.text(workspace), **named)
        receipt = columns.read_receipt(row[1]) if row else None
        if row is None or receipt is None:
            return None
        return Kept(number=row[0], receipt=receipt, workspace=row[2], message=read_message(row[3]))

    async def rate(self, number: int, *, user: str, helpful: bool, at: datetime) -> None:
        """Write down whether an answer helped somebody; of several words of one person the last counts."""
        held = {"number": number, "user": columns.text(user), "helpful": int(helpful), "at": columns.iso(at)}
        await self._db.transact(lambda connection: fetch(connection, REPLIES.rate, **held))

    async def report(self, report: Report) -> int:
        """Keep what a reader says is wrong; gives its number."""
        held = {
            "workspace": report.workspace,
            "post": columns.receipt(report.post),
            "words": columns.text(report.words),
            "facts": columns.array(report.facts),
            "made_by": columns.text(report.made_by),
            "made_at": columns.iso(report.made_at),
        }

        async def add(connection: aiosqlite.Connection) -> int:
            ((number,),) = await fetch(connection, REPLIES.report, **held)
            return int(number)

        return await self._db.transact(add)

    async def reports(self, workspace: str, *, limit: int) -> list[Report]:
        """What was said to be wrong in a workspace, newest first."""
        rows = await self._db.rows(REPLIES.reports, workspace=workspace, limit=limit)
        return [report for row in rows if (report := _report(row))]

    async def forget(self, before: datetime) -> int:
        """Delete the answers made before an instant, with what they showed, said and were rated; gives their number.

        The edits of them go too, but for those that told a correction, of which only the words go: what was told is
        not owed again. Runs in several transactions; what is being edited just now stays until the next time.
        """
        forgotten = 0
        # Looked for first, so that nobody waits for the write lock where there is nothing to delete.
        while await self._db.rows(REPLIES.old, before=columns.iso(before), limit=1):
            count = await self._db.transact(lambda connection: _forget(connection, columns.iso(before)))
            forgotten += count
            if count < AT_ONCE:
                break
        return forgotten


def _shown(message: Message, page: Page) -> dict[str, int]:
    """Every fact that it shows and the version that its sources name, 0 where they name none."""
    lines = (line for block in message.blocks if isinstance(block, Sources) for line in block.lines)
    return dict.fromkeys((*message.fact_ids, *page.facts), 0) | {line.fact_id: line.version for line in lines}


async def _versions(connection: aiosqlite.Connection, shown: dict[str, int]) -> tuple[Seen, ...]:
    """These facts with their versions, the current one for 0; without those that the base does not hold."""
    unknown = [columns.text(fact) for fact, version in shown.items() if not version]
    current = dict(await fetch(connection, REPLIES.current, facts=columns.array(unknown))) if unknown else {}
    versions = ((fact, version or current.get(fact, 0)) for fact, version in shown.items())
    return tuple((fact, version) for fact, version in versions if version)


async def _forget(connection: aiosqlite.Connection, before: str) -> int:
    answers: Sequence[int] = [n for (n,) in await fetch(connection, REPLIES.old, before=before, limit=AT_ONCE)]
    if not answers:
        return 0
    edits = await fetch(connection, REPLIES.edits, ids=columns.array(answers))
    await fetch(connection, REPLIES.blank, ids=columns.array(n for n, told in edits if told), message=_NOTHING)
    gone = columns.array((*answers, *(n for n, told in edits if not told)))
    for query in (
        REPLIES.drop_exposures,
        REPLIES.drop_feedback,
        REPLIES.drop_transitions,
        REPLIES.drop_posts,
        REPLIES.drop,
    ):
        await fetch(connection, query, ids=gone)
    return len(answers)


def _report(row: Row) -> Report | None:
    number, workspace, proof, words, facts, made_by, made_at = row
    post = columns.read_receipt(proof)
    if post is None:
        return None
    return Report(
        id=number,
        workspace=workspace,
        post=post,
        words=words,
        facts=tuple(json.loads(facts)),
        made_by=made_by,
        made_at=datetime.fromisoformat(made_at),
    )
