"""Writes what probes found beside the counted requests, and looks for the worker's sign of life."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

import psycopg

from totalaudio_ops.apps import Deployable
from totalaudio_ops.probes.asking import Answer
from totalaudio_ops.requests.bounds import PLACES, place_of

type Connection = psycopg.Connection[tuple[object, ...]]

LATE_AFTER: Final = timedelta(seconds=30)
_COUNT = "SELECT ops.count_probe_v1(%s, %s, %s, %s, %s)"
_ANSWERED = """
    SELECT asked.app FROM unnest(%s::text[]) AS asked (app)
    WHERE EXISTS (SELECT FROM ops.request_minutes m WHERE m.app = asked.app AND m.total > m.bad)
"""
# By the database's clock alone: those of the worker's machine and of ours may be apart.
_SILENT = "SELECT clock_timestamp() - seen_at FROM totalaudio.web_heartbeat WHERE name = 'worker'"


def count_probes(connection: Connection, answers: Iterable[Answer]) -> None:
    """Count answers in the minutes in which they were asked; the transaction is the caller's."""
    rows = [(one.app, one.is_good, place_of(one.milliseconds), PLACES, one.at) for one in answers]
    with connection.cursor() as cursor:
        cursor.executemany(_COUNT, rows)


def ever_answered(connection: Connection, apps: Iterable[Deployable]) -> frozenset[Deployable]:
    """Which of them answered anybody well before: an app that was never deployed is not down."""
    rows = connection.execute(_ANSWERED, [[str(app) for app in apps]]).fetchall()
    return frozenset(Deployable(str(app)) for (app,) in rows)


def ask_worker(connection: Connection, now: datetime) -> Answer | None:
    """Whether the worker gave a sign of life just now; None when none was ever seen."""
    silent = silent_for(connection)
    if silent is None:
        return None
    late = silent > LATE_AFTER
    problem = f"no sign of life for {silent.total_seconds():.0f} s" if late else ""
    return Answer(Deployable.WORKER, now, not late, 0, problem)


def silent_for(connection: Connection) -> timedelta | None:
    """How long ago the worker gave its last sign of life; None when it never did."""
    row = connection.execute(_SILENT).fetchone()
    return row[0] if row and isinstance(row[0], timedelta) else None
