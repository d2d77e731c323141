"""Timelines fill themselves: what happened to the installation is copied into those that it may explain."""

from datetime import datetime

from .incident import Connection

# From an hour before the trouble until it was resolved; what is told late is still copied for a day.
_COPY = """INSERT INTO ops.incident_entries (incident_id, at, kind, text, actor, source_key)
    SELECT i.id, h.at, h.kind, h.text, 'platform', 'happening ' || h.id
    FROM ops.incidents i
    JOIN ops.happenings h ON h.at BETWEEN i.started_at - interval '1 hour' AND coalesce(i.resolved_at, %(now)s)
        AND (h.app IS NULL OR i.app IS NULL OR h.app = i.app)
    WHERE (i.status <> 'resolved' OR i.resolved_at > %(now)s - interval '1 day')
        AND NOT EXISTS (SELECT FROM ops.incident_entries e
            WHERE e.incident_id = i.id AND e.source_key = 'happening ' || h.id)
    ON CONFLICT (incident_id, source_key) DO NOTHING"""


def copy_happenings(connection: Connection, now: datetime) -> int:
    """Copy what concerns an incident's app, or all apps, each once; returns how many entries were added."""
    return connection.execute(_COPY, {"now": now}).rowcount
