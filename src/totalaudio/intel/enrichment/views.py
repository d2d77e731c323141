"""The pages of enrichment runs: start one, watch it, leave and come back, cancel it, see what came of it."""

from dataclasses import replace
from typing import Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from totalaudio.core.billing.quotas import QuotaRefusedError
from totalaudio.core.tenancy.access import members
from totalaudio.core.tenancy.requests import actor_of
from totalaudio.core.ui.tables import Column, table_head
from totalaudio.core.ui.toasts import toast
from totalaudio.intel.choosing import chosen_ids
from totalaudio.intel.enrichment import actions, queries
from totalaudio.intel.enrichment.refusing import first_of, only_one, refused
from totalaudio.intel.models import Run

_RECENT = 50
_LISTED: Final = (
    Column("started", "Started", is_sortable=False),
    Column("state", "State", is_sortable=False),
    Column("done", "Done", is_sortable=False, is_number=True),
    Column("contacts", "Contacts", is_sortable=False, is_number=True),
    Column("by", "By", is_sortable=False),
)


@members()
@require_POST
def start(request: HttpRequest) -> HttpResponse:
    """Start a run over the chosen contacts (`contact`, repeated), or the `first` so many of them."""
    by, chosen = actor_of(request), chosen_ids(request)
    try:
        run = actions.start_run(by=by, contact_ids=chosen, first=first_of(request))
    except QuotaRefusedError as refusal:
        return refused(request, refusal)
    except actions.BatchesAreOffError:
        return only_one(request)
    if run is None:
        toast(request, "No contact was chosen, so nothing was started.")
        return redirect("contacts:table")
    return redirect("runs:show", run.id)


@members()
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """All runs, newest first."""
    runs = queries.recent_runs(actor_of(request).workspace_id)[:_RECENT]
    head = table_head(_LISTED, {}, default_sort="")
    return render(request, "intel/run_list.html", {"runs": runs, "head": head})


@members()
@require_GET
def show(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """How far a run is, and what came of it so far."""
    run = _run(request, run_id)
    return render(request, "intel/run_show.html", _page(run))


@members()
@require_GET
def progress(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """The progress alone, for the page to ask again; the whole page once it has ended."""
    run = _run(request, run_id)
    answer = render(request, "intel/run_progress.html", _page(run))
    if run.state not in actions.LIVE:
        answer["HX-Redirect"] = reverse("runs:show", args=[run_id])
    return answer


@members()
@require_POST
def cancel(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """Stop a run; what it found so far stays."""
    if actions.cancel(by=actor_of(request), run=_run(request, run_id)):
        toast(request, "The run was cancelled. What it found so far is kept.")
    else:
        toast(request, "The run had already ended.")
    return redirect("runs:show", run_id)


def _page(run: Run) -> dict[str, object]:
    found = queries.progress(run)
    return {
        "run": run,
        "progress": found,
        "bar": replace(found, poll_url=""),  # the element around it polls
        "stats": queries.stats(run),
        "failed": queries.with_problems(run)[:20],
    }


def _run(request: HttpRequest, run_id: UUID) -> Run:
    return get_object_or_404(Run, workspace_id=actor_of(request).workspace_id, id=run_id)
