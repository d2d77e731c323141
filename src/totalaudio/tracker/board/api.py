"""The API of one target: what was done, what came back, what came of it."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Status

from totalaudio.campaigns.actions import outcomes, replies, touches
from totalaudio.campaigns.models import Outcome, Target
from totalaudio.core.api.holder import Scoped
from totalaudio.core.api.problems import ApiError, not_found
from totalaudio.core.api.schemas import PROBLEMS
from totalaudio.core.api.scopes import Scope
from totalaudio.core.tenancy.requests import actor_of
from totalaudio.tracker.campaigns import api_schemas as shapes
from totalaudio.tracker.campaigns.api import target_shown

router = Router(tags=["targets"])
READ, WRITE = Scoped(Scope.CAMPAIGNS_READ), Scoped(Scope.CAMPAIGNS_WRITE)

_A_DAY = timedelta(days=1)


def _target(request: HttpRequest, target_id: UUID) -> Target:
    mine = Target.objects.filter(workspace_id=actor_of(request).workspace_id, id=target_id)
    found = mine.first()
    if found is None:
        raise not_found("target")
    return found


def _moment(at: datetime) -> datetime:
    """A moment that was; clocks may be a little apart, and zones a day."""
    if not datetime(1990, 1, 1, tzinfo=UTC) < at < timezone.now() + _A_DAY:
        raise ApiError(
            422, "invalid", "at: say when it was; that is too long ago, or still to come."
        )
    return at


@router.get("/{uuid:target_id}", auth=READ, response={200: shapes.TargetOut, **PROBLEMS})
def target(request: HttpRequest, target_id: UUID) -> shapes.TargetOut:
    """Show a target."""
    return target_shown(_target(request, target_id))


@router.post("/{uuid:target_id}/touches", auth=WRITE, response={201: shapes.Made, **PROBLEMS})
def touch(request: HttpRequest, target_id: UUID, given: shapes.TouchIn) -> Status[shapes.Made]:
    """Write down something that was done to a target."""
    made = touches.add(
        by=actor_of(request),
        target_id=_target(request, target_id).id,
        channel=given.channel,
        at=_moment(given.at),
        note=given.note,
    )
    return Status(201, shapes.Made(id=made.id))


@router.post("/{uuid:target_id}/replies", auth=WRITE, response={201: shapes.Made, **PROBLEMS})
def reply(request: HttpRequest, target_id: UUID, given: shapes.ReplyIn) -> Status[shapes.Made]:
    """Write down an answer; the stage and the follow-ups move with it, a moment later."""
    made = replies.receive(
        by=actor_of(request),
        target_id=_target(request, target_id).id,
        kind=given.kind,
        at=_moment(given.at),
        text=given.text,
    )
    return Status(201, shapes.Made(id=made.id))


@router.post("/{uuid:target_id}/outcomes", auth=WRITE, response={201: shapes.Made, **PROBLEMS})
def outcome(request: HttpRequest, target_id: UUID, given: shapes.OutcomeIn) -> Status[shapes.Made]:
    """Write down an outcome, with its date and where it can be seen or heard."""
    found = _target(request, target_id)
    if given.date > timezone.localdate() + _A_DAY:
        raise ApiError(422, "invalid", "date: it is still to come; write it down when it was.")
    made = outcomes.add(by=actor_of(request), target_id=found.id, **given.model_dump())
    return Status(201, shapes.Made(id=made.id))


@router.delete(
    "/{uuid:target_id}/outcomes/{uuid:outcome_id}", auth=WRITE, response={204: None, **PROBLEMS}
)
def remove_outcome(request: HttpRequest, target_id: UUID, outcome_id: UUID) -> Status[None]:
    """Take back an outcome that was none; the timeline keeps that it was said."""
    found = _target(request, target_id)
    if not Outcome.objects.filter(target=found, id=outcome_id).exists():
        raise not_found("outcome")
    outcomes.remove(by=actor_of(request), outcome_id=outcome_id)
    return Status(204, None)
