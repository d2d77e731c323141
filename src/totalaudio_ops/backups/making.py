"""Makes a backup: dump, describe, pack, encrypt, store, and write down each step, so that a killed one is found."""

import contextlib
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import psycopg
from pyrage.x25519 import Recipient

from totalaudio_ops.backups import archive, metadata, naming, records
from totalaudio_ops.backups.crypt import encrypting
from totalaudio_ops.backups.describing import describe, installation_of, migration_heads
from totalaudio_ops.backups.dumping import dump
from totalaudio_ops.backups.hashing import Hashing
from totalaudio_ops.backups.metadata import Metadata
from totalaudio_ops.backups.naming import ArchiveName
from totalaudio_ops.backups.records import Connection, Result
from totalaudio_ops.backups.stores import Store
from totalaudio_ops.backups.working import NO_ROOM, no_room_for, work_folder
from totalaudio_ops.happenings import Kind, tell
from totalaudio_ops.postgres.connecting import connect
from totalaudio_ops.problems import Problem

_LOCK = "SELECT pg_try_advisory_lock(7201140)"
_PAUSE = 2.0


@dataclass(frozen=True, slots=True)
class Order:
    """What is wanted: `trigger` is daily, hand or workflow; without recipients nothing is encrypted.

    `patience` says for how many seconds it waits for the end of another backup of the same database.
    """

    store: Store
    name: str
    trigger: str = "hand"
    recipients: tuple[Recipient, ...] = ()
    signing_key: str = ""
    revision: str = ""
    patience: float = 0.0


@dataclass(frozen=True, slots=True)
class Made:
    """An archive that lies in its store; `notes` say what is not in it."""

    id: UUID
    archive: str
    snapshot_at: datetime
    is_encrypted: bool
    result: Result
    seconds: float
    notes: tuple[str, ...]


def create(system_url: str, order: Order) -> Made:
    """Make a backup; raises Problem, after it was written down, when there is none.

    The archive is in the store whole or not at all, whenever this is killed.
    """
    naming.checked(order.name)
    started = time.monotonic()
    with (
        connect(system_url, "DATABASE_SYSTEM_URL") as connection,
        _alone(connection, order.patience),
    ):
        _fail_left(connection)
        backup = records.begin(
            connection,
            order.name,
            order.trigger,
            order.store.address,
            order.revision,
            _now(),
            is_encrypted=bool(order.recipients),
        )
        with _written_down(connection, backup, order.name), work_folder() as work:
            described, name, result = _make(connection, system_url, backup, order, work)
        records.finish(connection, backup, result, _now())
        address = f"{order.store.address}/{name}"
        tell(connection, Kind.BACKUP, f"The backup {name} was made.", key=f"{backup} made")
        return Made(
            backup,
            address,
            described.time,
            bool(order.recipients),
            result,
            time.monotonic() - started,
            tuple(_notes(described)),
        )


def _make(
    connection: Connection, system_url: str, backup: UUID, order: Order, work: Path
) -> tuple[Metadata, ArchiveName, Result]:
    heads = migration_heads(connection)
    dumped = dump(system_url, work)
    described = describe(
        dumped,
        work,
        backup=backup,
        name=order.name,
        trigger=order.trigger,
        revision=order.revision,
        migrations=heads,
        installation=installation_of(connection),
    )
    if order.signing_key:
        described = metadata.signed(described, order.signing_key)
    (work / metadata.NAME).write_bytes(metadata.write(described))
    name = ArchiveName(order.name, described.time.astimezone(UTC), bool(order.recipients))
    records.aim(connection, backup, f"{order.store.address}/{name}", described.time)
    with order.store.writing(str(name), work) as out:
        hashing = Hashing(out)
        with encrypting(hashing, list(order.recipients)) as plain:
            archive.pack(work, plain)
    return described, name, _result(described, hashing)


def _result(described: Metadata, written: Hashing) -> Result:
    return Result(
        bytes=written.count,
        sha256=written.sha256,
        digest=metadata.digest(described),
        server_version=described.server_version,
        table_count=len(described.tables),
        row_count=described.row_count,
    )


def _notes(described: Metadata) -> Iterator[str]:
    if described.unreadable_roles:
        yield (
            f"These roles cannot be read here and are named only: {', '.join(described.unreadable_roles)}."
        )
    if described.other_schemas:
        yield f"These schemas are not ours and not in it: {', '.join(described.other_schemas)}."


@contextlib.contextmanager
def _alone(connection: Connection, patience: float) -> Iterator[None]:
    """The lock of a session: it ends with the process."""
    until = time.monotonic() + patience
    # Asked anew each time: a statement that waits would keep old rows from being cleared away.
    while connection.execute(_LOCK).fetchone() != (True,):
        if time.monotonic() < until:
            time.sleep(min(_PAUSE, patience))
            continue
        raise Problem(
            "another backup of this database is being made: wait for its end, and run this again."
        )
    yield


def _fail_left(connection: Connection) -> None:
    """What was killed is failed, now that nobody else can be at work."""
    for backup, name, at in records.fail_left(connection, _now()):
        said = f"The backup {name} of {at:%d %b %Y, %H:%M} failed: {records.KILLED}."
        tell(connection, Kind.BACKUP, said, key=f"{backup} failed")


@contextlib.contextmanager
def _written_down(connection: Connection, backup: UUID, name: str) -> Iterator[None]:
    try:
        yield
    except (Problem, psycopg.Error, OSError) as error:
        said = _in_words(error)
        with contextlib.suppress(psycopg.Error):  # of the database that is away
            records.fail(connection, backup, [said], _now())
            tell(
                connection,
                Kind.BACKUP,
                f"The backup {name} failed: {said}",
                key=f"{backup} failed",
            )
        raise Problem(said) from None


def _in_words(error: Exception) -> str:
    if isinstance(error, Problem):
        is_full = NO_ROOM in str(error) and not str(error).startswith("the folder of backups")
        return no_room_for("what is dumped") if is_full else str(error)
    if isinstance(error, OSError):
        return (
            f"the backup cannot be written: {error.strerror or error}; "
            "make room, or set TMPDIR to a larger disk."
        )
    said = " ".join(str(error).split()).rstrip(".")
    return f"the database did not let itself be read to the end: {said}; run this again."


def _now() -> datetime:
    return datetime.now(UTC)
