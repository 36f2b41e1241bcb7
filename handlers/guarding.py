"""The loop top of commands: whatever is asked of the bot ends in one message."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Awaitable, Callable

from bot.domain.errors import PlatformError, SitrepError, StoreError
from bot.domain.message import Message, Text, plain
from handlers.typed import spoken

log = logging.getLogger(__name__)


STORELESS = "I cannot get at my facts just now; try again in a moment. The log says why."
UNHEARD = "That did not go through just now; try again in a moment. The log says why."


async def guarded(work: Awaitable[Message], say: Callable[[str], str] = str) -> Message:
    """The message that `work` gives, else one that tells why there is none, with commands as `say` says them.

    Never raises for what a person typed or for what broke meanwhile; a fault of the program is told with a reference
    that the log has too.
    """
    try:
        return await work
    except StoreError as error:
        # Where the database is and what is wrong with it is for who runs the bot.
        log.error("%s", error, extra={"action": "command.storeless"})
        return Message(blocks=(Text(plain(STORELESS)),))
    except PlatformError as error:
        # What went wrong between us and the platform is worded for who runs the bot.
        log.warning("%s", error, extra={"action": "command.unheard"})
        return Message(blocks=(Text(plain(UNHEARD)),))
    except SitrepError as error:
        return told(error, say)
    except Exception as error:
        reference = secrets.token_hex(2)
        fault = f"{type(error).__name__}: {error}"
        log.error("a command failed", extra={"action": "command.failed", "reference": reference, "fault": fault})
        log.debug("where", exc_info=error, extra={"action": "command.failed", "reference": reference})
        return Message(blocks=(Text(plain(f"That failed here, reference {reference}; the log says why.")),))


def told(error: SitrepError, say: Callable[[str], str] = str) -> Message:
    """An error in its own words, for a person."""
    rows = spoken(str(error), say).splitlines()
    return Message(blocks=tuple(Text(plain(_sentence(row))) for row in rows))


def _sentence(row: str) -> str:
    """The row with a capital, unless it begins with what is written as it is: an id, a path, an option's name."""
    return row[:1].upper() + row[1:] if row.partition(" ")[0].rstrip(",;:").isalpha() else row
