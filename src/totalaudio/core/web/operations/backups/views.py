"""The page of backups: what is proved, what would be lost, and one that is made now."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from totalaudio.core.lib.access import operators
from totalaudio.core.tenancy.tasks import enqueue
from totalaudio.core.ui.tables import table_head
from totalaudio.core.ui.toasts import toast
from totalaudio.core.web.operations.reaching import reach
from totalaudio_ops.backups import records, returning
from totalaudio_ops.backups.listing import standing

from . import page
from .tasks import LOCK

LISTED = 60
RESTORES = 10


@operators
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Every backup with its state, how much would be lost now, and the restores that were tried."""
    connection, now = reach(), timezone.now()
    how = standing(connection, now)
    found = records.latest(connection, LISTED)
    context = {
        "missed": how.missed,
        "stats": page.stats(how),
        "backups": [page.shown(one) for one in found],
        "backups_head": table_head(page.BACKUPS, {}, default_sort=""),
        "is_running": any(one.state == "running" for one in found),
        "restores": [page.shown_restore(one) for one in returning.latest(connection, RESTORES)],
        "restores_head": table_head(page.RESTORES, {}, default_sort=""),
        "listed": LISTED,
    }
    return render(request, "web/operations/backups/list.html", context)


@operators
@require_POST
def make(request: HttpRequest) -> HttpResponse:
    """Hand a backup to the worker."""
    enqueue("backups.make", queue="backups", lock=LOCK, trigger="hand")
    toast(
        request, "The worker makes a backup and restores it elsewhere. Reload to see it verified."
    )
    return redirect("operations:backups")
