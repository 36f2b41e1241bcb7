"""What Slack and the way to it raise → PlatformError, each with what to do about it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError, SlackClientError

from bot.domain.errors import Held, PlatformError, Refused, Unreached, Unsure

LEAST_WAIT_S = 1.0
"""Where Slack asks to wait and does not say how long."""
CROWDED_S = 60.0
"""Where a workspace may post no more for a while."""
BOT_REFUSED = "Slack refuses SLACK_BOT_TOKEN; take it from api.slack.com/apps → your app → OAuth & Permissions"
_INVITE = "the bot is not in this channel; invite it: /invite and its name"
_CLOSED_BY_RULE = "the rules of the workspace do not let the bot post there; ask its admins, or choose another channel"
_UNINSTALLED = "the bot was removed from the workspace; install it again"
_NO_DIRECT = "this person cannot be written to directly"

GONE = {
    "channel_not_found": "there is no such channel, or it is private and the bot is not in it: /invite and its name",
    "not_in_channel": _INVITE,
    "is_archived": "the channel is archived; unarchive it",
    "is_inactive": "the channel is closed",
    "restricted_action": _CLOSED_BY_RULE,
    "restricted_action_read_only_channel": _CLOSED_BY_RULE,
    "restricted_action_thread_only_channel": _CLOSED_BY_RULE,
    "restricted_action_non_threadable_channel": _CLOSED_BY_RULE,
    "restricted_action_thread_locked": "the thread is locked; unlock it",
    "team_access_not_granted": _CLOSED_BY_RULE,
    "no_permission": _CLOSED_BY_RULE,
    "access_denied": _CLOSED_BY_RULE,
    "account_inactive": _UNINSTALLED,
    "token_revoked": _UNINSTALLED,
    "thread_not_found": "the thread is gone",
    "user_not_found": _NO_DIRECT,
    "user_disabled": _NO_DIRECT,
    "user_not_visible": _NO_DIRECT,
    "cannot_dm_bot": _NO_DIRECT,
    "messages_tab_disabled": "the bot's Messages tab is off; switch it on at api.slack.com/apps → App Home",
}
"""Errors of a place that is closed to us, with what to do."""
NOT_VALID = {
    "invalid_blocks": "Slack does not take its blocks",
    "invalid_blocks_format": "Slack does not take its blocks",
    "msg_blocks_too_long": "its blocks are too long for Slack",
    "msg_too_long": "it is too long for Slack",
    "no_text": "it says nothing",
    "message_not_found": "the post was deleted",
    "cant_update_message": "the post is not the bot's own",
    "edit_window_closed": "the workspace lets nobody edit so late",
}
"""Errors of a post, which say nothing of the place."""
BLOCKS = frozenset({"invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long"})
"""What is wrong with the blocks of a post; its words alone may be taken."""
NO_THREAD = frozenset({"thread_not_found", "message_not_found", "cannot_reply_to_message"})
"""The post that was to be answered is not there."""
WRONG_TOKEN = frozenset({"invalid_auth", "not_authed", "not_allowed_token_type", "token_expired"})
REVOKED = frozenset({"account_inactive", "token_revoked"})
"""The token was good once; the workspace does not have the bot any more."""
_TOO_FAST = frozenset({"ratelimited", "rate_limited"})
_CROWDED = frozenset({"message_limit_exceeded"})
_THEIR_OWN = frozenset({"internal_error", "fatal_error", "service_unavailable", "request_timeout", ""})
_KNOWN = frozenset({"duplicate_channel_not_found", "duplicate_message_not_found"})
"""Slack had a post of the same `client_msg_id` before, and does not find it."""


@contextmanager
def seam(what: str) -> Iterator[None]:
    """Map whatever is raised inside to PlatformError; `what` says what was tried."""
    try:
        yield
    except SlackApiError as error:
        raise _refusal(what, error) from error
    except (
        aiohttp.ClientConnectorError,
        aiohttp.ConnectionTimeoutError,
        aiohttp.ClientHttpProxyError,
        aiohttp.InvalidURL,
    ) as error:
        raise Unreached(f"{what}: Slack cannot be reached: {_said(error)}") from error
    except (aiohttp.ClientError, OSError, SlackClientError) as error:
        raise Unsure(f"{what}: {_said(error)}") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise Unsure(f"{what}: a reply that cannot be read ({_said(error)})") from error


def code_of(error: BaseException | None) -> str:
    """Slack's own word for what went wrong, such as `not_in_channel`; '' where it gave none."""
    if isinstance(error, PlatformError):
        error = error.__cause__
    if isinstance(error, PlatformError):
        return code_of(error)
    return str(_words(error).get("error") or "") if isinstance(error, SlackApiError) else ""


def _refusal(what: str, error: SlackApiError) -> PlatformError:
    code, status = code_of(error), _status(error)
    said = f"{what}: {GONE.get(code) or NOT_VALID.get(code) or 'Slack refuses it'} ({code or status})"
    if status == 429 or code in _TOO_FAST:
        return Held(f"{what}: too fast for Slack", retry_after=_retry_after(error))
    if code in _CROWDED:
        return Held(f"{what}: the workspace takes no more posts for now", retry_after=CROWDED_S)
    if status >= 500 or code in _THEIR_OWN:
        return Unsure(f"{what}: Slack has a fault of its own ({code or status})")
    if code in _KNOWN:
        return Unsure(f"{what}: Slack has had it before, and does not find it ({code})")
    if code in WRONG_TOKEN:
        return Unreached(f"{what}: {BOT_REFUSED} ({code})")
    if code == "missing_scope":
        scope = str(_words(error).get("needed") or "unknown")
        update = "take the manifest that `sitrep manifest slack` prints, and install the app again"
        return Refused(f"{what}: the scope {scope} is missing; {update}", gone=False)
    return Refused(said, gone=code in GONE)


def _words(error: SlackApiError) -> dict[str, Any]:
    """What Slack said; nothing where the reply could not be read."""
    data = getattr(error.response, "data", None)
    return data if isinstance(data, dict) else {}


def _status(error: SlackApiError) -> int:
    reply: Any = error.response
    return int(getattr(reply, "status_code", None) or getattr(reply, "status", None) or 0)


def _retry_after(error: SlackApiError) -> float:
    headers = getattr(error.response, "headers", None) or {}
    try:
        return max(LEAST_WAIT_S, float(headers.get("Retry-After", "")))
    except ValueError:
        return LEAST_WAIT_S


def _said(error: BaseException) -> str:
    """What it says; but an address may hold a ticket, which opens a socket."""
    if isinstance(error, aiohttp.InvalidURL):
        return "no address that can be used"
    if isinstance(error, aiohttp.ClientResponseError):
        return f"{type(error).__name__}: {error.status} {error.message}"
    return f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
