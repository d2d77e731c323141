"""What was done to a target, by any channel."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from totalaudio.campaigns import timeline
from totalaudio.campaigns.models import Target, Touch
from totalaudio.campaigns.stages import Channel, EntryKind
from totalaudio.core.tenancy.context import Actor


@transaction.atomic
def add(
    *,
    by: Actor,
    target_id: UUID,
    channel: Channel,
    at: datetime,
    note: str = "",
    ref: UUID | None = None,
) -> Touch:
    """Write down a touch; `ref` is the send that it came from, and the same send makes one touch."""
    target = Target.objects.select_for_update().get(workspace_id=by.workspace_id, id=target_id)
    if ref is not None:
        known = Touch.objects.filter(workspace_id=by.workspace_id, ref=ref).first()
        if known is not None:
            return known
    touch = Touch.objects.create(
        workspace_id=by.workspace_id,
        target=target,
        channel=channel,
        at=at,
        note=note,
        ref=ref,
        by_id=by.user_id,
    )
    timeline.write(
        campaign_id=target.campaign_id,
        target_id=target.id,
        kind=EntryKind.TOUCH,
        by=by,
        channel=str(channel),
        at=at.isoformat(),
        touch=str(touch.id),
    )
    return touch
