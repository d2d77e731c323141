"""The pages of deploys: what serves, what was deployed by whom and how it ended, and the steps of one."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from totalaudio.core.lib.access import operators
from totalaudio.core.ui.tables import table_head
from totalaudio.core.web.operations.reaching import reach
from totalaudio_ops.deploys import rows

from . import page

LISTED = 60


@operators
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """What was kept last of each app, and the newest deploys and rollbacks."""
    connection = reach()
    context = {
        "stats": page.stats(rows.kept_last(connection)),
        "deployments": [page.shown(one) for one in rows.latest(connection, LISTED)],
        "head": table_head(page.DEPLOYMENTS, {}, default_sort=""),
        "listed": LISTED,
    }
    return render(request, "web/operations/deployments/list.html", context)


@operators
@require_safe
def show(request: HttpRequest, deployment: str) -> HttpResponse:
    """One with its steps, each with how long it took and what it said."""
    connection = reach()
    found = rows.find(connection, deployment)
    if found is None:
        raise Http404
    context = {
        "shown": page.shown(found),
        "facts": page.facts(found),
        "steps": [page.shown_step(one) for one in rows.took(rows.lines(connection, found.id))],
        "head": table_head(page.STEPS, {}, default_sort=""),
    }
    return render(request, "web/operations/deployments/show.html", context)
