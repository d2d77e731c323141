"""What an answer changes beside the tracker: the pitch, what still waits to be sent, who may be written to."""

from django.db.models import Q

from totalaudio.campaigns.stages import ReplyKind
from totalaudio.contacts.models.suppression import SuppressionReason
from totalaudio.contacts.suppression import hash_of
from totalaudio.contacts.suppression.actions import suppress_hashes
from totalaudio.core.tenancy.context import Actor
from totalaudio.pitch.models import Mailbox, Pitch, Send
from totalaudio.pitch.sends import ending
from totalaudio.pitch.states import MailboxState, PitchState, SendState

from .bounces import Severity

_ANSWERED = frozenset({ReplyKind.HUMAN, ReplyKind.ADDING, ReplyKind.OPT_OUT})
# After these nothing more is sent to the target; an absence only puts it off.
_ENDING = _ANSWERED | {ReplyKind.LEFT, ReplyKind.BOUNCE}


def apply(
    *, by: Actor, send: Send, kind: ReplyKind, severity: Severity | None, wrote: str, signal: str
) -> None:
    """Change what the answer to a send changes, once more without harm; `wrote` is the address that it came from."""
    if kind in _ANSWERED:
        move_pitch(send, PitchState.REPLIED)
    elif kind == ReplyKind.BOUNCE:
        move_pitch(send, PitchState.BOUNCED)
    if kind == ReplyKind.OPT_OUT:
        stop_writing(by=by, send=send, wrote=wrote, is_complaint=signal == "complaint")
    elif severity is Severity.NOBODY:
        suppress_hashes(hashes=[send.address_hash], reason=SuppressionReason.BOUNCED)
        cancel_waiting(by=by, of=Q(address_hash=send.address_hash))
    elif severity is Severity.SENDER:
        _pause(send)
    if kind in _ENDING:
        cancel_waiting(by=by, of=Q(target_id=send.target_id))


def stop_writing(*, by: Actor, send: Send, wrote: str = "", is_complaint: bool = False) -> None:
    """Suppress where it was sent, and where the answer came from; take all that waits for them out of the queue."""
    known = {send.address_hash}
    addresses = [wrote, send.contact.email if send.contact else ""]
    known |= {hash_of(by.workspace_id, one) for one in addresses if one}
    reason = SuppressionReason.COMPLAINED if is_complaint else SuppressionReason.ASKED
    suppress_hashes(hashes=known, reason=reason)
    theirs = Q(address_hash__in=known)
    if send.contact_id:
        theirs |= Q(contact_id=send.contact_id)
    cancel_waiting(by=by, of=theirs)


def cancel_waiting(*, by: Actor, of: Q) -> int:
    """Take sends that still wait out of the queue, and say how many."""
    waiting = Send.objects.select_for_update().filter(
        of, workspace_id=by.workspace_id, state=SendState.QUEUED
    )
    held = list(waiting.order_by("id"))
    for send in held:
        ending.cancelled(send)
    return len(held)


def move_pitch(send: Send, state: PitchState) -> None:
    """Say of the pitch what came of it; a bounce does not undo an answer."""
    before = [PitchState.QUEUED, PitchState.SENT, PitchState.BOUNCED]
    if state is PitchState.SENT:
        before = [PitchState.REPLIED, PitchState.BOUNCED]
    its = Pitch.objects.filter(workspace_id=send.workspace_id, sends=send)
    its.filter(state__in=before).update(state=state)


def _pause(send: Send) -> None:
    """The server refuses whoever sends, and would refuse the next message too."""
    problem = (
        "A message came back because the recipient's server refuses this sender. Look at the bounce"
        " under Replies, and at the SPF, DKIM and DMARC records of your domain, before you resume it."
    )
    if send.mailbox_id:
        its = Mailbox.objects.filter(workspace_id=send.workspace_id, id=send.mailbox_id)
        its.filter(state=MailboxState.ACTIVE).update(state=MailboxState.PAUSED, problem=problem)
