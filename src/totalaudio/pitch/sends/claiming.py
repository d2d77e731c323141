"""The first of the two transactions of a send: one is taken, and that is committed before anything is handed over."""

import random
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from totalaudio.contacts.models import Contact
from totalaudio.core.billing import quotas
from totalaudio.core.billing.plans import Limit
from totalaudio.core.tenancy.context import task_context
from totalaudio.pitch.models import Mailbox, Recipient, Send
from totalaudio.pitch.sends import breaker, links
from totalaudio.pitch.sends.message import MessageProblemError, message_id_for
from totalaudio.pitch.sends.outboxes import pace_of, used_on
from totalaudio.pitch.sends.pace import Pace
from totalaudio.pitch.sends.zones import zone_of
from totalaudio.pitch.states import MailboxState, SendState

# How long it waits when the plan has no room: an upgrade is felt soon.
_PLAN_WAITS: Final = timedelta(minutes=15)
_MOST_LOOKED_AT: Final = 500


@dataclass(frozen=True, slots=True)
class Claim:
    """One send, taken by one worker at `at`, which tells this claim from a later one. `key` is in its links."""

    workspace_id: UUID
    send_id: UUID
    mailbox: Mailbox
    at: datetime
    key: str
    user_id: UUID | None


def take(workspace_id: UUID, mailbox_id: UUID, now: datetime) -> Claim | None:
    """Take the next send of a mailbox; None when nothing is due, or the mailbox must wait."""
    with task_context(workspace_id, _owner(workspace_id, mailbox_id)):
        held = Mailbox.objects.select_for_update().filter(workspace_id=workspace_id, id=mailbox_id)
        mailbox = held.first()
        if mailbox is None or not _may_send(mailbox, now):
            return None
        pace = pace_of(mailbox)
        if _is_full(mailbox, pace, now) or _is_stopped(mailbox, now):
            return None
        send = _next(mailbox, pace, now)
        if send is None or not _has_room(mailbox, send, now):
            return None
        return _claimed(mailbox, pace, send, now)


def _owner(workspace_id: UUID, mailbox_id: UUID) -> UUID | None:
    """Whose mailbox it is: a day begins and ends in their zone, which nobody else's context tells."""
    mailboxes = Mailbox.objects.using("system").filter(workspace_id=workspace_id, id=mailbox_id)
    return mailboxes.values_list("owner_id", flat=True).first()


def _may_send(mailbox: Mailbox, now: datetime) -> bool:
    is_its_turn = mailbox.next_send_at is None or mailbox.next_send_at <= now
    return is_its_turn and mailbox.state == MailboxState.ACTIVE


def _is_full(mailbox: Mailbox, pace: Pace, now: datetime) -> bool:
    """Whether the cap of the day is reached; it waits for the next day then."""
    cap = pace.cap_on(pace.day_of(now))
    if not cap or used_on(mailbox, pace, now) < cap:
        return False
    mailbox.next_send_at = pace.day_after(now)
    mailbox.save(update_fields=["next_send_at"])
    return True


def _is_stopped(mailbox: Mailbox, now: datetime) -> bool:
    problem = breaker.why_stopped(mailbox)
    if problem:
        mailbox.state, mailbox.problem, mailbox.tripped_at = MailboxState.PAUSED, problem, now
        mailbox.save(update_fields=["state", "problem", "tripped_at"])
    return bool(problem)


def _next(mailbox: Mailbox, pace: Pace, now: datetime) -> Send | None:
    """The first that is due and may reach its recipient now; others are put off to their hours."""
    waiting = Send.objects.select_for_update(skip_locked=True, of=("self",)).filter(
        workspace_id=mailbox.workspace_id,
        mailbox_id=mailbox.id,
        state=SendState.QUEUED,
        due_at__lte=now,
    )
    for _ in range(_MOST_LOOKED_AT):
        send = waiting.order_by("due_at", "id").first()
        if send is None:
            return None
        opens = pace.next_open(now, zone_of(_country(send), pace.zone.key))
        if opens <= now:
            return send
        send.due_at = opens
        send.save(update_fields=["due_at"])
    return None


def _country(send: Send) -> str:
    if send.contact_id is None:
        return ""
    found = Contact.objects.filter(workspace_id=send.workspace_id, id=send.contact_id)
    return found.values_list("country", flat=True).first() or ""


def _has_room(mailbox: Mailbox, send: Send, now: datetime) -> bool:
    """Whether the plan allows one more; the send waits, with the plan's words, when it does not."""
    try:
        quotas.reserve(send.workspace_id, Limit.SENDS, 1, reservation_id=send.id)
    except quotas.QuotaRefusedError as refusal:
        send.problem = str(refusal)
        send.save(update_fields=["problem"])
        mailbox.next_send_at = now + _PLAN_WAITS
        mailbox.save(update_fields=["next_send_at"])
        return False
    return True


def _claimed(mailbox: Mailbox, pace: Pace, send: Send, now: datetime) -> Claim:
    send.state, send.claimed_at, send.problem = SendState.SENDING, now, ""
    send.attempts += 1
    send.message_id = send.message_id or _message_id(mailbox, send)
    send.gave_notice = not _has_notice(send)
    send.save()
    mailbox.next_send_at = now + pace.gap(random.SystemRandom())
    mailbox.save(update_fields=["next_send_at"])
    key = links.new_key(send)
    return Claim(send.workspace_id, send.id, mailbox, now, key, send.created_by_id)


def _message_id(mailbox: Mailbox, send: Send) -> str:
    try:
        return message_id_for(send.id, secrets.token_hex(4), mailbox.address)
    except MessageProblemError:
        return ""  # the message itself will say what is wrong


def _has_notice(send: Send) -> bool:
    told = Recipient.objects.filter(workspace_id=send.workspace_id, notice_at__isnull=False)
    return send.contact_id is not None and told.filter(contact_id=send.contact_id).exists()
