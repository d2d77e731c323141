"""The page of maintenance: what goes on, what is to come, what was, and announcing more."""

from datetime import datetime, timedelta
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from totalaudio.core.lib.access import operators
from totalaudio.core.ui.tables import Column, table_head
from totalaudio.core.ui.toasts import toast
from totalaudio.core.web.operations.reaching import reach
from totalaudio_ops.apps import Deployable
from totalaudio_ops.maintenance import Maintenance, cancel, declare, latest
from totalaudio_ops.problems import Problem
from totalaudio_ops.status.words import length

from .forms import AnnounceForm

LISTED = 100
_COLUMNS = (
    Column("reason", "What is done", slot="title", is_sortable=False),
    Column("app", "App", is_sortable=False),
    Column("when", "When", slot="meta", is_sortable=False),
    Column("state", "State", slot="aside", is_sortable=False),
    Column("by", "Announced by", is_sortable=False),
)
_TONES = {"now": "active", "coming": "neutral", "over": "done", "cancelled": "cancelled"}
_DO = {"now": "End now", "coming": "Call off"}


@operators
@require_http_methods(["GET", "HEAD", "POST"])
def index(request: HttpRequest) -> HttpResponse:
    """Everything that was announced, the latest first; POST announces one more."""
    form = AnnounceForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _announce(request, form):
        return redirect("operations:maintenance")
    now = timezone.now()
    context = {
        "form": form,
        "head": table_head(_COLUMNS, {}, default_sort=""),
        "rows": [_row(one, now) for one in latest(reach(), LISTED)],
        "listed": LISTED,
    }
    return render(request, "web/operations/maintenance/page.html", context)


@operators
@require_POST
def end(request: HttpRequest, maintenance_id: UUID) -> HttpResponse:
    """Call off what is to come, or end now what goes on."""
    try:
        with transaction.atomic():
            found = cancel(reach(), maintenance_id, by=_email(request), now=timezone.now())
    except Problem:
        messages.error(request, "That maintenance is over, or was called off already.")
    else:
        toast(request, "It is called off." if found.cancelled_at else "It is ended.")
    return redirect("operations:maintenance")


def _announce(request: HttpRequest, form: AnnounceForm) -> bool:
    starts_at: datetime = form.cleaned_data["starts_at"]
    app = form.cleaned_data["app"]
    try:
        with transaction.atomic():
            made = declare(
                reach(),
                app=Deployable(app) if app else None,
                starts_at=starts_at,
                ends_at=starts_at + timedelta(minutes=form.cleaned_data["minutes"]),
                reason=form.cleaned_data["reason"],
                by=_email(request),
                now=timezone.now(),
            )
    except Problem as problem:
        said = str(problem)
        form.add_error(None, said[0].upper() + said[1:])
        return False
    toast(request, f"Maintenance of {made.label if made.app else 'all apps'} is announced.")
    return True


def _row(one: Maintenance, now: datetime) -> dict[str, object]:
    state = one.state(now)
    return {
        "one": one,
        "state": state,
        "tone": _TONES[state],
        "do": _DO.get(state, ""),
        "length": length(one.ends_at - one.starts_at),
    }


def _email(request: HttpRequest) -> str:
    return str(getattr(request.user, "email", ""))
