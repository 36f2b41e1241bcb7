"""Workspaces install the bot by themselves: by Slack's OAuth flow, once a state, with plain words when it fails."""

from __future__ import annotations

import asyncio
import html
import logging
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from aiohttp import web
from pydantic import SecretStr

from bot.domain.errors import ConfigError, StoreReadOnly
from bot.domain.inbox import Installation
from handlers.slack.http.installing import Flow, ManyTeams, authorize_url, flow
from handlers.slack.manifest import BOT_SCOPES
from handlers.slack.teams import web_session
from storage.store import open_store
from tests.slackinstalls import AT, PUBLIC, world
from tests.slackweb import http_settings, installing_settings


@pytest.mark.parametrize(
    ("base", "url"),
    [
        ("https://slack.com/api/", "https://slack.com/oauth/v2/authorize"),
        ("https://slack-gov.com/api/", "https://slack-gov.com/oauth/v2/authorize"),
        ("http://127.0.0.1:8080/api/", "http://127.0.0.1:8080/oauth/v2/authorize"),
    ],
)
def test_slacks_page_lies_beside_its_api(base: str, url: str) -> None:
    """Whoever uses GovSlack is sent to GovSlack's page."""
    assert authorize_url(base) == url


async def test_a_workspace_installs_it(tmp_path: Path) -> None:
    """From the page to the token: it is kept sealed, speaks for the workspace, and nobody is shown anything secret."""
    async with world(tmp_path) as w:
        w.slack.grant("code1")
        status, page = await w.install("code1")
        assert status == 200 and "Team &lt;T1&gt;" in page and "<T1>" not in page
        assert await w.teams.all() == ["T1"]
        kept = await w.store.installations.get("slack", "T1")
        assert kept is not None and b"xoxb" not in kept.sealed and kept.installed_at == AT
        client, me = await w.teams.client("T1"), await w.teams.me("T1")
        assert (client.token, client.base_url, me.user, me.bot) == ("xoxb-T1-secret", w.slack.base, "UBOTT1", "BBOTT1")
        assert not any(secret in page for secret in ("xoxb", "client-secret", "code1"))


async def test_the_page_asks_for_the_scopes_of_the_manifest(tmp_path: Path) -> None:
    """Slack is asked for the bot's scopes and none of a person, to come back to us, and for the cookie's own state."""
    async with world(tmp_path) as w:
        async with w.door.session.get(f"{w.door.url}/slack/install?team=T9%26redirect_uri=evil") as reply:
            page, cookie = await reply.text(), reply.headers["Set-Cookie"]
        link = page.partition('href="')[2].partition('"')[0].replace("&amp;", "&")
        asked = parse_qs(urlsplit(link).query)
        assert link.startswith(w.slack.base.replace("/api/", "/oauth/v2/authorize?"))
        assert asked["scope"] == [",".join(BOT_SCOPES)] and "user_scope" not in asked
        assert asked["redirect_uri"] == [f"{PUBLIC}/slack/oauth_redirect"]
        assert asked["team"] == ["T9&redirect_uri=evil"] and asked["client_id"] == ["111.222"]
        assert cookie.startswith(f"sitrep-install={asked['state'][0]};")
        assert all(part in cookie for part in ("Secure", "HttpOnly", "SameSite=Lax", "Max-Age=600"))


async def test_a_state_is_good_once_and_in_its_browser_only(tmp_path: Path) -> None:
    """The same page opened twice, or in another browser, installs nothing, and Slack is not even asked."""
    async with world(tmp_path) as w:
        w.slack.grant("code1")
        state, cookie = await w.begin()
        other, _ = await w.begin()
        assert (await w.back(f"code=code1&state={state}"))[0] == 400
        assert (await w.back(f"code=code1&state={other}", cookie))[0] == 400
        assert (await w.back("code=code1", cookie))[0] == 400
        assert not w.slack.calls
        assert (await w.back(f"code=code1&state={state}", cookie))[0] == 200
        w.slack.grant("code2", team="T2", token="xoxb-T2-secret")
        status, page = await w.back(f"code=code2&state={state}", cookie)
        assert status == 400 and "opened twice" in page and 'href="/slack/install"' in page
        assert await w.teams.all() == ["T1"]


async def test_a_state_ends_after_ten_minutes(tmp_path: Path) -> None:
    """Who takes longer than ten minutes on Slack's page begins again."""
    async with world(tmp_path) as w:
        w.slack.grant("code1")
        state, cookie = await w.begin()
        w.clock.at += timedelta(minutes=11)
        assert (await w.back(f"code=code1&state={state}", cookie))[0] == 400
        assert not w.slack.calls


async def test_a_state_of_ones_own_is_none(tmp_path: Path) -> None:
    """Who writes a state and its cookie themselves installs nothing."""
    async with world(tmp_path) as w:
        w.slack.grant("code1")
        for state in ("x", "gAAAAA", "ü", "a" * 4000):
            assert (await w.back(f"code=code1&state={state}", f"sitrep-install={state}"))[0] == 400
        assert not w.slack.calls


async def test_who_changes_their_mind_is_told_so(tmp_path: Path) -> None:
    """Cancelling on Slack's page ends on a page that says that nothing was installed."""
    async with world(tmp_path) as w:
        status, page = await w.back("error=access_denied&state=x")
        assert status == 200 and "You did not allow it" in page and not w.slack.calls


