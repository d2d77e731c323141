"""What the worker does for a run: a batch, written as it becomes ready, then the next batch as a task.

A worker that is killed loses at most what it had not written, which the next one does again; what the plan is charged
for is written together with the results, so that it is charged once. Each batch begins at
the number of contacts that were done before it, so a task that comes twice knows whether it is still wanted. Runs
take turns, because each batch queues behind those of others.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from time import monotonic
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from totalaudio.contacts.fields import Status
from totalaudio.core.billing.quotas import QuotaRefusedError
from totalaudio.core.lib.worked import Outcome, Work, worked
from totalaudio.core.tenancy.context import task_context
from totalaudio.core.tenancy.retrying import AWAY
from totalaudio.intel.enrichment.actions import LIVE, next_batch
from totalaudio.intel.enrichment.charging import charge, hold
from totalaudio.intel.enrichment.ending import end
from totalaudio.intel.enrichment.findings import Enrichment
from totalaudio.intel.enrichment.knowledge import Knowledge
from totalaudio.intel.enrichment.known import subjects_of
from totalaudio.intel.enrichment.saving import Result, save
from totalaudio.intel.enrichment.steps.step import Step
from totalaudio.intel.enrichment.waterfall import build_steps, enrich_all
from totalaudio.intel.models import Run, RunItem, RunState

_TELL_EVERY = 1.0  # seconds
_NOT_WRITTEN = Enrichment(Status.FAILED, {}, (), None, ("what was found could not be written",))
_GIVEN_UP = Enrichment(Status.FAILED, {}, (), None, ("given up after many attempts",))


@dataclass(frozen=True, slots=True)
class Batch:
    """Contacts of a run that are done one after the other, from the number `begin` of those done before it.

    `by` started the run, as far as that is known.
    """

    workspace_id: UUID
    run_id: UUID
    begin: int
    size: int
    by: UUID | None = None

    @property
    def end(self) -> int:
        """How many are done when the batch is."""
        return self.begin + self.size


@lru_cache(maxsize=32)
def _steps(workspace_id: UUID, _run_id: UUID) -> tuple[Knowledge, Sequence[Step]]:
    """The steps of one run remember what they looked up, from batch to batch."""
    knowledge = Knowledge(workspace_id)
    if not settings.LOOK_OUTSIDE:
        return knowledge, build_steps(offline=True, workspace_lookup=knowledge)
    from totalaudio.intel.enrichment.steps.site import default_fetcher

    # Whoever runs a site that we read can see who reads it.
    fetcher = default_fetcher(contact=settings.BASE_URL)
    return knowledge, build_steps(offline=False, workspace_lookup=knowledge, fetcher=fetcher)


def run_batch(batch: Batch) -> None:
    """Enrich the contacts of a batch that are left; nothing when the run has ended or the batch was done."""
    knowledge, steps = _steps(batch.workspace_id, batch.run_id)
    batch = _of_its_starter(batch)
    with task_context(batch.workspace_id, batch.by):
        items = _take(batch)
        subjects = subjects_of(item.contact for item in items or ())
        knowledge.load(subjects)
    if items is None:
        return
    found = enrich_all(subjects, offline=not settings.LOOK_OUTSIDE, steps=steps)
    for part in ready(zip(items, found, strict=True)):
        if not _write(batch, part):
            return
    _end(batch)


def give_up_batch(batch: Batch) -> None:
    """Close the contacts of a batch that again and again could not be done, and go on behind them."""
    batch = _of_its_starter(batch)
    with task_context(batch.workspace_id, batch.by):
        items = _take(batch)
    if items is not None and _write(batch, [(item, _GIVEN_UP) for item in items]):
        _end(batch)


def _of_its_starter(batch: Batch) -> Batch:
    """What a run uses and records is that of the person who started it."""
    with task_context(batch.workspace_id):
        mine = Run.objects.filter(workspace_id=batch.workspace_id, id=batch.run_id)
        return replace(batch, by=mine.values_list("created_by_id", flat=True).first())


def _take(batch: Batch) -> list[RunItem] | None:
    """What is left of the batch; None when the run has ended, has to stop, or the next batch was handed on."""
    run = _locked(batch)
    if run is None or run.done >= batch.end:
        return None
    if run.state == RunState.QUEUED:
        run.state, run.started_at = RunState.RUNNING, timezone.now()
        run.save(update_fields=["state", "started_at"])
    try:
        hold(run)
    except QuotaRefusedError as refusal:
        end(run, RunState.CANCELLED, by=batch.by, problem=str(refusal))
        return None
    left = RunItem.objects.filter(workspace_id=batch.workspace_id, run=batch.run_id, status="")
    return list(left.select_related("contact").order_by("position")[: batch.end - run.done])


def ready(
    results: Iterator[Result], clock: Callable[[], float] = monotonic
) -> Iterator[list[Result]]:
    """The results in parts, each with what became ready in about a second."""
    part: list[Result] = []
    told_at = clock()
    for result in results:
        part.append(result)
        if clock() - told_at > _TELL_EVERY:
            yield part
            part, told_at = [], clock()
    if part:
        yield part


def _write(batch: Batch, part: list[Result]) -> bool:
    """Write a part; what the database refuses is written one by one, so that one contact spoils no other."""
    try:
        return _give(batch, part)
    except AWAY:
        raise
    except Exception:
        if len(part) == 1:
            return _give(batch, [(part[0][0], _NOT_WRITTEN)])
        return all(_write(batch, [one]) for one in part)


def _give(batch: Batch, part: list[Result]) -> bool:
    """Write a part unless the run has ended, or somebody else has written it, meanwhile."""
    with task_context(batch.workspace_id, batch.by):
        run = _locked(batch)
        if run is None:
            return False
        ids = [item.id for item, _ in part]
        still_open = set(
            RunItem.objects.filter(
                workspace_id=batch.workspace_id, id__in=ids, status=""
            ).values_list("id", flat=True)
        )
        fresh = [(item, found) for item, found in part if item.id in still_open]
        charge(run, save(batch.workspace_id, fresh), by=batch.by)
        run.done += len(fresh)
        run.save(update_fields=["done"])
        if fresh and run.done == batch.end:
            next_batch(run)
    _count(fresh)
    return True


def _count(written: list[Result]) -> None:
    """For the objective: a contact whose sources did not answer is a failure, whatever comes of its run."""
    for _, found in written:
        worked(Work.ENRICHMENT, Outcome.BAD if found.status == Status.FAILED else Outcome.GOOD)


def _locked(batch: Batch) -> Run | None:
    runs = Run.objects.select_for_update().filter(
        workspace_id=batch.workspace_id, id=batch.run_id, state__in=LIVE
    )
    return runs.first()


def _end(batch: Batch) -> None:
    """End the run when no contact is left."""
    with task_context(batch.workspace_id, batch.by):
        run = _locked(batch)
        if run and run.done < batch.end:
            end(run, RunState.DONE, by=batch.by)
