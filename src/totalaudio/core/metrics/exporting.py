"""Events one by one, read by a cursor on the server: a million need no more memory than a thousand."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.db import connections, transaction

_AT_ONCE: Final = 2_000
COLUMNS: Final = (
    "id", "created_at", "event_name", "event_category", "app_name", "source", "status", "duration_ms",
    "error_message", "user_id", "workspace_id", "session_id", "properties", "ip_address", "user_agent", "referrer",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ExportedEvent:
    """An event as it is stored; `properties` is JSON, the fields are in the order of COLUMNS."""

    id: UUID
    created_at: datetime
    event_name: str
    event_category: str
    app_name: str
    source: str
    status: str
    duration_ms: int | None
    error_message: str | None
    user_id: UUID
    workspace_id: UUID
    session_id: str | None
    properties: str
    ip_address: str | None
    user_agent: str | None
    referrer: str | None


def events(
    first: date | None = None, last: date | None = None, using: str = "default"
) -> Iterator[ExportedEvent]:
    """Every event from the first to the last day (UTC), oldest first; without a day there is no bound."""
    chosen = ", ".join("host(ip_address)" if name == "ip_address" else name for name in COLUMNS)
    sql = f"SELECT {chosen} FROM events WHERE true"  # noqa: S608 - our own columns
    told: list[date] = []
    if first is not None:
        sql, told = f"{sql} AND created_at >= %s::date", [*told, first]
    if last is not None:
        sql, told = f"{sql} AND created_at < %s::date + 1", [*told, last]
    connections[using].ensure_connection()
    with transaction.atomic(using=using), connections[using].chunked_cursor() as cursor:
        cursor.execute(f"{sql} ORDER BY created_at, id", told)
        while rows := cursor.fetchmany(_AT_ONCE):
            yield from (ExportedEvent(*row) for row in rows)
