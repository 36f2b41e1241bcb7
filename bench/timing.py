"""Times and memory as printed lines: the figure, and beside it what we aim at."""

from __future__ import annotations

import math
import re
import resource
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path


@dataclass(slots=True)
class Watch:
    """Seconds that a `stopwatch` block took."""

    seconds: float = 0.0


@contextmanager
def stopwatch() -> Iterator[Watch]:
    """Measure the wall time of a block."""
    watch, began = Watch(), time.perf_counter()
    yield watch
    watch.seconds = time.perf_counter() - began


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least `share` (0 to 1) of the values do not exceed."""
    return sorted(values)[math.ceil(round(share * len(values), 6)) - 1]


def each(ask: Callable[[str], object], questions: Sequence[str]) -> list[float]:
    """Milliseconds that each question took."""
    took = []
    for question in questions:
        with stopwatch() as watch:
            ask(question)
        took.append(watch.seconds * 1000)
    return took


def peak_memory(process: int | None = None) -> float:
    """The most memory that a process, this one by default, ever had resident, in MB."""
    status = Path(f"/proc/{process or 'self'}/status")
    if status.exists():  # ru_maxrss there begins at what the parent process had
        return int(re.findall(r"VmHWM:\s+(\d+) kB", status.read_text(encoding="ascii"))[0]) / 1024
    if process is not None:
        return math.nan  # only Linux tells it of another
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1024 * 1024 if sys.platform == "darwin" else 1024)


def latency(what: str, took: Sequence[float], *, p50: float | None = None, p99: float | None = None) -> None:
    """Print median and 99th percentile in milliseconds, with their targets."""
    figures = f"p50 {percentile(took, 0.50):8.1f} ms   p99 {percentile(took, 0.99):8.1f} ms   of {len(took)}"
    aims = [f"{name} ≤ {aim:g}" for name, aim in (("p50", p50), ("p99", p99)) if aim is not None]
    print(f"  {what:42} {figures:48} {'target ' + ', '.join(aims) if aims else ''}".rstrip(), flush=True)


def single(what: str, figure: float, unit: str, target: float | None = None) -> None:
    """Print one figure, with its target."""
    aim = f"target ≤ {target:g}" if target is not None else ""
    print(f"  {what:42} {f'{figure:12.2f} {unit}':48} {aim}".rstrip(), flush=True)
