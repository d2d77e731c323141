"""Carrying a plan out: all of it in one transaction, with its lines in the timeline."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone

from totalaudio.campaigns import timeline
from totalaudio.campaigns.actions import targets
from totalaudio.campaigns.models import FollowUp, Outcome, Target
from totalaudio.campaigns.stages import EntryKind, FollowUpState, Stage
from totalaudio.campaigns.using import used
from totalaudio.core.metrics.names import Feature
from totalaudio.core.tenancy.context import Actor
from totalaudio.core.tenancy.inserting import insert_all

from . import queries
from .contacts import contacts_of
from .planning import Change, Plan, plan
from .reading import Sheet

_IN_ITS_PLACE: Final = """ON CONFLICT (workspace_id, target_id, number) DO UPDATE SET
    due_date = excluded.due_date, state = excluded.state, note = excluded.note, done_at = excluded.done_at"""


@dataclass(frozen=True, slots=True)
class _Due:
    """A change of a target that exists by now."""

    target_id: UUID
    change: Change


def planned(by: Actor, campaign_id: UUID, sheet: Sheet) -> Plan:
    """What bringing this sheet would do now."""
    return plan(
        sheet.lines,
        here=queries.known(by, campaign_id),
        barred=queries.barred_among(by, sheet.lines),
        refused=sheet.refused,
    )


@transaction.atomic
def bring(*, by: Actor, campaign_id: UUID, sheet: Sheet) -> Plan:
    """Do what the sheet says, and say what that was; a second time it changes nothing."""
    _one_at_a_time(by)
    found = planned(by, campaign_id, sheet)
    due = [_Due(one.target_id, one) for one in found.changed if one.target_id]
    due += _added(by, campaign_id, found.new)
    _move(by, campaign_id, due)
    _log(by, campaign_id, due)
    _plan_follow_ups(by, campaign_id, due)
    if found.changes:
        used(Feature.IMPORT, by=by, detail="campaign")
    return found


def _one_at_a_time(by: Actor) -> None:
    """As lists come in one after the other, so that none makes a contact that another is making."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"lists of {by.workspace_id}"]
        )


def _added(by: Actor, campaign_id: UUID, new: Sequence[Change]) -> list[_Due]:
    if not new:
        return []
    contact_by = contacts_of(by, [(one.key, one.line) for one in new])
    targets.add(by=by, campaign_id=campaign_id, contact_ids=contact_by.values())
    made = Target.objects.filter(
        workspace_id=by.workspace_id,
        campaign_id=campaign_id,
        contact_id__in=list(contact_by.values()),
    )
    target_by = {one: target for target, one in made.values_list("id", "contact_id")}
    return [
        _Due(target_by[contact_by[one.key]], one) for one in new if contact_by[one.key] in target_by
    ]


def _move(by: Actor, campaign_id: UUID, due: Sequence[_Due]) -> None:
    going: defaultdict[Stage, list[UUID]] = defaultdict(list)
    for one in due:
        if one.change.stage:
            going[one.change.stage].append(one.target_id)
    for stage, ids in going.items():
        targets.move(by=by, target_ids=ids, stage=stage, campaign_id=campaign_id)


def _log(by: Actor, campaign_id: UUID, due: Sequence[_Due]) -> None:
    outcomes = [
        Outcome(
            workspace_id=by.workspace_id,
            target_id=one.target_id,
            kind=came.kind,
            date=came.date,
            outlet=came.outlet,
            evidence=came.evidence,
            url=came.url,
            by_id=by.user_id,
        )
        for one in due
        for came in one.change.outcomes
    ]
    insert_all(outcomes)
    timeline.write_all(
        EntryKind.OUTCOME,
        by=by,
        lines=[
            timeline.Line(
                campaign_id,
                one.target_id,
                {
                    "outcome_kind": str(one.kind),
                    "date": one.date.isoformat(),
                    "outcome": str(one.id),
                },
            )
            for one in outcomes
        ],
    )


def _plan_follow_ups(by: Actor, campaign_id: UUID, due: Sequence[_Due]) -> None:
    """After the moves, which end what is open."""
    tasks = [(one.target_id, task) for one in due for task in one.change.follow_ups]
    now = timezone.now()
    insert_all(
        [
            FollowUp(
                workspace_id=by.workspace_id,
                target_id=target_id,
                number=task.number,
                due_date=task.due_date,
                state=task.state,
                note=task.note,
                done_at=None if task.state == FollowUpState.OPEN else now,
            )
            for target_id, task in tasks
        ],
        conflicts=_IN_ITS_PLACE,
    )
    timeline.write_all(
        EntryKind.FOLLOW_UP,
        by=by,
        lines=[
            timeline.Line(
                campaign_id,
                target_id,
                {"what": "brought", "number": task.number, "due": task.due_date.isoformat()},
            )
            for target_id, task in tasks
        ],
    )
