"""An incident, as it is kept, and how it is read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

import psycopg
from psycopg.rows import class_row

from totalaudio_ops.problems import Problem

from .levels import Level

type Connection = psycopg.Connection[tuple[object, ...]]


class Status(StrEnum):
    """How far it is dealt with."""

    OPEN = "open"
    ACKNOWLEDGED = "acknowledged"
    MITIGATED = "mitigated"
    RESOLVED = "resolved"


@dataclass(frozen=True, slots=True)
class Incident:
    """One incident; times have a zone."""

    id: UUID
    ref: str
    app: str | None
    level: Level
    title: str
    source: str
    source_key: str | None
    status: Status
    is_public: bool
    lead: str
    started_at: datetime
    detected_at: datetime
    respond_by: datetime
    acknowledged_at: datetime | None
    mitigated_at: datetime | None
    resolved_at: datetime | None
    breached_at: datetime | None

    def __post_init__(self) -> None:
        # From the database they come as plain text.
        object.__setattr__(self, "level", Level(self.level))
        object.__setattr__(self, "status", Status(self.status))

    @property
    def is_resolved(self) -> bool:
        """Whether its cause was dealt with."""
        return self.status is Status.RESOLVED


COLUMNS = (
    "id, ref, app, level, title, source, source_key, status, is_public, lead, started_at, detected_at, respond_by,"
    " acknowledged_at, mitigated_at, resolved_at, breached_at"
)


def find(connection: Connection, ref: str) -> Incident:
    """The incident with this ref; raises Problem when there is none."""
    return _found(connection, ref, "")


def find_to_change(connection: Connection, ref: str) -> Incident:
    """The same, and nobody else changes it until the transaction ends."""
    return _found(connection, ref, " FOR UPDATE")


def is_open(connection: Connection, ref: str) -> bool:
    """Whether an incident with this ref is there and not resolved."""
    wanted = ref.strip().upper()
    asked = "SELECT 1 FROM ops.incidents WHERE ref = %s AND status <> 'resolved'"
    return connection.execute(asked, [wanted]).fetchone() is not None


def unresolved(connection: Connection) -> list[Incident]:
    """All that are not resolved, the worst first and then the oldest."""
    return select(connection, "WHERE status <> 'resolved' ORDER BY level, detected_at, ref")


def resolved(connection: Connection, limit: int = 100) -> list[Incident]:
    """The latest that are resolved, newest first."""
    return select(
        connection, "WHERE status = 'resolved' ORDER BY detected_at DESC, ref DESC LIMIT %s", limit
    )


def select(connection: Connection, rest: str, *values: object) -> list[Incident]:
    """Incidents by a condition of this package, never by what somebody typed."""
    with connection.cursor(row_factory=class_row(Incident)) as cursor:
        asked = f"SELECT {COLUMNS} FROM ops.incidents {rest}"  # noqa: S608 - only our own words
        return cursor.execute(asked.encode(), values).fetchall()


def _found(connection: Connection, ref: str, rest: str) -> Incident:
    wanted = ref.strip().upper()
    found: Sequence[Incident] = select(connection, f"WHERE ref = %s{rest}", wanted)
    if not found:
        raise Problem(f"there is no incident {ref.strip()[:40]!r}: see totalaudio incident list.")
    return found[0]
