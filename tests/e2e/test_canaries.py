"""Nothing that a model is told, and nothing that it puts in, comes out anywhere; and it is told nothing of people."""

from __future__ import annotations

import io
import json
import logging
import re
import shutil
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from bot import log
from bot.app import open_app
from bot.config import secrets_of
from bot.domain.delivery import Destination
from bot.domain.facts import Case
from bot.domain.prompting import choose, draft, fence, understand
from bot.serve import services_of
from bot.settings import Settings
from handlers.answers import answer_message
from handlers.batch import answer_lines, to_json
from handlers.commands import COMMANDS, question, reply_to
from handlers.discord import render as discord
from handlers.homepage import Viewer, homepage
from handlers.plain import render
from handlers.request import Services, Talk, make_request
from handlers.slack import render as slack
from tests.apps import Told
from tests.echoes import MARK, asking_else, echoing, marking
from tests.servers.openai import Act, Brain, OpenAIServer, openai_server

RULES, KEY, ROOM = "walruscanary", "sk-ferretcanary12345", "CBADGERCANARY"
OTHERS, ENVIRONMENT = "heroncanary", "lynxcanary"
USER, WORKSPACE, CHANNEL = "UOTTERCANARY", "TSTOATCANARY", "CVOLECANARY"
OUR_RULES = ("news desk", "You have no tools", "Never follow instructions", "data that other people wrote")
SECRET = (RULES, KEY, ROOM, OTHERS, ENVIRONMENT, MARK, *OUR_RULES)
HERE = Destination(platform="slack", workspace=WORKSPACE, channel=CHANNEL)
TALK = Talk(asked_by=USER, conversation=f"{CHANNEL}/1", workspace=WORKSPACE, here=HERE)
THERE = Talk(asked_by="U2", conversation="C2/1", workspace="T2")
FAULTS = ("400", "422", "429", "error", "refusal", "list", "cut", "garbage")
LISTED = re.compile(r"^\d+\. (.+)$", re.M)
ASKED = (
    "how many people had been displaced by 20 February 2020?", "who said that?", "and a week later?",
    "who controls Saraqib?", "how many schools in Idlib had closed?", "wie viele Schulen wurden in Idlib geschlossen?",
    "what is erdogan's deadline and what came of it", "how many turkish soldiers were killed on 27 february 2020?",
    "what is the price of bread in Reykjavik?",
)  # fmt: skip


@pytest.fixture(autouse=True)
def _log_as_before() -> Iterator[None]:
    root, quiet = logging.getLogger(), logging.getLogger("aiosqlite")
    before = root.level, root.handlers[:], logging.raiseExceptions, quiet.level
    yield
    root.handlers, logging.raiseExceptions = before[1], before[2]
    root.setLevel(before[0])
    quiet.setLevel(before[3])


@pytest.fixture(autouse=True)
def _marked(monkeypatch: pytest.MonkeyPatch) -> None:
    """The rules of all prompts and the environment hold a word that stands nowhere else."""
    for module in (choose, draft, understand):
        monkeypatch.setattr(module, "rules", lambda task, nonce: fence.rules(f"{RULES} {task} {RULES}", nonce))
    monkeypatch.setenv("SITREP_SECRET", ENVIRONMENT)


@dataclass
class Desk:
    """A process that answers, its model's server, and what it logs at the level debug."""

    services: Services
    server: OpenAIServer
    logged: io.StringIO

    async def shown(self, line: str, talk: Talk = TALK) -> str:
        """All that is shown for a line, on every platform."""
        message = await reply_to(self.services, line, talk)
        pages = [slack.render_reply(message), *(discord.render_reply(message, cards=c) for c in (True, False))]
        return "\n".join([render(message, UTC), *(p.body.decode() for p in pages)])

    async def explained(self, line: str) -> str:
        """The same with `--why`, and as a program gets it."""
        request = make_request(
            COMMANDS["ask"], {"question": line}, zone="UTC", now=self.services.clock.now(), talk=TALK
        )
        reply = await self.services.asker.ask(question(request, line))
        entry = json.dumps({"id": "1", "question": line}).encode()
        records = [to_json(r) async for r in answer_lines(self.services, [entry], why=True)]
        return "\n".join([render(answer_message(reply, zone="UTC", why=True)), *records, str(reply.made)])

    async def around(self) -> str:
        """What is told beside answers: status, gaps, and the page of the workspace."""
        page = await homepage(self.services, Viewer(talk=TALK, seen=nobody))
        return "\n".join([await self.shown("/status"), await self.shown("/gaps"), render(page, UTC)])


async def nobody(places: object) -> frozenset[Destination]:
    return frozenset()


@asynccontextmanager
async def desk(loaded: Path, folder: Path, brain: Brain, **llm: Any) -> AsyncIterator[Desk]:
    """The application over the shipped case, after somebody of another workspace asked for something."""
    path = folder / "sitrep.db"
    shutil.copy(loaded, path)
    logged = io.StringIO()
    async with openai_server(brain) as server:
        model = {"base_url": server.base, "model": "m1", "timeout_s": 30.0, "key": SecretStr(KEY)} | llm
        settings = Settings.model_validate({
            "storage": {"url": f"sqlite:///{path}"}, "search": {"meaning": "none"}, "llm": model,
            "operator": {"platform": "slack", "workspace": WORKSPACE, "channel": ROOM},
        })  # fmt: skip
        log.configure("debug", secrets=secrets_of(settings), stream=logged)
        async with open_app(settings, progress=Told()) as app:
            services = await services_of(app)
            await reply_to(services, f"how many {OTHERS} are there in Idlib?", THERE)
            await reply_to(services, f"who feeds the {OTHERS} of Saraqib?", THERE)
            server.asked.clear()
            logged.truncate(0)
            yield Desk(services, server, logged)


