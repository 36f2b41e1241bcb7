"""What Prometheus is told."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

import pytest
from prometheus_client.parser import text_string_to_metric_families

from bot.domain.answer import Abstention, Answer, Question, Reply, Telling
from bot.domain.errors import StoreError
from bot.domain.outbox import OutboxGauges
from bot.metrics import MeasuredAsker, Metrics

NOW = datetime(2020, 2, 13, 8, tzinfo=UTC)
ANSWER = Answer(status="answered", sentences=(), as_of=NOW)
DISPUTED = Answer(status="disputed", sentences=(), as_of=NOW)
ABSTENTION = Abstention(reason="empty", text="ask something", as_of=NOW)


class FakeAsker:
    """Gives one reply, or raises one error, and remembers what it was asked."""

    def __init__(self, reply: Reply | BaseException) -> None:
        self.reply = reply
        self.asked: list[tuple[Question, bool]] = []

    async def ask(self, question: Question, *, record: bool = True, telling: Telling | None = None) -> Reply:
        self.asked.append((question, record))
        if isinstance(self.reply, BaseException):
            raise self.reply
        return self.reply


def told(metrics: Metrics) -> dict[str, float]:
    """Every sample by its name and its label, such as `sitrep_sent_total sitrep`."""
    families = text_string_to_metric_families(metrics.render().decode())
    samples = [s for family in families for s in family.samples]
    return {" ".join([s.name, *s.labels.values()]): s.value for s in samples}


def test_everything_is_told_from_the_start() -> None:
    """Every series is there with 0 before anything happened, so that an alarm on it never lacks its data."""
    samples = told(Metrics())
    for name in (
        "sitrep_deliveries queued",
        "sitrep_deliveries ambiguous",
        "sitrep_deliveries_parked",
        "sitrep_queue_age_seconds",
        "sitrep_delivery_lateness_seconds_count",
        "sitrep_sent_total sitrep",
        "sitrep_sent_total reminder",
        "sitrep_questions_total answered",
        "sitrep_questions_total failed",
        "sitrep_answer_seconds_count",
        "sitrep_model_tokens_total prompt",
        "sitrep_model_tokens_total completion",
    ):
        assert samples[name] == 0, name


def test_the_outbox_is_told_as_it_stands() -> None:
    """A state that has no delivery any more goes back to 0."""
    metrics = Metrics()
    metrics.set_outbox(OutboxGauges(by_state={"queued": 3, "sent": 7}, parked=1, queue_age_s=12.5))
    metrics.set_outbox(OutboxGauges(by_state={"sent": 10}, parked=1, queue_age_s=2.5))
    samples = told(metrics)
    assert (samples["sitrep_deliveries queued"], samples["sitrep_deliveries sent"]) == (0, 10)
    assert (samples["sitrep_deliveries_parked"], samples["sitrep_queue_age_seconds"]) == (1, 2.5)


def test_posts_are_counted_with_their_lateness() -> None:
    """Each post counts once by its kind, and how late it was in seconds."""
    metrics = Metrics()
    metrics.observe_sent("sitrep", 0.4)
    metrics.observe_sent("sitrep", 40)
    metrics.observe_sent("correction", 7200)
    samples = told(metrics)
    assert (samples["sitrep_sent_total sitrep"], samples["sitrep_sent_total correction"]) == (2, 1)
    assert samples["sitrep_delivery_lateness_seconds_bucket 1.0"] == 1
    assert samples["sitrep_delivery_lateness_seconds_bucket 60.0"] == 2
    assert samples["sitrep_delivery_lateness_seconds_sum"] == pytest.approx(7240.4)


def test_tokens_are_counted() -> None:
    """The tokens of a model add up."""
    metrics = Metrics()
    metrics.observe_tokens("prompt", 100)
    metrics.observe_tokens("prompt", 20)
    assert told(metrics)["sitrep_model_tokens_total prompt"] == 120


@pytest.mark.parametrize(
    ("reply", "outcome"), [(ANSWER, "answered"), (DISPUTED, "disputed"), (ABSTENTION, "abstained")]
)
async def test_questions_are_counted_by_outcome(reply: Reply, outcome: str) -> None:
    """Each question counts once by its outcome, with its seconds, and the reply passes through unchanged."""
    metrics, asker = Metrics(), FakeAsker(reply)
    question = Question(text="who?", now=NOW)
    assert await MeasuredAsker(asker, metrics).ask(question, record=False) is reply
    assert asker.asked == [(question, False)]
    samples = told(metrics)
    assert {k: v for k, v in samples.items() if k.startswith("sitrep_questions_total") and v} == {
        f"sitrep_questions_total {outcome}": 1
    }
    assert samples["sitrep_answer_seconds_count"] == 1


@pytest.mark.parametrize("error", [StoreError("the disk is full"), asyncio.CancelledError()])
async def test_a_question_without_a_reply_has_failed(error: BaseException) -> None:
    """What an asker raises goes on to the caller, and the question counts as failed."""
    metrics = Metrics()
    with pytest.raises(type(error)):
        await MeasuredAsker(FakeAsker(error), metrics).ask(Question(text="who?", now=NOW))
    assert told(metrics)["sitrep_questions_total failed"] == 1


def test_two_of_them_share_nothing() -> None:
    """Metrics are of their own, not of the process's global registry."""
    one, other = Metrics(), Metrics()
    one.observe_sent("sitrep", 1)
    assert told(other)["sitrep_sent_total sitrep"] == 0
