"""The circuit breaker: too many bounces, or one complaint, stop a mailbox before its name is spoilt."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from django.db.models import Q

from totalaudio.campaigns.stages import ReplyKind
from totalaudio.contacts.models.suppression import Suppression, SuppressionReason
from totalaudio.core.ui.formats import plural
from totalaudio.pitch.models import Incoming, Mailbox, Send
from totalaudio.pitch.states import PitchState, SendState

LOOKED_AT: Final = 100
LEAST: Final = 20
MOST_BOUNCES: Final = 0.03


def why_stopped(mailbox: Mailbox) -> str:
    """Why the mailbox must not go on, as a sentence; '' when it may. What stopped it once does not count again."""
    last = Send.objects.filter(workspace_id=mailbox.workspace_id, mailbox=mailbox).filter(
        Q(state=SendState.SENT) | Q(state=SendState.FAILED, pitch__state=PitchState.BOUNCED)
    )
    if mailbox.tripped_at:
        last = last.filter(due_at__gt=mailbox.tripped_at)
    rows = last.order_by("-due_at").values_list("id", "address_hash", "state")[:LOOKED_AT]
    found = list(rows)
    if not found:
        return ""
    return _complaint(mailbox, {its for _, its, _ in found}) or _bounces(mailbox, found)


def _complaint(mailbox: Mailbox, hashes: set[str]) -> str:
    complained = Suppression.objects.filter(
        workspace_id=mailbox.workspace_id,
        address_hash__in=hashes,
        reason=SuppressionReason.COMPLAINED,
    )
    if mailbox.tripped_at:
        complained = complained.filter(created_at__gt=mailbox.tripped_at)
    if not complained.exists():
        return ""
    return "Somebody complained about mail from it. Look at whom you write to before you resume it."


def _bounces(mailbox: Mailbox, found: Sequence[tuple[UUID, str, str]]) -> str:
    refused = {one for one, _, state in found if state == SendState.FAILED}
    came_back = Incoming.objects.filter(
        workspace_id=mailbox.workspace_id,
        send_id__in=[one for one, _, _ in found],
        kind=ReplyKind.BOUNCE,
    )
    bounced = len(refused | set(came_back.values_list("send_id", flat=True)))
    if len(found) < LEAST or bounced <= MOST_BOUNCES * len(found):
        return ""
    return (
        f"{bounced} of the last {plural(len(found), 'message')} came back. Check the addresses of your list"
        " before you resume it."
    )
