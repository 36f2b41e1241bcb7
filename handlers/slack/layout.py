"""The bytes of a post → what is handed to Slack, with ids by which a press of a button leads back to the answer."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

Element = dict[str, Any]
"""A block, or a part of one, as Slack's API describes it."""

ACTIONS = frozenset({"sources", "sides", "more", "share", "page", "rate"})
"""What the buttons of a post do."""

_PREFIX = "sitrep"
_INTERACTIVE = frozenset({"actions", "context_actions"})


@dataclass(frozen=True, slots=True)
class Laid:
    """What a post is sent or edited with. `text` says it to notifications and screen readers."""

    text: str
    blocks: list[Element]


def lay(body: bytes, *, ref: str = "") -> Laid:
    """A page as its bytes say. `ref` is what finds the answer again where Slack tells no timestamp of its post."""
    page: Element = json.loads(body)
    return Laid(page["text"], [_named(block, n, ref) for n, block in enumerate(page["blocks"])])


def _named(block: Element, number: int, ref: str) -> Element:
    if block["type"] not in _INTERACTIVE:
        return block
    return {**block, "block_id": ":".join((_PREFIX, str(number), ref))}


def ref_of(block_id: str) -> str:
    """The ref of the answer whose button was pressed; '' where its post is found by its timestamp."""
    prefix, _, rest = block_id.partition(":")
    number, _, ref = rest.partition(":")
    return ref if prefix == _PREFIX and number.isdecimal() else ""


def action_id(action: str, arg: str = "") -> str:
    """The id of a button, such as `sitrep:sources` or `sitrep:page:2`. It holds nothing that only a process knows."""
    return ":".join((_PREFIX, action, arg)) if arg else f"{_PREFIX}:{action}"


def parse_action(action_id: str) -> tuple[str, str] | None:
    """What a button does, and with what; None where it is none of ours."""
    prefix, _, rest = action_id.partition(":")
    action, _, arg = rest.partition(":")
    return (action, arg) if prefix == _PREFIX and action in ACTIONS else None
