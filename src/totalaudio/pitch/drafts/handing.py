"""The end of a batch: its state, and what a campaign that sends unreviewed hands to sending."""

from django.utils import timezone

from totalaudio.campaigns.models import Campaign
from totalaudio.core.tenancy.context import Actor
from totalaudio.pitch.models import Batch, Mailbox, Pitch
from totalaudio.pitch.sends.actions import queue
from totalaudio.pitch.states import BatchState, MailboxState, PitchState


def finish(batch: Batch, *, by: Actor) -> None:
    """End a batch that the open transaction holds; its approved pitches are queued if one mailbox can send them."""
    _end(batch, BatchState.DONE)
    if not Campaign.objects.filter(id=batch.campaign_id, sends_unreviewed=True).exists():
        return
    approved = Pitch.objects.filter(batch=batch, state=PitchState.APPROVED).order_by("id")
    mailbox = only_mailbox(by)
    pitch_ids = list(approved.values_list("id", flat=True))
    if mailbox is not None and pitch_ids:
        queue(by=by, pitch_ids=pitch_ids, mailbox_id=mailbox.id)


def stop(batch: Batch, problem: str) -> None:
    """End a batch that cannot go on, and say why; what it wrote so far stays."""
    batch.problem = problem
    _end(batch, BatchState.CANCELLED)


def only_mailbox(by: Actor) -> Mailbox | None:
    """The mailbox that sends when there is no choice; None when there is none, or more than one."""
    active = Mailbox.objects.filter(workspace_id=by.workspace_id, state=MailboxState.ACTIVE)
    found = list(active.order_by("id")[:2])
    return found[0] if len(found) == 1 else None


def _end(batch: Batch, state: BatchState) -> None:
    batch.state, batch.finished_at = state, timezone.now()
    batch.save(update_fields=["state", "problem", "finished_at"])
