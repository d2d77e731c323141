"""The contact table: look, search, sort, choose; and what can be done with what was chosen."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST
from django.views.decorators.vary import vary_on_headers

from totalaudio.contacts import actions, listing, queries
from totalaudio.contacts.paging import Cursor, Sort, read_cursor
from totalaudio.contacts.searching import Search, read_search, split_words
from totalaudio.contacts.suppression.queries import suppressed_among
from totalaudio.core.billing.quotas import QuotaRefusedError
from totalaudio.core.tenancy.access import members
from totalaudio.core.tenancy.requests import actor_of
from totalaudio.core.ui.formats import plural
from totalaudio.core.ui.toasts import toast
from totalaudio.intel.choosing import chosen_ids
from totalaudio.intel.enrichment.actions import (
    BatchesAreOffError,
    start_run,
    start_run_over_all,
)
from totalaudio.intel.enrichment.refusing import first_of, only_one, refused
from totalaudio.intel.models import Run

from .columns import head_of
from .counting import count_search
from .elsewhere import found_elsewhere
from .filters import chips, choices, kept, searched

_PALETTE = 8
_NAMED = 10


@members()
@require_GET
@vary_on_headers("HX-Request", "HX-Target")
def table(request: HttpRequest) -> HttpResponse:
    """A page of contacts; for the search box only the part that changes."""
    search = read_search(dict(request.GET.lists()))
    count_search(request, search)
    is_part = request.headers.get("HX-Target") == "contacts"
    template = "intel/contacts_results.html" if is_part else "intel/contacts_table.html"
    found = _results(request, search)
    return render(request, template, found if is_part else found | choices())


def _results(request: HttpRequest, search: Search) -> dict[str, object]:
    head = head_of(request)
    sort = queries.sort_of(head.sort)
    page = listing.page(search, sort, _cursor(request, sort))
    workspace_id = actor_of(request).workspace_id
    query = request.GET
    return {
        "search": search,
        "head": head,
        "page": page,
        "suppressed": suppressed_among(workspace_id, [one.email for one in page.lines]),
        "chips": chips(search, query),
        "searched": searched(query),
        "query": kept(query),
        "clear_url": "?" + kept(query, without="q"),
        "before_url": "?" + kept(query, before=page.before) if page.before else "",
        "after_url": "?" + kept(query, after=page.after) if page.after else "",
    }


def _cursor(request: HttpRequest, sort: Sort) -> Cursor | None:
    before = read_cursor(request.GET.get("before", ""), sort, is_back=True)
    return before or read_cursor(request.GET.get("after", ""), sort)


@members()
@require_GET
def palette(request: HttpRequest) -> JsonResponse:
    """Contacts, campaigns, lists and outlets for the palette; texts travel as data and are never HTML."""
    words = split_words(request.GET.get("q", ""))
    table_url = reverse("contacts:table")
    people = [
        _result("Contact", hit, reverse("contacts:contact", args=[hit.id]))
        for hit in queries.find_people(words, _PALETTE)
    ]
    outlets = [
        _result("Outlet", hit, f"{table_url}?{kept(request.GET, q=hit.title)}")
        for hit in queries.find_outlets(words, _PALETTE)
    ]
    return JsonResponse({"results": [*people, *found_elsewhere(words), *outlets]})


def _result(kind: str, hit: queries.Hit, url: str) -> dict[str, str]:
    return {"kind": kind, "title": hit.title, "detail": hit.detail, "url": url}


@members()
@require_POST
def enrich(request: HttpRequest) -> HttpResponse:
    """Start a run over all contacts that match, or the `first` so many, in the order of the table."""
    try:
        run = _start(request)
    except QuotaRefusedError as refusal:
        return refused(request, refusal)
    except BatchesAreOffError:
        return only_one(request)
    if run is None:
        toast(request, "No contact matches any more, so nothing was started.")
        return redirect("contacts:table")
    return redirect("runs:show", run.id)


def _start(request: HttpRequest) -> Run | None:
    by, first = actor_of(request), first_of(request)
    search = read_search(dict(request.POST.lists()))
    if search.is_everything:
        return start_run_over_all(by=by, first=first)
    sort = queries.sort_of(request.POST.get("sort", ""))
    wanted = queries.order_all(queries.matching(search), sort)
    ids = wanted.values_list("id", flat=True)
    return start_run(by=by, contact_ids=ids.iterator(), first=first)


@members()
@require_POST
def delete(request: HttpRequest) -> HttpResponse:
    """Delete the chosen contacts, once that is confirmed."""
    ids = chosen_ids(request)
    if ids and request.POST.get("confirmed") != "yes":
        return _ask_first(request, ids)
    number = actions.delete(by=actor_of(request), contact_ids=ids)
    words = f"{plural(number, 'contact')} deleted." if number else "Nothing was chosen."
    toast(request, words)
    return redirect("contacts:table")


def _ask_first(request: HttpRequest, ids: list[UUID]) -> HttpResponse:
    found = list(queries.with_ids(ids).order_by("name_sort", "id"))
    context = {"contacts": found, "named": found[:_NAMED], "others": len(found[_NAMED:])}
    return render(request, "intel/contacts_delete.html", context)
