"""The whole of it over HTTP: workspaces install the bot, are answered with their own tokens, and leave again."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import aiohttp
import pytest
from pydantic import SecretStr

from bot.domain.delivery import Destination
from bot.domain.errors import Refused
from bot.settings import LimitSettings, SlackSettings
from handlers.slack.client import Slack
from handlers.slack.talk import place
from storage.store import Store, open_store
from tests.fakes import StillClock
from tests.servers.slack import SlackServer, Team, slack_server
from tests.slacks import NOW, services_of
from tests.slackweb import KEY

PUBLIC = "https://sitrep.example.org"


@dataclass(frozen=True, kw_only=True, slots=True)
class Office:
    """Slack with two workspaces that do not have the bot yet, and the bot as one process."""

    server: SlackServer
    store: Store
    slack: Slack
    url: str

    async def install(self, team: Team) -> tuple[int, str]:
        """The way of a browser: our page, Slack's page, and back to us."""
        async with aiohttp.ClientSession() as browser:
            async with browser.get(f"{self.url}/slack/install?team={team.id}") as reply:
                page, cookie = await reply.text(), reply.headers["Set-Cookie"].partition(";")[0]
            link = page.partition('href="')[2].partition('"')[0].replace("&amp;", "&")
            async with browser.get(link, allow_redirects=False) as reply:
                back = urlsplit(reply.headers["Location"])
            assert f"{back.scheme}://{back.netloc}" == PUBLIC
            headers = {"Cookie": cookie}
            async with browser.get(f"{self.url}{back.path}?{back.query}", headers=headers) as reply:
                return reply.status, await reply.text()


@asynccontextmanager
async def office(folder: Path, loaded: Path) -> AsyncIterator[Office]:
    await asyncio.to_thread(shutil.copy, loaded, folder / "sitrep.db")
    async with slack_server() as server, open_store(f"sqlite:///{folder}/sitrep.db") as store:
        for id in ("T1", "T2"):
            server.add_team(id, f"Desk {id}", installed=False).channel("C1", members={"U1"})
        settings = settings_of(server)
        port: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        slack = Slack(
            settings, inbox=store.inbox, installations=store.installations, clock=StillClock(NOW),
            listening=port.set_result,
        )  # fmt: skip
        slack.serve(services_of(store, settings), limits=LimitSettings(), keep_dm_text=False)
        running = asyncio.create_task(slack.run())
        running.add_done_callback(lambda _: port.done() or port.cancel())
        try:
            url = f"http://127.0.0.1:{await port}"
            server.request_url, server.via = f"{url}/slack/events", "http"
            yield Office(server=server, store=store, slack=slack, url=url)
        finally:
            running.cancel()
            await asyncio.wait([running])


def settings_of(server: SlackServer) -> SlackSettings:
    return SlackSettings(
        mode="http",
        listen="127.0.0.1:0",
        public_url=PUBLIC,
        api_base=server.base,
        signing_secret=SecretStr(server.signing_secret),
        client_id=SecretStr(server.client_id),
        client_secret=SecretStr(server.client_secret),
        token_key=SecretStr(KEY),
    )


async def answered(o: Office, team: Team) -> str:
    """What U1 reads after `/sitrep now` in C1 of a workspace."""
    before = len(team.ephemerals("U1"))
    asked = await team.command("U1", "C1", "/sitrep", "now")
    assert asked.acked
    if asked.ack and asked.ack.get("text"):
        return str(asked.ack["text"])
    await o.server.changes.until(lambda: len(team.ephemerals("U1")) > before)
    return team.ephemerals("U1")[-1].text


async def test_two_workspaces_install_it_and_one_leaves(tmp_path: Path, loaded: Path) -> None:
    """Each is answered with its own token; who leaves is told so at its next command, and the other is not touched."""
    async with office(tmp_path, loaded) as o:
        one, two = o.server.teams["T1"], o.server.teams["T2"]
        assert await o.server.signed.verifies_url()
        assert "I am not installed in this workspace" in await answered(o, one)
        for team in (one, two):
            status, page = await o.install(team)
            assert status == 200 and f"Desk {team.id}" in page
            assert "not installed" not in await answered(o, team)
        await one.uninstalls()
        assert await o.store.installations.get("slack", "T1") is None
        assert "I am not installed in this workspace" in await answered(o, one)
        assert "not installed" not in await answered(o, two)
        with pytest.raises(Refused, match="does not have the bot") as error:
            await o.slack.send(here("T1"), b'{"text": "hi", "blocks": []}', key="k1")
        assert error.value.gone
        assert (await o.slack.send(here("T2"), b'{"text": "hi", "blocks": []}', key="k2")).id
        assert [p.text for p in two.posts("C1")] == ["hi"]


async def test_a_workspace_comes_back(tmp_path: Path, loaded: Path) -> None:
    """Who installs it again after leaving, with another token, is answered again."""
    async with office(tmp_path, loaded) as o:
        team = o.server.teams["T1"]
        o.server.renews_tokens = True
        await o.install(team)
        first = team.token
        await team.uninstalls()
        await o.install(team)
        assert team.token != first and "not installed" not in await answered(o, team)


async def test_who_refuses_on_slacks_page_installs_nothing(tmp_path: Path, loaded: Path) -> None:
    """Cancelling there leads to a page of ours that says so."""
    async with office(tmp_path, loaded) as o:
        o.server.oauth.denied = True
        status, page = await o.install(o.server.teams["T1"])
        assert status == 200 and "You did not allow it" in page
        assert await o.store.installations.all("slack") == []


async def test_a_forged_request_is_not_answered(tmp_path: Path, loaded: Path) -> None:
    """What is signed with another secret, or long ago, runs no command."""
    async with office(tmp_path, loaded) as o:
        team = o.server.teams["T1"]
        await o.install(team)
        o.server.signed.forged = True
        assert [s.status for s in (await team.command("U1", "C1", "/sitrep", "now")).sent] == [401]
        o.server.signed.forged, o.server.signed.skew_s = False, -400.0
        assert [s.status for s in (await team.command("U1", "C1", "/sitrep", "now")).sent] == [401]
        assert not team.ephemerals("U1")


async def test_a_token_taken_away_without_a_word_is_refused(tmp_path: Path, loaded: Path) -> None:
    """Where Slack told nothing, a post meets Slack's own refusal, and nothing is tried for ever."""
    async with office(tmp_path, loaded) as o:
        team = o.server.teams["T1"]
        await o.install(team)
        team.revokes()
        with pytest.raises(Refused) as error:
            await o.slack.send(here("T1"), b'{"text": "hi", "blocks": []}', key="k1")
        assert error.value.gone


def here(workspace: str) -> Destination:
    return place(workspace, "C1")
