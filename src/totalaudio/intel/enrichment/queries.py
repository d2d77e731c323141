"""Reading runs: true progress, time left, what came of them."""

from uuid import UUID

from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils import timezone

from totalaudio.contacts.fields import Status
from totalaudio.core.ui.pieces import Progress, RunState, Stat
from totalaudio.intel.models import Run, RunItem
from totalaudio.intel.models import RunState as State

_STATES: dict[str, RunState] = {
    State.QUEUED: "waiting",
    State.RUNNING: "running",
    State.DONE: "done",
    State.CANCELLED: "cancelled",
}


def recent_runs(workspace_id: UUID) -> QuerySet[Run]:
    """The runs of a workspace, newest first."""
    runs = Run.objects.filter(workspace_id=workspace_id).select_related("created_by")
    return runs.order_by("-created_at")


def progress(run: Run) -> Progress:
    """What the worker counted; the time left from the mean pace so far."""
    elapsed = (timezone.now() - run.started_at).total_seconds() if run.started_at else 0.0
    is_paced = run.state == State.RUNNING and run.done > 0 and elapsed > 1
    return Progress(
        done=run.done,
        total=run.total,
        state=_STATES[run.state],
        per_minute=run.done / elapsed * 60 if is_paced else None,
        seconds_left=elapsed / run.done * (run.total - run.done) if is_paced else None,
        cancel_url=reverse("runs:cancel", args=[run.id]),
        poll_url=reverse("runs:progress", args=[run.id]),
    )


def stats(run: Run) -> list[Stat]:
    """How many contacts ended in each status; those that no contact has are left out."""
    counted = dict(
        RunItem.objects.filter(workspace_id=run.workspace_id, run=run)
        .exclude(status="")
        .values_list("status")
        .annotate(number=Count("id"))
    )
    return [
        Stat(status.value.capitalize(), f"{counted[status]:,}", MEANING[status])
        for status in Status
        if counted.get(status)
    ]


MEANING = {
    Status.ENRICHED: "something new, nothing essential missing",
    Status.PARTIAL: "something new, something still missing",
    Status.UNCHANGED: "looked, found nothing new",
    Status.FAILED: "a source did not answer",
    Status.SKIPPED: "nothing to start from",
    Status.CACHED: "already known in this workspace",
}


def with_problems(run: Run) -> QuerySet[RunItem]:
    """The first items that a source failed for, in the order of the run."""
    items = RunItem.objects.filter(workspace_id=run.workspace_id, run=run, status=Status.FAILED)
    return items.select_related("contact").order_by("position")
