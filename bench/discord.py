"""How fast people on Discord have their answers: `sitrep run` beside a bare discord.py bot that answers a constant.

`python -m bench.discord [--rate N] [--seconds S]`: each bot is a process of its own on the same Discord server, which
stands in this process and times what it sees: a question sent → acknowledged → its last edit. First a few questions a
second, then many, then many while another process writes to the bot's database.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from bench.corpus import sample
from bench.talking import CHANNELS, IDLIB, MANY, PEOPLE, SECONDS, SOON, Bench, Crowd, Timed, main
from storage.casefiles import read_case
from tests.servers.discord import DiscordServer, serving


def crowd_of(server: DiscordServer, questions: Sequence[str]) -> Crowd:
    """Readers in several channels of one server."""
    guild = server.add_guild("Desk")
    channels = [server.add_channel(guild, f"news{n}") for n in range(CHANNELS)]
    people = [server.add_user(f"reader{n}") for n in range(PEOPLE)]

    async def ask(n: int) -> Timed:
        question = questions[n % len(questions)]
        return await server.slash(channels[n % CHANNELS], people[n % PEOPLE], "ask", question=question)

    return Crowd(ask)


async def measure(database: Path, folder: Path, rate: float = MANY, seconds: float = SECONDS) -> None:
    """Print what it takes at a database that holds the shipped case and its vectors."""
    async with serving() as server:
        bench = Bench(
            name="Discord",
            library="discord.py",
            crowd=crowd_of(server, sample(read_case(IDLIB), 400)),
            secrets={"DISCORD_TOKEN": server.token},
            ready=lambda: server.ready(within_s=SOON),
            gone=lambda: server.changes.until(lambda: not server.gateway.connections, SOON),
            tables=f'[discord]\napi_base = "{server.api_base}"\ngateway = "{server.gateway_url}"\n',
            rate=rate,
            seconds=seconds,
        )
        bare = ("-m", "bench.constant", server.api_base, server.gateway_url, server.token)
        await bench.compare(bare, database, folder)


if __name__ == "__main__":
    main("discord", measure)
