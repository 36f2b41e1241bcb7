"""The connection to a server, and what its failures mean. Imports openai, which takes two seconds: import it late."""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterator, Iterator
from contextlib import contextmanager
from typing import Any

import httpx2
import jiter
import openai

from bot.domain.errors import Denied, ModelError, Nonsense, Throttled, Unanswered
from bot.llm.asking import NotTaken
from bot.modelsettings import LlmSettings

PATH = "/chat/completions"
LEAST_BYTES = 1_000_000
BYTES_A_TOKEN = 600
"""What a token takes in a stream with all that is wrapped around it, rounded up."""
ABOUT_THE_PROMPT = (
    "context length", "context_length", "context size", "context_size", "context window", "content_filter",
    "content_policy", "content management policy", "invalid_prompt",
)  # fmt: skip
"""Signs of a 400 that is about this one prompt, so that the next one may well be taken."""


class Wire:
    """A connection as the settings have it. `where` names the endpoint in errors. Raises Denied on a bad address."""

    def __init__(self, settings: LlmSettings, where: str) -> None:
        self._where = where
        key = settings.key.get_secret_value()
        if not (key.isascii() and key.isprintable()):
            raise Denied(f"no request can carry the key for {where}; check SITREP_LLM_KEY")
        most = max(LEAST_BYTES, settings.max_output_tokens * BYTES_A_TOKEN)
        with self._faults():
            self._client = openai.AsyncOpenAI(
                base_url=settings.base_url, api_key=key or "none", timeout=settings.timeout_s, max_retries=0,
                default_headers={"Accept-Encoding": "identity"}, http_client=_Client(most, settings.timeout_s),
            )  # fmt: skip

    async def whole(self, body: dict[str, Any]) -> object:
        """The reply as JSON. Raises ModelError."""
        with self._faults():
            reply = await self._client.post(PATH, body=body, cast_to=httpx2.Response)
            if not reply.content.strip():
                raise Unanswered(f"{self._where} sent an empty reply")
            return jiter.from_json(reply.content, allow_inf_nan=False)

    async def pieces(self, body: dict[str, Any]) -> AsyncGenerator[object, None]:
        """The pieces of a streamed reply as JSON. Raises ModelError."""
        # As plain JSON, because what a server sends need not fit the types of the library.
        with self._faults():
            kind = openai.AsyncStream[object]
            stream = await self._client.post(PATH, body=body, cast_to=object, stream=True, stream_cls=kind)
            async with stream:
                async for piece in stream:
                    yield piece

    async def close(self) -> None:
        """Close the connections."""
        await self._client.close()

    @contextmanager
    def _faults(self) -> Iterator[None]:
        # `from None`, because the library's errors carry what the server said, and that may quote the prompt.
        try:
            yield
        except openai.APIStatusError as error:
            raise self._status(error) from None
        except (httpx2.InvalidURL, httpx2.UnsupportedProtocol):
            raise Denied(f"{self._where} has no address that can be called; check base_url in [llm]") from None
        except openai.APIConnectionError as error:
            if isinstance(error.__cause__, httpx2.UnsupportedProtocol | httpx2.LocalProtocolError):
                raise Denied(f"{self._where} cannot be called like that; check base_url in [llm]") from None
            raise Unanswered(f"{self._where} cannot be reached; is it running, and base_url in [llm] right?") from None
        except (httpx2.HTTPError, openai.APIError):
            raise Unanswered(f"{self._where} broke off") from None
        except openai.OpenAIError:
            raise Denied(f"{self._where} cannot be called with these settings; check [llm]") from None
        except _TooMuch as error:
            raise Nonsense(f"{self._where} {error}") from None
        except (ValueError, RecursionError):
            raise Nonsense(f"{self._where} sent what is no JSON; check base_url in [llm]") from None

    def _status(self, error: openai.APIStatusError) -> ModelError:
        status, said = error.status_code, f"{error.code} {error.type} {error.param} {error.message}"
        match status:
            case 429 if "insufficient_quota" in (error.code, error.type):
                return Denied(f"{self._where} says that its quota is used up (429); check the account there")
            case 429:
                return Throttled(f"{self._where} wants us to wait (429)", retry_after=_retry_after(error.response))
            case 401 | 403:
                return Denied(f"{self._where} does not take the key ({status}); check SITREP_LLM_KEY")
            case 404:
                return Denied(f"{self._where} has no such address or model (404); check base_url and model in [llm]")
            case 400 | 413 | 422 if any(sign in said.casefold() for sign in ABOUT_THE_PROMPT):
                return Nonsense(f"{self._where} does not take this prompt ({status}): too long, or filtered")
            case 400 | 422:
                what = f"does not take such requests ({status}); check model, structured and temperature in [llm]"
                return NotTaken(f"{self._where} {what}", said=said)
            case 408 | 409 | 425:
                return Unanswered(f"{self._where} did not get to it ({status})")
            case _ if status >= 500:
                return Unanswered(f"{self._where} failed ({status})")
            case _ if status < 400:
                return Denied(f"{self._where} points to another address ({status}); check base_url in [llm]")
            case _:
                return Denied(f"{self._where} does not take such requests ({status}); check [llm]")


class _TooMuch(Exception):
    """More came than any reply can have."""


class _Client(httpx2.AsyncClient):
    """A client that never reads more than `most` bytes of a reply, and follows no redirect."""

    def __init__(self, most: int, timeout_s: float) -> None:
        super().__init__(timeout=timeout_s, follow_redirects=False)
        self._most = most

    async def send(self, request: httpx2.Request, *, stream: bool = False, **how: Any) -> httpx2.Response:
        response = await super().send(request, stream=True, **how)
        assert isinstance(response.stream, httpx2.AsyncByteStream)
        if response.headers.get("content-encoding", "identity") != "identity":
            await response.aclose()
            raise _TooMuch("sent a packed reply, for which it was not asked")
        response.stream = _Bounded(response.stream, self._most)
        if not stream:
            try:
                await response.aread()
            finally:
                await response.aclose()
        return response


class _Bounded(httpx2.AsyncByteStream):
    """A body that ends in _TooMuch where it has more than `most` bytes."""

    def __init__(self, body: httpx2.AsyncByteStream, most: int) -> None:
        self._body = body
        self._left = most

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for part in self._body:
            self._left -= len(part)
            if self._left < 0:
                await self.aclose()
                raise _TooMuch("sent more than any reply can have")
            yield part

    async def aclose(self) -> None:
        await self._body.aclose()


def _retry_after(response: httpx2.Response) -> float | None:
    """Seconds that a server wants us to wait, if it says so in seconds."""
    for header, scale in (("retry-after-ms", 1000.0), ("retry-after", 1.0)):
        try:
            seconds = float(response.headers.get(header, "")) / scale
        except ValueError:
            continue
        if 0 <= seconds < float("inf"):
            return seconds
    return None
