"""Taking contacts along: all, those that match, or those that were ticked; in any format of export."""

from collections.abc import Iterator
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from totalaudio.contacts import queries as contact_queries
from totalaudio.contacts.models import Contact
from totalaudio.contacts.paging import Sort
from totalaudio.contacts.searching import Search, read_search
from totalaudio.core.flags.flags import FlagName, decision_for
from totalaudio.core.lib.access import works_read_only
from totalaudio.core.metrics.names import Counter, Feature
from totalaudio.core.tenancy.access import members
from totalaudio.core.tenancy.context import Actor, context
from totalaudio.core.tenancy.requests import actor_of
from totalaudio.core.ui.toasts import toast
from totalaudio.intel.choosing import chosen_ids
from totalaudio.intel.using import used

from .queries import rows
from .writers import Format, export_chunks


@members()
@works_read_only
@require_http_methods(["GET", "POST"])
def contacts(request: HttpRequest) -> HttpResponseBase:
    """GET: `format` and what the table takes (`q`, filters, `sort`). POST: `format` and `contact`, repeated."""
    asked = request.POST if request.method == "POST" else request.GET
    form = _format(asked.get("format", ""))
    if form is not Format.CSV and not decision_for(request, FlagName.EXPORT_FORMATS).value:
        toast(request, "Other formats are switched off here. Export CSV instead.")
        return redirect("contacts:table")
    ids = chosen_ids(request) if request.method == "POST" else None
    search = read_search(dict(request.GET.lists()))
    sort = contact_queries.sort_of(request.GET.get("sort", ""))
    wanted = _Wanted(search, sort, ids)
    if form.most is not None and wanted.are_more_than(form.most):
        toast(request, f"This format holds {form.most:,} contacts at most. Export CSV instead.")
        return redirect("contacts:table")
    by = actor_of(request)
    used(Feature.EXPORT, by=by, counter=Counter.EXPORTS, detail=form.value)
    pieces = _stream(by, wanted, form)
    answer = StreamingHttpResponse(pieces, content_type=form.media_type)
    name = f"contacts-{timezone.localdate().isoformat()}.{form.value}"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "no-store"
    return answer


class _Wanted:
    """Which contacts, in which order; asked for only once the context is set."""

    def __init__(self, search: Search, sort: Sort, ids: list[UUID] | None) -> None:
        self.search, self.sort, self.ids = search, sort, ids

    def contacts(self) -> QuerySet[Contact]:
        """The contacts, in the order of the table."""
        if self.ids is None:
            return contact_queries.order_all(contact_queries.matching(self.search), self.sort)
        return contact_queries.order_all(contact_queries.with_ids(self.ids), self.sort)

    def are_more_than(self, most: int) -> bool:
        """Whether they are; no more of them than that are counted."""
        return (
            contact_queries.total() > most and self.contacts().order_by()[: most + 1].count() > most
        )


def _stream(by: Actor, wanted: _Wanted, form: Format) -> Iterator[bytes]:
    """Runs after the request's transaction, so it opens its own."""
    with context(user_id=by.user_id, workspace_id=by.workspace_id, role=by.role):
        found = rows(wanted.contacts(), with_evidence=form is Format.JSON)
        yield from export_chunks(found, form)


def _format(text: str) -> Format:
    try:
        return Format(text)
    except ValueError:
        return Format.CSV
