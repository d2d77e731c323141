"""What a send and a reply change: touch, stage and follow-ups, all in one transaction or not at all."""

from datetime import datetime
from typing import Final
from uuid import UUID

from django.utils import timezone

from totalaudio.campaigns.actions import follow_ups, targets, touches
from totalaudio.campaigns.models import Reply, Target, Touch
from totalaudio.campaigns.returning import return_date
from totalaudio.campaigns.stages import Channel, ReplyKind, Stage
from totalaudio.core.tenancy.context import Actor, task_context

# Where each kind of reply leads, and from where; a target never moves back from what a person decided.
_WAITING: Final = frozenset({Stage.TO_PITCH, Stage.PITCHED})
_QUIET: Final = _WAITING | {Stage.NO_RESPONSE}
_LEADS: Final = {
    ReplyKind.HUMAN: (Stage.REPLIED, _QUIET),
    ReplyKind.ADDING: (Stage.REPLIED, _QUIET),
    ReplyKind.OPT_OUT: (Stage.DECLINED, _QUIET | {Stage.REPLIED}),
    ReplyKind.BOUNCE: (Stage.NO_RESPONSE, _WAITING),
    ReplyKind.LEFT: (Stage.NO_RESPONSE, _WAITING),
}


def note_sent(workspace_id: UUID, target_id: UUID, send_id: UUID, step: int, at: datetime) -> None:
    """Write down the touch of a send, move the stage to pitched, plan or complete follow-ups; once per send.

    What came back before this was told goes first: a bounce needs no follow-up.
    """
    with task_context(workspace_id) as by:
        target = _held(by, target_id)
        if target is None or Touch.objects.filter(ref=send_id).exists():
            return
        touches.add(by=by, target_id=target_id, channel=Channel.EMAIL, at=at, ref=send_id)
        if step > 1:
            follow_ups.complete_next(by=by, target_id=target_id, number=step - 1)
            return
        since = Reply.objects.filter(target_id=target_id, created_at__gte=at)
        if target.stage in _QUIET and not since.filter(kind__in=_LEADS).exists():
            targets.move(by=by, target_ids=[target_id], stage=Stage.PITCHED)
            day = timezone.localdate(at)
            follow_ups.plan(by=by, target_ids=[target_id], pitched=day)
            for absence in since.filter(kind=ReplyKind.OUT_OF_OFFICE).order_by("id"):
                _note_absence(by, absence)


def note_reply(workspace_id: UUID, reply_id: UUID) -> None:
    """Move the stage as the reply says, and stop follow-ups or put them behind a return."""
    with task_context(workspace_id) as by:
        reply = Reply.objects.filter(id=reply_id).first()
        target = _held(by, reply.target_id) if reply else None
        if reply is None or target is None:
            return
        kind = ReplyKind(reply.kind)
        if kind == ReplyKind.OUT_OF_OFFICE:
            _note_absence(by, reply)
            return
        follow_ups.stop(by=by, target_id=target.id)
        stage, before = _LEADS[kind]
        if target.stage in before:
            targets.move(by=by, target_ids=[target.id], stage=stage)


def _note_absence(by: Actor, reply: Reply) -> None:
    returns = return_date(reply.text, timezone.localdate(reply.at))
    if returns:
        follow_ups.away_until(by=by, target_id=reply.target_id, returns=returns)


def _held(by: Actor, target_id: UUID) -> Target | None:
    """The target, held until the transaction ends; None when it was taken out since."""
    held = Target.objects.select_for_update()
    return held.filter(workspace_id=by.workspace_id, id=target_id).first()
