"""What every service of scheduled posting works with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.domain.delivery import Destination
from bot.domain.outbox import Corrections, Ledger, Outbox, Subscriptions
from bot.domain.platform import Platform
from bot.domain.ports import FactBase, Journal
from bot.domain.report import Presenter
from bot.settings import DeliverySettings


@dataclass(frozen=True, kw_only=True, slots=True)
class Posting:
    """The parts, wired. `platforms` are those that this process serves, by name; `operator` is told of trouble.

    `zone` is the IANA zone of the case.
    """

    facts: FactBase
    journal: Journal
    subscriptions: Subscriptions
    outbox: Outbox
    ledger: Ledger
    corrections: Corrections
    presenter: Presenter
    platforms: Mapping[str, Platform]
    rules: DeliverySettings
    case_title: str
    zone: str
    operator: Destination | None = None
