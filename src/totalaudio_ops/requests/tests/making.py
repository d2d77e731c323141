"""Minutes of requests, written past the counting: for tests that travel in time."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple

import psycopg

from totalaudio_ops.requests.bounds import PLACES, place_of

type Connection = psycopg.Connection[tuple[object, ...]]


class Minute(NamedTuple):
    """Some requests of one minute that all took as long."""

    minute: datetime
    total: int = 1
    bad: int = 0
    app: str = "tracker"
    route_class: str = "home"
    milliseconds: int = 10


def write(connection: Connection, minutes: Iterable[Minute]) -> None:
    """Add them; those of one minute, app and class add up."""
    for one in minutes:
        histogram = [0] * PLACES
        histogram[place_of(one.milliseconds)] = one.total
        connection.execute(
            """INSERT INTO ops.request_minutes AS known VALUES (%s, %s, %s, %s, %s, 0, %s)
            ON CONFLICT (app, minute, route_class) DO UPDATE SET total = known.total + excluded.total,
                bad = known.bad + excluded.bad, histogram = ops.added_v1(known.histogram, excluded.histogram)""",
            [one.app, one.minute, one.route_class, one.total, one.bad, histogram],
        )


def declare(
    connection: Connection, start: datetime, minutes: float, *, app: str | None = None
) -> None:
    """Maintenance for so many minutes."""
    connection.execute(
        """INSERT INTO ops.maintenance (id, app, starts_at, ends_at, reason, declared_by, declared_at)
        VALUES (gen_random_uuid(), %s, %s, %s, 'a new disk', 'the tests', %s)""",
        [app, start, start + timedelta(minutes=minutes), start],
    )