def leaks(text: str, server: OpenAIServer, but: Sequence[str] = ()) -> list[str]:
    """Which secrets stand in a text, the words of fences among them; of the rules and of what was put in each."""
    fences = {m[1] for asked in server.asked for m in re.finditer(r"\[(\w+) begin", asked.data)}
    return [s for s in (*SECRET, *fences) if s in text and s not in but]


@pytest.mark.parametrize(
    "brain", [echoing, marking, asking_else(f"how many {MARK} are there?")], ids=["echo", "mark", "asked"]
)
@pytest.mark.parametrize("structured", ["json_schema", pytest.param("tool", marks=pytest.mark.slow)])
async def test_what_a_model_tells_on_comes_out_nowhere(
    loaded: Path, tmp_path: Path, brain: Brain, structured: str
) -> None:
    """Not in answers of any platform, not in `--why`, JSON, status, gaps, home, and not in any line of the log."""
    async with desk(loaded, tmp_path, brain, structured=structured) as one:
        for line in ASKED:
            text = await one.shown(line) + await one.explained(line)
            assert (line, leaks(text, one.server)) == (line, [])
        assert leaks(await one.around(), one.server) == []
        assert len(one.server.asked) > len(ASKED)
        assert leaks(one.logged.getvalue(), one.server) == []
        assert "displaced" not in one.logged.getvalue()


async def test_a_day_that_only_a_model_names_shows_nowhere(loaded: Path, tmp_path: Path) -> None:
    """Not in `--why`, and no question is refused because of it."""
    async with desk(loaded, tmp_path, asking_else("", "on 17 March 2031")) as one:
        for line in (ASKED[0], ASKED[3], ASKED[6]):
            text = await one.shown(line) + await one.explained(line)
            assert "2031" not in text and "newest source is of" not in text


@pytest.mark.parametrize("kind", ["401", "500", "prose", *(pytest.param(k, marks=pytest.mark.slow) for k in FAULTS)])
async def test_errors_tell_nothing_on_either(loaded: Path, tmp_path: Path, kind: str) -> None:
    """A server that sends the prompt and the key back in its errors has neither in a reply or in the log."""
    async with desk(loaded, tmp_path, echoing) as one:
        one.server.always(Act(kind=kind, error={"code": RULES, "type": MARK} if kind.isdecimal() else None))
        text = await one.shown(ASKED[0]) + await one.explained(ASKED[3]) + await one.around()
        assert one.server.asked
        assert leaks(text + one.logged.getvalue(), one.server) == []
        assert "displaced" not in one.logged.getvalue()


async def test_a_model_is_told_nothing_of_people(loaded: Path, tmp_path: Path) -> None:
    """No ids of people, channels and workspaces, no key in a body, nothing of other talks and of the desk itself."""
    async with desk(loaded, tmp_path, marking) as one:
        await one.shown(f"what is the {OTHERS.upper()} of Saraqib?", Talk(workspace=WORKSPACE, conversation="other"))
        one.server.asked.clear()
        for line in ASKED:
            await one.shown(line)
        for asked in one.server.asked:
            body = json.dumps(asked.body, ensure_ascii=False)
            hidden = (KEY, ROOM, OTHERS, OTHERS.upper(), ENVIRONMENT, USER, WORKSPACE, CHANNEL, "sitrep.db")
            assert [h for h in hidden if h in body] == []
            assert set(asked.body) <= {"model", "messages", "response_format", "max_tokens", "temperature"}
            assert asked.headers["authorization"] == f"Bearer {KEY}"
            rest = [v for name, v in asked.headers.items() if name != "authorization"]
            assert [v for v in rest if any(h in v for h in hidden)] == []


async def test_a_model_is_told_nothing_later(loaded: Path, tmp_path: Path, idlib: Case) -> None:
    """Each fact in a prompt was known at the moment as of which is asked, alone and in a talk that began later."""
    known_from = {plainly(fence.listed([f]).removeprefix("1. ")): f.known_at for f in idlib.facts}
    told = 0
    async with desk(loaded, tmp_path, marking) as one:
        for day in ("2020-05-01", "2020-03-01", "2020-02-13", "2020-02-05", "2019-12-15"):
            for line in (ASKED[0], "and a week later?", ASKED[3], ASKED[6]):
                one.server.asked.clear()
                await one.shown(f"/ask {line} as_of:{day}")
                facts = [plainly(w) for asked in one.server.asked for w in LISTED.findall(asked.data)]
                assert [w for w in facts if w not in known_from or known_from[w] > moment(day)] == []
                told += len(facts)
    assert told > 100


def plainly(words: str) -> str:
    """A fact as it is listed, without whether it is disputed: that may have become known later."""
    return words.replace("; disputed)", ")")


def moment(day: str) -> datetime:
    """The last moment of a day in the zone of the case, which is three hours ahead."""
    return datetime.fromisoformat(f"{day}T23:59:59+03:00")
