"""The end of a run: its state, what it still held of the plan, and the event that says what came of it."""

from uuid import UUID

from django.db.models import Count
from django.utils import timezone

from totalaudio.contacts.fields import Status
from totalaudio.core.billing import quotas
from totalaudio.core.metrics.names import AppName, EventCategory, EventName, EventStatus
from totalaudio.core.metrics.recording import record
from totalaudio.intel.enrichment.charging import CHARGED
from totalaudio.intel.models import Run, RunItem, RunState

_LONGEST = 2**31 - 1  # milliseconds that an event can hold


def end(run: Run, state: RunState, *, by: UUID | None, problem: str = "") -> None:
    """End a run that the open transaction holds; `by` is the person of its context."""
    run.state, run.problem, run.finished_at = state, problem, timezone.now()
    if state == RunState.DONE:
        run.total = run.done  # contacts that were deleted meanwhile count no more
    run.save(update_fields=["state", "problem", "finished_at", "total"])
    quotas.release(run.workspace_id, reservation_id=run.id)
    if by is not None:
        _tell(run)


def _tell(run: Run) -> None:
    """Record what came of the run; one that looked at nothing is neither a success nor a failure."""
    items = RunItem.objects.filter(workspace_id=run.workspace_id, run=run).exclude(status="")
    counted: dict[str, int] = dict(items.values_list("status").annotate(number=Count("id")))
    contacts, failed = sum(counted.values()), counted.get(Status.FAILED, 0)
    if not contacts:
        return
    is_failure = failed > 0 and failed + counted.get(Status.SKIPPED, 0) == contacts
    record(
        EventName.ENRICHMENT_FAILED if is_failure else EventName.ENRICHMENT_SUCCESS,
        EventCategory.ENRICHMENT,
        AppName.INTEL,
        status=EventStatus.ERROR if is_failure else EventStatus.SUCCESS,
        duration_ms=_lasted(run),
        error_message="no source answered for any contact" if is_failure else None,
        contacts=contacts,
        enriched=sum(counted.get(status, 0) for status in CHARGED),
        failed=failed,
        state=run.state,
    )


def _lasted(run: Run) -> int | None:
    if run.started_at is None or run.finished_at is None:
        return None
    return min(round((run.finished_at - run.started_at).total_seconds() * 1000), _LONGEST)
