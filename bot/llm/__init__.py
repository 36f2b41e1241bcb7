"""Models behind an OpenAI-compatible endpoint. The only room that imports openai, and only when it is used."""

from bot.llm.embedder import EndpointEmbedder
from bot.llm.endpoint import Endpoint

__all__ = ["Endpoint", "EndpointEmbedder"]
