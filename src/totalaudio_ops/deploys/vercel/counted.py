"""What people met at an app, from our own counts: Vercel does not tell."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Final

import psycopg

from totalaudio_ops.apps import Deployable
from totalaudio_ops.deploys.targets import Seen
from totalaudio_ops.requests.bounds import BOUNDS

type Counts = Callable[[Deployable, datetime, datetime], Seen]

# Two whole minutes lie in it, whenever it begins.
WATCH_SECONDS: Final = 180.0
# Whole minutes only: the one in which a version was switched to has requests of both.
_SUMMED: Final = """
    SELECT coalesce(sum(total), 0)::bigint, coalesce(sum(bad), 0)::bigint,
        (SELECT array_agg(n ORDER BY place) FROM (
            SELECT place, sum(number)::bigint AS n FROM ops.request_minutes m, unnest(m.histogram)
                WITH ORDINALITY AS h (number, place)
            WHERE app = %(app)s AND minute >= %(since)s AND minute + interval '1 minute' <= %(until)s
                AND route_class <> 'probe' AND route_class NOT LIKE '%%:%%'
            GROUP BY place) places)
    FROM ops.request_minutes
    WHERE app = %(app)s AND minute >= %(since)s AND minute + interval '1 minute' <= %(until)s
        AND route_class <> 'probe' AND route_class NOT LIKE '%%:%%'
"""


def counts_from(connection: psycopg.Connection[tuple[object, ...]]) -> Counts:
    """A function that asks this database for the requests of people in the whole minutes of a span."""

    def counts(app: Deployable, since: datetime, until: datetime) -> Seen:
        asked = {"app": app, "since": since, "until": until}
        row = connection.execute(_SUMMED, asked).fetchone()
        total, bad, places = row if row else (0, 0, None)
        return Seen(
            int(str(total)), int(str(bad)), mean_of(places if isinstance(places, list) else [])
        )

    return counts


def mean_of(places: Sequence[int]) -> float | None:
    """The mean of a histogram in milliseconds, each request taken as in the middle of its place."""
    lows = (0, *BOUNDS)
    highs = (*BOUNDS, BOUNDS[-1])
    number = sum(places)
    if not number:
        return None
    summed = sum(n * (low + high) / 2 for n, low, high in zip(places, lows, highs, strict=True))
    return summed / number
