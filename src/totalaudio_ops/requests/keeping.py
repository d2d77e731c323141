"""How long counts are kept; what is older goes in small portions, so that nobody waits for it."""

from datetime import datetime, timedelta
from typing import Final

import psycopg

type Connection = psycopg.Connection[tuple[object, ...]]

MINUTES_KEPT: Final = timedelta(days=40)
HOURS_KEPT: Final = timedelta(days=400)
_SOURCES_KEPT: Final = timedelta(days=8)  # longer than the oldest parcel that is taken
PORTION: Final = 5_000

_OLD: Final = (
    ("request_minutes", "minute", MINUTES_KEPT),
    ("request_hours", "hour", HOURS_KEPT),
    ("request_sources", "seen_at", _SOURCES_KEPT),
)
_FORGET: Final = """DELETE FROM ops.{table} WHERE ctid = ANY(ARRAY(
    SELECT ctid FROM ops.{table} WHERE {time} < %s ORDER BY {time} LIMIT %s))"""


def forget_old(connection: Connection, now: datetime, *, portion: int = PORTION) -> bool:
    """Delete a portion of what is too old from each table; returns whether more may be left."""
    deleted = [
        connection.execute(_FORGET.format(table=table, time=time), [now - kept, portion]).rowcount
        for table, time, kept in _OLD
    ]
    return portion in deleted
