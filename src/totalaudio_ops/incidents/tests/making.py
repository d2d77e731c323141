"""Incidents for tests, on a Monday that is a working day."""

from datetime import UTC, datetime, timedelta

from totalaudio_ops.incidents import Incident, open_incident
from totalaudio_ops.incidents.entries import timeline
from totalaudio_ops.incidents.incident import Connection
from totalaudio_ops.incidents.levels import Level

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
ALICE, BOB = "alice@example.com", "bob@example.com"


def made(
    connection: Connection,
    level: Level | str = Level.P1,
    *,
    title: str = "Enrichment fails",
    app: str | None = "audio-intel",
    source: str = "hand",
    key: str | None = None,
    now: datetime = NOON,
    started_at: datetime | None = None,
    detail: str = "",
) -> Incident:
    """An incident that Alice opened at noon, unless told otherwise."""
    return open_incident(
        connection,
        level=level,
        title=title,
        app=app,
        source=source,
        key=key,
        started_at=started_at,
        by=ALICE,
        now=now,
        detail=detail,
    )


def after(minutes: float) -> datetime:
    """So many minutes after noon."""
    return NOON + timedelta(minutes=minutes)


def told(connection: Connection, incident: Incident) -> list[tuple[str, str, str]]:
    """Its timeline as kind, text and actor."""
    return [(one.kind, one.text, one.actor) for one in timeline(connection, incident.id)]


def kinds(connection: Connection, incident: Incident) -> list[str]:
    """The kinds of its entries, in their order."""
    return [one.kind for one in timeline(connection, incident.id)]
