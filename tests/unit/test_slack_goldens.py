from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from bot.domain.delivery import Destination
from bot.domain.message import Message
from handlers.commands import reply_to
from handlers.request import Talk
from handlers.slack.render import CAPABILITIES, render, render_reply
from tests.everykind import LISTS, messages
from tests.samples import services

GOLDEN = Path(__file__).parent.parent / "golden" / "slack"
HERE = Destination(platform="slack", workspace="T012AB3CD", channel="C012AB3CD")
MESSAGES = messages(CAPABILITIES, HERE)


@pytest.mark.parametrize("name", MESSAGES)
def test_every_kind_of_message_looks_as_it_was_agreed(name: str) -> None:
    """Posts of each kind are those in tests/golden/slack; SITREP_WRITE_GOLDENS=1 writes them anew."""
    check(name, MESSAGES[name])


@pytest.mark.parametrize("name", LISTS)
async def test_every_kind_of_list_looks_as_it_was_agreed(name: str) -> None:
    """What commands list is laid out as in tests/golden/slack, too."""
    check(name, await reply_to(services(), LISTS[name], Talk(here=HERE)))


def check(name: str, message: Message) -> None:
    """The message as posts is that of the golden file."""
    pages = [render_reply(message)] if message.actions else render(message)
    made = [json.loads(p.body) for p in pages]
    file = GOLDEN / f"{name}.json"
    if os.environ.get("SITREP_WRITE_GOLDENS"):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(made, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    assert made == json.loads(file.read_text(encoding="utf-8"))
