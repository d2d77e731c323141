"""The pages of incidents; each change is made in the transaction of its request, as the operator who asks."""

from datetime import datetime, timedelta

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from totalaudio.core.lib.access import operators
from totalaudio.core.ui.tables import table_head
from totalaudio.core.ui.toasts import toast
from totalaudio.core.web.operations.reaching import reach
from totalaudio_ops.incidents import entries, exporting, incident, measuring, post_mortems
from totalaudio_ops.incidents.opening import open_incident
from totalaudio_ops.incidents.templates import notices
from totalaudio_ops.problems import Problem

from . import page
from .changes import Asked, steps_of
from .forms import NewForm

MEASURED_DAYS = 90
LISTED = 50


@operators
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Those that are open, with their clocks; how fast they were dealt with; and those that are over."""
    connection, now = reach(), timezone.now()
    start = now - timedelta(days=MEASURED_DAYS)
    context = {
        "open": [page.shown(one, now) for one in incident.unresolved(connection)],
        "overdue": post_mortems.overdue(connection, now),
        "measures": page.measures(
            measuring.measured(connection, start, now + timedelta(seconds=1))
        ),
        "measures_head": table_head(page.MEASURES, {}, default_sort=""),
        "days": MEASURED_DAYS,
        "history": [page.shown(one, now) for one in incident.resolved(connection, LISTED)],
        "history_head": table_head(page.HISTORY, {}, default_sort=""),
        "listed": LISTED,
    }
    return render(request, "web/operations/incidents/list.html", context)


@operators
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Open an incident by hand."""
    form = NewForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            ref = _open(request, form)
        except Problem as problem:
            form.add_error(None, _sentence(problem))
        else:
            toast(request, f"{ref} is open. Acknowledge it when you respond.")
            return redirect("operations:incident", ref)
    return render(request, "web/operations/incidents/new.html", {"form": form})


@operators
@require_safe
def show(request: HttpRequest, ref: str) -> HttpResponse:
    """One incident: what is known, what happened, what can be done, and what was learnt."""
    connection, now = reach(), timezone.now()
    found = _found(ref)
    context = {
        "shown": page.shown(found, now),
        "incident": found,
        "facts": exporting.facts(found),
        "entries": page.timeline(entries.timeline(connection, found.id)),
        "notices": notices(found, now),
        "told": page.told_of(connection, found),
        **page.forms_of(found),
        **page.learnt(connection, found),
    }
    return render(request, "web/operations/incidents/show.html", context)


@operators
@require_POST
def change(request: HttpRequest, ref: str) -> HttpResponse:
    """Make the change that the pressed button names."""
    found = _found(ref)
    given = {name: str(value) for name, value in request.POST.items()}
    asked = Asked(reach(), found.ref, given, _who(request), timezone.now())
    try:
        steps, said = steps_of(given.get("do", ""))
        for step in steps:
            with transaction.atomic():
                step(asked)
        toast(request, said)
    except Problem as problem:
        messages.error(request, _sentence(problem))
    return redirect("operations:incident", found.ref)


@operators
@require_safe
def export(request: HttpRequest, ref: str) -> HttpResponse:
    """The whole record as a file of Markdown."""
    found = _found(ref)
    text = exporting.markdown(reach(), found)
    answer = HttpResponse(text, content_type="text/markdown; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{found.ref}.md"'
    return answer


def _open(request: HttpRequest, form: NewForm) -> str:
    began: datetime | None = form.cleaned_data["started_at"]
    with transaction.atomic():
        made = open_incident(
            reach(),
            level=form.cleaned_data["level"],
            title=form.cleaned_data["title"],
            app=form.cleaned_data["app"] or None,
            started_at=began,
            by=_who(request),
            now=timezone.now(),
            detail=form.cleaned_data["detail"],
        )
    return made.ref


def _found(ref: str) -> incident.Incident:
    try:
        return incident.find(reach(), ref)
    except Problem as problem:
        raise Http404(str(problem)) from None


def _who(request: HttpRequest) -> str:
    return request.user.get_username()


def _sentence(problem: Problem) -> str:
    said = str(problem)
    return said[0].upper() + said[1:]
