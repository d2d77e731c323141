"""What came back: kept once, and handed on to the tracker in the same transaction."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from totalaudio.campaigns import timeline
from totalaudio.campaigns.models import Reply, Target
from totalaudio.campaigns.stages import EntryKind, ReplyKind
from totalaudio.core.metrics.names import AppName, EventCategory, EventName
from totalaudio.core.metrics.recording import record
from totalaudio.core.tenancy.context import Actor
from totalaudio.core.tenancy.tasks import enqueue


@transaction.atomic
def receive(
    *,
    by: Actor,
    target_id: UUID,
    kind: ReplyKind,
    at: datetime,
    text: str = "",
    ref: UUID | None = None,
) -> Reply:
    """Keep a reply; the tracker moves the stage and ends follow-ups by a task that exists only if this commits.

    `ref` is the incoming message, and the same message is one reply.
    """
    target = Target.objects.select_for_update().get(workspace_id=by.workspace_id, id=target_id)
    if ref is not None:
        known = Reply.objects.filter(workspace_id=by.workspace_id, ref=ref).first()
        if known is not None:
            return known
    reply = Reply.objects.create(
        workspace_id=by.workspace_id,
        target=target,
        kind=kind,
        at=at,
        text=text,
        ref=ref,
        by_id=by.user_id,
    )
    _tell(by, target, reply)
    return reply


def _tell(by: Actor, target: Target, reply: Reply) -> None:
    timeline.write(
        campaign_id=target.campaign_id,
        target_id=target.id,
        kind=EntryKind.REPLY,
        by=by,
        reply_kind=str(reply.kind),
        at=reply.at.isoformat(),
        reply=str(reply.id),
    )
    enqueue(
        "tracker.note_reply",
        queue="tracker",
        workspace_id=by.workspace_id,
        reply_id=reply.id,
    )
    if by.user_id is not None:
        record(
            EventName.REPLY_RECEIVED, EventCategory.FEATURE, AppName.TRACKER, kind=str(reply.kind)
        )
