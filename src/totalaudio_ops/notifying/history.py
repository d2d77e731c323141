"""Who was told of an incident, and what went wrong on the way."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from psycopg.rows import class_row

from totalaudio_ops.incidents.incident import Connection

_READ = """SELECT channel, recipient, subject, not_before, attempts, sent_at, given_up_at, overtaken_at, problem
    FROM ops.notifications WHERE incident_id = %s ORDER BY first_at, id"""


@dataclass(frozen=True, slots=True)
class Told:
    """One notification, and how far it came."""

    channel: str
    recipient: str
    subject: str
    not_before: datetime
    attempts: int
    sent_at: datetime | None
    given_up_at: datetime | None
    overtaken_at: datetime | None
    problem: str

    @property
    def is_waiting(self) -> bool:
        """Whether it will be tried again."""
        return self.sent_at is None and self.given_up_at is None and self.overtaken_at is None


def told(connection: Connection, incident_id: UUID) -> list[Told]:
    """All of an incident, in the order in which they were queued."""
    with connection.cursor(row_factory=class_row(Told)) as cursor:
        return cursor.execute(_READ, [incident_id]).fetchall()
