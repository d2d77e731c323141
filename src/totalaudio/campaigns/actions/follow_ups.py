"""Follow-ups: planned after a pitch, then done, skipped, put off, or stopped by an answer."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from totalaudio.campaigns import days, timeline
from totalaudio.campaigns import follow_ups as planner
from totalaudio.campaigns.models import FollowUp, Target
from totalaudio.campaigns.stages import EntryKind, FollowUpState, Stage
from totalaudio.core.lib.bank_holidays import working_day_from
from totalaudio.core.tenancy.context import Actor

_WAITS = frozenset({Stage.TO_PITCH, Stage.PITCHED})


class FollowUpError(Exception):
    """A follow-up cannot be put to that day; the text says why and what can be done."""


@transaction.atomic
def plan(*, by: Actor, target_ids: Iterable[UUID], pitched: date) -> int:
    """Plan the follow-ups of targets that were pitched on a day, and say how many are new.

    A target that has answered or is given up gets none; numbers that are there already stay as they are.
    """
    held = Target.objects.select_for_update(of=("self",)).select_related("campaign").order_by("id")
    found = list(held.filter(workspace_id=by.workspace_id, id__in=list(target_ids)))
    waiting = [one for one in found if one.stage in _WAITS and one.contact_id]
    numbered = FollowUp.objects.filter(target__in=waiting).values_list("target_id", "number")
    known = set(numbered)
    new = [
        (target, planned)
        for target in waiting
        for planned in planner.plan(pitched, target.campaign.impact_date)
        if (target.id, planned.number) not in known
    ]
    FollowUp.objects.bulk_create(
        FollowUp(
            workspace_id=by.workspace_id,
            target=target,
            number=planned.number,
            due_date=planned.due_date,
            note=planned.why,
        )
        for target, planned in new
    )
    _write(by, "planned", [(t, p.number, p.due_date) for t, p in new])
    return len(new)


def complete(*, by: Actor, follow_up_id: UUID) -> bool:
    """Mark a follow-up as done; False when it was not open any more."""
    return _end(by, follow_up_id, FollowUpState.DONE)


def skip(*, by: Actor, follow_up_id: UUID) -> bool:
    """Mark a follow-up as not wanted; False when it was not open any more."""
    return _end(by, follow_up_id, FollowUpState.SKIPPED)


@transaction.atomic
def reopen(*, by: Actor, follow_up_id: UUID) -> bool:
    """Take back that it was done or skipped; False when its target has answered since."""
    found = _held(by, follow_up_id)
    if found.state not in {FollowUpState.DONE, FollowUpState.SKIPPED}:
        return False
    if found.target.stage not in _WAITS:
        return False
    found.state, found.done_at = FollowUpState.OPEN, None
    found.save(update_fields=["state", "done_at"])
    _write(by, "reopened", [(found.target, found.number, found.due_date)])
    return True


@transaction.atomic
def postpone(*, by: Actor, follow_up_id: UUID, to: date | None = None) -> date | None:
    """Put an open follow-up off to a day, or by two working days; the day, or None when it was not open any more.

    It lands on a working day. FollowUpError when that is not before the impact date.
    """
    found = _held(by, follow_up_id)
    if found.state != FollowUpState.OPEN:
        return None
    if to and not days.is_of_our_time(to):
        raise FollowUpError(days.REFUSAL)
    today = timezone.localdate()
    day = working_day_from(to) if to else planner.later(found.due_date, today)
    impact = found.target.campaign.impact_date
    if impact and day >= impact:
        raise FollowUpError(
            f"It cannot wait until {day:%-d %b %Y}: the impact date is {impact:%-d %b %Y}."
            " Do it before, or skip it."
        )
    if day <= today:
        raise FollowUpError("Choose a day after today.")
    _move(by, found, day, "put off by hand")
    return day


@transaction.atomic
def away_until(*, by: Actor, target_id: UUID, returns: date) -> int:
    """Move the open follow-ups of somebody who is away behind their return; how many moved or became needless.

    One that would fall on the impact date or after it is stopped, and so is one that would fall on another's day.
    """
    target = _target(by, target_id)
    impact, taken, changed = target.campaign.impact_date, set[date](), 0
    for one in _open(target):
        day = planner.after_return(one.due_date, returns)
        if (impact and day >= impact) or day in taken:
            changed += _set(by, one, target, FollowUpState.STOPPED)
            continue
        taken.add(day)
        if day != one.due_date:
            _move(by, one, day, "after their return", target=target)
            changed += 1
    return changed


@transaction.atomic
def refit(*, by: Actor, campaign_id: UUID) -> int:
    """Bring open follow-ups of a campaign into line with its impact date; says how many moved or have no time left."""
    waiting = FollowUp.objects.filter(target__campaign_id=campaign_id, state=FollowUpState.OPEN)
    held = Target.objects.select_for_update(of=("self",)).select_related("campaign").order_by("id")
    mine = held.filter(workspace_id=by.workspace_id, id__in=waiting.values("target_id"))
    return sum(_refit(by, target) for target in mine)


def _refit(by: Actor, target: Target) -> int:
    impact, open_ones = target.campaign.impact_date, _open(target)
    if impact is None:
        return 0
    planned = [planner.Planned(one.number, one.due_date, one.note) for one in open_ones]
    changed = planner.refit(planned, impact, timezone.localdate())
    for one in open_ones:
        if one.number not in changed:
            continue
        day = changed[one.number]
        if day is None:
            _set(by, one, target, FollowUpState.STOPPED)
        else:
            _move(by, one, day, planner.BACKWARDS, target=target)
    return len(changed)


@transaction.atomic
def stop(*, by: Actor, target_id: UUID) -> int:
    """End all open follow-ups of a target, because it answered; says how many there were."""
    target = _target(by, target_id)
    return sum(_set(by, one, target, FollowUpState.STOPPED) for one in _open(target))


@transaction.atomic
def complete_next(*, by: Actor, target_id: UUID, number: int | None = None) -> bool:
    """Mark the follow-up with this number, else the first open one, as done by what was just sent or said."""
    target = _target(by, target_id)
    waiting = _open(target)
    wanted = [one for one in waiting if one.number == number] if number else waiting[:1]
    return bool(wanted) and _set(by, wanted[0], target, FollowUpState.DONE)


@transaction.atomic
def _end(by: Actor, follow_up_id: UUID, state: FollowUpState) -> bool:
    found = _held(by, follow_up_id)
    return found.state == FollowUpState.OPEN and _set(by, found, found.target, state)


def _set(by: Actor, one: FollowUp, target: Target, state: FollowUpState) -> bool:
    one.state, one.done_at = state, timezone.now()
    one.save(update_fields=["state", "done_at"])
    _write(by, str(state), [(target, one.number, one.due_date)])
    return True


def _move(by: Actor, one: FollowUp, day: date, why: str, *, target: Target | None = None) -> None:
    is_planned = why == planner.BACKWARDS
    one.note = why if is_planned else f"{why}; was {one.due_date:%-d %b %Y}"
    one.due_date = day
    one.save(update_fields=["note", "due_date"])
    _write(by, "moved", [(target or one.target, one.number, day)])


def _held(by: Actor, follow_up_id: UUID) -> FollowUp:
    """The follow-up with its target, held; the target first, as everywhere."""
    found = FollowUp.objects.filter(workspace_id=by.workspace_id)
    target = _target(by, found.values_list("target_id", flat=True).get(id=follow_up_id))
    held = found.select_for_update().get(id=follow_up_id)
    held.target = target
    return held


def _target(by: Actor, target_id: UUID) -> Target:
    held = Target.objects.select_for_update(of=("self",)).select_related("campaign")
    return held.get(workspace_id=by.workspace_id, id=target_id)


def _open(target: Target) -> list[FollowUp]:
    waiting = FollowUp.objects.select_for_update().filter(target=target, state=FollowUpState.OPEN)
    return list(waiting.order_by("number"))


def _write(by: Actor, what: str, about: Iterable[tuple[Target, int, date]]) -> None:
    timeline.write_all(
        EntryKind.FOLLOW_UP,
        by=by,
        lines=(
            timeline.Line(
                target.campaign_id,
                target.id,
                {"what": what, "number": number, "due": due.isoformat()},
            )
            for target, number, due in about
        ),
    )
