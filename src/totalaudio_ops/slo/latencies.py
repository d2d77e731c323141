"""How long answers took, by app and class of route: the bound within which half, 95 % and 99 % of them stayed."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from psycopg.rows import tuple_row

from totalaudio_ops.happenings import Connection
from totalaudio_ops.requests.bounds import BOUNDS, PLACES

from .objectives import Span

HALF, MOST, NEARLY_ALL = Fraction(1, 2), Fraction(95, 100), Fraction(99, 100)
_PLACES: Final = ", ".join(f"sum(histogram[{place}])::bigint" for place in range(1, PLACES + 1))
# Whole hours are summed up already; the hours from the first that changed since, and what is newer, are read by minute.
_READ: Final = f"""
WITH known AS (
    SELECT greatest(date_trunc('hour', %(start)s::timestamptz), coalesce(least(
        (SELECT until FROM ops.rolled_until), (SELECT min(hour) FROM ops.stale_hours)), '-infinity')) AS until
), found AS (
    SELECT app, route_class, histogram FROM ops.request_hours, known
    WHERE app = ANY(%(apps)s) AND hour >= date_trunc('hour', %(start)s::timestamptz) AND hour < known.until
    UNION ALL
    SELECT app, route_class, histogram FROM ops.request_minutes, known
    WHERE app = ANY(%(apps)s) AND minute >= known.until AND minute < %(end)s
)
SELECT app, route_class, {_PLACES} FROM found GROUP BY app, route_class ORDER BY app, route_class
"""  # noqa: S608 - the places are numbers of ours


@dataclass(frozen=True, slots=True)
class Latency:
    """What was counted of a class of routes, by duration."""

    app: str
    route_class: str
    histogram: tuple[int, ...]

    @property
    def n(self) -> int:
        """How many answers."""
        return sum(self.histogram)

    def within(self, share: Fraction) -> int | None:
        """The smallest bound in milliseconds within which such a share stayed; None beyond the last bound."""
        wanted, seen = share * self.n, 0
        for bound, count in zip(BOUNDS, self.histogram, strict=False):
            seen += count
            if seen >= wanted:
                return bound
        return None


def latencies(connection: Connection, apps: Sequence[str], span: Span) -> list[Latency]:
    """Every class of these apps that answered anything in a span, which begins with its hour."""
    values = {"apps": list(apps), "start": span.start, "end": span.end}
    with connection.cursor(row_factory=tuple_row) as cursor:
        rows = cursor.execute(_READ, values).fetchall()
    found = [Latency(app, name, tuple(counts)) for app, name, *counts in rows]
    return [one for one in found if one.n]
