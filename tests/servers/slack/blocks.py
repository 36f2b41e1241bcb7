"""What Slack refuses in blocks, and the ids that it gives to those that have none.

From documents and reports only: that blocks of more than 13,200 characters in all are too long.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable

from tests.servers.slack.bodies import opened
from tests.servers.slack.elements import FEEDBACK, INTERACTIVE, check_element, text_object
from tests.servers.slack.world import Json, Refusal, texts

MOST_BLOCKS, MOST_IN_VIEW, MOST_CHARACTERS, MOST_MARKDOWN, MOST_TEXT = 50, 100, 13_200, 12_000, 40_000
MESSAGE, MODAL, HOME = "message", "modal", "home"
Fault = tuple[str, str]
"""What is wrong, and the JSON pointer to it."""


def named(shown: list[Json]) -> list[Json]:
    """The blocks with a block_id and action_ids wherever they have none."""
    done = []
    for block in shown:
        made = {**block, "block_id": block.get("block_id") or secrets.token_urlsafe(4)}
        if isinstance(made.get("elements"), list) and made["type"] in ("actions", "context_actions"):
            made["elements"] = [
                {**e, "action_id": e.get("action_id") or secrets.token_urlsafe(4)} for e in made["elements"]
            ]
        done.append(made)
    return done


def given(value: object) -> list[Json]:
    """Blocks as an argument has them: a list, JSON in a string, or nothing. Raises Refusal."""
    read = opened(value)
    if value in (None, "") or read == []:
        return []
    if not isinstance(read, list) or not all(isinstance(b, dict) for b in read):
        raise Refusal("invalid_blocks_format")
    return read


def check_message(text: str, shown: list[Json], *, has_attachments: bool = False, most: int = MOST_TEXT) -> None:
    """Raises Refusal where Slack would not take this message. `most`: characters of its text."""
    if not text.strip() and not shown and not has_attachments:
        raise Refusal("no_text")
    if len(text) > most:
        raise Refusal("msg_too_long")
    check(shown, on=MESSAGE)


def check(shown: list[Json], *, on: str) -> None:
    """Raises Refusal where Slack would not take these blocks on this surface."""
    faults = list(_faults(shown, on))
    if faults:
        told = [f"{what} [json-pointer:{where}]" for what, where in faults]
        raise Refusal("invalid_blocks", errors=told, response_metadata={"messages": [f"[ERROR] {t}" for t in told]})
    if on == MESSAGE and sum(map(len, texts(shown))) > MOST_CHARACTERS:
        raise Refusal("msg_blocks_too_long")


def _faults(shown: list[Json], on: str) -> list[Fault]:
    most = MOST_BLOCKS if on == MESSAGE else MOST_IN_VIEW
    if len(shown) > most:
        return [(f"no more than {most} items allowed", "/blocks")]
    found: list[Fault] = []
    seen: set[str] = set()
    for n, block in enumerate(shown):
        where, kind, name = f"/blocks/{n}", block.get("type"), block.get("block_id")
        if kind not in KINDS or on not in SURFACES.get(str(kind), (MESSAGE, MODAL, HOME)):
            found.append((f"unsupported type: {kind}", f"{where}/type"))
            continue
        if name is not None and (not isinstance(name, str) or not 0 < len(name) <= 255):
            found.append(("must be no longer than 255 characters", f"{where}/block_id"))
        elif name in seen:
            found.append((f"`block_id` already exists: {name}", f"{where}/block_id"))
        seen.add(str(name)) if name is not None else None
        found += [(what, f"{where}{inner}") for what, inner in KINDS[str(kind)](block)]
    if sum(b.get("type") == "table" for b in shown) > 1:
        found.append(("only_one_table_allowed", "/blocks"))
    if sum(len(str(b.get("text", ""))) for b in shown if b.get("type") == "markdown") > MOST_MARKDOWN:
        found.append((f"markdown must be no longer than {MOST_MARKDOWN} characters in all", "/blocks"))
    return found


def _section(block: Json) -> list[Fault]:
    found: list[Fault] = []
    fields = block.get("fields")
    if "text" not in block and not fields:
        found.append(("missing required field: text or fields", ""))
    if "text" in block:
        found += text_object(block["text"], "/text", most=3000)
    for n, each in enumerate(fields or []):
        found += text_object(each, f"/fields/{n}", most=2000)
    if len(fields or []) > 10:
        found.append(("no more than 10 items allowed", "/fields"))
    if "accessory" in block:
        found += check_element(block["accessory"], "/accessory", (*INTERACTIVE, "image"))
    return found


def _header(block: Json) -> list[Fault]:
    return text_object(block.get("text"), "/text", most=150, plain=True)


def _context(block: Json) -> list[Fault]:
    found = _count(block, 10)
    for n, each in enumerate(block.get("elements") or []):
        where = f"/elements/{n}"
        if isinstance(each, dict) and each.get("type") == "image":
            found += check_element(each, where, ("image",))
        else:
            found += text_object(each, where, most=3000)
    return found


def _count(block: Json, most: int) -> list[Fault]:
    parts = block.get("elements")
    if not isinstance(parts, list) or not parts:
        return [("must have at least 1 item", "/elements")]
    return [(f"no more than {most} items allowed", "/elements")] if len(parts) > most else []


def _holding(most: int, kinds: tuple[str, ...]) -> Callable[[Json], list[Fault]]:
    def checked(block: Json) -> list[Fault]:
        found = _count(block, most)
        ids: set[str] = set()
        for n, each in enumerate(block.get("elements") or []):
            found += check_element(each, f"/elements/{n}", kinds)
            name = each.get("action_id") if isinstance(each, dict) else None
            if name in ids:
                found.append((f"`action_id` already exists: {name}", f"/elements/{n}/action_id"))
            if name is not None:
                ids.add(name)
        return found

    return checked


def _input(block: Json) -> list[Fault]:
    found = text_object(block.get("label"), "/label", most=2000, plain=True)
    if "hint" in block:
        found += text_object(block["hint"], "/hint", most=2000, plain=True)
    return found + check_element(block.get("element"), "/element", INTERACTIVE)


def _image(block: Json) -> list[Fault]:
    return check_element(block, "", ("image",))


def _markdown(block: Json) -> list[Fault]:
    text = block.get("text")
    return [] if isinstance(text, str) and text else [("missing required field: text", "/text")]


def _table(block: Json) -> list[Fault]:
    rows = block.get("rows")
    if not isinstance(rows, list) or not rows:
        return [("missing required field: rows", "/rows")]
    found: list[Fault] = [("no more than 100 items allowed", "/rows")] if len(rows) > 100 else []
    for n, row in enumerate(rows):
        if not isinstance(row, list) or not 0 < len(row) <= 20:
            found.append(("must have 1 to 20 cells", f"/rows/{n}"))
            continue
        if len(row) != len(rows[0]):
            found.append(("must have as many cells as the first row", f"/rows/{n}"))
        bad = [
            c for c in row if not isinstance(c, dict) or c.get("type") not in ("raw_text", "raw_number", "rich_text")
        ]
        found += [("unsupported cell", f"/rows/{n}")] if bad else []
    return found


def _rich_text(block: Json) -> list[Fault]:
    known = ("rich_text_section", "rich_text_list", "rich_text_preformatted", "rich_text_quote")
    parts = block.get("elements")
    if not isinstance(parts, list):
        return [("missing required field: elements", "/elements")]
    return [("unsupported type", f"/elements/{n}") for n, p in enumerate(parts) if p.get("type") not in known]


def _any(block: Json) -> list[Fault]:
    return []


KINDS: dict[str, Callable[[Json], list[Fault]]] = {
    "section": _section, "header": _header, "divider": _any, "context": _context, "input": _input, "image": _image,
    "markdown": _markdown, "table": _table, "rich_text": _rich_text, "video": _any, "file": _any, "call": _any,
    "actions": _holding(25, INTERACTIVE), "context_actions": _holding(5, FEEDBACK), "task_card": _any, "plan": _any,
    "alert": _any, "card": _any, "container": _any, "carousel": _any,
}  # fmt: skip
"""The blocks that there are. Those that nothing here uses are taken as they come."""

SURFACES: dict[str, tuple[str, ...]] = {
    "markdown": (MESSAGE,), "table": (MESSAGE,), "context_actions": (MESSAGE,), "task_card": (MESSAGE,),
    "plan": (MESSAGE,), "file": (MESSAGE,), "call": (MESSAGE,), "carousel": (MESSAGE,),
}  # fmt: skip
"""The blocks that not every surface takes."""