@pytest.mark.parametrize("made_up", ["<script>alert(1)</script>", "Call 555-0100 to get it", "x" * 5000, "a\nb"])
async def test_nobody_puts_words_on_our_page(tmp_path: Path, made_up: str, caplog: pytest.LogCaptureFixture) -> None:
    """A reason that somebody made up stands neither on the page nor in the log; a word such as Slack's does."""
    caplog.set_level(logging.INFO)
    async with world(tmp_path) as w:
        status, page = await w.back(urlencode({"error": made_up}))
        assert status == 400 and "Slack gave no reason. Nothing was installed." in page
        assert made_up not in page and html.escape(made_up) not in page and made_up not in caplog.text
        assert (
            "the reason invalid_team_for_non_distributed_app."
            in (await w.back("error=invalid_team_for_non_distributed_app"))[1]
        )


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"is_enterprise_install": True, "team": None}, "not for a whole organisation"),
        ({"refresh_token": "xoxe-1-secret", "expires_in": 43200}, "token rotation"),
    ],
)
async def test_what_cannot_be_kept_is_given_back(tmp_path: Path, given: dict[str, Any], words: str) -> None:
    """An organisation-wide installation, or a token that runs out, is refused in plain words and its token revoked."""
    async with world(tmp_path) as w:
        w.slack.grant("code1", **given)
        status, page = await w.install("code1")
        assert status >= 400 and words in page and "secret" not in page
        assert w.slack.calls[-1] == "auth.revoke" and not w.slack.live and not await w.teams.all()


@pytest.mark.parametrize(
    ("method", "odd", "status", "words"),
    [
        ("oauth.v2.access", web.json_response({"ok": False, "error": "invalid_code"}), 400, "its own code"),
        ("oauth.v2.access", web.json_response({"ok": False, "error": "bad_client_secret"}), 500, "does not know this"),
        ("oauth.v2.access", web.Response(status=500), 502, "try again in a minute"),
        ("oauth.v2.access", web.Response(text="<html>", content_type="text/html"), 502, "try again in a minute"),
        ("oauth.v2.access", web.Response(text="busy"), 502, "try again in a minute"),
        ("oauth.v2.access", web.json_response({"ok": True}), 502, "try again in a minute"),
        ("oauth.v2.access", web.Response(status=429, headers={"Retry-After": "9"}), 502, "try again in a minute"),
        ("auth.test", web.Response(status=503), 502, "try again in a minute"),
    ],
)
async def test_a_slack_that_fails_is_told_of(
    tmp_path: Path, method: str, odd: web.Response, status: int, words: str
) -> None:
    """Whatever Slack answers in place of a token, the page says what to do and nothing is kept."""
    async with world(tmp_path) as w:
        w.slack.grant("code1")
        w.slack.odd[method] = odd
        got, page = await w.install("code1")
        assert got == status and words in page and not await w.teams.all()


async def test_no_code_installs_nothing(tmp_path: Path) -> None:
    """A way back without a code ends on a page that says so."""
    async with world(tmp_path) as w:
        state, cookie = await w.begin()
        status, page = await w.back(f"state={state}", cookie)
        assert status == 400 and "sent no code along" in page


class FullDisk:
    """Installations that cannot be written."""

    async def put(self, installation: Installation) -> None:
        raise StoreReadOnly("the disk is full")


async def test_a_store_that_cannot_keep_it_is_told_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the token cannot be written down the page says so, and the log why."""
    async with world(tmp_path) as w:
        monkeypatch.setattr(w.store.installations, "put", FullDisk().put)
        w.slack.grant("code1")
        status, page = await w.install("code1")
        assert status == 500 and "could not keep what Slack gave it" in page and "disk" not in page


async def test_installing_again_takes_the_new_token(tmp_path: Path) -> None:
    """A workspace that installs it a second time is spoken to with the new token at once."""
    async with world(tmp_path) as w:
        w.slack.grant("code1")
        await w.install("code1")
        assert (await w.teams.client("T1")).token == "xoxb-T1-secret"
        w.slack.grant("code2", token="xoxb-T1-newer")
        await w.install("code2")
        assert (await w.teams.client("T1")).token == "xoxb-T1-newer"
        assert await w.teams.all() == ["T1"]


async def test_nothing_secret_is_logged(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """Of a whole installation, and of one that fails, the log has no token, code, state or secret, at any level."""
    caplog.set_level(logging.DEBUG)
    async with world(tmp_path) as w:
        w.slack.grant("code-one")
        state, cookie = await w.begin()
        await w.back(f"code=code-one&state={state}", cookie)
        await w.teams.authorize("T1")
        await w.install("code-two")
        w.slack.odd["oauth.v2.access"] = web.json_response({"ok": False, "error": "bad_client_secret"})
        await w.install("code-three")
    text = "\n".join(r.getMessage() for r in caplog.records)
    assert "workspace T1 installed the bot" in text and "bad_client_secret" in text
    assert not [s for s in ("xoxb", "code-one", "code-two", "client-secret", state) if s in text]


def test_a_damaged_key_ends_the_start(tmp_path: Path) -> None:
    """A key that is none ends with how to make one, before anything is served."""

    async def start() -> None:
        settings = installing_settings("http://127.0.0.1:1/api/")
        async with web_session() as session, open_store(f"sqlite:///{tmp_path}/sitrep.db") as store:
            ManyTeams(settings.model_copy(update={"token_key": SecretStr("abc")}), session, store.installations)

    with pytest.raises(ConfigError, match="SITREP_TOKEN_KEY"):
        asyncio.run(start())


async def test_one_workspace_has_no_flow(tmp_path: Path) -> None:
    """Where the token stands in the environment there is nothing to install."""
    async with web_session() as session, open_store(f"sqlite:///{tmp_path}/sitrep.db") as store:
        teams = ManyTeams(installing_settings("http://127.0.0.1:1/api/"), session, store.installations)
        assert flow(http_settings(), teams) is None
        assert isinstance(flow(installing_settings("http://127.0.0.1:1/api/"), teams), Flow)
