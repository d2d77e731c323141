"""The clock of an incident: found late by somebody who looks every minute, and written down once."""

from datetime import datetime

from .entries import write
from .incident import Connection, Incident, select
from .levels import ABOUT
from .writing import minutes, moment

_LATE = "WHERE acknowledged_at IS NULL AND breached_at IS NULL AND respond_by < %s ORDER BY respond_by FOR UPDATE"


def record_breaches(connection: Connection, now: datetime) -> list[Incident]:
    """Write down each incident that nobody acknowledged in time; returns those that were found now."""
    found = select(connection, _LATE, now)
    for late in found:
        connection.execute(
            "UPDATE ops.incidents SET breached_at = %s WHERE id = %s", [now, late.id]
        )
        write(
            connection,
            late.id,
            "breach",
            late_words(late, now),
            actor="platform",
            at=now,
            key="breach",
        )
    return found


def late_words(late: Incident, now: datetime) -> str:
    """The breach as a sentence, with how late it was when it was found."""
    promised = ABOUT[late.level].response
    over = minutes(now - late.respond_by)
    return (
        f"The response was late: {late.level} promises {promised}, which ended at {moment(late.respond_by)},"
        f" {over} before."
    )


def seconds_left(incident: Incident, now: datetime) -> int | None:
    """How long the response still has; below 0 when it is late; None when the clock was stopped."""
    if incident.acknowledged_at:
        return None
    return int((incident.respond_by - now).total_seconds())
