"""The pages of bringing a list: choose it, settle the mapping, watch it come in, see what came of it."""

import codecs
from collections.abc import Iterator
from typing import Final
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from totalaudio.core.lib.csv_writing import table_chunks
from totalaudio.core.tenancy.access import members
from totalaudio.core.tenancy.context import Actor, context
from totalaudio.core.tenancy.requests import actor_of
from totalaudio.core.ui.tables import Column, table_head
from totalaudio.core.ui.toasts import toast
from totalaudio.intel.imports import actions, queries
from totalaudio.intel.imports.forms import ListForm, MappingForm
from totalaudio.intel.imports.mapping import Mapping
from totalaudio.intel.imports.reading import UnusableList
from totalaudio.intel.models import Import, ImportState

_RECENT = 50
_LISTED: Final = (
    Column("name", "List", is_sortable=False),
    Column("state", "State", is_sortable=False),
    Column("new", "New", is_sortable=False, is_number=True),
    Column("updated", "Updated", is_sortable=False, is_number=True),
    Column("unchanged", "Unchanged", is_sortable=False, is_number=True),
    Column("refused", "Refused", is_sortable=False, is_number=True),
    Column("brought", "Brought", is_sortable=False),
)
_PREVIEWED: Final = (
    Column("row", "Row", is_sortable=False, is_number=True),
    *(
        Column(name.lower(), name, is_sortable=False)
        for name in ("Becomes", "Name", "Address", "Outlet", "Role", "Genres", "Country")
    ),
)


@members()
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Choose a file or paste a list."""
    is_sent = request.method == "POST"
    form = ListForm(request.POST, request.FILES) if is_sent else ListForm()
    if is_sent and form.is_valid():
        name, source = form.source()
        try:
            with transaction.atomic():
                imported = actions.receive(by=actor_of(request), name=name, source=source)
        except UnusableList as problem:
            form.add_error("file" if form.cleaned_data["file"] else "text", problem.message)
        else:
            return redirect("imports:mapping", imported.id)
    return render(
        request, "intel/import_new.html", {"form": form}, status=400 if form.errors else 200
    )


@members()
@require_http_methods(["GET", "POST"])
def mapping(request: HttpRequest, import_id: UUID) -> HttpResponse:
    """What becomes of each column, with the first rows as they would be imported."""
    imported = _imported(request, import_id)
    if imported.state != ImportState.MAPPING:
        return redirect("imports:show", import_id)
    suggested = actions.mapping_of(imported)
    form = MappingForm(suggested, request.POST if request.method == "POST" else None)
    chosen = form.chosen() if form.is_valid() else suggested
    if form.is_valid() and "preview" not in request.POST:
        actions.confirm(by=actor_of(request), imported=imported, mapping=chosen)
        return redirect("imports:show", import_id)
    is_part = bool(request.headers.get("HX-Request"))
    page = {
        "imported": imported,
        "columns": _columns(imported, form, chosen),
        "preview": queries.preview(imported, chosen),
        "head": table_head(_PREVIEWED, {}, default_sort=""),
        "is_part": is_part,
        "cancel_url": reverse("imports:cancel", args=[import_id]),
    }
    template = "intel/import_preview.html" if is_part else "intel/import_mapping.html"
    return render(request, template, page, status=400 if form.errors else 200)


def _columns(imported: Import, form: MappingForm, chosen: Mapping) -> list[dict[str, object]]:
    """Each column with its choice and the first few values that it holds."""
    return [
        {
            "number": index,
            "column": column,
            "is_chosen": column != form.mapping.columns[index],
            "field": form[f"column-{index}"],
            "values": _values(imported, index),
        }
        for index, column in enumerate(chosen.columns)
    ]


def _values(imported: Import, index: int) -> list[str]:
    cells = (str(row[index + 2]).strip() for row in imported.sample if len(row) > index + 2)
    return list(dict.fromkeys(cell[:60] for cell in cells if cell))[:3]


@members()
@require_GET
def show(request: HttpRequest, import_id: UUID) -> HttpResponse:
    """How far an import is, or what came of it."""
    imported = _imported(request, import_id)
    if imported.state == ImportState.MAPPING:
        return redirect("imports:mapping", import_id)
    page = {
        "imported": imported,
        "reading": queries.reading(imported),
        "stats": queries.stats(imported),
        "refusals": queries.refusals(imported)[:20],
    }
    return render(request, "intel/import_show.html", page)


@members()
@require_GET
def progress(request: HttpRequest, import_id: UUID) -> HttpResponse:
    """The progress alone, for the page to ask again; the whole page once it has ended."""
    imported = _imported(request, import_id)
    found = queries.reading(imported)
    answer = render(request, "intel/import_progress.html", {"reading": found})
    if not found.is_live:
        answer["HX-Redirect"] = reverse("imports:show", args=[import_id])
    return answer


@members()
@require_POST
def cancel(request: HttpRequest, import_id: UUID) -> HttpResponse:
    """Stop an import; nothing of it stays."""
    imported = _imported(request, import_id)
    if actions.cancel(by=actor_of(request), imported=imported):
        toast(request, f"{imported.name} was cancelled. Nothing was imported.")
    else:
        toast(request, f"{imported.name} had already ended.")
    return redirect("imports:list")


@members()
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """All imports, newest first."""
    found = queries.recent_imports(actor_of(request).workspace_id)[:_RECENT]
    head = table_head(_LISTED, {}, default_sort="")
    return render(request, "intel/import_list.html", {"imports": found, "head": head})


@members()
@require_GET
def refused(request: HttpRequest, import_id: UUID) -> HttpResponseBase:
    """The refused rows with their reasons as CSV, to be mended and brought again."""
    imported = _imported(request, import_id)
    answer = StreamingHttpResponse(
        _refused_lines(actor_of(request), imported), content_type="text/csv; charset=utf-8"
    )
    answer["Content-Disposition"] = 'attachment; filename="refused-rows.csv"'
    return answer


def _refused_lines(by: Actor, imported: Import) -> Iterator[bytes]:
    """Runs after the request's transaction, so it opens its own."""
    with context(user_id=by.user_id, workspace_id=by.workspace_id, role=by.role):
        rows = queries.refusals(imported).iterator(chunk_size=1000)
        cells = ([str(row.row), row.message, *row.cells] for row in rows)
        yield codecs.BOM_UTF8
        yield from table_chunks(["Row", "Reason", *(imported.header or [])], cells)


def _imported(request: HttpRequest, import_id: UUID) -> Import:
    return get_object_or_404(Import, workspace_id=actor_of(request).workspace_id, id=import_id)
