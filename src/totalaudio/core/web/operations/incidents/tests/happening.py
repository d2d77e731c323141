"""Incidents as the system role makes them, committed at once."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import connections
from django.utils import timezone

from totalaudio.core.web.operations.reaching import Connection, reach
from totalaudio_ops.incidents.opening import open_incident


@contextmanager
def system() -> Iterator[Connection]:
    """The connection of the system role, in a transaction that is kept at the end."""
    opened_connection = reach("system")
    with opened_connection.transaction():
        yield opened_connection


def opened(level: str, *, title: str = "Runs fail", now: datetime | None = None) -> str:
    """Open one for Audio Intel and return its ref."""
    with system() as connection:
        return open_incident(
            connection,
            level=level,
            title=title,
            app="audio-intel",
            by="alice@example.com",
            now=now or timezone.now(),
        ).ref


def record(asked: str) -> list[tuple[object, ...]]:
    """What the tables hold, read as the system role."""
    with connections["system"].cursor() as cursor:
        cursor.execute(asked)
        found: list[tuple[object, ...]] = cursor.fetchall()
        return found
