"""Starting and cancelling the writing of many pitches."""

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from totalaudio.campaigns.models import Campaign, Target
from totalaudio.core.metrics.names import AppName, EventCategory, EventName, Feature
from totalaudio.core.metrics.recording import record
from totalaudio.core.tenancy.context import Actor
from totalaudio.core.tenancy.tasks import enqueue
from totalaudio.pitch.drafts.permission import may_use_model
from totalaudio.pitch.drafts.queries import LIVE
from totalaudio.pitch.drafts.template_choice import FITTING, choose
from totalaudio.pitch.models import Batch
from totalaudio.pitch.states import BatchState, Writer


class ModelIsOffError(Exception):
    """Nothing was started: the language model is not for this person, by the flag, or no key is set for it."""

    def __init__(self) -> None:
        super().__init__("The language model is not switched on here. Write with a template.")


@transaction.atomic
def write_batch(
    *,
    by: Actor,
    campaign_id: UUID,
    target_ids: Iterable[UUID],
    template: str = FITTING,
    writer: Writer = Writer.TEMPLATE,
    step: int = 1,
) -> Batch | None:
    """Hand the writing of pitches for these targets of a campaign to the worker; None when there are none.

    NoTemplateError when the template is gone, ModelIsOffError when the writer may not be used. Ids that are not
    targets of the campaign are passed over.
    """
    campaign = Campaign.objects.get(workspace_id=by.workspace_id, id=campaign_id)
    choose(by.workspace_id, template)
    if writer == Writer.MODEL and not may_use_model(by):
        raise ModelIsOffError
    wanted = dict.fromkeys(target_ids)
    mine = set(Target.objects.filter(campaign=campaign).values_list("id", flat=True))
    targets = [target_id for target_id in wanted if target_id in mine]
    if not targets:
        return None
    batch = Batch.objects.create(
        workspace_id=by.workspace_id,
        campaign=campaign,
        writer=writer,
        template=template,
        targets=targets,
        step=step,
        total=len(targets),
        created_by_id=by.user_id,
    )
    hand_on(batch)
    _tell(batch)
    return batch


def hand_on(batch: Batch) -> None:
    """Hand what is left of a batch to the worker, in the open transaction; no two tasks work on one batch at once."""
    enqueue(
        "pitch.write",
        queue="pitch",
        lock=f"pitch.write {batch.id}",
        workspace_id=batch.workspace_id,
        batch_id=batch.id,
    )


def cancel(*, by: Actor, batch_id: UUID) -> bool:
    """Stop a batch; what it wrote so far stays. False when it had ended."""
    live = Batch.objects.filter(workspace_id=by.workspace_id, id=batch_id, state__in=LIVE)
    return bool(live.update(state=BatchState.CANCELLED, finished_at=timezone.now()))


def _tell(batch: Batch) -> None:
    record(
        EventName.FEATURE_USED,
        EventCategory.FEATURE,
        AppName.PITCH,
        feature=Feature.PITCH,
        detail=batch.writer,
        pitches=batch.total,
    )
