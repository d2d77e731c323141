"""What the worker does for a batch: a part in one transaction, then the next, until none is left.

A worker that is killed loses at most the part in hand, which the next one writes again: a part and how far the batch
is are written together. A model's text is kept in the transaction that follows its answer, and nothing else stands
between the two.
"""

from dataclasses import dataclass
from time import monotonic
from typing import Final
from uuid import UUID

from django.utils import timezone

from totalaudio.campaigns.models import Campaign
from totalaudio.core.tenancy.context import task_context
from totalaudio.core.tenancy.retrying import AWAY
from totalaudio.pitch.drafts import handing, loading, model, saving
from totalaudio.pitch.drafts.actions import hand_on
from totalaudio.pitch.drafts.addressable import refusals
from totalaudio.pitch.drafts.queries import LIVE
from totalaudio.pitch.drafts.saving import Saved, Text, tell
from totalaudio.pitch.drafts.template_choice import Choice, NoTemplateError, choose
from totalaudio.pitch.models import Batch
from totalaudio.pitch.states import BatchState, Writer
from totalaudio.pitch.writers import template_writer
from totalaudio.pitch.writers.facts import Brief

PART: Final = 250
TURN: Final = 20.0  # seconds after which another batch gets its turn
BROKEN: Final = "An error of ours stopped the writing. Write those that are left again."


@dataclass(frozen=True, slots=True)
class Job:
    """A batch that the worker writes; `by` started it, as far as they are still there."""

    workspace_id: UUID
    batch_id: UUID
    by: UUID | None = None


def run(workspace_id: UUID, batch_id: UUID) -> None:
    """Write what is left of a batch; after some seconds the rest becomes a task of its own."""
    job = _of_its_starter(Job(workspace_id, batch_id))
    began = monotonic()
    try:
        while _write_next(job):
            if monotonic() - began > TURN:
                return _later(job)
    except AWAY:
        raise
    except Exception:
        _give_up(job)
        raise


def _later(job: Job) -> None:
    with task_context(job.workspace_id, job.by):
        if batch := _held(job):
            hand_on(batch)


def _give_up(job: Job) -> None:
    """A batch that an error of ours ended must not look as if it went on."""
    with task_context(job.workspace_id, job.by):
        if batch := _held(job):
            handing.stop(batch, BROKEN)


def _of_its_starter(job: Job) -> Job:
    with task_context(job.workspace_id):
        mine = Batch.objects.filter(workspace_id=job.workspace_id, id=job.batch_id)
        by = mine.values_list("created_by_id", flat=True).first()
    return Job(job.workspace_id, job.batch_id, by)


def _write_next(job: Job) -> bool:
    """Write the next part; whether there may be another."""
    with task_context(job.workspace_id, job.by) as actor:
        batch = _held(job)
        if batch is None:
            return False
        if batch.state == BatchState.QUEUED:
            batch.state, batch.started_at = BatchState.RUNNING, timezone.now()
            batch.save(update_fields=["state", "started_at"])
        if batch.done >= batch.total:
            handing.finish(batch, by=actor)
            return False
        if batch.writer != Writer.MODEL:
            return _write_part(batch)
    return model.write_one(job.workspace_id, job.batch_id, job.by)


def _held(job: Job) -> Batch | None:
    live = Batch.objects.select_for_update().filter(state__in=LIVE)
    return live.filter(workspace_id=job.workspace_id, id=job.batch_id).first()


def _write_part(batch: Batch) -> bool:
    try:
        choice = choose(batch.workspace_id, batch.template)
    except NoTemplateError as problem:
        handing.stop(batch, str(problem))
        return False
    part = batch.targets[batch.done : batch.done + PART]
    targets = saving.lock(part)
    failures = refusals(batch.workspace_id, targets)
    campaign = Campaign.objects.get(id=batch.campaign_id)
    kept = saving.unwritable(batch.step, targets)
    able = [one for one in targets if one.id not in failures and one.id not in kept]
    texts = _texts(choice, loading.briefs(campaign, able), batch.step)
    saved = saving.save(batch, able, texts, approves=campaign.sends_unreviewed)
    tell(batch, part, Saved(saved.written, kept | failures | saved.failures))
    return True


def _texts(choice: Choice, briefs: dict[UUID, Brief], step: int) -> dict[UUID, Text]:
    found = {}
    for target_id, brief in briefs.items():
        template = choice.for_brief(brief, step)
        found[target_id] = Text(template_writer.write(brief, template, step), template.key)
    return found
