"""The exceptions of Sitrep, one tree; foreign exceptions are mapped to it at the seam where they arise.

SitrepError                 anything that we raise on purpose; its text is one line for a person
├── ConfigError             the configuration cannot be used; carries every problem at once
├── CaseError               the case cannot be loaded; carries every problem at once
├── StoreError              the database cannot be used
│   ├── StoreBusy           locked by another process for longer than we wait; trying again may help
│   ├── StoreDamaged        not a database, or failing its own checks
│   ├── StoreReadOnly       the file or its folder cannot be written, or the disk is full
│   └── StoreTooNew         written by a newer Sitrep
├── EmbedderError           the embedder cannot be used; search goes on without meaning
├── ModelError              a language model is of no use now; the extractive answer stands
│   ├── Unanswered          no connection, no reply in time, or a fault of its server; trying again may help
│   ├── Throttled           its server wants us to wait (429)
│   ├── Denied              its server does not take what we ask: a wrong key, address, model or setting
│   ├── Nonsense            it replied, with nothing that can be read: cut off, refused, filtered, of another shape
│   └── OverBudget          what may be spent today is spent
├── LeaseLost               another worker holds this delivery now; nothing may be written for it any more
├── PlatformError           a platform did not take a post
│   ├── Refused             it never will: the place is gone, closed to us, or the post is not valid
│   ├── Held                it wants us to wait (429); certainly not posted
│   ├── Unreached           no connection; certainly not posted
│   └── Unsure              timeout, reset or a fault of theirs: it may or may not have been posted
├── Forbidden               the person who asks may not do that here
├── TooFast                 more was asked in a minute than is taken; says when to come back
└── BadRequest              what was asked cannot be done: unknown command, bad date, text too long
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.model import Used
from bot.domain.spending import Scope


@dataclass(frozen=True, kw_only=True, slots=True)
class Problem:
    """One mistake in something that a person wrote: where it is, what is wrong, and what to do about it.

    `where` is a file, a fact or a key, such as `sources/afp-2020-02-11.toml, afp-2020-02-11/2, event_date`.
    A warning does not stop a load.
    """

    where: str
    what: str
    todo: str = ""
    warning: bool = False

    def __str__(self) -> str:
        line = f"{'warning: ' if self.warning else ''}{self.where}: {self.what}"
        return f"{line}; {self.todo}" if self.todo else line


class SitrepError(Exception):
    """Base of all errors that Sitrep raises on purpose; `str()` is one line that a person can act on."""


class ProblemsError(SitrepError):
    """Base of errors that carry several problems; `str()` has one line for each of them."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(p) for p in self.problems))


class ConfigError(ProblemsError):
    """The configuration cannot be used."""


class CaseError(ProblemsError):
    """The case cannot be loaded."""


class StoreError(SitrepError):
    """The database cannot be used."""


class StoreBusy(StoreError):
    """The database is locked by another process for longer than we wait."""


class StoreDamaged(StoreError):
    """The file is not a database, or fails its own checks."""


class StoreReadOnly(StoreError):
    """The database cannot be written: permissions or a full disk."""


class StoreTooNew(StoreError):
    """The database was written by a newer version of Sitrep."""


class EmbedderError(SitrepError):
    """The embedder cannot be used."""


class ModelError(SitrepError):
    """A language model is of no use now."""


class Unanswered(ModelError):
    """There was no connection, no reply in time, or a fault of the model's server."""


class Throttled(ModelError):
    """The model's server wants us to wait `retry_after` seconds; None where it does not say how many."""

    def __init__(self, text: str, *, retry_after: float | None) -> None:
        super().__init__(text)
        self.retry_after = retry_after


class Denied(ModelError):
    """The model's server does not take what we ask, and will not the next time either."""


class Nonsense(ModelError):
    """The model replied with nothing that can be read; `used` is what that took, None where nobody told."""

    def __init__(self, text: str, *, used: Used | None = None) -> None:
        super().__init__(text)
        self.used = used


class OverBudget(ModelError):
    """What may be spent today is spent; `whose` is `user`, `workspace` or `all`."""

    def __init__(self, text: str, *, whose: Scope) -> None:
        super().__init__(text)
        self.whose = whose


class BadRequest(SitrepError):
    """What was asked for cannot be done as it was asked."""


class Forbidden(SitrepError):
    """The person who asks may not do that here."""


class TooFast(SitrepError):
    """More was asked in a minute than is taken; coming back after `wait_s` seconds helps."""

    def __init__(self, text: str, *, wait_s: int) -> None:
        super().__init__(text)
        self.wait_s = wait_s


class LeaseLost(SitrepError):
    """Another worker holds this delivery now."""


class PlatformError(SitrepError):
    """A platform did not take a post."""


class Refused(PlatformError):
    """The platform never will take it. `gone`: the place itself is closed to us (403, 404), not just this post."""

    def __init__(self, text: str, *, gone: bool) -> None:
        super().__init__(text)
        self.gone = gone


class Held(PlatformError):
    """The platform wants us to wait `retry_after` seconds, `everywhere` on it or only in this place."""

    def __init__(self, text: str, *, retry_after: float, everywhere: bool = False) -> None:
        super().__init__(text)
        self.retry_after = retry_after
        self.everywhere = everywhere


class Unreached(PlatformError):
    """There was no connection, so it was certainly not posted."""


class Unsure(PlatformError):
    """It may or may not have been posted."""
