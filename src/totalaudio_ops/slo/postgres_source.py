"""Counts from the minutes and hours in PostgreSQL: one statement for all objectives and all spans."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final

import psycopg
from psycopg.rows import tuple_row

from totalaudio_ops.requests.bounds import PLACES

from .judging import Tallies, counts_of, together, total_of
from .objectives import Counts, Objective, Span
from .segments import Plan, plan

type _Found = dict[tuple[int, str], dict[str, Tallies]]

type Connection = psycopg.Connection[tuple[object, ...]]

# Hours from the first that changed since it was summed up are not trusted; the minutes are.
_HOURS_UNTIL: Final = """SELECT least((SELECT until FROM ops.rolled_until), (SELECT min(hour) FROM ops.stale_hours))
    WHERE EXISTS (SELECT FROM ops.rolled_until)"""
_PLACES: Final = ", ".join(f"sum(histogram[{place}])::bigint" for place in range(1, PLACES + 1))
# Each piece is summed up by itself, by its own way through the index: there are few, and most rows are in none.
_READ: Final = f"""
SELECT segment, app, summed.*
FROM unnest(%(segments)s::int[], %(starts)s::timestamptz[], %(ends)s::timestamptz[], %(hours)s::boolean[])
    AS piece (segment, from_moment, to_moment, is_hours)
CROSS JOIN unnest(%(apps)s::text[]) AS app
CROSS JOIN LATERAL (
    SELECT route_class, sum(bad)::bigint, {_PLACES} FROM (
        SELECT route_class, bad, histogram FROM ops.request_hours hours
        WHERE is_hours AND hours.app = app.app AND hour >= from_moment AND hour < to_moment
        UNION ALL
        SELECT route_class, bad, histogram FROM ops.request_minutes minutes
        WHERE NOT is_hours AND minutes.app = app.app AND minute >= from_moment AND minute < to_moment
        AND NOT EXISTS (
            SELECT FROM ops.maintenance one WHERE one.cancelled_at IS NULL
                AND (one.app IS NULL OR one.app = minutes.app)
                AND one.starts_at < minute + interval '1 minute' AND one.ends_at > minute)
    ) AS counted GROUP BY route_class
) AS summed
"""  # noqa: S608 - the places are numbers of ours


class PostgresSource:
    """Reads what the apps counted, over a connection whose role may: the system's, or an operator's."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def count(
        self, objectives: Sequence[Objective], spans: Sequence[Span]
    ) -> Mapping[tuple[str, str], Sequence[Counts]]:
        """The counts of every span, in their order, by app and name of each objective; maintenance is left out."""
        apps = sorted({objective.app for objective in objectives})
        if not apps or not spans:
            return {(objective.app, objective.name): () for objective in objectives}
        wanted = plan(spans, self._hours_until())
        found = self._read(apps, wanted)
        return {
            (objective.app, objective.name): [
                total_of(counts_of(objective, found.get((n, objective.app), {})) for n in segments)
                for segments in wanted.of_span
            ]
            for objective in objectives
        }

    def tallies(self, app: str, span: Span) -> dict[str, Tallies]:
        """What was counted of an app by class; maintenance is left out."""
        return self._read([app], plan([span], self._hours_until())).get((0, app), {})

    def _hours_until(self) -> datetime | None:
        row = self._connection.execute(_HOURS_UNTIL).fetchone()
        return row[0] if row and isinstance(row[0], datetime) else None

    def _read(self, apps: Sequence[str], wanted: Plan) -> _Found:
        """What was counted, by segment and app, and then by class."""
        pieces = wanted.pieces
        values = {
            "segments": [one.segment for one in pieces],
            "starts": [one.start for one in pieces],
            "ends": [one.end for one in pieces],
            "hours": [one.is_hours for one in pieces],
            "apps": apps,
        }
        cursor = self._connection.cursor(row_factory=tuple_row)
        found: _Found = {}
        for segment, app, name, bad, *histogram in cursor.execute(_READ, values):
            classes = found.setdefault((segment, app), {})
            classes[name] = together(classes.get(name), Tallies(bad, histogram))
        return found
