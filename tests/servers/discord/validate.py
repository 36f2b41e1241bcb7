"""What Discord refuses in a message, a modal or a set of commands."""

from __future__ import annotations

import re

from tests.servers.discord.world import V2, Json, Refusal, walk

KNOWN = {1, 2, 3, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 17}
CONTENT_LIMIT, V2_CHARACTERS, V2_COMPONENTS = 2000, 4000, 40
COMMAND_NAME = re.compile(r"[-_'\w]{1,32}")


def invalid(where: str, code: str, message: str) -> Refusal:
    """Error 50035, Invalid Form Body."""
    nested: Json = {"_errors": [{"code": code, "message": message}]}
    for part in reversed(where.split(".")):
        nested = {part: nested}
    return Refusal(400, 50035, "Invalid Form Body", nested)


def too_long(where: str, value: str, limit: int) -> None:
    if len(value) > limit:
        raise invalid(where, "BASE_TYPE_BAD_LENGTH", f"Must be {limit} or fewer in length.")


def message(body: Json, *, flags: int, has_files: bool = False, empty_ok: bool = False) -> None:
    """Raises Refusal where Discord would not take this message. `flags`: as they will be."""
    content, components, embeds = body.get("content") or "", body.get("components") or [], body.get("embeds") or []
    too_long("content", content, CONTENT_LIMIT)
    if len(embeds) > 10:
        raise invalid("embeds", "BASE_TYPE_MAX_LENGTH", "Must be 10 or fewer in length.")
    if flags & V2 and (content or embeds or body.get("poll")):
        field = "content" if content else "embeds"
        raise invalid(
            field,
            "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2",
            f"The '{field}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2",
        )
    if flags & V2:
        laid_out(components)
    else:
        rows(components)
    each_component(components)
    mentions(body.get("allowed_mentions"))
    nonce = body.get("nonce")
    if isinstance(nonce, str):
        too_long("nonce", nonce, 25)
    if not (content.strip() or components or embeds or has_files or body.get("poll") or empty_ok):
        raise Refusal(400, 50006, "Cannot send an empty message")


def laid_out(components: list[Json]) -> None:
    """Components V2: 40 in all, 4,000 characters in all."""
    everything = list(walk(components))
    if len(everything) > V2_COMPONENTS:
        raise invalid("components", "COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED", "Too many components: 40 at most.")
    texts = [c.get("content", "") for c in everything if c.get("type") == 10]
    if sum(map(len, texts)) > V2_CHARACTERS:
        raise invalid(
            "components",
            "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED",
            "The total displayable text size exceeds the maximum of 4000 characters.",
        )
    if any(not t.strip() for t in texts):
        raise invalid("components.content", "BASE_TYPE_REQUIRED", "This field is required")


def rows(components: list[Json]) -> None:
    """Components without V2: five rows, and nothing but rows."""
    if any(c.get("type") != 1 for c in components):
        raise invalid("components.0.type", "UNION_TYPE_CHOICES", "Value of field 'type' must be one of (1,).")
    if len(components) > 5:
        raise invalid("components", "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 5 in length.")


def each_component(components: list[Json]) -> None:
    ids = []
    for c in walk(components):
        if c.get("type") not in KNOWN:
            raise invalid("components.0.type", "UNION_TYPE_CHOICES", f"No component has the type {c.get('type')!r}.")
        if c["type"] == 1 and not 1 <= len(c.get("components") or []) <= 5:
            raise invalid("components.0.components", "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 5 in length.")
        if c["type"] == 9 and not (1 <= len(c.get("components") or []) <= 3 and c.get("accessory")):
            raise invalid(
                "components.0.components", "BASE_TYPE_BAD_LENGTH", "A section has 1 to 3 texts and an accessory."
            )
        if c["type"] == 2:
            button(c)
        if "custom_id" in c:
            too_long("components.0.custom_id", c["custom_id"], 100)
            ids.append(c["custom_id"])
    if len(set(ids)) < len(ids):
        raise invalid(
            "components.0.custom_id", "COMPONENT_CUSTOM_ID_DUPLICATED", "Component custom id cannot be duplicated"
        )


