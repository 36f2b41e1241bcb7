"""Bodies of requests and replies."""

from __future__ import annotations

import json

from aiohttp import web

from tests.servers.discord.world import Json


def reply(data: object, status: int = 200, headers: dict[str, str] | None = None) -> web.Response:
    """JSON with the plain content type that Discord sends."""
    kind = {"Content-Type": "application/json", **(headers or {})}
    return web.Response(body=json.dumps(data).encode(), status=status, headers=kind)


async def said(request: web.Request) -> Json | list[Json] | None:
    """The JSON of a request, files apart."""
    if request.content_type == "multipart/form-data":
        form = await request.post()
        return json.loads(str(form["payload_json"]))  # type: ignore[no-any-return]
    raw = await request.read()
    return json.loads(raw) if raw else None
