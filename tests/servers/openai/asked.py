"""A request as the server got it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Asked:
    """One request: its body and its headers (names in lower case)."""

    body: dict[str, Any]
    headers: Mapping[str, str]

    @property
    def stream(self) -> bool:
        return bool(self.body.get("stream"))

    @property
    def key(self) -> str:
        """The key that came with it."""
        return self.headers.get("authorization", "").removeprefix("Bearer ")

    @property
    def rules(self) -> str:
        return self._said_by("system")

    @property
    def data(self) -> str:
        return self._said_by("user")

    @property
    def function(self) -> str:
        """The name of the function that must be called, if one must; with `required` it is the first."""
        choice = self.body.get("tool_choice")
        if choice == "required":
            return str(self.body["tools"][0]["function"]["name"])
        return str(choice["function"]["name"]) if isinstance(choice, dict) else ""

    @property
    def shape(self) -> tuple[str, dict[str, Any]]:
        """Name and schema of the reply: of a function, of the format, or as the end of the rules has them."""
        if self.function:
            tool = self.body["tools"][0]["function"]
            return str(tool["name"]), tool["parameters"]
        form = self.body.get("response_format") or {}
        if form.get("type") == "json_schema":
            return str(form["json_schema"]["name"]), form["json_schema"]["schema"]
        for line in reversed(self.rules.splitlines()):
            if line.startswith("{"):
                schema = json.loads(line)
                return str(schema.get("title", "")), schema
        return "", {}

    @property
    def job(self) -> str:
        return self.shape[0]

    @property
    def schema(self) -> dict[str, Any]:
        return self.shape[1]

    def _said_by(self, role: str) -> str:
        said = [m["content"] for m in self.body["messages"] if m["role"] == role]
        return "\n".join(said)
