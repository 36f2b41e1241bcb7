from __future__ import annotations

import discord
import pytest

from bot.domain.message import Action, Message, Text, plain
from handlers.discord.layout import MARKER_ROOM, custom_id, lay, marker
from handlers.discord.render import render, render_reply

MESSAGE = Message(
    title="T", blocks=(Text(plain("said")),), footer="As of now", actions=(Action(what="rate"), Action(what="share"))
)


async def test_a_card_ends_with_its_marker() -> None:
    """The mark is the last text of a card, on a line of its own, and nothing stands outside the card."""
    laid = lay(render(MESSAGE, cards=True)[0].body, key="k1")
    assert isinstance(laid.view, discord.ui.LayoutView)
    texts = [i.content for i in laid.view.walk_children() if isinstance(i, discord.ui.TextDisplay)]
    assert texts == ["## T\nsaid", "-# As of now", "-# ref k1"]
    assert [type(i) for i in laid.view.children] == [discord.ui.Container]


async def test_plain_text_ends_with_its_marker() -> None:
    """The mark is the last line of plain text; without a key there is none."""
    body = render(MESSAGE, cards=False)[0].body
    assert lay(body, key="k1").content == "## T\nsaid\n\n-# As of now\n-# ref k1"
    assert lay(body).content == "## T\nsaid\n\n-# As of now"
    assert lay(body).view is None


@pytest.mark.parametrize("cards", [True, False])
async def test_discord_py_keeps_no_view(cards: bool) -> None:
    """A view is over before it is sent, so that discord.py does not hold on to every answer for ever."""
    view = lay(render_reply(MESSAGE, cards=cards).body).view
    assert view is not None and view.is_finished()
    ids = [i.custom_id for i in view.walk_children() if isinstance(i, discord.ui.Button)]
    assert ids == ["sitrep:up", "sitrep:down", "sitrep:share"]


def test_a_marker_fits_into_its_room() -> None:
    """The longest key leaves a post within the limits."""
    assert len(f"\n-# {marker('k' * 25)}") <= MARKER_ROOM


def test_ids_of_buttons_name_what_they_do() -> None:
    """An id holds an action and what it needs, and nothing that only one process knows."""
    assert (custom_id("up"), custom_id("page", "2")) == ("sitrep:up", "sitrep:page:2")
