"""Methods of views: views.open, views.push, views.update, views.publish."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from tests.servers.slack.world import Json

if TYPE_CHECKING:
    from tests.servers.slack.team import Team


def start(team: Team, args: Json) -> Json:
    return {"view": team.shown.start(args.get("trigger_id"), args.get("view")).body}


def push(team: Team, args: Json) -> Json:
    return {"view": team.shown.push(args.get("trigger_id"), args.get("view")).body}


def update(team: Team, args: Json) -> Json:
    found = team.shown.update(args.get("view_id"), args.get("external_id"), args.get("view"), args.get("hash"))
    return {"view": found.body}


def publish(team: Team, args: Json) -> Json:
    return {"view": team.shown.publish(args.get("user_id"), args.get("view"), args.get("hash")).body}


METHODS: dict[str, tuple[str, Callable[[Team, Json], Json]]] = {
    "views.open": ("", start),
    "views.push": ("", push),
    "views.update": ("", update),
    "views.publish": ("", publish),
}
