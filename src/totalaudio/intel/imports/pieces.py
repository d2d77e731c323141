"""The bytes of an uploaded list, kept in the database until its import has ended.

They lie there in pieces, under the same policies as everything else of the workspace, so that any worker on any
machine can read them and nothing is left on a disk when an import is over.
"""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO
from uuid import UUID

import psycopg
from django.conf import settings
from django.db import connection

from totalaudio.core.lib.ids import new_id
from totalaudio.intel.imports.reading import Unusable, UnusableList
from totalaudio.intel.models import Import, ImportPiece

PIECE = 1024 * 1024


def store(imported: Import, source: BinaryIO) -> int:
    """Keep the source in pieces and return its size in bytes; UnusableList when it is over the cap."""
    total = number = 0
    # The driver's own cursor sends bytes as they are; Django's would spell them out in the statement.
    with psycopg.Cursor(connection.connection) as cursor:
        while body := source.read(PIECE):
            total += len(body)
            if total > settings.UPLOAD_CAP:
                raise UnusableList(Unusable.TOO_LARGE, too_large(imported.name))
            cursor.execute(
                "INSERT INTO intel_importpiece (id, workspace_id, of_id, number, body) VALUES (%s, %s, %s, %s, %b)",
                [new_id(), imported.workspace_id, imported.id, number, body],
            )
            number += 1
    return total


def too_large(name: str) -> str:
    """What to say of a list over the cap."""
    most = settings.UPLOAD_CAP // 1024**2
    return f"{name} is larger than {most} MB. Split it, or take out columns that you do not need."


@contextmanager
def spooled(imported: Import) -> Iterator[BinaryIO]:
    """The bytes as a file at its beginning; it is gone afterwards."""
    with tempfile.TemporaryFile(prefix="totalaudio-import-") as file:
        for body in _bodies(imported):
            file.write(body)
        file.seek(0)
        yield file


def _bodies(imported: Import) -> Iterator[bytes]:
    """One piece in memory at a time."""
    pieces = ImportPiece.objects.filter(workspace_id=imported.workspace_id, of=imported)
    for number in range(pieces.count()):
        yield bytes(pieces.values_list("body", flat=True).get(number=number))


def forget(workspace_id: UUID, import_id: UUID) -> None:
    """Delete the bytes."""
    ImportPiece.objects.filter(workspace_id=workspace_id, of_id=import_id).delete()
