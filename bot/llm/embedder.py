"""Text → vectors by a model behind an OpenAI-compatible endpoint."""

from __future__ import annotations

import base64
from array import array
from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

from bot.domain.errors import EmbedderError
from bot.domain.ports import Vector

if TYPE_CHECKING:
    from openai import AsyncOpenAI

TIMEOUT_S = 10.0


class EndpointEmbedder:
    """Embeddings from `url` (an OpenAI-compatible base address). Without a key an endpoint of one's own is assumed."""

    unrelated = 0.1
    related = 0.6

    def __init__(self, *, url: str, model: str, key: str) -> None:
        self.model = f"endpoint/{model}"
        self._url = url
        self._name = model
        self._key = key
        self._client: AsyncOpenAI | None = None

    async def embed(self, texts: Sequence[str], *, kind: Literal["query", "passage"]) -> list[Vector]:
        """Unit vectors of the texts, in their order.

        Raises EmbedderError where the endpoint fails or answers nonsense.
        """
        import httpx2
        import openai

        try:
            if self._client is None:
                self._client = openai.AsyncOpenAI(
                    base_url=self._url, api_key=self._key or "none", timeout=TIMEOUT_S, max_retries=0
                )
            reply = await self._client.embeddings.create(model=self._name, input=list(texts))
            vectors = [_unit(item.embedding) for item in sorted(reply.data, key=lambda item: item.index)]
        except (openai.OpenAIError, httpx2.InvalidURL, ValueError, TypeError, AttributeError) as error:
            raise EmbedderError(f"the embeddings endpoint {self._url} failed: {type(error).__name__}") from error
        if len(vectors) != len(texts):
            what = f"gave {len(vectors)} vectors for {len(texts)} texts"
            raise EmbedderError(f"the embeddings endpoint {self._url} {what}")
        return vectors

    async def close(self) -> None:
        """Close the connections."""
        if self._client is not None:
            await self._client.close()


def _unit(values: Sequence[float] | str) -> Vector:
    """A unit vector; some servers send base64 even where floats were asked for. Raises ValueError on a null vector."""
    numbers = array("f", base64.b64decode(values)) if isinstance(values, str) else array("f", values)
    length = sum(v * v for v in numbers) ** 0.5
    if not length > 0:
        raise ValueError("a vector without length")
    return array("f", (v / length for v in numbers)).tobytes()
