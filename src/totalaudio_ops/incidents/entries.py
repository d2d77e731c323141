"""The timeline of an incident: entries are added, and never changed."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from psycopg.rows import class_row

from .incident import Connection

_WRITE = """INSERT INTO ops.incident_entries (incident_id, at, kind, text, actor, is_public, source_key)
    VALUES (%s, %s, %s, %s, %s, %s, %s) ON CONFLICT (incident_id, source_key) DO NOTHING RETURNING id"""
_READ = """SELECT id, at, written_at, kind, text, actor, is_public FROM ops.incident_entries
    WHERE incident_id = %s ORDER BY at, id"""


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that happened: when, what, and who wrote it down."""

    id: int
    at: datetime
    written_at: datetime
    kind: str
    text: str
    actor: str
    is_public: bool


def write(
    connection: Connection,
    incident_id: UUID,
    kind: str,
    text: str,
    *,
    actor: str,
    at: datetime,
    is_public: bool = False,
    key: str | None = None,
) -> bool:
    """Add an entry; one with a key is added once, and False says that it was there."""
    values = [incident_id, at, kind, text, actor, is_public, key]
    return connection.execute(_WRITE, values).fetchone() is not None


def timeline(connection: Connection, incident_id: UUID) -> list[Entry]:
    """All entries, the oldest first."""
    with connection.cursor(row_factory=class_row(Entry)) as cursor:
        return cursor.execute(_READ, [incident_id]).fetchall()