def button(c: Json) -> None:
    if not c.get("label") and not c.get("emoji"):
        raise invalid("components.0.label", "BASE_TYPE_REQUIRED", "A label or an emoji is required")
    too_long("components.0.label", c.get("label") or "", 80)
    if (c.get("style") == 5) != bool(c.get("url")) or (c.get("style") == 5) == ("custom_id" in c):
        raise invalid(
            "components.0.url", "BUTTON_COMPONENT_CUSTOM_ID_URL", "A link has a url, another button a custom id."
        )
    too_long("components.0.url", c.get("url") or "", 512)


def mentions(allowed: Json | None) -> None:
    for kind in ("users", "roles"):
        if allowed and kind in (allowed.get("parse") or []) and allowed.get(kind):
            raise invalid(
                "allowed_mentions", "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE", f"parse and {kind} exclude each other."
            )


def choices(data: Json) -> None:
    """The answer to an autocomplete."""
    given = data.get("choices") or []
    if len(given) > 25:
        raise invalid("data.choices", "BASE_TYPE_MAX_LENGTH", "Must be 25 or fewer in length.")
    for choice in given:
        if not 1 <= len(choice["name"]) <= 100 or not 1 <= len(str(choice["value"])) <= 100:
            raise invalid("data.choices.0", "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 100 in length.")


def modal(data: Json) -> None:
    too_long("data.title", data["title"], 45)
    too_long("data.custom_id", data["custom_id"], 100)
    if not 1 <= len(data.get("components") or []) <= 5:
        raise invalid("data.components", "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 5 in length.")
    for c in walk(data["components"]):
        too_long("data.components.label", c.get("label") or "", 45)
        too_long("data.components.placeholder", c.get("placeholder") or "", 100)


def commands(given: list[Json]) -> None:
    """A set of application commands."""
    kinds = [c.get("type", 1) for c in given]
    names = [(c.get("type", 1), c["name"]) for c in given]
    if kinds.count(1) > 100 or kinds.count(2) > 5 or kinds.count(3) > 5:
        raise Refusal(400, 30032, "Maximum number of application commands reached (100)")
    if len(set(names)) < len(names):
        raise Refusal(400, 50041, "Application command names must be unique")
    for command in given:
        if command.get("type", 1) == 1:
            described(command, command["name"])
            if size(command) > 8000:
                raise invalid(command["name"], "APPLICATION_COMMAND_TOO_LARGE", "Command exceeds maximum size (8000)")
        elif not 1 <= len(command["name"]) <= 32 or command.get("description"):
            raise invalid(
                command["name"], "BASE_TYPE_BAD_LENGTH", "A context menu has a name of 1 to 32, no description."
            )


def described(option: Json, where: str) -> None:
    """A command, or an option of one: its names, words and order."""
    if not COMMAND_NAME.fullmatch(option["name"]) or option["name"] != option["name"].lower():
        raise invalid(f"{where}.name", "APPLICATION_COMMAND_INVALID_NAME", "Command name is invalid")
    if not 1 <= len(option.get("description") or "") <= 100:
        raise invalid(f"{where}.description", "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 100 in length.")
    inner = option.get("options") or []
    given = option.get("choices") or []
    if len(inner) > 25 or len(given) > 25:
        raise invalid(f"{where}.options", "BASE_TYPE_MAX_LENGTH", "Must be 25 or fewer in length.")
    if given and option.get("autocomplete"):
        raise invalid(
            f"{where}.choices", "APPLICATION_COMMAND_OPTIONS_CHOICES_AUTOCOMPLETE", "Choices or autocomplete."
        )
    needed = [o.get("required", False) for o in inner if o["type"] > 2]
    if needed != sorted(needed, reverse=True):
        raise invalid(f"{where}.options", "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID", "Required options come first")
    if len({o["type"] in (1, 2) for o in inner}) > 1:
        raise invalid(f"{where}.options", "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", "Subcommands stand alone")
    for each in inner:
        described(each, f"{where}.{each['name']}")


def size(option: Json) -> int:
    """Characters of names, descriptions and choices, all in all."""
    own = len(option["name"]) + len(option.get("description") or "")
    own += sum(len(c["name"]) + len(str(c["value"])) for c in option.get("choices") or [])
    return own + sum(map(size, option.get("options") or []))
