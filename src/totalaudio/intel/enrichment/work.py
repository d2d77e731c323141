"""What the worker does for a run: a batch, its results in one transaction, then the next batch as a task.

A worker that is killed loses at most the batch in hand, which the next one does again. Runs take turns, because
each batch queues behind those of others.
"""

from collections.abc import Sequence
from functools import lru_cache
from uuid import UUID

from django.conf import settings
from django.db.models import F
from django.utils import timezone

from totalaudio.core.tenancy.context import task_context
from totalaudio.intel.enrichment.actions import LIVE, next_batch
from totalaudio.intel.enrichment.findings import Enrichment, Subject
from totalaudio.intel.enrichment.knowledge import Knowledge
from totalaudio.intel.enrichment.known import subjects_of
from totalaudio.intel.enrichment.saving import save
from totalaudio.intel.enrichment.steps.step import Step
from totalaudio.intel.enrichment.waterfall import build_steps, enrich_all
from totalaudio.intel.models import Run, RunItem, RunState

BATCH = 50


@lru_cache(maxsize=32)
def _steps(workspace_id: UUID, _run_id: UUID) -> tuple[Knowledge, Sequence[Step]]:
    """The steps of one run remember what they looked up, from batch to batch."""
    knowledge = Knowledge(workspace_id)
    return knowledge, build_steps(offline=not settings.LOOK_OUTSIDE, workspace_lookup=knowledge)


def run_batch(*, workspace_id: UUID, run_id: UUID) -> None:
    """Enrich the next contacts of a run; nothing when it was cancelled or has ended."""
    knowledge, steps = _steps(workspace_id, run_id)
    with task_context(workspace_id):
        items, subjects = _take(workspace_id, run_id)
        knowledge.load(subjects)
    found = list(enrich_all(subjects, offline=not settings.LOOK_OUTSIDE, steps=steps))
    with task_context(workspace_id):
        _give(workspace_id, run_id, list(zip(items, found, strict=True)))


def _take(workspace_id: UUID, run_id: UUID) -> tuple[list[RunItem], list[Subject]]:
    started = Run.objects.filter(workspace_id=workspace_id, id=run_id, state=RunState.QUEUED)
    started.update(state=RunState.RUNNING, started_at=timezone.now())
    if not Run.objects.filter(
        workspace_id=workspace_id, id=run_id, state=RunState.RUNNING
    ).exists():
        return [], []
    open_items = RunItem.objects.filter(workspace_id=workspace_id, run=run_id, status="")
    items = list(open_items.select_related("contact").order_by("position")[:BATCH])
    return items, subjects_of(item.contact for item in items)


def _give(workspace_id: UUID, run_id: UUID, results: list[tuple[RunItem, Enrichment]]) -> None:
    """Write the batch unless the run was cancelled, or somebody else has done it, meanwhile."""
    run = (
        Run.objects.select_for_update()
        .filter(workspace_id=workspace_id, id=run_id, state__in=LIVE)
        .first()
    )
    if run is None:
        return
    still_open = set(
        RunItem.objects.filter(
            workspace_id=workspace_id, id__in=[item.id for item, _ in results], status=""
        ).values_list("id", flat=True)
    )
    fresh = [(item, found) for item, found in results if item.id in still_open]
    save(workspace_id, fresh)
    Run.objects.filter(id=run.id).update(done=F("done") + len(fresh))
    if results:
        next_batch(run)
    else:
        _end(run)


def _end(run: Run) -> None:
    Run.objects.filter(id=run.id).update(state=RunState.DONE, finished_at=timezone.now())
