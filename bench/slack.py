"""How fast people on Slack have their answers: `sitrep run` beside a bare Bolt app that answers a constant.

`python -m bench.slack [--rate N] [--seconds S]`: each bot is a process of its own on the same Slack server, which
stands in this process and times what it sees: a question sent → acknowledged → its answer. Every other question is a
`/sitrep ask`, the others mention the bot. First a few questions a second, then many, then many while another process
writes to the bot's database.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.corpus import sample
from bench.talking import CHANNELS, IDLIB, MANY, PEOPLE, SECONDS, SOON, Bench, Crowd, main
from storage.casefiles import read_case
from tests.servers.slack import Asked, Post, SlackServer, Team, slack_server


@dataclass(eq=False, slots=True)
class Question:
    """Something that was asked, when it was answered, and with what words."""

    asked: Asked
    began: float
    final_s: float | None = None
    words: str = ""

    @property
    def acked_s(self) -> float | None:
        acks = [s.ack_ms for s in self.asked.sent if s.ack_ms is not None]
        return max(acks) / 1000 if len(acks) == len(self.asked.sent) else None

    async def answered(self, within_s: float) -> object:
        command = self.asked.kind == "slash_commands"
        post: Post = await (self.asked.answered if command else self.asked.replied)(within_s=within_s)
        self.final_s, self.words = post.at - self.began, post.words
        await self.asked.team.server.changes.until(lambda: self.asked.acked, within_s)
        return post


def crowd_of(team: Team, questions: Sequence[str], people: int = PEOPLE) -> Crowd:
    """Readers in several channels of one workspace."""
    channels = [team.channel(f"C{n}").id for n in range(CHANNELS)]
    users = [team.user(f"U{n}").id for n in range(people)]

    async def ask(n: int) -> Question:
        channel, person, question = channels[n % CHANNELS], users[n % people], questions[n % len(questions)]
        began = team.server.time.now()
        if n % 2:
            return Question(await team.command(person, channel, "/sitrep", f"ask {question}", wait=False), began)
        return Question(await team.says(person, channel, f"<@{team.bot_user}> {question}", wait=False), began)

    return Crowd(ask)


def bench_of(team: Team, crowd: Crowd, *, rate: float, seconds: float, tables: str = "") -> Bench:
    """A bench with a crowd in a workspace; `tables` are added to the configuration of `sitrep run`."""
    server = team.server
    return Bench(
        name="Slack",
        library="Bolt",
        crowd=crowd,
        secrets={"SLACK_BOT_TOKEN": team.token, "SLACK_APP_TOKEN": server.app_token},
        ready=lambda: server.ready(within_s=SOON),
        gone=lambda: _gone(server),
        tables=f'[slack]\napi_base = "{server.base}"\n{tables}',
        rate=rate,
        seconds=seconds,
    )


async def measure(database: Path, folder: Path, rate: float = MANY, seconds: float = SECONDS) -> None:
    """Print what it takes at a database that holds the shipped case and its vectors."""
    async with slack_server() as server:
        team = server.add_team("T1")
        bench = bench_of(team, crowd_of(team, sample(read_case(IDLIB), 400)), rate=rate, seconds=seconds)
        await bench.compare(("-m", "bench.barebolt", server.base, team.token, server.app_token), database, folder)


async def _gone(server: SlackServer) -> None:
    await server.changes.until(lambda: not server.sockets.live, SOON)


if __name__ == "__main__":
    main("slack", measure)
