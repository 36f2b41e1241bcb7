"""What Slack refuses in the elements of blocks: texts, buttons, selects, inputs, options."""

from __future__ import annotations

from tests.servers.slack.world import Json

Fault = tuple[str, str]

SELECTS = ("static_select", "external_select", "users_select", "conversations_select", "channels_select")
MULTI = tuple(f"multi_{s}" for s in SELECTS)
PICKERS = ("datepicker", "timepicker", "datetimepicker", "checkboxes", "radio_buttons")
INPUTS = ("plain_text_input", "email_text_input", "url_text_input", "number_input", "rich_text_input", "file_input")
INTERACTIVE = ("button", "workflow_button", "overflow", *SELECTS, *MULTI, *PICKERS, *INPUTS)
FEEDBACK = ("feedback_buttons", "icon_button")


def text_object(value: object, where: str, *, most: int, plain: bool = False) -> list[Fault]:
    """A text object of at most so many characters; `plain`: only plain_text is taken."""
    if not isinstance(value, dict):
        return [("missing required field: text", where)]
    if value.get("type") not in (("plain_text",) if plain else ("plain_text", "mrkdwn")):
        return [(f"unsupported type: {value.get('type')}", f"{where}/type")]
    text = value.get("text")
    if not isinstance(text, str) or not text:
        return [("must be more than 0 characters", f"{where}/text")]
    return [(f"must be less than {most + 1} characters", f"{where}/text")] if len(text) > most else []


def _short(element: Json, name: str, most: int) -> list[Fault]:
    value = element.get(name)
    if value is None:
        return []
    if not isinstance(value, str) or not 0 < len(value) <= most:
        return [(f"must be 1 to {most} characters", f"/{name}")]
    return []


def option(value: object, *, most_value: int = 150) -> list[Fault]:
    """An option: a plain text of 75 characters and a value of 150."""
    if not isinstance(value, dict):
        return [("must be an object", "")]
    found = text_object(value.get("text"), "/text", most=75)
    if not isinstance(value.get("value"), str) or not value["value"]:
        found.append(("missing required field: value", "/value"))
    if "description" in value:
        found += text_object(value["description"], "/description", most=75)
    return found + _short(value, "value", most_value)


def _options(element: Json, most: int, least: int = 1) -> list[Fault]:
    groups = element.get("option_groups")
    shown = element.get("options")
    if groups is not None:
        shown = [o for g in groups for o in g.get("options", [])]
    if not isinstance(shown, list) or not least <= len(shown) <= most:
        return [(f"must have {least} to {most} items", "/options")]
    return [(what, f"/options/{n}{inner}") for n, o in enumerate(shown) for what, inner in option(o)]


def _button(element: Json) -> list[Fault]:
    found = text_object(element.get("text"), "/text", most=75, plain=True)
    found += _short(element, "value", 2000) + _short(element, "url", 3000)
    if element.get("style") not in (None, "primary", "danger"):
        found.append(("must be primary or danger", "/style"))
    return found


def _feedback(element: Json) -> list[Fault]:
    found: list[Fault] = []
    for name in ("positive_button", "negative_button"):
        button = element.get(name)
        if not isinstance(button, dict):
            found.append((f"missing required field: {name}", f"/{name}"))
            continue
        found += text_object(button.get("text"), f"/{name}/text", most=75, plain=True)
        if not isinstance(button.get("value"), str) or not 0 < len(button["value"]) <= 2000:
            found.append(("must be 1 to 2000 characters", f"/{name}/value"))
    return found


def _image(element: Json) -> list[Fault]:
    found = _short(element, "image_url", 3000)
    if not element.get("image_url") and not element.get("slack_file"):
        found.append(("missing required field: image_url", ""))
    if not isinstance(element.get("alt_text"), str):
        found.append(("missing required field: alt_text", "/alt_text"))
    return found + _short(element, "alt_text", 2000)


def check_element(element: object, where: str, kinds: tuple[str, ...]) -> list[Fault]:
    """What is wrong with an element that must be of one of these kinds."""
    if not isinstance(element, dict):
        return [("missing required field: element", where)]
    kind = element.get("type")
    if kind not in kinds:
        return [(f"unsupported type: {kind}", f"{where}/type")]
    found = _short(element, "action_id", 255)
    if kind == "button":
        found += _button(element)
    elif kind == "feedback_buttons":
        found += _feedback(element)
    elif kind == "image":
        found += _image(element)
    elif kind == "overflow":
        found += _options(element, 5)
    elif kind in ("static_select", "multi_static_select"):
        found += _options(element, 100)
    elif kind in ("checkboxes", "radio_buttons"):
        found += _options(element, 10)
    elif kind == "plain_text_input" and not 1 <= int(element.get("max_length", 1)) <= 3000:
        found.append(("must be 1 to 3000", "/max_length"))
    if "placeholder" in element:
        found += text_object(element["placeholder"], "/placeholder", most=150, plain=True)
    if "initial_option" in element:
        found += [(what, f"/initial_option{inner}") for what, inner in option(element["initial_option"])]
    return [(what, f"{where}{inner}") for what, inner in found]
