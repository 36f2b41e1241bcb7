"""What only one person sees: through the address that Slack gives for a reply, or as an ephemeral post."""

from __future__ import annotations

import json
from typing import Any

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook import WebhookResponse
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.domain.delivery import Destination
from bot.domain.errors import Held, Refused, Unreached, Unsure
from handlers.slack.faults import seam
from handlers.slack.layout import Laid

POST_S = 15
"""Seconds that one reply may take."""
WAIT_S = 5.0
"""Seconds to wait where Slack does not say how many."""

_NOT_THIS = ("invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long", "msg_too_long", "no_text")
"""What Slack says of a reply that it does not take as it is laid out."""


async def by_address(url: str, laid: Laid, *, client: AsyncWebClient, thread: str = "", instead: bool = False) -> None:
    """Reply through a `response_url`, or `instead` of the post that was clicked.

    Raises Refused (`gone` where the address is used up or too old), Held, Unreached, Unsure.
    """
    body: dict[str, Any] = {"text": laid.text, "blocks": laid.blocks, "response_type": "ephemeral"}
    body |= {"replace_original": instead, "unfurl_links": False, "unfurl_media": False}
    if thread and not instead:
        body["thread_ts"] = thread
    hook = AsyncWebhookClient(url, timeout=POST_S, session=client.session, retry_handlers=[])
    try:
        _checked(await hook.send_dict(body))
    except aiohttp.ClientConnectorError as error:
        raise Unreached(f"a reply found no connection: {type(error).__name__}") from error
    except (aiohttp.ClientError, OSError, ValueError) as error:
        # The address is a secret, so that what the error says of it is left out.
        raise Unsure(f"a reply may not have arrived: {type(error).__name__}") from error


async def by_post(to: Destination, laid: Laid, *, client: AsyncWebClient) -> None:
    """Post what only the user of `to` sees in its channel. Raises Refused, Held, Unreached, Unsure."""
    with seam(f"telling a person in {to}"):
        await client.chat_postEphemeral(
            channel=to.channel,
            user=to.user,
            text=laid.text,
            blocks=laid.blocks,
            thread_ts=to.thread or None,
            parse="none",
            link_names=False,
        )


def _checked(response: WebhookResponse) -> None:
    if response.status_code == 429:
        wait = str({k.lower(): v for k, v in response.headers.items()}.get("retry-after", ""))
        raise Held("Slack takes no more replies just now", retry_after=float(wait) if wait.isdecimal() else WAIT_S)
    if response.status_code >= 500:
        raise Unsure(f"Slack answered a reply with {response.status_code}")
    why = _error(response.body)
    if response.status_code >= 400 or why:
        raise Refused(f"Slack does not take a reply: {why or response.status_code}", gone=why not in _NOT_THIS)


def _error(body: str) -> str:
    """What Slack says is wrong, '' where it says that all is well."""
    if body in ("", "ok"):
        return ""
    try:
        said = json.loads(body)
    except ValueError:
        return body[:100]
    if not isinstance(said, dict) or said.get("ok"):
        return ""
    return str(said.get("error", "no reason given"))
