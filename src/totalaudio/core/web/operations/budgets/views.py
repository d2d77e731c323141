"""The pages of error budgets, for operators."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from totalaudio.core.lib.access import operators
from totalaudio.core.web.operations.reaching import reach
from totalaudio_ops.problems import Problem
from totalaudio_ops.slo.declared import declared

from . import app_page, overview_page


@operators
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Show the mode, the budgets, burn and latency of every app."""
    try:
        shown = overview_page.figures(reach(), declared(), timezone.now())
    except Problem as problem:
        shown = {"problem": str(problem)}
    return render(request, "web/operations/budgets/overview.html", shown)


@operators
@require_safe
def one_app(request: HttpRequest, app: str) -> HttpResponse:
    """Show each objective of an app over its window, what burned, and what the gate answered."""
    try:
        objectives = [one for one in declared() if one.app == app]
        if not objectives:
            raise Http404("no such app")
        shown = app_page.figures(reach(), objectives, app, timezone.now())
    except Problem as problem:
        shown = {"problem": str(problem)}
    return render(request, "web/operations/budgets/one_app.html", shown)
