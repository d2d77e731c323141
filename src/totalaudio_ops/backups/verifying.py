"""Verifies an archive in two stages; only what was restored and found whole is verified."""

import contextlib
import time
from dataclasses import dataclass
from datetime import UTC, datetime

import psycopg

from totalaudio_ops.backups import records
from totalaudio_ops.backups.damage import Damaged, Locked
from totalaudio_ops.backups.describing import installation_of
from totalaudio_ops.backups.metadata import Metadata
from totalaudio_ops.backups.opening import Keys, Opened, open_archive
from totalaudio_ops.backups.proving import Product, prove
from totalaudio_ops.backups.records import Connection, Record
from totalaudio_ops.backups.stores import Located
from totalaudio_ops.backups.watching import note_verified
from totalaudio_ops.backups.working import work_folder
from totalaudio_ops.happenings import Kind, tell
from totalaudio_ops.problems import Problem


@dataclass(frozen=True, slots=True)
class Verified:
    """What a verification found; `seconds` is the measured recovery time, None when it was not restored.

    Where it could not be tried (no key here, the store is away) nothing is known of the archive: it is not judged.
    """

    archive: str
    problems: tuple[str, ...]
    notes: tuple[str, ...] = ()
    described: Metadata | None = None
    seconds: float | None = None
    is_judged: bool = True

    @property
    def is_ok(self) -> bool:
        """Whether nothing is wrong."""
        return not self.problems


def verify(located: Located, keys: Keys, product: Product, record: Record | None) -> Verified:
    """Verify an archive; whatever is wrong with it is a sentence, and nothing is raised for it."""
    began = time.monotonic()
    try:
        with work_folder() as work:
            opened = open_archive(located, keys, work, record)
            unpacked = time.monotonic() - began
            return _proved(located, opened, product, unpacked)
    except Damaged as damage:
        said = tuple(_sentence(one) for one in damage.problems)
        return Verified(located.address, said, is_judged=not isinstance(damage, Locked))
    except (Problem, psycopg.Error, OSError, ValueError) as error:
        reason = " ".join(str(error).split()).rstrip(".")
        problem = f"It cannot be verified: {reason}."
        return Verified(located.address, (problem,), is_judged=False)


def _proved(located: Located, opened: Opened, product: Product, unpacked: float) -> Verified:
    proof = prove(opened, product)
    return Verified(
        located.address,
        proof.problems,
        (*opened.notes, *proof.notes),
        opened.described,
        unpacked + proof.seconds if not proof.problems else None,
    )


def _sentence(text: str) -> str:
    """It begins with a capital, unless with the name of a file."""
    begin = text[0] if "." in text.partition(" ")[0] else text[0].upper()
    return f"{begin}{text[1:].rstrip('.')}."


def write_down(connection: Connection, found: Verified, store: str) -> bool:
    """Keep the result of a verification: in the row of the backup, and in the timeline of incidents.

    False for an archive that is none of this database's, which says nothing of how its backups are: no row knows it,
    and it does not lie in their store, or it is of another installation that keeps its own there. One of this
    installation was made before this database was restored, and is taken in.
    """
    now, name = datetime.now(UTC), found.archive.rpartition("/")[2]
    is_known = records.of_archive(connection, found.archive) is not None
    if not is_known and (
        found.archive.rpartition("/")[0] != store or _is_foreign(connection, found.described)
    ):
        return False
    if found.is_ok and found.seconds is not None:
        if is_known:
            records.prove(connection, found.archive, found.seconds, now)
        elif found.described is not None:
            records.adopt(connection, found.archive, found.described, found.seconds, now)
        text = f"The backup {name} was verified: restored in {found.seconds:.1f} seconds."
        note_verified(connection, text, found.described, now)
    else:
        if found.is_judged:
            records.doubt(connection, found.archive, found.problems)
        text = f"The backup {name} is not verified. {found.problems[0]}"
    tell(connection, Kind.BACKUP, text, key=f"{found.archive} verified {now:%Y%m%dT%H%M%S%f}")
    return True


def _is_foreign(connection: Connection, described: Metadata | None) -> bool:
    """Whether an archive says that another installation made it; the oldest ones do not say."""
    said = described.installation if described else ""
    return bool(said) and said != installation_of(connection)


def record_of(connection: Connection | None, archive: str) -> Record | None:
    """What the database knows of an archive; nothing when there is none, or it is too old to know backups."""
    if connection is None:
        return None
    with contextlib.suppress(psycopg.errors.UndefinedTable, psycopg.errors.UndefinedColumn):
        return records.of_archive(connection, archive)
    return None
