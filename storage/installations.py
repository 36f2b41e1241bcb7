"""Workspaces that installed the bot, with their sealed tokens; what is removed is wiped, not only unlinked."""

from __future__ import annotations

from datetime import datetime

import aiosqlite

from bot.domain.inbox import Installation
from storage.columns import iso, text
from storage.queries import INSTALLATIONS, fetch
from storage.sqlite import Database, Row


class StoredInstallations:
    """Installations. Each method is one transaction."""

    def __init__(self, db: Database) -> None:
        self._db = db

    async def put(self, installation: Installation) -> None:
        """Keep it, in the place of an earlier one of the same workspace."""
        held = {
            "platform": installation.platform,
            "workspace": text(installation.workspace),
            "sealed": installation.sealed,
            "installed_at": iso(installation.installed_at),
        }
        await self._db.transact(lambda connection: fetch(connection, INSTALLATIONS.put, **held))

    async def get(self, platform: str, workspace: str) -> Installation | None:
        """The one of a workspace, None where it did not install the bot."""
        row = await self._db.row(INSTALLATIONS.one, platform=platform, workspace=text(workspace))
        return _installation(row) if row else None

    async def all(self, platform: str) -> list[Installation]:
        """Every one on a platform, by the workspace's id."""
        return [_installation(row) for row in await self._db.rows(INSTALLATIONS.every, platform=platform)]

    async def remove(self, platform: str, workspace: str) -> bool:
        """Wipe it; was there one? Nothing of it stays in the file, nor in its log.

        While another process reads an older state, the log has it until the database is closed.
        """
        names = {"platform": platform, "workspace": text(workspace)}

        async def drop(connection: aiosqlite.Connection) -> bool:
            return bool(await fetch(connection, INSTALLATIONS.remove, **names))

        gone = await self._db.transact(drop)
        if gone:
            await self._db.empty_log()
        return gone


def _installation(row: Row) -> Installation:
    platform, workspace, sealed, installed_at = row
    return Installation(
        platform=platform, workspace=workspace, sealed=sealed, installed_at=datetime.fromisoformat(installed_at)
    )
