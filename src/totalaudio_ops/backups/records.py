"""What the database knows of backups: every one that was begun, and what became of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import psycopg
from psycopg.rows import class_row
from uuid_utils.compat import uuid7

from totalaudio_ops.backups.metadata import Metadata, digest

type Connection = psycopg.Connection[tuple[object, ...]]

COLUMNS = """id, name, trigger, started_at, snapshot_at, finished_at, archive, store, bytes, sha256, digest,
    is_encrypted, git_revision, server_version, table_count, row_count, state, problems, verified_at,
    restore_seconds::float8, pruned_at"""
_BEGIN = """INSERT INTO ops.backups (id, name, trigger, started_at, store, is_encrypted, git_revision, state)
    VALUES (%s, %s, %s, %s, %s, %s, %s, 'running')"""
_AIM = "UPDATE ops.backups SET archive = %s, snapshot_at = %s WHERE id = %s"
_FINISH = """UPDATE ops.backups SET state = 'made', finished_at = %s, bytes = %s, sha256 = %s, digest = %s,
    server_version = %s, table_count = %s, row_count = %s WHERE id = %s"""
_FAIL = """UPDATE ops.backups SET state = 'failed', finished_at = %s, problems = %s WHERE id = %s"""
_LEFT = """UPDATE ops.backups SET state = 'failed', finished_at = %s, problems = ARRAY[%s]
    WHERE state = 'running' RETURNING id, name, started_at"""
_PROVED = """UPDATE ops.backups SET state = 'verified', problems = '{}', verified_at = %s, restore_seconds = %s
    WHERE archive = %s AND pruned_at IS NULL RETURNING id"""
_DOUBTED = """UPDATE ops.backups SET problems = %s,
    state = CASE state WHEN 'verified' THEN 'failed' WHEN 'made' THEN 'failed' ELSE state END
    WHERE archive = %s AND pruned_at IS NULL RETURNING id"""
_PRUNED = "UPDATE ops.backups SET state = 'pruned', pruned_at = %s WHERE archive = %s"
_ADOPT = """INSERT INTO ops.backups (id, name, trigger, started_at, snapshot_at, finished_at, archive, store, digest,
    is_encrypted, git_revision, server_version, table_count, row_count, verified_at, restore_seconds, state)
    VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, 'verified')"""
KILLED = "it was killed before it ended"


@dataclass(frozen=True, slots=True)
class Record:
    """One row of ops.backups."""

    id: UUID
    name: str
    trigger: str
    started_at: datetime
    snapshot_at: datetime | None
    finished_at: datetime | None
    archive: str | None
    store: str
    bytes: int | None
    sha256: str | None
    digest: str | None
    is_encrypted: bool
    git_revision: str
    server_version: str
    table_count: int | None
    row_count: int | None
    state: str
    problems: list[str]
    verified_at: datetime | None
    restore_seconds: float | None
    pruned_at: datetime | None


@dataclass(frozen=True, slots=True)
class Result:
    """What came of making an archive."""

    bytes: int
    sha256: str
    digest: str
    server_version: str
    table_count: int
    row_count: int


def begin(
    connection: Connection,
    name: str,
    trigger: str,
    store: str,
    revision: str,
    now: datetime,
    *,
    is_encrypted: bool,
) -> UUID:
    """Write down that a backup is begun."""
    made = uuid7()
    connection.execute(_BEGIN, [made, name, trigger, now, store, is_encrypted, revision])
    return made


def aim(connection: Connection, backup: UUID, archive: str, snapshot_at: datetime) -> None:
    """Write down where the archive will lie, before it does."""
    connection.execute(_AIM, [archive, snapshot_at, backup])


def finish(connection: Connection, backup: UUID, result: Result, now: datetime) -> None:
    """Write down that the archive lies in its store."""
    said = [result.bytes, result.sha256, result.digest, result.server_version]
    connection.execute(_FINISH, [now, *said, result.table_count, result.row_count, backup])


def fail(connection: Connection, backup: UUID, problems: Sequence[str], now: datetime) -> None:
    """Write down why there is no archive."""
    connection.execute(_FAIL, [now, list(problems), backup])


def fail_left(connection: Connection, now: datetime) -> list[tuple[UUID, str, datetime]]:
    """Fail what still says that it runs; only for whoever holds the lock of backups. Returns id, name and begin."""
    found = connection.execute(_LEFT, [now, f"{KILLED}."]).fetchall()
    return [(UUID(str(one)), str(name), _moment(at)) for one, name, at in found]


def prove(connection: Connection, archive: str, seconds: float, now: datetime) -> bool:
    """Write down that an archive was restored whole; False when no row knows it."""
    found = connection.execute(_PROVED, [now, round(seconds, 3), archive]).fetchone()
    return found is not None


def adopt(
    connection: Connection, archive: str, described: Metadata, seconds: float, now: datetime
) -> None:
    """Write down an archive that was proved and that no row knows: the database is younger, or was restored."""
    connection.execute(
        _ADOPT,
        [
            uuid7(),
            described.name,
            described.trigger,
            described.time,
            described.time,
            now,
            archive,
            archive.rpartition("/")[0],
            digest(described),
            archive.endswith(".age"),
            described.git_revision,
            described.server_version,
            len(described.tables),
            described.row_count,
            now,
            round(seconds, 3),
        ],
    )


def doubt(connection: Connection, archive: str, problems: Sequence[str]) -> bool:
    """Write down what is wrong with an archive; False when no row knows it."""
    return connection.execute(_DOUBTED, [list(problems), archive]).fetchone() is not None


def prune(connection: Connection, archive: str, now: datetime) -> None:
    """Write down that an archive was thrown away by rule."""
    connection.execute(_PRUNED, [now, archive])


def of_archive(connection: Connection, archive: str) -> Record | None:
    """What is known of an archive."""
    found = _select(connection, "WHERE archive = %s ORDER BY started_at DESC LIMIT 1", [archive])
    return found[0] if found else None


def latest(connection: Connection, count: int = 200) -> list[Record]:
    """The backups that were begun last, the newest first."""
    return _select(connection, "ORDER BY started_at DESC, id DESC LIMIT %s", [count])


def kept(connection: Connection) -> list[Record]:
    """Every backup whose archive should be there, the newest first."""
    return _select(
        connection,
        "WHERE archive IS NOT NULL AND pruned_at IS NULL AND state <> 'running'"
        " ORDER BY snapshot_at DESC NULLS LAST, started_at DESC",
        [],
    )


def last_verified(connection: Connection) -> Record | None:
    """The newest that was proved."""
    found = _select(connection, "WHERE state = 'verified' ORDER BY snapshot_at DESC LIMIT 1", [])
    return found[0] if found else None


def _select(connection: Connection, rest: str, parameters: list[object]) -> list[Record]:
    with connection.cursor(row_factory=class_row(Record)) as cursor:
        query = f"SELECT {COLUMNS} FROM ops.backups {rest}"  # noqa: S608 - both are ours
        return cursor.execute(query.encode(), parameters).fetchall()


def _moment(found: object) -> datetime:
    assert isinstance(found, datetime)  # noqa: S101 - the column says so
    return found
