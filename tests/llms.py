"""An endpoint that asks the server of the tests."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from pydantic import SecretStr

from bot.domain.model import Prompt
from bot.llm import Endpoint
from bot.modelsettings import LlmSettings

KEY = "sk-key-of-the-tests"
SCHEMA: dict[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "required": ["sentences", "language"],
    "properties": {
        "sentences": {
            "type": "array",
            "items": {
                "type": "object",
                "additionalProperties": False,
                "required": ["text", "facts"],
                "properties": {"text": {"type": "string"}, "facts": {"type": "array", "items": {"type": "string"}}},
            },
        },
        "language": {"type": "string", "enum": ["en", "de"]},
    },
}
DATA = "[a-1] 33 Turkish soldiers were killed in Idlib.\n[a-2] Russia said that 900,000 people fled. كم"
PROMPT = Prompt(job="draft", rules="the rules, in confidence", data=DATA, schema=SCHEMA, key=("a", "b"))
SAID = {
    "sentences": [
        {"text": "33 Turkish soldiers were killed in Idlib.", "facts": ["a-1"]},
        {"text": "Russia said that 900,000 people fled. كم", "facts": ["a-2"]},
    ],
    "language": "en",
}
"""What the honest brain replies to PROMPT."""


@asynccontextmanager
async def asking(base_url: str, *, key: str = KEY, **settings: Any) -> AsyncIterator[Endpoint]:
    """The endpoint at an address."""
    endpoint = Endpoint(LlmSettings(base_url=base_url, model="m1", key=SecretStr(key), **settings))
    try:
        yield endpoint
    finally:
        await endpoint.close()
