"""What Slack never sends: a part that is missing, empty or of another kind ends in one line of the log at most."""

from __future__ import annotations

import copy
import json
import logging
from collections.abc import Iterator
from functools import reduce
from pathlib import Path
from typing import Any

import pytest
from slack_bolt.request.async_request import AsyncBoltRequest

from tests.slackbots import Scene, scene
from tests.slackinstalls import world
from tests.slackweb import signed

WORDS = "what-only-they-know"
ODD: tuple[Any, ...] = (None, True, [], "odd", [None], {"a": None})
Path_ = tuple[str | int, ...]

_WHO = {"team": {"id": "T1", "domain": "t1"}, "user": {"id": "U2", "team_id": "T1"}, "trigger_id": "1.2.x"}
_AT = {"channel": {"id": "C1"}, "response_url": ""}
_EVENT = {"type": "event_callback", "team_id": "T1", "event_id": "Ev1", "event_time": 1}
_MESSAGE = {"type": "message", "user": "U2", "ts": "1700000000.000100", "text": WORDS, "channel": "C1"}
_OPENED = {"type": "app_home_opened", "user": "U2", "channel": "D1", "tab": "home"}
_POST = {
    "user": "UBOT1",
    "ts": "1700000000.000200",
    "text": WORDS,
    "blocks": [{"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": [{"text": WORDS}]}]}],
    "attachments": [{"text": WORDS, "fields": [{"title": WORDS}]}],
}
_FIELDS = {
    "channel": {"channel": {"type": "conversations_select", "selected_conversation": "C1"}},
    "when": {"when": {"type": "plain_text_input", "value": WORDS}},
    "topics": {"topics": {"type": "multi_static_select", "selected_options": [{"value": WORDS}]}},
}
_FORM = {
    "id": "V1",
    "type": "modal",
    "title": {"type": "plain_text", "text": "Add a digest"},
    "private_metadata": '{"channel": "C1"}',
    "state": {"values": _FIELDS},
}
_BUTTON = {"action_id": "sitrep:sources", "block_id": "sitrep:1:r", "type": "button", "value": WORDS}
SENT: dict[str, dict[str, Any]] = {
    "command": {"command": "/sitrep", "text": WORDS, "team_id": "T1", "user_id": "U2", "channel_id": "C1", **_WHO},
    "click": {"type": "block_actions", "container": {"message_ts": "1.2"}, "actions": [_BUTTON], **_WHO, **_AT},
    "check": {"type": "message_action", "callback_id": "sitrep_check", "message": _POST, **_WHO, **_AT},
    "report": {"type": "message_action", "callback_id": "sitrep_report", "message": _POST, **_WHO, **_AT},
    "digest": {"type": "view_submission", "view": {**_FORM, "callback_id": "sitrep_digest"}, **_WHO},
    "correct": {"type": "view_submission", "view": {**_FORM, "callback_id": "sitrep_correct"}, **_WHO},
    "reported": {"type": "view_submission", "view": {**_FORM, "callback_id": "sitrep_report"}, **_WHO},
    "suggest": {"type": "block_suggestion", "action_id": "sitrep_fact", "block_id": "fact", "value": WORDS, **_WHO},
    "message": {**_EVENT, "event": _MESSAGE},
    "mention": {**_EVENT, "event": {**_MESSAGE, "type": "app_mention", "text": f"<@UBOT1> {WORDS}"}},
    "home": {**_EVENT, "event": _OPENED},
    "pane": {**_EVENT, "event": {"type": "app_context_changed", "channel": "D1", "context": {"entities": [{}]}}},
}


def parts(value: Any, at: Path_ = ()) -> Iterator[Path_]:
    """Where each part of a payload is."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, part in inner:
        yield (*at, name)
        yield from parts(part, (*at, name))


def spoilt(payload: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The payload without each of its parts, and with each of another kind; no two have the same trigger or time."""
    for n, at in enumerate(parts(payload)):
        for k, odd in enumerate(("missing", *ODD)):
            made: Any = copy.deepcopy(payload)
            if "trigger_id" in made:
                made["trigger_id"] = f"{n}.{k}"
            if "ts" in made.get("event", {}):
                made["event"]["ts"] = f"17{n:08}.{k:06}"
            *inner, last = at
            part = reduce(lambda whole, name: whole[name], inner, made)
            if odd == "missing":
                del part[last]
            else:
                part[last] = odd
            yield made


async def dispatched(here: Scene, payload: dict[str, Any]) -> int:
    """The status with which it is acknowledged; 400 for what Bolt cannot take in, as over HTTP."""
    try:
        asked = AsyncBoltRequest(mode="socket_mode", body=payload)
        return (await here.bot.heard.app.async_dispatch(asked)).status
    except (ValueError, TypeError, AttributeError, LookupError):
        return 400


def logged(caplog: pytest.LogCaptureFixture) -> Iterator[str]:
    """All that was logged, but for what the database driver tells of its statements."""
    return (str(vars(r)) for r in caplog.records if r.name != "aiosqlite")


@pytest.mark.parametrize("kind", SENT)
async def test_nothing_malformed_does_harm(
    loaded: Path, tmp_path: Path, kind: str, caplog: pytest.LogCaptureFixture
) -> None:
    """It is acknowledged, or Slack tells who did it that it failed; no word of it is logged, nothing else breaks."""
    async with scene(loaded, tmp_path) as here:
        caplog.set_level(logging.DEBUG)
        for payload in spoilt(SENT[kind]):
            caplog.clear()
            status = await dispatched(here, payload)
            await here.settled()
            faults = [r for r in caplog.records if r.levelno >= logging.ERROR]
            assert len(faults) <= 1 and WORDS not in "".join(logged(caplog))
            assert status in ((200, 400, 404) if "event" in payload else (200, 400, 404, 500)), payload
        assert not await here.store.subscriptions.all(workspace="T1")
        assert not [p for p in here.team.posts("C1") if p.made_by] or kind in ("message", "mention")


@pytest.mark.parametrize(
    "odd",
    [{"event": {"type": "tokens_revoked", "tokens": "x"}}, {"event_time": 1e30}, {"event_time": "x"}, {"team_id": [1]}],
)
async def test_news_that_cannot_be_read_wipe_nothing(
    tmp_path: Path, odd: dict[str, Any], caplog: pytest.LogCaptureFixture
) -> None:
    """Signed news of a removal that lack their time or their workspace are a bad request, told in a line of the log."""
    caplog.set_level(logging.INFO)
    async with world(tmp_path) as w:
        w.slack.grant("code1")
        await w.install("code1")
        news = {**_EVENT, "event": {"type": "app_uninstalled"}, **odd}
        raw = json.dumps(news).encode()
        assert (await w.door.post(raw, signed(raw)))[0] in (200, 400)
        assert await w.teams.all() == ["T1"]
        assert not [r for r in caplog.records if r.exc_info]
