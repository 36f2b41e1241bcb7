"""Memos: what an adapter wrote down is there after a restart."""

from __future__ import annotations

from pathlib import Path

from storage.store import open_store


async def test_a_memo_outlasts_the_process(tmp_path: Path) -> None:
    """What is put under a name comes back from another process, and the latest value counts."""
    async with open_store(f"sqlite:///{tmp_path}/sitrep.db") as store:
        assert await store.memos.get("discord/commands") == ""
        await store.memos.put("discord/commands", "one")
        await store.memos.put("discord/commands", "two")
        await store.memos.put("discord/identify", "[]")
    async with open_store(f"sqlite:///{tmp_path}/sitrep.db") as store:
        assert await store.memos.get("discord/commands") == "two"
        assert await store.memos.get("discord/identify") == "[]"


async def test_any_text_can_be_kept(tmp_path: Path) -> None:
    """Quotes and half characters break nothing, and an empty value is a value."""
    async with open_store(f"sqlite:///{tmp_path}/sitrep.db") as store:
        await store.memos.put("a'b", "'; DROP TABLE memo; --\ud800")
        await store.memos.put("empty", "")
        assert await store.memos.get("a'b") == "'; DROP TABLE memo; --?"
        assert await store.memos.get("empty") == ""
