"""`sitrep run` as a real process: what it posts, and what goes on beside it."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.services.deliver import AT_ONCE
from tests.running import ask, ask_until, called, free_port, owe, put, running, states, until, write_config

LONG = 1 << 20
"""Bytes of a post that no pipe takes at once."""
SITREP = "Sitrep: The river crisis"


async def test_what_is_due_is_posted_and_nothing_else_is_said(ready: Path, river: Path) -> None:
    """A sitrep that is due goes to stdout, whole and once; nothing else is written there, and nothing to stderr."""
    config = write_config(ready, river)
    await owe(ready)
    async with running("run", "--config", str(config), cwd=ready) as one:
        await one.says("Next sitrep")
        await until(lambda: states(ready) == ["sent"])
        assert await one.stop() == 0
    assert one.err == ""
    assert one.out.startswith(SITREP) and one.out.count(SITREP) == 1
    assert "700,000 people had left their homes" in one.out
    assert one.out.endswith("\n\n") and "{" not in one.out


async def test_what_is_added_elsewhere_is_picked_up(ready: Path, river: Path) -> None:
    """`sitrep digest add` in another process is served by the running one, and a backup made meanwhile opens."""
    replay = {"mode": "replay", "start": "2020-02-12T07:50:00+03:00", "speed": 600.0}
    config = write_config(ready, river, clock=replay, delivery={"late_after_min": 120})
    async with running("run", "--config", str(config), cwd=ready) as one:
        made = await called("digest", "add", "every 1h", "--config", str(config), cwd=ready)
        assert "Number 1" in made.out
        await one.says(SITREP)
        copied = await called("backup", "copy.db", "--config", str(config), cwd=ready)
        assert "copy.db: a copy of" in copied.out and copied.err == ""
        assert await one.stop() == 0
    listed = await called("digest", "list", "--config", str(config), "--db", "copy.db", cwd=ready)
    assert "Number 1: sitrep every 1h" in listed.out


async def test_two_processes_share_the_work(ready: Path, river: Path) -> None:
    """While the reader of one instance sleeps another one posts all but what the first holds; nothing comes twice."""
    config, long = write_config(ready, river), "x" * LONG
    texts = [f"post {n}." for n in range(200)]
    async with running("run", "--config", str(config), cwd=ready, reads=False) as one:
        await put(ready, [long])
        await until(lambda: states(ready, "notice") == ["attempting"])
        await put(ready, texts, apart=True)
        await until(lambda: states(ready, "notice").count("attempting") == AT_ONCE)
        async with running("run", "--config", str(config), cwd=ready) as other:
            await until(lambda: states(ready, "notice").count("sent") == 1 + len(texts) - AT_ONCE)
            one.begin_to_read()
            await until(lambda: states(ready, "notice") == ["sent"] * (1 + len(texts)))
            assert await one.stop() == await other.stop() == 0
    shares = [one.out.split("\n\n")[:-1], other.out.split("\n\n")[:-1]]
    assert [len(s) for s in shares] == [AT_ONCE, 1 + len(texts) - AT_ONCE]
    assert sorted(shares[0] + shares[1]) == sorted([long, *texts])
    assert one.err == other.err == ""


async def test_health_is_told_over_http(ready: Path, river: Path) -> None:
    """/healthz and /readyz say ok, and the documented numbers follow what goes out."""
    url = f"http://127.0.0.1:{(port := free_port())}"
    config = write_config(ready, river, run={"health": f"127.0.0.1:{port}"})
    async with running("run", "--config", str(config), cwd=ready) as one:
        await ask_until(f"{url}/readyz", lambda status, _: status == 200)
        assert await ask(f"{url}/healthz") == (200, "ok\n")
        before = numbers((await ask(f"{url}/metrics"))[1])
        assert before['sitrep_deliveries{state="sent"}'] == before['sitrep_sent_total{kind="sitrep"}'] == 0
        await owe(ready)
        await until(lambda: states(ready) == ["sent"])
        after = numbers((await ask(f"{url}/metrics"))[1])
        assert await one.stop() == 0
        assert (await ask(f"{url}/healthz"))[0] == 0
    assert after['sitrep_deliveries{state="sent"}'] == after['sitrep_sent_total{kind="sitrep"}'] == 1
    assert after["sitrep_delivery_lateness_seconds_count"] == 1
    assert 60 <= after["sitrep_delivery_lateness_seconds_sum"] < 240
    assert after["sitrep_queue_age_seconds"] == after["sitrep_deliveries_parked"] == 0
    assert {n.split("{")[0] for n in after} >= {
        "sitrep_questions_total",
        "sitrep_answer_seconds_count",
        "sitrep_model_tokens_total",
    }
    assert one.err == ""


def numbers(text: str) -> dict[str, float]:
    """The samples of a scrape."""
    lines = [line.rpartition(" ") for line in text.splitlines() if line and not line.startswith("#")]
    return {name: float(value) for name, _, value in lines}


@pytest.mark.slow
async def test_a_process_that_cannot_write_is_not_ready(ready: Path, river: Path) -> None:
    """While another program holds the database, /readyz says so with 503; afterwards all goes on by itself."""
    url = f"http://127.0.0.1:{(port := free_port())}"
    config = write_config(ready, river, run={"health": f"127.0.0.1:{port}"})
    await owe(ready)
    with closing(sqlite3.connect(ready / "sitrep.db", isolation_level=None)) as holder:
        holder.execute("BEGIN IMMEDIATE")
        async with running("run", "--config", str(config), cwd=ready) as one:
            reason = await ask_until(f"{url}/readyz", lambda status, text: status == 503 and "locked" in text)
            assert "sitrep.db: the database is locked by another process" in reason
            assert (await ask(f"{url}/healthz"))[0] == 200
            holder.execute("ROLLBACK")
            await one.says(SITREP)
            await ask_until(f"{url}/readyz", lambda status, _: status == 200)
            assert await one.stop() == 0
    said = [json.loads(line) for line in one.err.splitlines()]
    assert {line["action"] for line in said} <= {"heartbeat.failed", "deliver.failed"}
    assert one.out.count(SITREP) == 1
