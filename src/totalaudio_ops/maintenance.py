"""Announced maintenance: its minutes are left out of every objective, so it can never be announced afterwards.

The database tells each announcement and change as a happening by itself.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final
from uuid import UUID

import psycopg
from uuid_utils.compat import uuid7

from totalaudio_ops.apps import Deployable
from totalaudio_ops.problems import Problem

type Connection = psycopg.Connection[tuple[object, ...]]

LONGEST: Final = timedelta(hours=24)
_FARTHEST: Final = timedelta(days=366)
# Whoever says "now" has said it a moment ago; no more than the probe before is forgiven.
_A_MOMENT: Final = timedelta(seconds=15)
_SELECT: Final = """SELECT id, app, starts_at, ends_at, reason, declared_by, declared_at, cancelled_at
    FROM ops.maintenance"""
_CALL_OFF = "UPDATE ops.maintenance SET cancelled_at = %s, changed_by = %s WHERE id = %s"
_END = "UPDATE ops.maintenance SET ends_at = %s, changed_by = %s WHERE id = %s"
_INSERT = """INSERT INTO ops.maintenance (id, app, starts_at, ends_at, reason, declared_by, declared_at)
    VALUES (%s, %s, %s, %s, %s, %s, %s)"""


@dataclass(frozen=True, slots=True)
class Maintenance:
    """One announced span; `app` None means all apps."""

    id: UUID
    app: Deployable | None
    starts_at: datetime
    ends_at: datetime
    reason: str
    declared_by: str
    declared_at: datetime
    cancelled_at: datetime | None = None

    @property
    def label(self) -> str:
        """What it concerns, as pages name it."""
        return self.app.label if self.app else "All apps"

    def state(self, now: datetime) -> str:
        """cancelled, over, now or coming."""
        if self.cancelled_at:
            return "cancelled"
        if self.ends_at <= now:
            return "over"
        return "now" if self.starts_at <= now else "coming"


def declare(
    connection: Connection,
    *,
    app: Deployable | None,
    starts_at: datetime,
    ends_at: datetime,
    reason: str,
    by: str,
    now: datetime,
) -> Maintenance:
    """Announce maintenance; raises Problem when it would begin in the past, or is longer than a day."""
    reason = " ".join(reason.split())
    _refuse_wrong(starts_at, ends_at, reason, now)
    made = Maintenance(uuid7(), app, max(starts_at, now), ends_at, reason, by, now)
    values = [made.id, app, made.starts_at, ends_at, reason, by, now]
    connection.execute(_INSERT, values)
    return made


def cancel(connection: Connection, wanted: UUID, *, by: str, now: datetime) -> Maintenance:
    """Call off what is still to come, or end now what goes on; raises Problem when neither can be done."""
    found = get(connection, wanted)
    match found.state(now):
        case "now" if found.starts_at < now:
            change = _END
        case "coming" | "now":
            change = _CALL_OFF
        case over:
            raise Problem(
                f"the maintenance {wanted} is {over}, so it cannot be cancelled: "
                "see what is left by ./totalaudio maintenance list."
            )
    connection.execute(change, [now, by, wanted])
    return get(connection, wanted)


def get(connection: Connection, wanted: UUID) -> Maintenance:
    """Return one; raises Problem when there is none with that id. Whoever changes it waits for others."""
    query = _SELECT + " WHERE id = %s FOR UPDATE"
    row = connection.execute(query, [wanted]).fetchone()
    if row is None:
        raise Problem(
            f"there is no maintenance {wanted}: take an id from ./totalaudio maintenance list."
        )
    return _read(row)


def coming_and_now(connection: Connection, now: datetime) -> Sequence[Maintenance]:
    """What goes on or is still to come, the next first."""
    query = _SELECT + " WHERE ends_at > %s AND cancelled_at IS NULL ORDER BY starts_at, id"
    return [_read(row) for row in connection.execute(query, [now])]


def latest(connection: Connection, limit: int = 100) -> Sequence[Maintenance]:
    """Everything that was announced, the latest first."""
    query = _SELECT + " ORDER BY starts_at DESC, id DESC LIMIT %s"
    return [_read(row) for row in connection.execute(query, [limit])]


def _refuse_wrong(starts_at: datetime, ends_at: datetime, reason: str, now: datetime) -> None:
    if not reason:
        raise Problem(
            "the maintenance has no reason: say in a sentence for customers what is done."
        )
    if starts_at < now - _A_MOMENT:
        raise Problem(
            f"the maintenance would begin at {starts_at:%Y-%m-%d %H:%M %Z}, which is past, and hide an outage: "
            "name a time to come."
        )
    if starts_at > now + _FARTHEST:
        raise Problem(f"{starts_at:%Y-%m-%d} is more than a year away: check the date.")
    if ends_at <= max(starts_at, now):
        raise Problem("the maintenance would end before it begins: name a later end.")
    if ends_at - starts_at > LONGEST:
        raise Problem("the maintenance would last longer than 24 hours: announce it in parts.")


def _read(row: Sequence[object]) -> Maintenance:
    found, app, starts_at, ends_at, reason, by, declared_at, cancelled_at = row
    return Maintenance(
        found,  # type: ignore[arg-type]  # uuid, as the table has it
        Deployable(str(app)) if app else None,
        _moment(starts_at),
        _moment(ends_at),
        str(reason),
        str(by),
        _moment(declared_at),
        _moment(cancelled_at) if cancelled_at else None,
    )


def _moment(value: object) -> datetime:
    if not isinstance(value, datetime):
        raise TypeError(f"{value!r} is no moment")
    return value.astimezone(UTC)
