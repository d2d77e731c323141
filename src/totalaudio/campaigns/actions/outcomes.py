"""What came of it: a play, an add, coverage, with its date and where it can be seen or heard."""

from datetime import date as Date  # noqa: N812 - `date` is the name of an argument
from uuid import UUID

from django.db import transaction

from totalaudio.campaigns import timeline
from totalaudio.campaigns.models import Outcome, Target
from totalaudio.campaigns.stages import EntryKind, OutcomeKind
from totalaudio.campaigns.using import used
from totalaudio.core.metrics.names import Feature
from totalaudio.core.tenancy.context import Actor


@transaction.atomic
def add(
    *,
    by: Actor,
    target_id: UUID,
    kind: OutcomeKind,
    date: Date,
    outlet: str = "",
    evidence: str = "",
    url: str = "",
) -> Outcome:
    """Write down an outcome; without an outlet it has the contact's, by its name of today."""
    held = Target.objects.select_for_update(of=("self",)).select_related("contact")
    target = held.get(workspace_id=by.workspace_id, id=target_id)
    outcome = Outcome.objects.create(
        workspace_id=by.workspace_id,
        target=target,
        kind=kind,
        date=date,
        outlet=outlet or (target.contact.outlet_name if target.contact else ""),
        evidence=evidence,
        url=url,
        by_id=by.user_id,
    )
    _write(EntryKind.OUTCOME, by, target, outcome)
    used(Feature.OUTCOME, by=by, detail=str(kind))
    return outcome


@transaction.atomic
def remove(*, by: Actor, outcome_id: UUID) -> bool:
    """Take back an outcome that was none; the timeline keeps that it was said. False when it is gone already."""
    held = Outcome.objects.select_for_update(of=("self",)).select_related("target")
    outcome = held.filter(workspace_id=by.workspace_id, id=outcome_id).first()
    if outcome is None:
        return False
    _write(EntryKind.OUTCOME_REMOVED, by, outcome.target, outcome)
    outcome.delete()
    return True


def _write(kind: EntryKind, by: Actor, target: Target, outcome: Outcome) -> None:
    timeline.write(
        campaign_id=target.campaign_id,
        target_id=target.id,
        kind=kind,
        by=by,
        outcome_kind=str(outcome.kind),
        date=outcome.date.isoformat(),
        outcome=str(outcome.id),
    )
