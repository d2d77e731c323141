"""Who is to be won for a campaign: added in bulk, moved from stage to stage, taken out again."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone

from totalaudio.campaigns import timeline
from totalaudio.campaigns.fitting import fits
from totalaudio.campaigns.models import Campaign, FollowUp, Target
from totalaudio.campaigns.stages import EntryKind, FollowUpState, Stage
from totalaudio.contacts.models import Contact
from totalaudio.contacts.queries import with_ids
from totalaudio.contacts.suppression.queries import suppressed_among
from totalaudio.core.tenancy.context import Actor
from totalaudio.core.tenancy.inserting import insert_all

_JUDGED = ("workspace_id", "email", "genres", "outlet_kind", "country")
# A target that has answered, or is given up, is not asked again.
_ENDED = frozenset({Stage.REPLIED, Stage.ADDED, Stage.DECLINED, Stage.NO_RESPONSE})


@dataclass(frozen=True, slots=True)
class Added:
    """What became of the contacts that were to be added."""

    added: int
    already: int
    suppressed: int


@transaction.atomic
def add(*, by: Actor, campaign_id: UUID, contact_ids: Iterable[UUID]) -> Added:
    """Make targets of these contacts, with how well each fits.

    Who is a target already, or must not be written to, is left out and counted; ids of another workspace count
    for nothing.
    """
    # The lock keeps two who add at once apart.
    held = Campaign.objects.select_for_update()
    campaign = held.get(workspace_id=by.workspace_id, id=campaign_id)
    asked = with_ids(list(dict.fromkeys(contact_ids)))
    asked = asked.filter(workspace_id=by.workspace_id).only(*_JUDGED)
    found = list(asked.order_by("name_sort", "id"))
    here = Target.objects.filter(campaign_id=campaign_id, contact_id__isnull=False)
    there = set(here.values_list("contact_id", flat=True))
    new = [contact for contact in found if contact.id not in there]
    barred = suppressed_among(by.workspace_id, [contact.email for contact in new])
    free = [contact for contact in new if contact.email not in barred]
    _make(by, campaign, free)
    added = Added(len(free), len(found) - len(new), len(new) - len(free))
    if added.added:
        timeline.write(
            campaign_id=campaign_id,
            kind=EntryKind.TARGETS_ADDED,
            by=by,
            count=added.added,
            already=added.already,
            suppressed=added.suppressed,
        )
    return added


def _make(by: Actor, campaign: Campaign, contacts: Sequence[Contact]) -> None:
    found = fits(campaign, contacts)
    insert_all(
        [
            Target(
                workspace_id=by.workspace_id,
                campaign=campaign,
                contact=contact,
                fit=fit.score,
                fit_reasons=list(fit.reasons),
            )
            for contact, fit in zip(contacts, found, strict=True)
        ]
    )


@transaction.atomic
def remove(*, by: Actor, target_ids: Iterable[UUID], campaign_id: UUID | None = None) -> int:
    """Take targets out and say how many really were.

    Only those to whom nothing was done, from whom nothing came, and for whom no mail waits: what happened stays in the
    numbers, and whoever was written to must not be taken for new.
    """
    held = [one.id for one in _held(by, target_ids, campaign_id) if one.stage == Stage.TO_PITCH]
    fresh = Target.objects.filter(
        id__in=set(held) - _with_sends(held),
        touches__isnull=True,
        replies__isnull=True,
        outcomes__isnull=True,
    )
    removed = list(fresh.values_list("id", "campaign_id"))
    timeline.write_all(
        EntryKind.TARGET_REMOVED,
        by=by,
        lines=[
            timeline.Line(campaign, None, {"stage": str(Stage.TO_PITCH)}) for _, campaign in removed
        ],
    )
    Target.objects.filter(id__in=[target for target, _ in removed]).delete()
    return len(removed)


def _with_sends(target_ids: Sequence[UUID]) -> set[UUID]:
    """Those that were written to, or will be; the database would not delete them."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT targets_with_sends_v1(%s::uuid[])", [list(target_ids)])
        return {target_id for (target_id,) in cursor.fetchall()}


@transaction.atomic
def move(
    *, by: Actor, target_ids: Iterable[UUID], stage: Stage, campaign_id: UUID | None = None
) -> int:
    """Move targets to a stage and say how many really moved; with a campaign, only those of it.

    Follow-ups of a target that has answered or is given up end with it.
    """
    moving = [one for one in _held(by, target_ids, campaign_id) if one.stage != stage]
    ids = [one.id for one in moving]
    Target.objects.filter(id__in=ids).update(stage=stage, stage_at=timezone.now())
    if stage in _ENDED:
        open_ones = FollowUp.objects.filter(target_id__in=ids, state=FollowUpState.OPEN)
        open_ones.update(state=FollowUpState.STOPPED, done_at=timezone.now())
    timeline.write_all(
        EntryKind.STAGE,
        by=by,
        lines=(
            timeline.Line(one.campaign_id, one.id, {"before": str(one.stage), "after": str(stage)})
            for one in moving
        ),
    )
    return len(moving)


def _held(by: Actor, target_ids: Iterable[UUID], campaign_id: UUID | None) -> list[Target]:
    """These targets, held until the transaction ends, always in the same order."""
    asked = Target.objects.select_for_update().filter(
        workspace_id=by.workspace_id, id__in=list(target_ids)
    )
    if campaign_id is not None:
        asked = asked.filter(campaign_id=campaign_id)
    return list(asked.only("id", "campaign_id", "stage").order_by("id"))
