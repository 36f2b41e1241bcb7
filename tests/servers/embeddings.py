"""A small OpenAI-compatible embeddings endpoint that can also misbehave; it records what it was asked."""

from __future__ import annotations

import base64
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Literal

from tests.embedders import hashed

Behaviour = Literal[
    "float", "base64", "401", "500", "garbage", "html", "empty", "null", "too-few", "too-many", "words", "zero", "nan",
    "no-embedding", "reversed", "cut", "hang",
]  # fmt: skip


@dataclass
class Endpoint:
    """What the server does, and what it was asked. While `released` is clear, `hang` and gated calls wait."""

    behaviour: Behaviour = "float"
    url: str = ""
    asked: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    released: threading.Event = field(default_factory=threading.Event)
    free: int = -1
    """How many calls are answered before the others wait for `released`; -1 for all."""

    @property
    def texts(self) -> list[str]:
        return [t for body in self.asked for t in body["input"]]


@contextmanager
def serving(behaviour: Behaviour = "float") -> Iterator[Endpoint]:
    """The endpoint, on a free port of this machine."""
    endpoint = Endpoint(behaviour)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, format: str, *args: object) -> None: ...

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            endpoint.asked.append(body)
            endpoint.keys.append(self.headers.get("Authorization", ""))
            held_up = 0 <= endpoint.free < len(endpoint.asked)
            if endpoint.behaviour == "hang" or held_up:
                endpoint.released.wait(60)
            code, kind, reply = respond(endpoint.behaviour, body["input"])
            try:
                self.send_response(code)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(reply)))
                self.end_headers()
                self.wfile.write(reply[: len(reply) // 2] if endpoint.behaviour == "cut" else reply)
            except ConnectionError:  # who asked has gone
                self.close_connection = True
            if endpoint.behaviour == "cut":
                self.close_connection = True

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    endpoint.url = f"http://127.0.0.1:{server.server_port}/v1"
    try:
        yield endpoint
    finally:
        endpoint.released.set()
        server.shutdown()
        server.server_close()
        thread.join()


def respond(behaviour: Behaviour, texts: list[str]) -> tuple[int, str, bytes]:
    """Status, content type and body."""
    if behaviour in ("401", "500"):
        return int(behaviour), "application/json", json.dumps({"error": {"message": f"told {behaviour}"}}).encode()
    if behaviour == "garbage":
        return 200, "application/json", b"{]\xff not json"
    if behaviour == "html":
        return 200, "text/html", b"<html>please log in</html>"
    data = [{"object": "embedding", "index": n, "embedding": embedding(behaviour, t)} for n, t in enumerate(texts)]
    if behaviour == "too-few":
        data = data[:-1]
    if behaviour == "too-many":
        data.append(data[0] | {"index": len(data)})
    if behaviour == "reversed":
        data.reverse()
    if behaviour == "no-embedding":
        data = [{"object": "embedding", "index": n} for n in range(len(texts))]
    found: object = {"empty": [], "null": None}.get(behaviour, data)
    body = {"object": "list", "model": "hashed", "data": found, "usage": {"prompt_tokens": 0, "total_tokens": 0}}
    return 200, "application/json", json.dumps(body).encode()


def embedding(behaviour: Behaviour, text: str) -> object:
    """The vector of a text as the reply has it."""
    vector = hashed(text)
    numbers = list(memoryview(vector).cast("f"))
    if behaviour == "base64":
        return base64.b64encode(vector).decode()
    if behaviour == "words":
        return ["one", "two"]
    if behaviour == "zero":
        return [0.0] * len(numbers)
    if behaviour == "nan":
        return [float("nan")] * len(numbers)
    return [3 * n for n in numbers]
