"""What a reader may do with an answer → rows of buttons. Pure."""

from __future__ import annotations

from typing import Any

from bot.domain.message import Action
from handlers.discord.layout import custom_id

Component = dict[str, Any]
"""A component as Discord's API describes it."""

MOST = 3 + 9
"""Components that the rows can take: three of them, with every button."""

_PRIMARY, _GREY = 1, 2
_LABELS = {"sides": "Both sides", "sources": "Sources", "more": "More"}


def rows(actions: tuple[Action, ...], page: int = 1, pages: int = 1) -> list[Component]:
    """The buttons of an answer that shows page `page` of `pages`: to turn it, to see more, to rate it, to share it."""
    wanted = {action.what for action in actions}
    seeing = [_button(what, label=label) for what, label in _LABELS.items() if what in wanted]
    rating = [_button("up", emoji="👍"), _button("down", emoji="👎")] if "rate" in wanted else []
    sharing = [_button("share", label="Post to channel", style=_PRIMARY)] if "share" in wanted else []
    turning = _turning(page, pages) if pages > 1 else []
    return [{"type": 1, "components": row} for row in (turning, [*seeing, *rating], sharing) if row]


def _turning(page: int, pages: int) -> list[Component]:
    """Back, where one is, and on. What leads nowhere is there but disabled, so that nothing moves under a thumb."""
    return [
        _button("page", str(page - 1), label="◀", disabled=page <= 1),
        _button("page", str(page), label=f"Page {page} of {pages}", disabled=True),
        _button("page", str(page + 1), label="▶", disabled=page >= pages),
    ]


def _button(
    action: str, arg: str = "", *, label: str = "", emoji: str = "", style: int = _GREY, disabled: bool = False
) -> Component:
    button: Component = {"type": 2, "style": style, "custom_id": custom_id(action, arg)}
    if label:
        button["label"] = label
    if emoji:
        button["emoji"] = {"name": emoji}
    if disabled:
        button["disabled"] = True
    return button
