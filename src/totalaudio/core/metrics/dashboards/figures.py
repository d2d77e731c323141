"""What the dashboard is told: one value for each of its questions."""

from dataclasses import dataclass
from datetime import date, datetime

from totalaudio.core.metrics.names import Feature


@dataclass(frozen=True, slots=True)
class Reached:
    """How many reached each step in a window; visits are different visitors of each day."""

    visits: int
    sign_ups: int
    first_enrichments: int
    demo_calls: int
    first_payments: int


@dataclass(frozen=True, slots=True)
class Day:
    """What happened on a day (UTC)."""

    date: date
    visits: int
    events: int
    errors: int


@dataclass(frozen=True, slots=True)
class Joined:
    """People who signed up in the week of a Monday, and how many were back in each whole week after it."""

    week: date
    people: int
    back: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Adoption:
    """People who were there since a window began, and how many of them used each feature."""

    people: int
    features: dict[Feature, int]


@dataclass(frozen=True, slots=True)
class Enrichments:
    """How enrichments of contacts ended."""

    succeeded: int
    failed: int


@dataclass(frozen=True, slots=True)
class Timed:
    """How long events of a name take: half of them, and 95 in 100, at most so many ms, give or take 10 %."""

    event_name: str
    n: int
    p50_ms: float
    p95_ms: float


@dataclass(frozen=True, slots=True)
class Failure:
    """An event that ended in an error."""

    created_at: datetime
    event_name: str
    app_name: str
    error_message: str
