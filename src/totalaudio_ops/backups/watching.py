"""Whether backups are made: one that was missed or failed opens an incident, the same one until it is resolved."""

from datetime import datetime, timedelta

from totalaudio_ops.backups import records
from totalaudio_ops.backups.listing import MISSED_AFTER, listed, missed
from totalaudio_ops.backups.metadata import Metadata
from totalaudio_ops.backups.records import Connection
from totalaudio_ops.backups.stores import Store
from totalaudio_ops.incidents.changing import note
from totalaudio_ops.incidents.incident import unresolved
from totalaudio_ops.incidents.opening import open_incident

KEY = "backup daily"
BY = "the worker"
_NIGHT = timedelta(hours=25)
_BEGUN_SINCE = "SELECT EXISTS (SELECT FROM ops.backups WHERE started_at > %s)"
_IS_NEW = "SELECT min(applied_at) > %s FROM ops.migrations"


def report_failure(connection: Connection, said: str, now: datetime) -> None:
    """Open an incident for a backup that failed."""
    open_incident(
        connection,
        level="P1",
        title="The daily backup failed",
        source="backup",
        key=KEY,
        by=BY,
        now=now,
        detail=said,
    )


def report_missed(connection: Connection, now: datetime) -> str:
    """Open an incident when no backup was verified for too long; returns what is said of it, '' for all is well."""
    said = missed(connection, now)
    if said:
        open_incident(
            connection,
            level="P1",
            title=f"No backup was verified for {MISSED_AFTER.total_seconds() / 3600:.0f} hours",
            source="backup",
            key=KEY,
            by=BY,
            now=now,
            detail=said,
        )
    return said


def report_gone(connection: Connection, store: Store, now: datetime) -> list[str]:
    """Open an incident for verified archives that are not in their store any more; returns their names.

    They count as verified no longer. Raises Problem when the store cannot be read: then nothing is known of them.
    """
    gone = [one for one in listed(connection, store) if one.state == "missing" and one.verified_at]
    names = [one.archive.rpartition("/")[2] for one in gone if one.archive]
    for one in gone:
        if one.archive:
            records.doubt(connection, one.archive, one.problems)
    if names:
        open_incident(
            connection,
            level="P1",
            title="A verified backup is gone from its store",
            source="backup",
            key=KEY,
            by=BY,
            now=now,
            detail=f"Not in {store.address} any more, and not thrown away by rule: {', '.join(names)}.",
        )
    return names


def note_verified(
    connection: Connection, said: str, described: Metadata | None, now: datetime
) -> None:
    """Write into the open incident of backups that a newer one is good, so that somebody can resolve it."""
    for there in unresolved(connection):
        if there.source_key == KEY and described and described.time > there.started_at:
            text = f"{said} It is newer than this incident, which can be resolved."
            note(connection, there.ref, text, by=BY, now=now)


def is_night_missed(connection: Connection, now: datetime) -> bool:
    """Whether none was begun for more than a day: nobody worked at two in the morning, so it is made up for now."""
    begun = connection.execute(_BEGUN_SINCE, [now - _NIGHT]).fetchone()
    is_new = connection.execute(_IS_NEW, [now - _NIGHT]).fetchone()
    return not (begun and begun[0]) and not (is_new and is_new[0])
