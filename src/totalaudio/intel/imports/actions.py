"""Bringing a list: receive it, settle its mapping, hand it to the worker, cancel it."""

from collections.abc import Iterator
from typing import BinaryIO

from django.db.models import QuerySet
from django.utils import timezone

from totalaudio.core.tenancy.context import Actor
from totalaudio.core.tenancy.tasks import enqueue
from totalaudio.intel.imports import pieces
from totalaudio.intel.imports.mapping import Mapping, header_fingerprint, suggest_mapping
from totalaudio.intel.imports.reading import ListFile, open_list
from totalaudio.intel.models import Import, ImportState, SavedMapping

# The dry run looks at so many rows, unless they are huge.
_PREVIEWED = 200
_PREVIEWED_TEXT = 1024 * 1024
_LIVE = (ImportState.MAPPING, ImportState.QUEUED, ImportState.RUNNING)


def receive(*, by: Actor, name: str, source: BinaryIO) -> Import:
    """Read the beginning of a list, suggest its mapping and keep its bytes; UnusableList when it is none."""
    with open_list(source, name=name) as opened:
        imported = Import(
            workspace_id=by.workspace_id,
            created_by_id=by.user_id,
            name=name,
            kind=opened.kind,
            encoding=opened.encoding,
            delimiter=opened.delimiter,
            header=list(opened.header) if opened.header is not None else None,
            sample=list(_sample(opened)),
            mapping=_mapping_for(opened, by).to_json(),
        )
        imported.remarks = list(opened.notes())
    imported.save(force_insert=True)
    source.seek(0)
    imported.bytes = pieces.store(imported, source)
    imported.save(update_fields=["bytes"])
    return imported


def _sample(opened: ListFile) -> Iterator[list[int | str]]:
    """The first records as lists of number, problem and cells."""
    room = _PREVIEWED_TEXT
    for record in opened.sample[:_PREVIEWED]:
        yield [record.number, record.problem, *record.cells]
        room -= sum(map(len, record.cells))
        if room < 0:
            return


def _mapping_for(opened: ListFile, by: Actor) -> Mapping:
    """The mapping that was last used for this header, else a suggestion."""
    fingerprint = header_fingerprint(opened.header)
    saved = SavedMapping.objects.filter(
        workspace_id=by.workspace_id, fingerprint=fingerprint
    ).first()
    if fingerprint and saved:
        return Mapping.from_json(saved.mapping)
    return suggest_mapping(opened.header, [record.cells for record in opened.sample])


def confirm(*, by: Actor, imported: Import, mapping: Mapping) -> bool:
    """Settle the mapping and hand the list to the worker; False when that was done before."""
    changed = _of(by, imported).filter(state=ImportState.MAPPING)
    if not changed.update(mapping=mapping.to_json(), state=ImportState.QUEUED):
        return False
    fingerprint = header_fingerprint(imported.header)
    if fingerprint:
        SavedMapping.objects.update_or_create(
            workspace_id=by.workspace_id,
            fingerprint=fingerprint,
            defaults={"mapping": mapping.to_json()},
        )
    enqueue(
        "intel.import",
        queue="intel",
        lock=f"import {imported.id}",
        workspace_id=by.workspace_id,
        import_id=imported.id,
    )
    return True


def cancel(*, by: Actor, imported: Import) -> bool:
    """Stop an import that has not ended, whatever it is doing; nothing of it stays. False when it had ended."""
    stopped = _of(by, imported).filter(state__in=_LIVE)
    if not stopped.update(state=ImportState.CANCELLED, finished_at=timezone.now()):
        return False
    pieces.forget(by.workspace_id, imported.id)
    return True


def _of(by: Actor, imported: Import) -> QuerySet[Import]:
    return Import.objects.filter(workspace_id=by.workspace_id, id=imported.id)


def mapping_of(imported: Import) -> Mapping:
    """The mapping as it stands."""
    return Mapping.from_json(imported.mapping)
