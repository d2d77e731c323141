"""The API of imports: bring a list as a file, see what becomes of its columns, confirm, and follow it."""

from datetime import datetime
from io import BytesIO
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from ninja import File, Router, Schema, Status
from ninja.files import UploadedFile
from pydantic import Field

from totalaudio.core.api.holder import Scoped
from totalaudio.core.api.paging import page_of
from totalaudio.core.api.problems import ApiError, not_found
from totalaudio.core.api.schemas import PROBLEMS, In, Line, PageOf, Pages
from totalaudio.core.api.scopes import Scope
from totalaudio.core.tenancy.requests import actor_of
from totalaudio.intel.models import Import, ImportState, Refusal

from . import actions
from .mapping.targets import Target
from .reading import UnusableList

router = Router(tags=["imports"])
READ, WRITE = Scoped(Scope.IMPORTS_READ), Scoped(Scope.IMPORTS_WRITE)


class ColumnOut(Schema):
    """What becomes of a column, how surely (0 to 1), and why."""

    heading: str
    target: Target
    confidence: float
    reason: str


class ImportOut(Schema):
    """An import. `mapping` waits for its confirmation; only `done` has changed any contact."""

    id: UUID
    name: str
    state: str
    columns: list[ColumnOut]
    remarks: list[str]
    rows_done: int
    rows_new: int
    rows_updated: int
    rows_unchanged: int
    rows_refused: int
    problem: str
    created_at: datetime
    finished_at: datetime | None


class RefusalOut(Schema):
    """A row that could not become a contact, and why."""

    row: int
    reason: str
    message: str
    cells: list[str]


class TextIn(In):
    """A list as text, such as a CSV file's."""

    name: Line = "list.csv"
    text: Annotated[str, Field(min_length=1, max_length=5_000_000)]


class MappingIn(In):
    """What becomes of each column, in their order; what was suggested when left out."""

    targets: Annotated[list[Target], Field(max_length=1_000)] | None = None


def _shown(imported: Import) -> ImportOut:
    fields: dict[str, Any] = {
        name: getattr(imported, name, None) for name in ImportOut.model_fields
    }
    return ImportOut(**fields | {"columns": actions.mapping_of(imported).to_json()["columns"]})


def _import(request: HttpRequest, import_id: UUID) -> Import:
    mine = Import.objects.filter(workspace_id=actor_of(request).workspace_id, id=import_id)
    found = mine.defer("sample").first()
    if found is None:
        raise not_found("import")
    return found


def _received(request: HttpRequest, name: str, source: BytesIO) -> Status[ImportOut]:
    try:
        return Status(201, _shown(actions.receive(by=actor_of(request), name=name, source=source)))
    except UnusableList as problem:
        raise ApiError(422, "not-a-list", problem.message) from problem


@router.get("", auth=READ, response={200: PageOf[ImportOut], **PROBLEMS}, url_name="imports")
def imports(request: HttpRequest, paging: Pages) -> PageOf[ImportOut]:
    """List imports, newest first."""
    mine = Import.objects.filter(workspace_id=actor_of(request).workspace_id).defer("sample")
    return page_of(mine, paging, _shown, newest_first=True)


@router.post("/text", auth=WRITE, response={201: ImportOut, **PROBLEMS})
def bring_text(request: HttpRequest, given: TextIn) -> Status[ImportOut]:
    """Bring a list as text; nothing changes until it is confirmed."""
    return _received(request, given.name, BytesIO(given.text.encode()))


@router.post("/file", auth=WRITE, response={201: ImportOut, **PROBLEMS})
def bring_file(request: HttpRequest, file: Annotated[UploadedFile, File()]) -> Status[ImportOut]:
    """Bring a list as a file (CSV, TSV, XLSX, XLS, ODS, text); nothing changes until it is confirmed."""
    return _received(request, (file.name or "list")[:200], BytesIO(file.read()))


@router.get("/{uuid:import_id}", auth=READ, response={200: ImportOut, **PROBLEMS})
def imported(request: HttpRequest, import_id: UUID) -> ImportOut:
    """Show an import and how far it is."""
    return _shown(_import(request, import_id))


@router.post("/{uuid:import_id}/confirm", auth=WRITE, response={200: ImportOut, **PROBLEMS})
def confirm(request: HttpRequest, import_id: UUID, wanted: MappingIn) -> ImportOut:
    """Settle what becomes of the columns, and hand the list to the worker."""
    found = _import(request, import_id)
    if found.state != ImportState.MAPPING:
        raise ApiError(409, "already-confirmed", "This import was confirmed or cancelled before.")
    mapping = actions.mapping_of(found)
    if wanted.targets is not None and len(wanted.targets) != len(mapping.columns):
        detail = f"targets: the list has {len(mapping.columns)} columns; name a target for each."
        raise ApiError(422, "invalid", detail)
    for index, target in enumerate(wanted.targets or ()):
        if mapping.columns[index].target != target:
            mapping = mapping.changed(index, target)
    actions.confirm(by=actor_of(request), imported=found, mapping=mapping)
    return _shown(_import(request, import_id))


@router.post("/{uuid:import_id}/cancel", auth=WRITE, response={200: ImportOut, **PROBLEMS})
def cancel(request: HttpRequest, import_id: UUID) -> ImportOut:
    """Stop an import that has not ended; nothing of it stays."""
    actions.cancel(by=actor_of(request), imported=_import(request, import_id))
    return _shown(_import(request, import_id))


@router.get("/{uuid:import_id}/refused", auth=READ, response={200: PageOf[RefusalOut], **PROBLEMS})
def refused(request: HttpRequest, import_id: UUID, paging: Pages) -> PageOf[RefusalOut]:
    """List the rows that could not become contacts."""
    found = _import(request, import_id)
    rows = Refusal.objects.filter(workspace_id=found.workspace_id, of=found)
    return page_of(
        rows,
        paging,
        lambda one: RefusalOut(
            row=one.row, reason=one.reason, message=one.message, cells=one.cells
        ),
    )
