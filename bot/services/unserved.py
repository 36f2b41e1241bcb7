"""Subscriptions that nothing here sends, because their platform is not served by this process."""

from __future__ import annotations

import logging
from collections.abc import Mapping

from bot.services.posting import Posting

_log = logging.getLogger(__name__)


async def unserved(posting: Posting) -> Mapping[str, int]:
    """How many active subscriptions are on each platform that this process does not serve. Raises StoreError."""
    held = await posting.subscriptions.by_platform()
    return {name: count for name, count in held.items() if name not in posting.platforms}


async def warn_unserved(posting: Posting) -> None:
    """Log what `unserved` finds, a line a platform. Raises StoreError."""
    for name, count in (await unserved(posting)).items():
        _log.warning(
            "%d active subscription%s on %s, which this process does not serve: nothing is sent to them from here; "
            "set its token, or see that another process serves it",
            count,
            " is" if count == 1 else "s are",
            name,
            extra={"action": "subscriptions.unserved", "platform": name, "subscriptions": count},
        )
