"""The worker's part: send what is due, find who has something due, and settle what a dead worker left behind."""

import logging
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass
from datetime import datetime, timedelta
from time import monotonic
from typing import Final
from uuid import UUID

from django.db.models import F, Q
from django.utils import timezone

from totalaudio.core.tenancy.context import task_context
from totalaudio.core.tenancy.retrying import AWAY
from totalaudio.pitch.mailboxes.opening import open_mailbox
from totalaudio.pitch.mailboxes.transport import Handed, Transport, TransportError
from totalaudio.pitch.models import Mailbox, Send
from totalaudio.pitch.sends import ending
from totalaudio.pitch.sends.actions import wake
from totalaudio.pitch.sends.claiming import take
from totalaudio.pitch.sends.handing import UNSURE, hand_over
from totalaudio.pitch.states import MailboxState, SendState

log = logging.getLogger(__name__)

type Opener = Callable[[Mailbox], AbstractContextManager[Transport]]

# A task that takes longer hands the rest to the next one, so that others have their turn.
_LONGEST: Final = 60.0  # seconds
_MOST_MISSED: Final = 3
_REST: Final = timedelta(seconds=60)
# A claim is committed within moments; one this old with nobody at its row is a dead worker's.
LEASE: Final = timedelta(seconds=60)
# A mailbox that cannot be opened is asked again until then; afterwards nobody knows.
_GIVE_UP: Final = timedelta(hours=1)


def drain(workspace_id: UUID, mailbox_id: UUID, *, opener: Opener = open_mailbox) -> int:
    """Send what is due from a mailbox, one after the other; how many were taken up."""
    began, taken, missed = monotonic(), 0, 0
    with ExitStack() as stack:
        kept = _Kept(stack, opener)
        while claim := take(workspace_id, mailbox_id, timezone.now()):
            missed = 0 if hand_over(claim, kept.opened) else missed + 1
            taken += 1
            if missed == _MOST_MISSED:
                _rest(workspace_id, mailbox_id)
            if monotonic() - began > _LONGEST:
                with task_context(workspace_id):
                    wake(workspace_id, mailbox_id)
                break
    return taken


@dataclass(slots=True)
class _Kept:
    """The mailbox of a task: opened when it is first needed, closed with the task."""

    stack: ExitStack
    opener: Opener
    transport: Transport | None = None

    def opened(self, mailbox: Mailbox) -> Transport:
        if self.transport is None:
            self.transport = self.stack.enter_context(self.opener(mailbox))
        return self.transport


def _rest(workspace_id: UUID, mailbox_id: UUID) -> None:
    """A server that is away is left alone for a while, so that not every message is tried at it in vain."""
    with task_context(workspace_id):
        Mailbox.objects.filter(workspace_id=workspace_id, id=mailbox_id).update(
            next_send_at=timezone.now() + _REST
        )


def due_mailboxes(now: datetime) -> Iterator[tuple[UUID, UUID]]:
    """The workspace and id of every mailbox that can send something now."""
    due = Send.objects.using("system").filter(
        Q(mailbox__next_send_at=None) | Q(mailbox__next_send_at__lte=now),
        state=SendState.QUEUED,
        due_at__lte=now,
        mailbox__state=MailboxState.ACTIVE,
        mailbox__workspace_id=F("workspace_id"),
    )
    for workspace_id, mailbox_id in due.values_list("workspace_id", "mailbox_id").distinct():
        if mailbox_id:
            yield workspace_id, mailbox_id


def stalled(now: datetime) -> Iterator[tuple[UUID, UUID]]:
    """The workspace and id of every send whose claim is older than its lease."""
    old = Send.objects.using("system").filter(state=SendState.SENDING, claimed_at__lt=now - LEASE)
    yield from old.order_by("claimed_at").values_list("workspace_id", "id")


def recover(
    workspace_id: UUID, send_id: UUID, *, opener: Opener = open_mailbox, now: datetime | None = None
) -> None:
    """Settle a send that a worker left behind: sent, queued again, or unknown; never handed over on a guess."""
    at = now or timezone.now()
    with task_context(workspace_id):
        stale = Send.objects.filter(workspace_id=workspace_id, id=send_id)
        send = stale.filter(state=SendState.SENDING, claimed_at__lt=at - LEASE).first()
        mailbox = _mailbox(send) if send else None
    if send is None:
        return
    with ExitStack() as stack:
        transport: Transport | None = None
        try:
            if mailbox and mailbox.state != MailboxState.DISCONNECTED:
                transport = stack.enter_context(opener(mailbox))
        except TransportError:
            if send.claimed_at and send.claimed_at > at - _GIVE_UP:
                return
        _settle(send, transport, at)


def _settle(stale: Send, transport: Transport | None, now: datetime) -> None:
    """Ask and write while the row is held: a worker that is at it after all holds it, and is left alone."""
    with task_context(stale.workspace_id, stale.created_by_id):
        rows = Send.objects.select_for_update(skip_locked=True).filter(
            workspace_id=stale.workspace_id,
            id=stale.id,
            state=SendState.SENDING,
            claimed_at=stale.claimed_at,
        )
        send = rows.first()
        if send is None:
            return
        was_sent = _asked(transport, send.message_id)
        if was_sent:
            ending.sent(send, Handed(), send.claimed_at or now, user_id=send.created_by_id)
        elif was_sent is False:
            ending.again(send, "", now)
        else:
            ending.unknown(send, UNSURE)


def _asked(transport: Transport | None, message_id: str) -> bool | None:
    if transport is None or not message_id:
        return None
    try:
        return transport.was_sent(message_id)
    except TransportError:
        return None
    except AWAY:
        raise
    except Exception:
        # Else it would be asked again without end, and nobody would be told.
        log.exception("a mailbox could not say whether it sent %s", message_id)
        return None


def _mailbox(send: Send) -> Mailbox | None:
    if send.mailbox_id is None:
        return None
    return Mailbox.objects.filter(workspace_id=send.workspace_id, id=send.mailbox_id).first()
