"""What the worker does with an import: read, check, copy, commit; true progress; nothing half imported."""

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from time import monotonic
from typing import BinaryIO
from uuid import UUID

import psycopg
from django.db import connection
from django.utils import timezone

from totalaudio.core.metrics.names import Counter, Feature
from totalaudio.core.tenancy.context import task_context
from totalaudio.core.tenancy.retrying import AWAY
from totalaudio.intel.imports import pieces
from totalaudio.intel.imports.actions import mapping_of
from totalaudio.intel.imports.commit import Counts, commit_rows
from totalaudio.intel.imports.incoming import copy_rows
from totalaudio.intel.imports.parsing import row_parser
from totalaudio.intel.imports.reading import ListFile, UnusableList, open_list
from totalaudio.intel.imports.rows import ListRow, RefusedRow
from totalaudio.intel.models import Import, ImportState
from totalaudio.intel.using import used

log = logging.getLogger(__name__)

_TELL_EVERY = 0.5  # seconds
_LOOK_EVERY = 200  # rows


class Cancelled(Exception):  # noqa: N818  a decision, not an error
    """The person stopped the import."""


@dataclass
class _Counting:
    """A file that counts what was read of it."""

    file: BinaryIO
    bytes_read: int = 0

    def read(self, size: int, /) -> bytes:
        body = self.file.read(size)
        self.bytes_read += len(body)
        return body


def run_import(*, workspace_id: UUID, import_id: UUID) -> None:
    """Commit a list, or leave no trace but the reason; doing it again after a crash is harmless."""
    if not _begin(import_id):
        return
    try:
        _commit(workspace_id, import_id)
    except Cancelled:
        log.info("import %s was cancelled", import_id)
    except UnusableList as problem:
        _fail(workspace_id, import_id, problem.message)
    except AWAY:
        raise  # the task is tried again
    except Exception:
        _fail(workspace_id, import_id, "The mistake is ours, and nothing was imported. Try again.")
        raise


def give_up(*, workspace_id: UUID, import_id: UUID) -> None:
    """End an import that again and again was cut short."""
    _fail(workspace_id, import_id, "It was cut short again and again. Try it in smaller parts.")


def _begin(import_id: UUID) -> bool:
    waiting = Import.objects.using("system").filter(
        id=import_id, state__in=[ImportState.QUEUED, ImportState.RUNNING]
    )
    return bool(
        waiting.update(
            state=ImportState.RUNNING, started_at=timezone.now(), rows_done=0, bytes_done=0
        )
    )


def _fail(workspace_id: UUID, import_id: UUID, why: str) -> None:
    with task_context(workspace_id):
        Import.objects.filter(id=import_id, state=ImportState.RUNNING).update(
            state=ImportState.FAILED, problem=why, finished_at=timezone.now()
        )
        pieces.forget(workspace_id, import_id)


def _commit(workspace_id: UUID, import_id: UUID) -> None:
    with task_context(workspace_id, _importer(import_id)) as by:
        _only_one_at_a_time(import_id)
        imported = Import.objects.get(workspace_id=workspace_id, id=import_id)
        if imported.state != ImportState.RUNNING:
            return  # another worker has ended it meanwhile
        with pieces.spooled(imported) as file:
            counting = _Counting(file)
            with open_list(counting, name=imported.name) as opened:
                copy_rows(_driver(), _told(_parsed(opened, imported), import_id, counting))
                remarks = list(opened.notes())
        counts = commit_rows(_driver(), workspace_id=workspace_id, import_id=import_id)
        _finish(imported, counts, remarks)
        used(Feature.IMPORT, by=by, counter=Counter.CONTACTS, times=counts.new)


def _importer(import_id: UUID) -> UUID | None:
    """Who brought the list, unless they are gone."""
    return Import.objects.using("system").values_list("created_by_id", flat=True).get(id=import_id)


def _driver() -> "psycopg.Connection[tuple[object, ...]]":
    """The driver's connection below Django's, inside the same transaction."""
    found = connection.connection
    if not isinstance(found, psycopg.Connection):
        raise TypeError("an import needs the psycopg driver")
    return found


def _only_one_at_a_time(import_id: UUID) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"import {import_id}"]
        )


def _parsed(opened: ListFile, imported: Import) -> Iterator[ListRow | RefusedRow]:
    return map(row_parser(mapping_of(imported)), opened.rows())


def _told(
    rows: Iterator[ListRow | RefusedRow],
    import_id: UUID,
    counting: _Counting,
    clock: Callable[[], float] = monotonic,
) -> Iterator[ListRow | RefusedRow]:
    """Pass the rows on and say how far they are, through another connection: this one has not committed."""
    told_at = clock()
    done = 0
    for done, row in enumerate(rows, start=1):
        yield row
        if done % _LOOK_EVERY == 0 and clock() - told_at > _TELL_EVERY:
            told_at = clock()
            _tell(import_id, done, counting.bytes_read)
    _tell(import_id, done, counting.bytes_read)


def _tell(import_id: UUID, rows: int, bytes_read: int) -> None:
    running = Import.objects.using("system").filter(id=import_id, state=ImportState.RUNNING)
    if not running.update(rows_done=rows, bytes_done=bytes_read):
        raise Cancelled


def _finish(imported: Import, counts: Counts, remarks: list[str]) -> None:
    done = Import.objects.filter(id=imported.id, state=ImportState.RUNNING).update(
        state=ImportState.DONE,
        rows_new=counts.new,
        rows_updated=counts.updated,
        rows_unchanged=counts.unchanged,
        rows_refused=counts.refused,
        remarks=remarks,
        finished_at=timezone.now(),
    )
    if not done:
        raise Cancelled
    pieces.forget(imported.workspace_id, imported.id)
