"""Bring a list through the web as a person does, and do the worker's part at once."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.support.cast import Person

from totalaudio.contacts.models import Affiliation, Contact, Evidence, Outlet
from totalaudio.intel.imports.work import run_import
from totalaudio.intel.models import Import, ImportedRow, ImportPiece, Refusal

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer

NEW = "/intel/imports/new"


def upload(client: Client, content: bytes | str, name: str = "list.csv") -> "Answer":
    """Hand in a file."""
    body = content.encode() if isinstance(content, str) else content
    return client.post(NEW, {"file": SimpleUploadedFile(name, body)})


def brought(answer: "Answer") -> Import:
    """The import that an upload led to."""
    assert answer.status_code == 302, answer.content.decode()
    return stored(UUID(answer["Location"].split("/")[-2]))


def stored(import_id: UUID) -> Import:
    """The import as it stands in the database."""
    return Import.objects.using("system").get(id=import_id)


def confirm(client: Client, imported: Import, **columns: str) -> "Answer":
    """Settle the mapping as it is suggested, but for the columns that are named (`column_0="email"`)."""
    suggested = enumerate(imported.mapping["columns"])
    chosen = {f"column-{n}": str(column["target"]) for n, column in suggested}
    chosen |= {name.replace("_", "-"): target for name, target in columns.items()}
    return client.post(f"/intel/imports/{imported.id}/mapping", chosen)


def work(imported: Import) -> Import:
    """Do what the worker does."""
    run_import(workspace_id=imported.workspace_id, import_id=imported.id)
    return stored(imported.id)


def bring(person: Person, content: bytes | str, name: str = "list.csv", **columns: str) -> Import:
    """Upload, confirm and import."""
    client = person.client()
    imported = brought(upload(client, content, name))
    assert confirm(client, imported, **columns).status_code == 302
    return work(imported)


def figures(imported: Import) -> tuple[str, int, int, int, int]:
    """State, new, updated, unchanged, refused."""
    counts = (imported.rows_new, imported.rows_updated, imported.rows_unchanged)
    return (imported.state, *counts, imported.rows_refused)


def contacts(person: Person) -> list[Contact]:
    """The contacts of the person's workspace in the order of their rows."""
    mine = Contact.objects.using("system").filter(workspace_id=person.workspace_id)
    return list(mine.order_by("id"))


_WRITTEN = (Contact, Outlet, Affiliation, Evidence, ImportedRow, Refusal, ImportPiece)
NOTHING = {model.__name__: 0 for model in _WRITTEN}


def everything() -> dict[str, int]:
    """How many rows each table has that an import can write to."""
    return {model.__name__: model.objects.using("system").count() for model in _WRITTEN}
