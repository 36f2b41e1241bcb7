"""Notices to the owner of a subscription and to the operator about posts that could not be made."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from bot.domain.delivery import Delivery, Destination, Draft
from bot.domain.report import Trouble
from bot.services.posting import Posting

SLOT = "trouble "


async def tell_trouble(
    posting: Posting, delivery: Delivery, what: Literal["closed", "ambiguous"], reason: str, *, at: datetime
) -> tuple[Draft, ...]:
    """The notices for one delivery, at most one for each of the two.

    None about a notice of trouble or an edit, and none about a closed place whose subscription was paused before.
    """
    if delivery.slot.startswith(SLOT) or delivery.kind == "edit":
        return ()
    subscription = None
    if delivery.subscription is not None:
        subscription = await posting.subscriptions.get(delivery.subscription, workspace=delivery.workspace)
        if what == "closed" and (subscription is None or subscription.standing != "active"):
            return ()
    trouble = Trouble(
        what=what,
        to=delivery.to,
        subscription=delivery.subscription,
        slot=delivery.slot,
        reason=reason,
        at=at,
        zone=subscription.schedule.zone if subscription and subscription.schedule else posting.zone,
    )
    message = posting.presenter.trouble(trouble, posting.platforms[delivery.to.platform].capabilities)
    owner = None
    if subscription is not None and subscription.owner:
        place = subscription.to
        owner = Destination(platform=place.platform, workspace=place.workspace, user=subscription.owner)
    told = {"owner": owner, "operator": posting.operator if posting.operator != owner else None}
    return tuple(
        Draft(
            kind="notice",
            to=to,
            slot=f"{SLOT}{delivery.id} {whom}",
            due_at=at,
            workspace=delivery.workspace,
            pages=posting.platforms[to.platform].render(message),
        )
        for whom, to in told.items()
        if to is not None and to.platform in posting.platforms and (what != "closed" or to != delivery.to)
    )
