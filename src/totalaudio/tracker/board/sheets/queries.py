"""Targets of a campaign as lines of its file, and what a file is compared with."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Final
from uuid import UUID

from django.db import connection
from django.utils import timezone

from totalaudio.campaigns.models import FollowUp, Outcome, Target
from totalaudio.campaigns.stages import FollowUpState, OutcomeKind, Stage
from totalaudio.contacts.models import Contact
from totalaudio.contacts.suppression.queries import suppressed_among
from totalaudio.core.tenancy.context import Actor

from ..words import ERASED
from .lines import Came, Counted, Line, Task
from .planning import Known, key_of

_COUNTS: Final = """
SELECT t.id,
    (SELECT count(*) FROM campaigns_reply r WHERE r.workspace_id = t.workspace_id AND r.target_id = t.id),
    o.number, o.last
FROM campaigns_target t CROSS JOIN LATERAL (
    SELECT count(*) AS number, max(at) AS last FROM campaigns_touch o
    WHERE o.workspace_id = t.workspace_id AND o.target_id = t.id
) AS o
WHERE t.workspace_id = %s AND t.campaign_id = %s
"""


def written(by: Actor, campaign_id: UUID) -> tuple[list[tuple[Line, Counted]], int]:
    """All targets as lines, in the order in which they were added; and the most outcomes that one has."""
    outcomes, tasks = _outcomes(by, campaign_id), _follow_ups(by, campaign_id)
    counts = _counts(by, campaign_id)
    found = _targets(by, campaign_id)
    lines = [
        (_line(one, outcomes[one.id], tasks[one.id]), _counted(one, *counts[one.id]))
        for one in found
        if one.id in counts
    ]
    return lines, max((len(line.outcomes) for line, _ in lines), default=0) or 1


def known(by: Actor, campaign_id: UUID) -> dict[str, Known]:
    """The targets by the key of their contact; who was erased has none."""
    outcomes, tasks = _outcomes(by, campaign_id), _follow_ups(by, campaign_id)
    return {
        one.contact.match_key: Known(
            one.id, Stage(one.stage), tuple(outcomes[one.id]), tuple(tasks[one.id])
        )
        for one in _targets(by, campaign_id)
        if one.contact is not None
    }


def barred_among(by: Actor, lines: Iterable[tuple[int, Line]]) -> set[str]:
    """The keys of those lines whose address must not be written to."""
    written_to = [line for _, line in lines if line.email]
    barred = suppressed_among(by.workspace_id, [line.email for line in written_to])
    return {key_of(line) for line in written_to if line.email in barred}


def contacts_among(by: Actor, keys: list[str]) -> dict[str, UUID]:
    """The contacts that the workspace has already, by their keys."""
    found = Contact.objects.filter(workspace_id=by.workspace_id, match_key__in=keys)
    return dict(found.values_list("match_key", "id"))


def _targets(by: Actor, campaign_id: UUID) -> list[Target]:
    wanted = Target.objects.filter(workspace_id=by.workspace_id, campaign_id=campaign_id)
    return list(wanted.select_related("contact").order_by("id"))


def _outcomes(by: Actor, campaign_id: UUID) -> defaultdict[UUID, list[Came]]:
    found: defaultdict[UUID, list[Came]] = defaultdict(list)
    rows = Outcome.objects.filter(workspace_id=by.workspace_id, target__campaign_id=campaign_id)
    for one in rows.order_by("date", "id"):
        came = Came(OutcomeKind(one.kind), one.date, one.outlet, one.evidence, one.url)
        found[one.target_id].append(came)
    return found


def _follow_ups(by: Actor, campaign_id: UUID) -> defaultdict[UUID, list[Task]]:
    found: defaultdict[UUID, list[Task]] = defaultdict(list)
    rows = FollowUp.objects.filter(workspace_id=by.workspace_id, target__campaign_id=campaign_id)
    for one in rows.order_by("number"):
        task = Task(one.number, one.due_date, FollowUpState(one.state), one.note)
        found[one.target_id].append(task)
    return found


def _counts(by: Actor, campaign_id: UUID) -> dict[UUID, tuple[int, int, date | None]]:
    with connection.cursor() as asked:
        asked.execute(_COUNTS, [by.workspace_id, campaign_id])
        return {
            one: (replies, touches, timezone.localdate(last) if last else None)
            for one, replies, touches, last in asked.fetchall()
        }


def _line(target: Target, outcomes: list[Came], tasks: list[Task]) -> Line:
    contact = target.contact
    stage, came, to_do = Stage(target.stage), tuple(outcomes), tuple(tasks)
    if contact is None:
        return Line(name=ERASED, stage=stage, outcomes=came, follow_ups=to_do)
    return Line(
        name=contact.name,
        email=contact.email,
        outlet=contact.outlet_name,
        role=contact.role,
        kind=contact.outlet_kind,
        country=contact.country,
        stage=stage,
        outcomes=came,
        follow_ups=to_do,
    )


def _counted(target: Target, replies: int, touches: int, last: date | None) -> Counted:
    return Counted(target.fit, touches, replies, last)
