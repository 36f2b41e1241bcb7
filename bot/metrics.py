"""What Prometheus is told. The only file that imports prometheus_client."""

from __future__ import annotations

import time
from typing import Protocol, get_args

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from bot.domain.answer import Abstention, Question, Reply, Telling
from bot.domain.delivery import Kind, State
from bot.domain.outbox import OutboxGauges

OUTCOMES = ("answered", "disputed", "abstained", "failed")
TOKENS = ("prompt", "completion")
_LATENESS_S = (1, 5, 15, 30, 60, 120, 300, 900, 3600, 4 * 3600, 24 * 3600, 72 * 3600)
_ANSWER_S = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)


class Metrics:
    """The numbers of one process. Every label that there can be is told from the start, as 0."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._deliveries = Gauge("sitrep_deliveries", "Deliveries by state.", ["state"], registry=self._registry)
        self._parked = Gauge(
            "sitrep_deliveries_parked",
            "Deliveries that wait for a person, since nobody can tell whether they arrived.",
            registry=self._registry,
        )
        self._queue_age = Gauge(
            "sitrep_queue_age_seconds", "How long the oldest due delivery has waited.", registry=self._registry
        )
        self._lateness = Histogram(
            "sitrep_delivery_lateness_seconds",
            "From when a post was due until the platform took it.",
            buckets=_LATENESS_S,
            registry=self._registry,
        )
        self._sent = Counter("sitrep_sent", "Posts that a platform took.", ["kind"], registry=self._registry)
        self._questions = Counter("sitrep_questions", "Questions asked.", ["outcome"], registry=self._registry)
        self._answer_s = Histogram(
            "sitrep_answer_seconds", "From a question to its reply.", buckets=_ANSWER_S, registry=self._registry
        )
        self._tokens = Counter("sitrep_model_tokens", "Tokens that a model used.", ["kind"], registry=self._registry)
        for metric, values in (
            (self._deliveries, get_args(State)),
            (self._sent, get_args(Kind)),
            (self._questions, OUTCOMES),
            (self._tokens, TOKENS),
        ):
            for value in values:
                metric.labels(value)

    def observe_sent(self, kind: str, lateness_s: float) -> None:
        """A platform took a post, so many seconds after it was due."""
        self._sent.labels(kind).inc()
        self._lateness.observe(lateness_s)

    def observe_answer(self, outcome: str, seconds: float) -> None:
        """A question had one of the OUTCOMES after so many seconds."""
        self._questions.labels(outcome).inc()
        self._answer_s.observe(seconds)

    def observe_tokens(self, kind: str, count: int) -> None:
        """A model used tokens of one of the kinds TOKENS."""
        self._tokens.labels(kind).inc(count)

    def set_outbox(self, gauges: OutboxGauges) -> None:
        """How the outbox stands now."""
        for state in get_args(State):
            self._deliveries.labels(state).set(gauges.by_state.get(state, 0))
        self._parked.set(gauges.parked)
        self._queue_age.set(gauges.queue_age_s)

    def render(self) -> bytes:
        """Everything in Prometheus's text format, version 0.0.4."""
        return generate_latest(self._registry)


class Asks(Protocol):
    """Whatever answers questions."""

    async def ask(self, question: Question, *, record: bool = True, telling: Telling | None = None) -> Reply: ...


class MeasuredAsker:
    """An asker whose replies are counted and timed. A question that gets no reply counts as failed."""

    def __init__(self, asker: Asks, metrics: Metrics) -> None:
        self._asker = asker
        self._metrics = metrics

    async def ask(self, question: Question, *, record: bool = True, telling: Telling | None = None) -> Reply:
        """The reply of the asker; raises what it raises."""
        began = time.perf_counter()
        outcome = "failed"
        try:
            reply = await self._asker.ask(question, record=record, telling=telling)
            outcome = "abstained" if isinstance(reply, Abstention) else reply.status
            self._metrics.observe_tokens("prompt", reply.made.used.prompt)
            self._metrics.observe_tokens("completion", reply.made.used.completion)
        finally:
            self._metrics.observe_answer(outcome, time.perf_counter() - began)
        return reply
