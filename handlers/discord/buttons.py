"""Buttons that outlive a restart: discord.py knows them by the form of their ids, not by what it sent."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from typing import Any

import discord
from discord import ui

from handlers.discord.talk import Asking

TEMPLATE = re.compile(r"sitrep:(?P<action>up|down|sources|sides|more|share|page)(?::(?P<arg>\d{1,4}))?")

Pressed = Callable[[Asking, str, str], Awaitable[None]]
"""Told the action of the button and its argument, '' where it has none."""


def knows(custom_id: str) -> bool:
    """Is it the id of such a button?"""
    return TEMPLATE.fullmatch(custom_id) is not None


def template(pressed: Pressed) -> type[ui.DynamicItem[ui.Button[Any]]]:
    """The kind of button that tells `pressed`, to be registered with a client."""

    class Press(ui.DynamicItem[ui.Button[Any]], template=TEMPLATE):
        def __init__(self, item: ui.Button[Any], action: str, arg: str) -> None:
            super().__init__(item)
            self._action, self._arg = action, arg

        @classmethod
        async def from_custom_id(cls, interaction: Any, item: ui.Item[Any], match: re.Match[str], /) -> Press:
            assert isinstance(item, ui.Button)
            return cls(item, match["action"], match["arg"] or "")

        async def callback(self, interaction: discord.Interaction[Any]) -> None:
            await pressed(interaction, self._action, self._arg)

    return Press
