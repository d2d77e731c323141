"""The second of the two transactions of a send: the gate once more, and the message is handed over inside of it.

A worker that dies here leaves a row that says `sending`, which is never handed over again without knowing more.
"""

import logging
import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from django.utils import timezone

from totalaudio.contacts.models.suppression import SuppressionReason
from totalaudio.contacts.suppression.actions import suppress_hashes
from totalaudio.core.tenancy.context import task_context
from totalaudio.core.tenancy.retrying import AWAY
from totalaudio.pitch.mailboxes.transport import (
    NotHandedOverError,
    Outgoing,
    ReconnectError,
    RefusedError,
    SenderRefusedError,
    Transport,
    TransportError,
    UnsureError,
)
from totalaudio.pitch.models import Mailbox, Pitch, Send
from totalaudio.pitch.sends import ending
from totalaudio.pitch.sends.building import build
from totalaudio.pitch.sends.claiming import Claim
from totalaudio.pitch.sends.gate import decide
from totalaudio.pitch.sends.loading import load
from totalaudio.pitch.sends.message import MessageProblemError
from totalaudio.pitch.sends.outboxes import identity_of, outbox_of, pace_of
from totalaudio.pitch.sends.verdicts import GONE, MOVED, Verdict
from totalaudio.pitch.states import MailboxState, PitchState, SendState

log = logging.getLogger(__name__)

UNSURE: Final = (
    "The connection broke after the message was given to the server:"
    " nobody can tell whether it was sent."
)
_BROKEN: Final = "Something unexpected happened while a message was handed over."
# The mailbox does not exist, or takes no mail: 5.1.1 and 5.1.10.
_NO_SUCH_MAILBOX: Final = re.compile(r"\b5\.1\.(?:1|10)\b")


def hand_over(claim: Claim, opened: Callable[[Mailbox], Transport]) -> bool:
    """Hand a claimed send over, at most once, and write what became of it; False when it is to be tried again."""
    try:
        transport = opened(claim.mailbox)
    except TransportError as error:
        _not_opened(claim, error)
        return False
    with task_context(claim.workspace_id, claim.user_id):
        send = held(claim)
        message = _message(claim, send) if send else None
        if send and message:
            _give(send, message, transport)
        return send is None or send.state != SendState.QUEUED


def held(claim: Claim) -> Send | None:
    """The claimed row, locked; None when the claim is not ours any more."""
    rows = Send.objects.select_for_update().filter(
        workspace_id=claim.workspace_id,
        id=claim.send_id,
        state=SendState.SENDING,
        claimed_at=claim.at,
    )
    return rows.first()


def _not_opened(claim: Claim, error: TransportError) -> None:
    """Nothing was handed over, whatever the error is."""
    with task_context(claim.workspace_id, claim.user_id):
        send = held(claim)
        if send:
            sure = NotHandedOverError(str(error)) if isinstance(error, UnsureError) else error
            _not_taken(send, sure)


def _message(claim: Claim, send: Send) -> Outgoing | None:
    """The message, if the gate is still open; what is in the way is written down otherwise."""
    now = timezone.now()
    mine = Mailbox.objects.filter(workspace_id=claim.workspace_id, id=claim.mailbox.id)
    mailbox = mine.first()
    if mailbox is None or mailbox.state != MailboxState.ACTIVE:
        ending.again(send, "", now)
        return None
    pitch, verdict = _asked_again(send, mailbox, now)
    identity = identity_of(send.workspace_id)
    if pitch is None or identity is None or not verdict.is_open:
        ending.refused(send, verdict.text)
        return None
    send.basis = verdict.basis or ""
    send.save(update_fields=["basis"])
    try:
        return build(send, pitch, mailbox, identity, key=claim.key, at=now)
    except MessageProblemError as problem:
        ending.failed(send, str(problem))
        return None


def _asked_again(send: Send, mailbox: Mailbox, now: datetime) -> tuple[Pitch | None, Verdict]:
    wanted = [send.pitch_id] if send.pitch_id else []
    loaded = load(send.workspace_id, wanted, of_send=send.id)
    if not loaded:
        return None, GONE
    if loaded[0].address_hash != send.address_hash:
        return None, MOVED
    outbox = outbox_of(mailbox, pace_of(mailbox), now)
    return loaded[0].pitch, decide(loaded[0].candidate, outbox, now)


def _give(send: Send, message: Outgoing, transport: Transport) -> None:
    try:
        handed = transport.hand_over(message)
    except UnsureError as error:
        ending.unknown(send, str(error) or UNSURE)
    except TransportError as error:
        _not_taken(send, error)
    except AWAY:
        raise
    except Exception:
        # It may have been taken: better one that nobody knows of than one that goes twice.
        log.exception("send %s could not be handed over", send.id)
        ending.unknown(send, f"{_BROKEN} {UNSURE}")
        _stop(send, MailboxState.PAUSED, _BROKEN)
    else:
        ending.sent(send, handed, timezone.now(), user_id=send.created_by_id)
        _works_again(send)


def _not_taken(send: Send, error: TransportError) -> None:
    """The server certainly has not taken it: for now, for good, or from this mailbox."""
    now = timezone.now()
    match error:
        case ReconnectError():
            ending.again(send, "", now)
            _stop(send, MailboxState.RECONNECT, str(error))
        case SenderRefusedError():
            ending.again(send, "", now)
            _sender_refused(send, error, now)
        case RefusedError():
            _refused(send, str(error))
        case NotHandedOverError():
            ending.again_later(send, str(error), now, error.retry_after)
        case _:
            ending.again_later(send, str(error), now)


def _refused(send: Send, problem: str) -> None:
    if not _NO_SUCH_MAILBOX.search(problem):
        ending.failed(send, problem)
        return
    ending.failed(send, problem, pitch=PitchState.BOUNCED)
    suppress_hashes(hashes=[send.address_hash], reason=SuppressionReason.BOUNCED)


def _sender_refused(send: Send, error: SenderRefusedError, now: datetime) -> None:
    """For as long as the server says the mailbox waits; without a time it is paused until somebody looks."""
    if error.pause_seconds <= 0:
        _stop(send, MailboxState.PAUSED, str(error))
        return
    until = now + timedelta(seconds=error.pause_seconds)
    Mailbox.objects.filter(workspace_id=send.workspace_id, id=send.mailbox_id or "").update(
        next_send_at=until, problem=str(error)
    )


def _works_again(send: Send) -> None:
    """What a server said of a mailbox is over once it takes a message."""
    if send.mailbox_id:
        said = Mailbox.objects.filter(workspace_id=send.workspace_id, id=send.mailbox_id)
        said.filter(state=MailboxState.ACTIVE).exclude(problem="").update(problem="")


def _stop(send: Send, state: MailboxState, problem: str) -> None:
    if send.mailbox_id:
        Mailbox.objects.filter(workspace_id=send.workspace_id, id=send.mailbox_id).update(
            state=state, problem=problem
        )
