"""What there is: every backup that the database knows, matched with what lies in the store."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from totalaudio_ops.backups import naming, records
from totalaudio_ops.backups.keeping import Kept
from totalaudio_ops.backups.records import Connection, Record
from totalaudio_ops.backups.stores import Store

DAILY_HOUR = 2
MISSED_AFTER = timedelta(hours=26)
_INSTALLED = "SELECT min(applied_at) FROM ops.migrations"


@dataclass(frozen=True, slots=True)
class Listed:
    """One backup; `state` is that of its row, or missing (from the store), or unknown (to the database)."""

    name: str
    state: str
    archive: str | None
    at: datetime
    bytes: int | None
    verified_at: datetime | None
    restore_seconds: float | None
    problems: tuple[str, ...]

    @property
    def is_there(self) -> bool:
        """Whether the archive can be fetched."""
        return self.state in {"made", "verified", "unknown"}


@dataclass(frozen=True, slots=True)
class Standing:
    """How the backups are: `rpo` is how much would be lost now, `rto` how long the last restore took."""

    last_verified_at: datetime | None
    rpo: timedelta | None
    rto_seconds: float | None
    next_due: datetime
    missed: str


def listed(connection: Connection, store: Store) -> list[Listed]:
    """Every backup of this database, the newest first, and archives in the store that it does not know.

    Files that somebody renamed are listed when they were verified under that name; others are nobody's business.
    """
    there = {f"{store.address}/{one.name}": one for one in store.stored()}
    known = [_of_record(one, store, set(there)) for one in records.latest(connection)]
    known_archives = {one.archive for one in known}
    unknown = [
        Listed(one.parsed.name, "unknown", address, one.parsed.at, one.bytes, None, None, ())
        for address, one in there.items()
        if address not in known_archives and naming.parsed(one.name)
    ]
    return sorted([*known, *unknown], key=lambda one: one.at, reverse=True)


def _of_record(found: Record, store: Store, there: set[str]) -> Listed:
    state, problems = found.state, tuple(found.problems)
    is_here = found.store == store.address
    if state in {"made", "verified"} and is_here and found.archive not in there:
        state, problems = "missing", (*problems, "The archive is not in its store any more.")
    return Listed(
        found.name,
        state,
        found.archive,
        found.snapshot_at or found.started_at,
        found.bytes,
        found.verified_at,
        found.restore_seconds,
        problems,
    )


def prunable(connection: Connection, store: Store) -> list[Kept]:
    """What the rule of keeping may look at: archives of this database that lie in this store."""
    there = {f"{store.address}/{one.name}" for one in store.stored()}
    return [
        Kept(one.archive, one.snapshot_at or one.started_at, one.state == "verified")
        for one in records.kept(connection)
        if one.archive in there and one.archive is not None
    ]


def standing(connection: Connection, now: datetime) -> Standing:
    """How the backups are at a moment."""
    verified = records.last_verified(connection)
    at = verified.snapshot_at if verified else None
    return Standing(
        at,
        now - at if at else None,
        verified.restore_seconds if verified else None,
        next_due(now),
        missed(connection, now),
    )


def next_due(now: datetime) -> datetime:
    """When the worker makes the next one, in UTC."""
    today = now.replace(hour=DAILY_HOUR, minute=0, second=0, microsecond=0)
    return today if now < today else today + timedelta(days=1)


def missed(connection: Connection, now: datetime) -> str:
    """A sentence when the newest verified backup shows too old a moment, else ''; a new installation has the same time.

    An old archive that is verified again makes it no younger.
    """
    verified = records.last_verified(connection)
    at = verified.snapshot_at if verified else None
    if at is not None and at > now - MISSED_AFTER:
        return ""
    row = connection.execute(_INSTALLED).fetchone()
    installed = row[0] if row and isinstance(row[0], datetime) else None
    if at is None and installed is not None and installed > now - MISSED_AFTER:
        return ""
    since = f"since {at:%d %b %Y, %H:%M} UTC" if at else "so far"
    return f"No backup was verified {since}{_why(records.latest(connection, 1))}"


def _why(latest: Iterable[Record]) -> str:
    last = next(iter(latest), None)
    if last is None:
        return "; none was made."
    if last.problems:
        return f"; the last one: {last.problems[0]}"
    if last.state == "made" and last.is_encrypted:
        return "; they are encrypted, and nobody who has the key verifies them."
    return "."
