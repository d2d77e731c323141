"""Makes a notification of each event for each recipient, once; the event itself is an entry of a timeline.

The entry is written in the transaction of the event, so that none is told that did not happen and none is lost.
"""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from psycopg.rows import class_row
from uuid_utils.compat import uuid7

from totalaudio_ops.incidents.exporting import facts
from totalaudio_ops.incidents.incident import Connection, Incident, select

from .audience import Audience
from .quiet import told_at
from .repeating import STATES, Mail, again_at, overtake

# The entries that are told, and the word for each.
TOLD = {
    "opened": "opened",
    "escalated": "escalated",
    "breach": "response is late",
    "resolved": "resolved",
    "overdue": "post-mortem is overdue",
}
# News of yesterday is no news: what happened before somebody could be told is left.
IS_NEWS = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Event:
    """One entry that is told."""

    id: int
    incident_id: UUID
    at: datetime
    kind: str
    text: str


_EVENTS = """SELECT id, incident_id, at, kind, text FROM ops.incident_entries
    WHERE kind = ANY(%s) AND at > %s AND at <= %s ORDER BY at, id"""
_THERE = "SELECT source_key, channel, recipient FROM ops.notifications WHERE source_key = ANY(%s)"
_INSERT = """INSERT INTO ops.notifications
    (id, incident_id, channel, recipient, subject, body, first_at, not_before, source_key, is_repeat)
    VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
    ON CONFLICT (source_key, channel, recipient) DO NOTHING"""


def queue(connection: Connection, audience: Audience, now: datetime) -> int:
    """Queue what the last day brought and was not queued yet; returns how many."""
    events = _events(connection, now)
    there = set(connection.execute(_THERE, [[_key(one) for one in events]]).fetchall())
    incidents = _incidents(connection, events)
    made = 0
    for event in events:
        for channel, recipient in audience.ways:
            if (_key(event), channel, recipient) not in there:
                _insert(
                    connection,
                    event,
                    incidents[event.incident_id],
                    channel,
                    recipient,
                    audience,
                    now,
                )
                made += 1
    return made


def _insert(
    connection: Connection,
    event: Event,
    incident: Incident,
    channel: str,
    recipient: str,
    audience: Audience,
    now: datetime,
) -> None:
    said = subject(event, incident)
    again = None
    if channel == "mail" and event.kind in STATES:
        mail = Mail(recipient, incident, event.kind, said)
        overtake(connection, mail, now)
        again = again_at(connection, mail, now)
    first_at = told_at(incident.level, again or now, audience.quiet)
    body = (_text if channel == "mail" else _json)(event, incident, audience)
    values = [uuid7(), incident.id, channel, recipient, said, body]
    connection.execute(_INSERT, [*values, first_at, first_at, _key(event), again is not None])


def _events(connection: Connection, now: datetime) -> list[Event]:
    with connection.cursor(row_factory=class_row(Event)) as cursor:
        return cursor.execute(_EVENTS, [list(TOLD), now - IS_NEWS, now]).fetchall()


def _incidents(connection: Connection, events: list[Event]) -> dict[UUID, Incident]:
    ids = [one.incident_id for one in events]
    return {one.id: one for one in select(connection, "WHERE id = ANY(%s)", ids)}


def _key(event: Event) -> str:
    return f"entry {event.id}"


def subject(event: Event, incident: Incident) -> str:
    """One line that says all that a telephone shows of it."""
    return f"{incident.level} {incident.ref} {TOLD[event.kind]}: {incident.title}"


def _text(event: Event, incident: Incident, audience: Audience) -> str:
    lines = [event.text, "", *(f"{name}: {value}" for name, value in facts(incident))]
    if url := _url(incident, audience):
        lines += ["", url]
    return "\n".join(lines) + "\n"


def _json(event: Event, incident: Incident, audience: Audience) -> str:
    said = {
        "event": event.kind,
        "at": event.at.isoformat(),
        "text": event.text,
        "url": _url(incident, audience) or None,
        "incident": {
            "ref": incident.ref,
            "level": incident.level.value,
            "title": incident.title,
            "app": incident.app,
            "status": incident.status.value,
            "started_at": incident.started_at.isoformat(),
            "detected_at": incident.detected_at.isoformat(),
            "respond_by": incident.respond_by.isoformat(),
        },
    }
    return json.dumps(said, ensure_ascii=False)


def _url(incident: Incident, audience: Audience) -> str:
    return (
        f"{audience.pages.rstrip('/')}/operator/incidents/{incident.ref}/" if audience.pages else ""
    )
