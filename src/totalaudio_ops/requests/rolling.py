"""Minutes summed up to hours: each hour when it is over, and again when something changed in it."""

from datetime import UTC, datetime, timedelta
from typing import Final

import psycopg

type Connection = psycopg.Connection[tuple[object, ...]]

# What ended in an hour is stored within seconds; later parcels make the hour stale, and it is summed up again.
GRACE: Final = timedelta(minutes=2)
# How far back the first time goes: all minutes that may be there.
_OLDEST: Final = timedelta(days=40)

_ALONE: Final = "SELECT pg_advisory_xact_lock(7201128)"
_UNTIL: Final = "SELECT until FROM ops.rolled_until"
_FIRST: Final = "SELECT min(minute) FROM ops.request_minutes WHERE minute >= %s"
_STALE: Final = "DELETE FROM ops.stale_hours RETURNING hour"
_SUMS: Final = ", ".join(f"sum(histogram[{place}])::bigint" for place in range(1, 22))
_CLEAR: Final = "DELETE FROM ops.request_hours WHERE hour = ANY(%s)"
_SUM_UP: Final = f"""
INSERT INTO ops.request_hours (app, hour, route_class, total, bad, left_out, histogram)
SELECT app, hour, route_class, sum(total), sum(bad), sum(left_out), ARRAY[{_SUMS}]
FROM unnest(%s::timestamptz[]) AS hour
JOIN ops.request_minutes AS found ON minute >= hour AND minute < hour + interval '1 hour'
WHERE NOT EXISTS (
    SELECT FROM ops.maintenance one WHERE one.cancelled_at IS NULL AND (one.app IS NULL OR one.app = found.app)
        AND one.starts_at < minute + interval '1 minute' AND one.ends_at > minute)
GROUP BY app, hour, route_class
"""  # noqa: S608 - the places are numbers of ours
_DONE: Final = """INSERT INTO ops.rolled_until (until) VALUES (%s)
    ON CONFLICT (only_row) DO UPDATE SET until = excluded.until"""


def roll(connection: Connection, now: datetime) -> int:
    """Sum up every hour that is over and was not, or changed since; returns how many.

    Doing it again changes nothing. Minutes of declared maintenance are left out.
    """
    connection.execute(_ALONE)
    hours = _changed(connection)
    fresh, until = _fresh(connection, now)
    hours |= set(fresh)
    if not hours:
        return 0
    connection.execute(_CLEAR, [sorted(hours)])
    connection.execute(_SUM_UP, [sorted(hours)])
    connection.execute(_DONE, [until])
    return len(hours)


def _changed(connection: Connection) -> set[datetime]:
    return {hour for (hour,) in connection.execute(_STALE) if isinstance(hour, datetime)}


def _fresh(connection: Connection, now: datetime) -> tuple[list[datetime], datetime]:
    """The hours that are over and were not summed up, and up to when all are after that."""
    over = _hour_of(now - GRACE)
    row = connection.execute(_UNTIL).fetchone()
    begin = row[0] if row else None
    if not isinstance(begin, datetime):
        row = connection.execute(_FIRST, [now - _OLDEST]).fetchone()
        begin = row[0] if row else None
    if not isinstance(begin, datetime):
        return [], over
    begin = _hour_of(begin)
    number = max(0, (over - begin) // timedelta(hours=1))
    return [begin + timedelta(hours=n) for n in range(number)], max(over, begin)


def _hour_of(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
