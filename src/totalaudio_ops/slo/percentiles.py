"""How long requests of each class took, from their histograms: for people to read, never for an objective."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import psycopg

from totalaudio_ops.requests.bounds import BOUNDS, PLACES
from totalaudio_ops.slo.judging import PROBE, Tallies
from totalaudio_ops.slo.objectives import Span
from totalaudio_ops.slo.postgres_source import PostgresSource

type Connection = psycopg.Connection[tuple[object, ...]]

ALL: Final = ""  # in a class's place: all that are web requests, probes not among them


@dataclass(frozen=True, slots=True)
class Latency:
    """A duration that a share of requests do not exceed; beyond the last bound only that is known."""

    milliseconds: float
    is_beyond: bool = False

    def __str__(self) -> str:
        if self.is_beyond:
            return f"over {self.milliseconds / 1000:g} s"
        if self.milliseconds < 1000:
            return f"{self.milliseconds:.0f} ms"
        return f"{self.milliseconds / 1000:.1f} s"


@dataclass(frozen=True, slots=True)
class Percentiles:
    """How many requests there were, how many of them failed, and what half, 95 and 99 in 100 did not exceed."""

    total: int
    bad: int
    p50: Latency
    p95: Latency
    p99: Latency


def percentiles(connection: Connection, app: str, span: Span) -> dict[str, Percentiles]:
    """By class of an app, those with requests only; and under ALL its web requests together."""
    by_class = PostgresSource(connection).tallies(app, span)
    web = [one for name, one in by_class.items() if name != PROBE and ":" not in name]
    together = Tallies(
        sum(one.bad for one in web),
        [sum(places) for places in zip(*(one.histogram for one in web), strict=True)],
    )
    found = {name: of(one) for name, one in sorted({ALL: together, **by_class}.items())}
    return {name: one for name, one in found.items() if one is not None}


def of(tallies: Tallies) -> Percentiles | None:
    """The percentiles of one histogram; None when nothing was counted."""
    p50, p95, p99 = (percentile(tallies.histogram, share) for share in (0.5, 0.95, 0.99))
    if p50 is None or p95 is None or p99 is None:
        return None
    return Percentiles(sum(tallies.histogram), tallies.bad, p50, p95, p99)


def percentile(histogram: Sequence[int], share: float) -> Latency | None:
    """The duration that a share of all do not exceed, interpolated within its place; None when there are none."""
    wanted, passed = share * sum(histogram), 0
    for place, number in enumerate(histogram):
        if number and passed + number >= wanted:
            if place == PLACES - 1:
                return Latency(BOUNDS[-1], is_beyond=True)
            low = BOUNDS[place - 1] if place else 0
            return Latency(low + (BOUNDS[place] - low) * (wanted - passed) / number)
        passed += number
    return None
