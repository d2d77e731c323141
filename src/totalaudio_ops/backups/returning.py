"""Brings an archive back into a database that is to live, and keeps a log of it there."""

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from psycopg.rows import class_row
from uuid_utils.compat import uuid7

from totalaudio_ops.backups.comparing import differences
from totalaudio_ops.backups.damage import Damaged
from totalaudio_ops.backups.describing import facts_of
from totalaudio_ops.backups.facts import read_facts
from totalaudio_ops.backups.metadata import Metadata, digest
from totalaudio_ops.backups.opening import Keys, Opened, open_archive
from totalaudio_ops.backups.reading import hindrances
from totalaudio_ops.backups.records import Connection, Record
from totalaudio_ops.backups.scope import read_scope
from totalaudio_ops.backups.stores import Located
from totalaudio_ops.backups.working import work_folder
from totalaudio_ops.happenings import Kind, tell
from totalaudio_ops.postgres.connecting import connect
from totalaudio_ops.problems import Problem

_WRITE = """INSERT INTO ops.restores (id, started_at, finished_at, archive, what, target, asked_by, is_ok, problems)
    VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)"""
_LATEST = """SELECT started_at, finished_at, archive, what, target, asked_by, is_ok, problems
    FROM ops.restores ORDER BY started_at DESC, id DESC LIMIT %s"""
# In the restored database the backup that it came from still says that it runs.
_SETTLE = """UPDATE ops.backups SET state = 'made', finished_at = snapshot_at, archive = %s, store = %s,
    snapshot_at = %s, digest = %s, server_version = %s, table_count = %s, row_count = %s
    WHERE id = %s AND state = 'running'"""


@dataclass(frozen=True, slots=True)
class Restoration:
    """What is brought back, where to, and for whom."""

    what: str
    target: str
    asked_by: str


@dataclass(frozen=True, slots=True)
class Restored:
    """One row of ops.restores; `is_ok` None when it was killed."""

    started_at: datetime
    finished_at: datetime | None
    archive: str
    what: str
    target: str
    asked_by: str
    is_ok: bool | None
    problems: list[str]


def checked(located: Located, keys: Keys, work: Path, record: Record | None) -> Opened:
    """Stage 1 before anything is restored; raises Problem with the first thing that is wrong."""
    try:
        return open_archive(located, keys, work, record)
    except Damaged as damage:
        raise Problem(
            f"{located.address} is not restored: {damage.problems[0].rstrip('.')}; "
            "take another that backup list shows as verified."
        ) from None


@contextlib.contextmanager
def opened(located: Located, keys: Keys, record: Record | None) -> Iterator[Opened]:
    """The files of a sound archive, as long as the block lasts."""
    with work_folder() as work:
        yield checked(located, keys, work, record)


def logged(restoration: Restoration, archive: str, log: Path, work: Callable[[], None]) -> datetime:
    """Does the work between two lines of a log file, whatever comes of it; returns when it was begun."""
    began = datetime.now(UTC)
    _line(log, began, f"begins: {restoration.what} of {archive} into {restoration.target}")
    try:
        work()
    except BaseException as error:
        said = " ".join(str(error).split()) or type(error).__name__
        _line(log, datetime.now(UTC), f"failed: {said}")
        raise
    _line(log, datetime.now(UTC), "done")
    return began


def differing(url: str, described: Metadata) -> list[str]:
    """What of a restored database is not as in its backup, as far as this administrator may see it.

    The server had a part in it: default privileges of whoever restores widen rights, and a role that was there stays
    what it was.
    """
    with connect(url) as connection:
        hidden = hindrances(connection, read_scope(connection))
        wanted = facts_of(described)
        found = read_facts(connection, with_rows=not hidden)
    unread = [f"the rows were not compared: {'; '.join(hidden)}"] if hidden else []
    return [*differences(replace(wanted, rows={}) if hidden else wanted, found), *unread]


def write_down(
    url: str,
    restoration: Restoration,
    archive: str,
    described: Metadata,
    began: datetime,
    problems: tuple[str, ...] = (),
) -> None:
    """Writes into the restored database where it came from, and what differs."""
    with connect(url) as connection, connection.transaction():
        known = [digest(described), described.server_version, len(described.tables)]
        known += [described.row_count, described.id]
        place = archive.rpartition("/")[0]
        connection.execute(_SETTLE, [archive, place, described.time, *known])
        record(connection, restoration, archive, began, problems)
        name = archive.rpartition("/")[2]
        text = f"Restored from the backup {name}: {restoration.what}."
        tell(connection, Kind.RESTORE, text, key=f"{archive} {began:%Y%m%dT%H%M%S%f}")


def latest(connection: Connection, count: int) -> list[Restored]:
    """The restores and drills that were begun last, the newest first."""
    with connection.cursor(row_factory=class_row(Restored)) as cursor:
        return cursor.execute(_LATEST, [count]).fetchall()


def record(
    connection: Connection,
    restoration: Restoration,
    archive: str,
    began: datetime,
    problems: tuple[str, ...],
) -> None:
    """One row of ops.restores."""
    said = [archive, restoration.what, restoration.target, restoration.asked_by]
    now = datetime.now(UTC)
    connection.execute(_WRITE, [uuid7(), began, now, *said, not problems, list(problems)])


def _line(log: Path, at: datetime, text: str) -> None:
    with contextlib.suppress(OSError), log.open("a", encoding="utf-8") as out:
        out.write(f"{at:%Y-%m-%d %H:%M:%S}Z {text}\n")
