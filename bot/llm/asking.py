"""A prompt as the body of a request, in the words that its server takes."""

from __future__ import annotations

import json
import re
from collections.abc import Collection
from typing import Any

from bot.domain.errors import Denied
from bot.domain.model import Prompt
from bot.modelsettings import LlmSettings

OPTIONAL = ("max_tokens", "max_completion_tokens", "temperature", "stream_options")
"""What a server may refuse, and a request can do without."""


class NotTaken(Denied):
    """The server refused the request as it stands; `said` is why, in its own words, which are shown nowhere."""

    def __init__(self, text: str, *, said: str) -> None:
        super().__init__(text)
        self.said = said

    def names(self, body: dict[str, Any]) -> set[str]:
        """What of OPTIONAL stands in the request, and is named in the refusal."""
        return {name for name in OPTIONAL if name in body and re.search(rf"\b{name}\b", self.said)}


def request(settings: LlmSettings, prompt: Prompt, *, stream: bool, unwanted: Collection[str]) -> dict[str, Any]:
    """The body of a request, without what is `unwanted` by its server.

    The bound of the reply goes by its old name first. Servers that only know the old one ignore the new one without a
    word, and the reply is without a bound; those that only know the new one refuse the old one by name.
    """
    rules = prompt.rules
    body: dict[str, Any] = {"model": settings.model}
    schema = {"title": prompt.job, **prompt.schema}
    match settings.structured:
        case "json_schema":
            told = {"name": prompt.job, "strict": True, "schema": dict(prompt.schema)}
            body["response_format"] = {"type": "json_schema", "json_schema": told}
        case "json_object":
            body["response_format"] = {"type": "json_object"}
            rules = f"{rules}\n\nReply with one JSON object and nothing else. Its JSON schema:\n{json.dumps(schema)}"
        case "tool":
            function = {"name": prompt.job, "description": "Takes the reply.", "parameters": dict(prompt.schema)}
            body["tools"] = [{"type": "function", "function": function}]
            # Where there is one tool this is the same as its name, which some servers take for `auto`.
            body["tool_choice"] = "required"
    body["messages"] = [{"role": "system", "content": rules}, {"role": "user", "content": prompt.data}]
    body["max_completion_tokens" if "max_tokens" in unwanted else "max_tokens"] = settings.max_output_tokens
    if settings.temperature is not None and "temperature" not in unwanted:
        body["temperature"] = settings.temperature
    if stream:
        body["stream"] = True
        if "stream_options" not in unwanted:
            body["stream_options"] = {"include_usage": True}
    return body
