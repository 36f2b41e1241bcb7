"""Bodies of requests and replies."""

from __future__ import annotations

import json
from urllib.parse import parse_qsl

from aiohttp import web

from tests.servers.slack.world import Json


def reply(data: Json, status: int = 200, headers: dict[str, str] | None = None) -> web.Response:
    """JSON."""
    kind = {"Content-Type": "application/json; charset=utf-8", **(headers or {})}
    return web.Response(body=json.dumps(data).encode(), status=status, headers=kind)


async def said(request: web.Request) -> Json:
    """The arguments of a request: of its query, its form or its JSON. What was JSON in a form stays a string."""
    given: Json = dict(request.query)
    if request.content_type == "multipart/form-data":
        return given | {k: v for k, v in (await request.post()).items() if isinstance(v, str)}
    raw = await request.read()
    if not raw:
        return given
    if request.content_type == "application/json":
        read = json.loads(raw)
        return given | read if isinstance(read, dict) else given
    return given | dict(parse_qsl(raw.decode(), keep_blank_values=True))


def opened(value: object) -> object:
    """An argument that may be JSON in a string; None where it is a string that is no JSON."""
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except ValueError:
        return None


def true(value: object) -> bool:
    """An argument that is a yes or no, in all ways that clients write it."""
    return str(value).lower() in ("true", "1")
