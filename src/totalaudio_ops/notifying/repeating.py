"""Trouble that comes and goes: the same mail goes out once in a short while, and the last state is always told.

What was told a moment ago waits; something newer that comes meanwhile takes its place. What gets worse in other words
(another level, a late response) waits for nothing.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from totalaudio_ops.incidents.incident import Connection, Incident

SHORT_WHILE: Final = timedelta(minutes=5)
# What an incident is now; one of them takes the place of another. A late response is news beside them.
STATES: Final = frozenset({"opened", "escalated", "resolved"})

# The same words of the same app, whichever incident they are about.
_LAST = """SELECT max(coalesce(n.sent_at, n.first_at)) FROM ops.notifications n
    JOIN ops.incidents i ON i.id = n.incident_id
    WHERE n.channel = 'mail' AND n.recipient = %s AND n.overtaken_at IS NULL AND n.given_up_at IS NULL
      AND coalesce(n.sent_at, n.first_at) > %s
      AND i.app IS NOT DISTINCT FROM %s AND replace(n.subject, i.ref, '') = %s"""
# That trouble ended is no news any more when it is back, as an incident of its own.
_OVERTAKE = """UPDATE ops.notifications n SET overtaken_at = %(now)s FROM ops.incidents i
    WHERE i.id = n.incident_id AND n.is_repeat AND n.channel = 'mail' AND n.recipient = %(recipient)s
      AND n.sent_at IS NULL AND n.given_up_at IS NULL AND n.overtaken_at IS NULL
      AND (n.incident_id = %(incident)s OR (%(is_opened)s AND i.status = 'resolved'
           AND i.title = %(title)s AND i.app IS NOT DISTINCT FROM %(app)s))"""


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail of a state that is about to be queued."""

    recipient: str
    incident: Incident
    kind: str
    subject: str


def again_at(connection: Connection, mail: Mail, now: datetime) -> datetime | None:
    """When it may be said again; None when it was not said in the last short while."""
    words = mail.subject.replace(mail.incident.ref, "")
    values = [mail.recipient, now - SHORT_WHILE, mail.incident.app, words]
    row = connection.execute(_LAST, values).fetchone()
    return row[0] + SHORT_WHILE if row and isinstance(row[0], datetime) else None


def overtake(connection: Connection, mail: Mail, now: datetime) -> None:
    """Take the place of what waits to be said again of this trouble."""
    values = {
        "now": now,
        "recipient": mail.recipient,
        "incident": mail.incident.id,
        "is_opened": mail.kind == "opened",
        "title": mail.incident.title,
        "app": mail.incident.app,
    }
    connection.execute(_OVERTAKE, values)
