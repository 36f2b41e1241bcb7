"""What people do in modals and with selects: fill and send, close, search."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.servers.slack import payloads
from tests.servers.slack.asked import Asked
from tests.servers.slack.elements import SELECTS, option
from tests.servers.slack.views import View, check
from tests.servers.slack.world import Json, NotOffered, Post

if TYPE_CHECKING:
    from tests.servers.slack.team import Team

MOST_OPTIONS = 100


class Forms:
    """Turns what people do in modals into what the bot is sent, and does what it answers."""

    def __init__(self, team: Team) -> None:
        self._team = team

    def action(self, on: Post | View, action_id: str, value: str | None) -> Json:
        """The `actions` entry of an element that is pressed, or whose `value` is chosen. Raises NotOffered."""
        block, element = _element(on, action_id)
        kind = element["type"]
        told: Json = {"type": kind, "action_id": action_id, "block_id": block["block_id"]}
        told["action_ts"] = f"{self._team.server.time.now():.6f}"
        if kind == "feedback_buttons":
            values = [element[f"{side}_button"]["value"] for side in ("positive", "negative")]
            if value not in values:
                raise NotOffered(f"{action_id!r} has no {value!r}; there are {', '.join(values)}")
            side = "positive" if value == values[0] else "negative"
            return {**told, "text": element[f"{side}_button"]["text"], "value": value}
        if kind == "button":
            if value is not None and value != element.get("value"):
                raise NotOffered(f"{action_id!r} has the value {element.get('value')!r}, not {value!r}")
            return {**told, **{k: element[k] for k in ("text", "value", "style") if k in element}}
        return {**told, **_chosen(element, value, action_id)}

    async def submits(
        self, user: str, view: View, state: Json, *, missing_ok: bool = False, anyway: bool = False, **how: Any
    ) -> Asked:
        """Send a modal. `state`: what is filled in, by action id; a string, or an option `{text, value}` of a select.

        What the bot answers is done: errors, update, push, clear, or the end of the modal. Raises NotOffered where
        Slack's client would not send it; with `anyway` it is sent as by another client.
        """
        if view not in self._team.modals(user) and not anyway:
            raise NotOffered("this modal is not open")
        values = _filled(view, state, check=not anyway and not missing_ok)
        asked = Asked(team=self._team, kind="interactive", user=user)
        asked.trigger_id = self._team.server.triggers.make(asked)
        sent = {**view.body, "state": {"values": values}}
        payload = payloads.interactive(
            self._team, "view_submission", user, view=sent, trigger_id=asked.trigger_id, response_urls=[]
        )
        await self._team.server.deliveries.go(asked, payload, **how)
        if asked.acked:
            self._answered(asked, view)
        return asked

    def _answered(self, asked: Asked, view: View) -> None:
        ack = asked.ack or {}
        shown = self._team.shown
        match ack.get("response_action"):
            case "errors":
                named = {b["block_id"] for b in view.blocks if b["type"] == "input"}
                if unknown := set(ack["errors"]) - named:
                    raise AssertionError(f"errors for blocks that are no inputs of the form: {sorted(unknown)}")
                asked.errors = ack["errors"]
            case "update":
                shown.change(view, check(ack["view"], "modal"))
            case "push":
                shown.stack(asked, check(ack["view"], "modal"))
            case "clear":
                shown.close(view, all=True)
            case None:
                shown.close(view)
            case other:
                raise AssertionError(f"no response_action {other!r}")

    async def closes(self, user: str, view: View, **how: Any) -> Asked | None:
        """Close a modal; with notify_on_close the bot is sent view_closed."""
        self._team.shown.close(view)
        if not view.body["notify_on_close"]:
            return None
        asked = Asked(team=self._team, kind="interactive", user=user)
        payload = payloads.interactive(self._team, "view_closed", user, view=view.body, is_cleared=False)
        await self._team.server.deliveries.go(asked, payload, **how)
        return asked

    async def suggests(self, user: str, action_id: str, value: str, on: View | Post, **how: Any) -> list[Json]:
        """Type into an external select; the options that come, checked as Slack does. Raises NotOffered."""
        block, element = _element(on, action_id)
        if "external_select" not in element["type"]:
            raise NotOffered(f"{action_id!r} searches nothing")
        if len(value) < int(element.get("min_query_length", 3)):
            return []
        asked = Asked(team=self._team, kind="interactive", user=user)
        more: Json = {"action_id": action_id, "block_id": block["block_id"], "value": value}
        if isinstance(on, View):
            more |= {"container": {"type": "view", "view_id": on.id}, "view": on.body}
        else:
            more |= {"container": {"type": "message", "message_ts": on.ts}, "channel": {"id": on.channel.id}}
        await self._team.server.deliveries.go(
            asked, payloads.interactive(self._team, "block_suggestion", user, **more), **how
        )
        ack = asked.ack or {}
        groups = ack.get("option_groups")
        found: list[Json] = [o for g in groups for o in g["options"]] if groups else ack.get("options") or []
        wrong = [w for o in found for w in option(o)]
        assert not wrong and len(found) <= MOST_OPTIONS, f"Slack would show no such options: {wrong or len(found)}"
        return found


def _element(on: Post | View, action_id: str) -> tuple[Json, Json]:
    for block in on.blocks:
        parts = [*block.get("elements", []), block.get("accessory"), block.get("element")]
        for part in parts:
            if isinstance(part, dict) and part.get("action_id") == action_id:
                return block, part
    raise NotOffered(f"no element {action_id!r}; there are {', '.join(on.actions) or 'none'}")


def _chosen(element: Json, value: object, action_id: str) -> Json:
    """What a field says once it holds this value, as actions and states have it. Raises NotOffered."""
    kind = element["type"]
    if kind in ("static_select", "overflow", "radio_buttons"):
        groups = element.get("option_groups") or [{"options": element.get("options", [])}]
        every = [o for g in groups for o in g["options"]]
        found = next((o for o in every if value in (o["value"], o)), None)
        if found is None and value is not None:
            raise NotOffered(f"{action_id!r} has no {value!r}; there are {', '.join(o['value'] for o in every)}")
        return {"selected_option": found}
    if kind == "external_select":
        shown = value if isinstance(value, dict) or value is None else _option(str(value))
        return {"selected_option": shown}
    if kind in SELECTS:
        return {f"selected_{kind.removesuffix('s_select')}": value}
    if kind == "checkboxes":
        return {"selected_options": [o for o in element["options"] if o["value"] in str(value or "").split(",")]}
    named = {"datepicker": "selected_date", "timepicker": "selected_time", "datetimepicker": "selected_date_time"}
    return {named.get(kind, "value"): value}


def _option(value: str) -> Json:
    return {"text": {"type": "plain_text", "text": value[:75]}, "value": value}


def _filled(view: View, state: Json, *, check: bool) -> Json:
    """`state.values` of a modal. Raises NotOffered where the client would not send it."""
    values: Json = {}
    left = dict(state)
    for block in view.blocks:
        element = block.get("element")
        if block["type"] != "input" or not isinstance(element, dict):
            continue
        name = element["action_id"]
        start = element.get("initial_option") or element.get("initial_value")
        given = left.pop(name, start)
        if check and given in (None, "") and not block.get("optional"):
            raise NotOffered(f"{name!r} must be filled in")
        if check and isinstance(given, str) and element["type"] == "plain_text_input" and given:
            least, most = int(element.get("min_length", 0)), int(element.get("max_length", 3000))
            if not least <= len(given) <= most:
                raise NotOffered(f"{name!r} takes {least} to {most} characters")
        values[block["block_id"]] = {name: {"type": element["type"], **_chosen(element, given or None, name)}}
    if left:
        raise NotOffered(f"the modal has no field {', '.join(sorted(left))}")
    return values
