"""What people do with answers: say what one really is, and enter one that came another way."""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction

from totalaudio.campaigns import timeline
from totalaudio.campaigns.actions.replies import receive
from totalaudio.campaigns.models import Reply
from totalaudio.campaigns.stages import EntryKind, ReplyKind
from totalaudio.contacts.models.suppression import Suppression, SuppressionReason
from totalaudio.core.tenancy.context import Actor
from totalaudio.core.tenancy.tasks import enqueue
from totalaudio.pitch.models import Incoming, Send
from totalaudio.pitch.sends.actions import REUSABLE
from totalaudio.pitch.states import PitchState, SendState

from .bounces import Severity
from .effects import apply, move_pitch

_SAME_MOMENT: Final = timedelta(minutes=1)


@transaction.atomic
def reclassify(*, by: Actor, incoming_id: UUID, kind: ReplyKind) -> bool:
    """Say what an answer really is; False when that is what it was taken for.

    What the new kind changes is done. What the old one did is taken back as far as it was only presumed: the
    pitch's state, and a suppression that came of this very message. What left the queue is not put back unasked.
    """
    incoming = Incoming.objects.select_for_update().get(
        workspace_id=by.workspace_id, id=incoming_id
    )
    before = ReplyKind(incoming.kind)
    if before is kind:
        return False
    incoming.kind = kind
    incoming.signals = [f"by-hand: {before.value}"]
    incoming.save(update_fields=["kind", "signals"])
    send = Send.objects.select_related("contact").get(
        workspace_id=by.workspace_id, id=incoming.send_id
    )
    _take_back(by, send, before, incoming.created_at)
    _tell(by, incoming, before, kind)
    severity = Severity.REFUSED if kind is ReplyKind.BOUNCE else None
    apply(by=by, send=send, kind=kind, severity=severity, wrote="", signal="by-hand")
    return True


def _take_back(by: Actor, send: Send, before: ReplyKind, since: datetime) -> None:
    if before in {ReplyKind.HUMAN, ReplyKind.ADDING, ReplyKind.OPT_OUT, ReplyKind.BOUNCE}:
        move_pitch(send, PitchState.SENT)
    presumed = {
        ReplyKind.OPT_OUT: SuppressionReason.ASKED,
        ReplyKind.BOUNCE: SuppressionReason.BOUNCED,
    }.get(before)
    if presumed:
        # Written in the transaction that took the message in; an older one has another cause. Only owners and
        # admins take one away: the database lets nobody else.
        Suppression.objects.filter(
            workspace_id=by.workspace_id,
            address_hash=send.address_hash,
            reason=presumed,
            created_at__gte=since - _SAME_MOMENT,
        ).delete()


def _tell(by: Actor, incoming: Incoming, before: ReplyKind, kind: ReplyKind) -> None:
    """Let the campaign's copy say it too, and the tracker move on from it."""
    replies = Reply.objects.filter(workspace_id=by.workspace_id, ref=incoming.id)
    reply = replies.select_related("target").first()
    if reply is None:
        return
    reply.kind = kind
    reply.save(update_fields=["kind"])
    timeline.write(
        campaign_id=reply.target.campaign_id,
        target_id=reply.target_id,
        kind=EntryKind.REPLY,
        by=by,
        reply_kind=kind.value,
        was=before.value,
        reply=str(reply.id),
    )
    enqueue("tracker.note_reply", queue="tracker", workspace_id=by.workspace_id, reply_id=reply.id)


@transaction.atomic
def enter(*, by: Actor, send_id: UUID, kind: ReplyKind, at: datetime, text: str) -> Reply:
    """Keep an answer that a person read elsewhere, for mailboxes whose answers are not read for them."""
    sends = Send.objects.filter(workspace_id=by.workspace_id, id=send_id)
    send = sends.exclude(state__in=[*REUSABLE, SendState.QUEUED]).select_related("contact").get()
    reply = receive(by=by, target_id=send.target_id, kind=kind, at=at, text=text)
    severity = Severity.NOBODY if kind is ReplyKind.BOUNCE else None
    apply(by=by, send=send, kind=kind, severity=severity, wrote="", signal="by-hand")
    return reply
