"""What Discord and the way to it raise → PlatformError, each with what to do about it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from types import SimpleNamespace

import aiohttp
import discord

from bot.domain.errors import Held, PlatformError, Refused, Unreached, Unsure

UNKNOWN_CHANNEL, UNKNOWN_MESSAGE, UNKNOWN_WEBHOOK, INVALID_TOKEN = 10003, 10008, 10015, 50027
NETWORK, HARMFUL_LINK = 40333, 240000
LEAST_WAIT_S = 1.0
"""Where Discord asks to wait and does not say how long."""
_WHAT_TO_DO = {
    UNKNOWN_CHANNEL: "the channel is gone",
    UNKNOWN_MESSAGE: "the post was deleted",
    50001: "the bot does not see the channel; give it View Channel there",
    50007: "this person takes no direct messages from the bot; they can allow them in their privacy settings",
    50013: "the bot may not post there; give it Send Messages, in threads Send Messages in Threads, in the channel",
    HARMFUL_LINK: "Discord takes a link in it for harmful",
    50278: "the bot shares no server with this person, so it cannot write to them",
    50083: "the thread is archived; open it again",
    160002: "the bot may not answer a post there; give it Read Message History in the channel",
}
_at_once: ContextVar[bool] = ContextVar("at_once", default=False)


@contextmanager
def seam(what: str) -> Iterator[None]:
    """Map whatever is raised inside to PlatformError; `what` says what was tried. Nothing inside is tried twice."""
    token = _at_once.set(True)
    try:
        yield
    except discord.RateLimited as error:
        raise Held(f"{what}: too fast for Discord", retry_after=error.retry_after) from error
    except discord.HTTPException as error:
        raise _refusal(what, error) from error
    except (aiohttp.ClientConnectorError, aiohttp.InvalidURL) as error:
        raise Unreached(f"{what}: Discord cannot be reached: {error}") from error
    except (aiohttp.ClientError, OSError) as error:
        raise Unsure(f"{what}: {type(error).__name__}: {error}") from error
    except (ValueError, KeyError, TypeError) as error:
        raise Unsure(f"{what}: a reply that cannot be read ({type(error).__name__}: {error})") from error
    finally:
        _at_once.reset(token)


def tracing() -> aiohttp.TraceConfig:
    """Lets what stands in a `seam` fail at once, where the library would sleep and try again.

    The deliverer does that itself: it knows how long a send may take, and may be told to stop.
    """
    trace = aiohttp.TraceConfig()
    trace.on_request_end.append(_judge)
    return trace


async def _judge(
    session: aiohttp.ClientSession, context: SimpleNamespace, params: aiohttp.TraceRequestEndParams
) -> None:
    if not _at_once.get():
        return
    reply = params.response
    if reply.status == 429:
        raise await _held(reply)
    if reply.status >= 500:
        raise Unsure(f"Discord has a fault of its own ({reply.status})")


async def _held(reply: aiohttp.ClientResponse) -> Held:
    """A 429 without Discord's own words comes from what stands before it, and binds everything that we send."""
    try:
        said = json.loads(await reply.read())
        seconds, everywhere = float(said["retry_after"]), said.get("global") is True
    except (ValueError, KeyError, TypeError):
        seconds, everywhere = _seconds(reply.headers.get("Retry-After", "")), True
    scope = "too many calls in all" if everywhere else "too many calls to this place"
    return Held(f"429: {scope}", retry_after=seconds, everywhere=everywhere)


def _seconds(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return LEAST_WAIT_S


def _refusal(what: str, error: discord.HTTPException) -> PlatformError:
    status, code = error.status, error.code
    said = f"{what}: {status} {_WHAT_TO_DO.get(code, ' '.join(error.text.split())[:200] or 'without a word')}"
    if status == 429:
        return Held(said, retry_after=_seconds(error.response.headers.get("Retry-After", "")), everywhere=not code)
    if status == 401:
        return Unreached(f"{what}: 401 Discord does not take the bot's token")
    if status >= 500:
        return Unsure(said)
    if status in (403, 404):
        if code in (0, NETWORK):  # the words of a proxy before Discord: the place may be as open as ever
            return Unreached(said)
        return Refused(said, gone=code not in (UNKNOWN_MESSAGE, HARMFUL_LINK))
    return Refused(said, gone=False)
