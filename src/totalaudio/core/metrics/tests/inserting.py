"""Events of any time for tests, written as the system role writes them."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import psycopg
from psycopg.types.json import Jsonb

from totalaudio.core.lib.ids import new_id
from totalaudio.core.metrics.names import INSTALLATION

type Connection = psycopg.Connection[tuple[object, ...]]

_INSERT = """
INSERT INTO events (id, user_id, workspace_id, created_at, event_name, event_category, app_name, source, status,
    duration_ms, properties, error_message, ip_address, user_agent, referrer, session_id)
VALUES (%(id)s, %(user_id)s, %(workspace_id)s, %(created_at)s, %(event_name)s, %(event_category)s, %(app_name)s,
    %(source)s, %(status)s, %(duration_ms)s, %(properties)s, %(error_message)s, %(ip_address)s, %(user_agent)s,
    %(referrer)s, %(session_id)s)
"""
_COMMON: dict[str, object] = {
    "workspace_id": INSTALLATION,
    "event_name": "sign-in",
    "event_category": "session",
    "app_name": "core",
    "source": "platform",
    "status": "success",
    "duration_ms": None,
    "error_message": None,
    "ip_address": None,
    "user_agent": None,
    "referrer": None,
    "session_id": None,
}


def visitor() -> UUID:
    """A visitor of the day: a uuid of version 8."""
    return UUID(int=(uuid4().int & ~(0xF << 76)) | (8 << 76))


def insert_event(
    system: Connection, user_id: UUID, created_at: datetime | None = None, **values: object
) -> None:
    """Store an event of now or of another time; `values` are other columns."""
    row = _COMMON | {"properties": {}} | values
    row |= {"id": new_id(), "user_id": user_id, "created_at": created_at or datetime.now(UTC)}
    row["properties"] = Jsonb(row["properties"])
    system.execute(_INSERT, row)


def noon(days_ago: int = 0) -> datetime:
    """Twelve o'clock UTC of a day in the past."""
    day = datetime.now(UTC) - timedelta(days=days_ago)
    return day.replace(hour=12, minute=0, second=0, microsecond=0)
