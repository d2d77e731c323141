"""Taking in one message: kept once, told to the tracker and followed through, all of it or nothing."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from totalaudio.campaigns.actions.replies import receive
from totalaudio.campaigns.stages import ReplyKind
from totalaudio.core.lib.ids import new_id
from totalaudio.core.tenancy.context import Actor, task_context
from totalaudio.pitch.mailboxes.transport import Arrived
from totalaudio.pitch.models import Incoming, Mailbox, Send
from totalaudio.pitch.sends.actions import resolve
from totalaudio.pitch.states import SendState

from .bounces import Severity
from .classify import Classified, classify
from .effects import apply
from .finding import find_send, last_send_to
from .reading import plain_subject

_LONGEST_SUBJECT = 300
_LONGEST_REPORT = 1_500
# A server that still tries will say how it ended.
_SAYS_NOTHING = (Severity.DELAYED, Severity.ARRIVED)


def take_in(mailbox: Mailbox, arrived: Arrived, now: datetime | None = None) -> UUID | None:
    """Take a message in, and return the id under which it is kept; None when it answers nothing, or is kept already."""
    at = now or timezone.now()
    found = classify(arrived.raw, own=[mailbox.address], now=at)
    if found.is_own or found.facts.severity in _SAYS_NOTHING:
        return None
    with task_context(mailbox.workspace_id, mailbox.owner_id) as by:
        if _is_known(mailbox, arrived):
            return None
        send = find_send(mailbox, found.mail, arrived.thread_id, at)
        if send is None and _is_about_all(found):
            send = last_send_to(mailbox, found.mail)
        if send is None:
            return None
        return _keep(by, mailbox, arrived, _without_our_subject(found, send, at), send, at)


def _without_our_subject(found: Classified, send: Send, now: datetime) -> Classified:
    """Our own subject says nothing of what somebody answers, though the record be called On Holiday, or Remove Me."""
    ours = send.pitch.subject if send.pitch else ""
    if not ours or plain_subject(found.mail.subject) != plain_subject(ours):
        return found
    return replace(classify(replace(found.mail, subject=""), now=now), mail=found.mail)


def _is_about_all(found: Classified) -> bool:
    """Who wants no more, or is not there, says so of every campaign, so it need not be known which one is meant."""
    return found.kind is ReplyKind.OPT_OUT or found.facts.severity is Severity.NOBODY


def _is_known(mailbox: Mailbox, arrived: Arrived) -> bool:
    kept = Incoming.objects.filter(workspace_id=mailbox.workspace_id, mailbox=mailbox)
    return kept.filter(key=arrived.key).exists()


def _keep(
    by: Actor, mailbox: Mailbox, arrived: Arrived, found: Classified, send: Send, now: datetime
) -> UUID | None:
    if send.state == SendState.UNKNOWN:
        resolve(by=by, send_id=send.id, was_sent=True, now=now)
    incoming = _row(mailbox, arrived, found, send, now)
    Incoming.objects.bulk_create([incoming], ignore_conflicts=True)
    # Two workers at the same message: one of them wrote it.
    if not Incoming.objects.filter(workspace_id=by.workspace_id, id=incoming.id).exists():
        return None
    receive(
        by=by,
        target_id=send.target_id,
        kind=found.kind,
        at=incoming.received_at,
        text=incoming.text,
        ref=incoming.id,
    )
    apply(
        by=by,
        send=send,
        kind=found.kind,
        severity=found.facts.severity,
        wrote=found.mail.sender,
        signal=found.signals[0],
    )
    return incoming.id


def _row(
    mailbox: Mailbox, arrived: Arrived, found: Classified, send: Send, now: datetime
) -> Incoming:
    is_report = found.kind is ReplyKind.BOUNCE
    return Incoming(
        id=new_id(),
        workspace_id=mailbox.workspace_id,
        mailbox=mailbox,
        send=send,
        contact=send.contact,
        key=arrived.key,
        kind=found.kind,
        subject=found.mail.subject[:_LONGEST_SUBJECT],
        text=found.text[:_LONGEST_REPORT] if is_report else found.text,
        facts=found.facts.as_json(),
        signals=list(found.signals),
        # A date of the future would stand first for ever.
        received_at=min(found.mail.at or now, now),
    )
