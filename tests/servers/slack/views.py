"""Modals and App Homes: opened by a trigger, updated by id and hash, published to one person.

From documents only: that a modal takes two more above it, and the code with which a view of another hash is refused.
"""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tests.servers.slack import blocks
from tests.servers.slack.asked import Asked
from tests.servers.slack.bodies import opened
from tests.servers.slack.elements import text_object
from tests.servers.slack.world import Json, Refusal, texts, walk

if TYPE_CHECKING:
    from tests.servers.slack.team import Team

MOST_BYTES, MOST_STACKED = 250_000, 3


@dataclass(eq=False, kw_only=True)
class View:
    """A view as it is now; `body` is what payloads have of it. `earlier`: its words before each update."""

    id: str
    user: str
    body: Json
    earlier: list[str] = field(default_factory=list)

    @property
    def words(self) -> str:
        return "\n".join(texts([self.body]) if self.body["type"] == "home" else texts(self.body["blocks"]))

    @property
    def title(self) -> str:
        return str(self.body.get("title", {}).get("text", ""))

    @property
    def blocks(self) -> list[Json]:
        shown: list[Json] = self.body["blocks"]
        return shown

    @property
    def actions(self) -> dict[str, Json]:
        """What can be pressed, chosen or filled, by action id."""
        return {e["action_id"]: e for e in walk(self.blocks) if "action_id" in e}


class Views:
    """The views of a workspace. `open`: modals by person, topmost last; `published`: homes by person, newest last."""

    def __init__(self, team: Team) -> None:
        self._team = team
        self.open: dict[str, list[View]] = {}
        self.published: dict[str, list[View]] = {}

    def start(self, trigger_id: object, given: object) -> View:
        """views.open. Raises Refusal."""
        body = check(given, "modal")
        asked = self._team.server.triggers.spend(trigger_id)
        made = self._made(asked.user, body)
        self.open[asked.user] = [made]
        self._opened(asked, made)
        return made

    def push(self, trigger_id: object, given: object) -> View:
        """views.push. Raises Refusal."""
        body = check(given, "modal")
        asked = self._team.server.triggers.spend(trigger_id)
        return self.stack(asked, body)

    def stack(self, asked: Asked, body: Json) -> View:
        """Put a checked modal above those that are open. Raises Refusal."""
        stack = self.open.setdefault(asked.user, [])
        if len(stack) >= MOST_STACKED:
            raise Refusal("push_limit_reached")
        made = self._made(asked.user, body)
        if stack:
            made.body |= {"root_view_id": stack[0].id, "previous_view_id": stack[-1].id}
        stack.append(made)
        self._opened(asked, made)
        return made

    def _opened(self, asked: Asked, made: View) -> None:
        asked.opened = made
        self._team.server.changes.tell()

    def update(self, view_id: object, external_id: object, given: object, hash: object) -> View:
        """views.update of a modal that is open. Raises Refusal."""
        body = check(given, "modal")
        for stack in self.open.values():
            for view in stack:
                if view.id == view_id or (external_id and view.body["external_id"] == external_id):
                    self.change(view, body, hash)
                    return view
        raise Refusal("not_found")

    def publish(self, user: object, given: object, hash: object) -> View:
        """views.publish. Raises Refusal."""
        if user not in self._team.users:
            raise Refusal("user_not_found")
        if not self._team.home_tab:
            raise Refusal("not_enabled")
        body = check(given, "home")
        before = self.published.setdefault(str(user), [])
        if hash and before and before[-1].body["hash"] != hash:
            raise Refusal("hash_conflict")
        made = self._made(str(user), body, id=before[-1].id if before else "")
        before.append(made)
        self._team.server.changes.tell()
        return made

    def change(self, view: View, body: Json, hash: object = None) -> None:
        """Replace what a view shows. Raises Refusal where its hash is another."""
        if hash and view.body["hash"] != hash:
            raise Refusal("hash_conflict")
        view.earlier.append(view.words)
        kept = {k: view.body[k] for k in ("root_view_id", "previous_view_id")}
        view.body = {**self._made(view.user, body, id=view.id).body, **kept}
        self._team.server.changes.tell()

    def _made(self, user: str, body: Json, *, id: str = "") -> View:
        team = self._team
        name = id or f"V{secrets.token_hex(5).upper()}"
        told = {
            "id": name, "team_id": team.id, "app_id": team.server.app_id, "bot_id": team.bot_id,
            "hash": f"{team.server.time.now():.0f}.{secrets.token_hex(4)}", "state": {"values": {}},
            "root_view_id": name, "previous_view_id": None, "app_installed_team_id": team.id,
            "private_metadata": "", "callback_id": "", "external_id": "", "clear_on_close": False,
            "notify_on_close": False, **body, "blocks": blocks.named(body["blocks"]),
        }  # fmt: skip
        return View(id=name, user=user, body=told)

    def close(self, view: View, *, all: bool = False) -> None:
        """Take a modal away, or the whole stack that it is in."""
        stack = self.open.get(view.user, [])
        if all:
            stack.clear()
        elif view in stack:
            stack.remove(view)
        self._team.server.changes.tell()


def check(given: object, kind: str) -> Json:
    """A view of this kind that Slack takes. Raises Refusal."""
    body = opened(given)
    if not isinstance(body, dict) or body.get("type") != kind or not isinstance(body.get("blocks"), list):
        told = {"messages": [f"[ERROR] unsupported type: a {kind} with blocks is needed [json-pointer:/view/type]"]}
        raise Refusal("invalid_arguments", response_metadata=told)
    faults = []
    for name, most in (("callback_id", 255), ("private_metadata", 3000), ("external_id", 255)):
        if len(str(body.get(name) or "")) > most:
            faults.append((f"must be no more than {most} characters", f"/{name}"))
    for name in ("title", "submit", "close"):
        if name in body or (name == "title" and kind == "modal"):
            faults += text_object(body.get(name), f"/{name}", most=24, plain=True)
    if kind == "modal" and "submit" not in body and any(b.get("type") == "input" for b in body["blocks"]):
        faults.append(("missing required field: submit, where there are inputs", "/submit"))
    if faults:
        messages = [f"[ERROR] {what} [json-pointer:/view{where}]" for what, where in faults]
        raise Refusal("invalid_arguments", response_metadata={"messages": messages})
    blocks.check(body["blocks"], on=kind)
    if len(json.dumps(body)) > MOST_BYTES:
        raise Refusal("view_too_large")
    return body
