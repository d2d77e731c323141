"""How fast trouble is found, answered and ended; nothing is said of no incidents."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil
from statistics import fmean, median

from .incident import Connection, Incident, select
from .levels import Level

_IN = "WHERE detected_at >= %s AND detected_at < %s ORDER BY detected_at"


@dataclass(frozen=True, slots=True)
class Measure:
    """What is measured, from when to when; an incident without the second moment is not counted."""

    key: str
    name: str
    definition: str
    span: Callable[[Incident], timedelta | None]


@dataclass(frozen=True, slots=True)
class Measured:
    """A measure over n incidents: mean, median, and what 9 of 10 did not exceed (nearest rank)."""

    measure: Measure
    level: Level | None
    n: int
    mean: timedelta
    median: timedelta
    p90: timedelta


def _to(end: datetime | None, start: datetime) -> timedelta | None:
    return None if end is None else end - start


MEASURES = (
    Measure(
        "mttd",
        "Time to detect",
        "from when the trouble began to when the incident was opened",
        lambda one: one.detected_at - one.started_at,
    ),
    Measure(
        "mtta",
        "Time to acknowledge",
        "from when the incident was opened to when somebody acknowledged it",
        lambda one: _to(one.acknowledged_at, one.detected_at),
    ),
    Measure(
        "mttr",
        "Time to resolve",
        "from when the trouble began to when its cause was dealt with",
        lambda one: _to(one.resolved_at, one.started_at),
    ),
)


def measured(connection: Connection, start: datetime, end: datetime) -> list[Measured]:
    """Every measure of the incidents opened from `start` until before `end`: of all, then of each level.

    A measure that no incident has is left out.
    """
    found = select(connection, _IN, start, end)
    rows: list[Measured] = []
    for level in (None, *Level):
        chosen = [one for one in found if level in {None, one.level}]
        for measure in MEASURES:
            spans = [span for one in chosen if (span := measure.span(one)) is not None]
            if spans:
                rows.append(_summed(measure, level, spans))
    return rows


def _summed(measure: Measure, level: Level | None, spans: Sequence[timedelta]) -> Measured:
    seconds = sorted(span.total_seconds() for span in spans)
    return Measured(
        measure,
        level,
        len(seconds),
        timedelta(seconds=fmean(seconds)),
        timedelta(seconds=median(seconds)),
        timedelta(seconds=seconds[ceil(0.9 * len(seconds)) - 1]),
    )
