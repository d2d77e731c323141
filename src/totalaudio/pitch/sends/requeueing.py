"""Once more: sends that did not go are queued again, each from the mailbox that it had."""

from collections import defaultdict
from collections.abc import Sequence
from uuid import UUID

from totalaudio.core.tenancy.context import Actor
from totalaudio.pitch.models import Send
from totalaudio.pitch.sends.actions import REUSABLE, Queued, queue


def again(*, by: Actor, send_ids: Sequence[UUID]) -> Queued:
    """Queue the pitches of these sends, as far as they did not go and the gate is open."""
    closed = Send.objects.filter(
        workspace_id=by.workspace_id,
        id__in=send_ids,
        state__in=REUSABLE,
        pitch__isnull=False,
        mailbox__isnull=False,
    )
    by_mailbox: dict[UUID, list[UUID]] = defaultdict(list)
    for pitch_id, mailbox_id in closed.order_by("due_at", "id").values_list("pitch", "mailbox"):
        by_mailbox[mailbox_id].append(pitch_id)
    done = [queue(by=by, pitch_ids=ids, mailbox_id=one) for one, ids in by_mailbox.items()]
    return Queued(
        queued=tuple(one for part in done for one in part.queued),
        refused=tuple(one for part in done for one in part.refused),
    )
