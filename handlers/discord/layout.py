"""The bytes of a post → what discord.py sends, with the mark by which a post is found again."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import discord
from discord import ui

MARKER_ROOM = 40
"""Characters that are kept free for the marker: its prefix, and a key of at most 25 characters."""

_PREFIX = "sitrep"


@dataclass(frozen=True, slots=True)
class Laid:
    """What a post is sent or edited with. A card has no content; a plain post without buttons has no view.

    The view is stopped, so that discord.py keeps none of it in memory.
    """

    content: str | None
    view: ui.LayoutView | ui.View | None


def lay(body: bytes, *, key: str = "") -> Laid:
    """A page as its bytes say, marked with `key` where one is given."""
    page: dict[str, Any] = json.loads(body)
    content, components = page.get("content"), page["components"]
    if content is None:
        return Laid(None, _card(components, key))
    return Laid(f"{content}\n-# {marker(key)}" if key else content, _rows(components))


def as_card(laid: Laid) -> Laid:
    """A plain post in the form of a card."""
    rows = laid.view.to_components() if laid.view is not None else []
    return Laid(None, _card([{"type": 10, "content": laid.content}, *rows], ""))


def marker(key: str) -> str:
    """The words that mark the post of that key; they stand alone on its last line of text."""
    return f"ref {key}"


def has_marker(message: discord.Message, key: str) -> bool:
    """Is this the post of that key?"""
    texts = [message.content, *_texts(message.components)]
    last = next((text for text in reversed(texts) if text), "")
    return last.rpartition("\n")[2] == f"-# {marker(key)}"


def custom_id(action: str, arg: str = "") -> str:
    """The id of a button, such as `sitrep:up` or `sitrep:page:2`. It holds nothing that only this process knows."""
    return ":".join((_PREFIX, action, arg)) if arg else f"{_PREFIX}:{action}"


def _card(components: Sequence[dict[str, Any]], key: str) -> ui.LayoutView:
    view = ui.LayoutView(timeout=None)
    for component in components:
        view.add_item(_item(component))
    if key:
        mark: ui.TextDisplay[ui.LayoutView] = ui.TextDisplay(f"-# {marker(key)}")
        box = next((i for i in view.children if isinstance(i, ui.Container)), view)
        box.add_item(mark)
    view.stop()
    return view


def _rows(components: Sequence[dict[str, Any]]) -> ui.View | None:
    if not components:
        return None
    view = ui.View(timeout=None)
    for number, row in enumerate(components):
        for component in row["components"]:
            view.add_item(_button(component, row=number))
    view.stop()
    return view


def _item(component: dict[str, Any]) -> ui.Item[ui.LayoutView]:
    match component["type"]:
        case 1:
            return ui.ActionRow(*[_button(c) for c in component["components"]])
        case 10:
            return ui.TextDisplay(component["content"])
        case 14:
            spacing = discord.SeparatorSpacing(component.get("spacing", 1))
            return ui.Separator(visible=component.get("divider", True), spacing=spacing)
        case 17:
            return ui.Container(*map(_item, component["components"]), accent_colour=component.get("accent_color"))
        case other:
            raise ValueError(f"a post cannot hold a component of type {other}")


def _button(component: dict[str, Any], row: int | None = None) -> ui.Button[Any]:
    emoji = component.get("emoji")
    return ui.Button(
        style=discord.ButtonStyle(component["style"]),
        label=component.get("label"),
        emoji=emoji["name"] if emoji else None,
        custom_id=component["custom_id"],
        disabled=component.get("disabled", False),
        row=row,
    )


def _texts(components: Sequence[Any]) -> Iterator[str]:
    """Every text of a card that was received, in the order in which it is read."""
    for component in components:
        if isinstance(component, discord.TextDisplay):
            yield component.content
        elif isinstance(component, discord.Container | discord.SectionComponent):
            yield from _texts(component.children)
