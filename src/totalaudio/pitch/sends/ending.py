"""What becomes of a send, with all that follows from it, in the open transaction that holds its row."""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from totalaudio.core.billing import quotas
from totalaudio.core.billing.plans import Limit
from totalaudio.core.metrics.names import AppName, Counter, EventCategory, EventName
from totalaudio.core.metrics.recording import count, record
from totalaudio.core.tenancy.tasks import enqueue
from totalaudio.pitch.mailboxes.transport import Handed
from totalaudio.pitch.models import Pitch, Recipient, Send
from totalaudio.pitch.states import PitchState, SendState

MOST_ATTEMPTS: Final = 8
_BACKOFF: Final = timedelta(minutes=1)
_LONGEST: Final = timedelta(hours=6)


def sent(send: Send, handed: Handed, at: datetime, *, user_id: UUID | None) -> None:
    """It was handed over: the pitch is sent, the plan is charged, and the Tracker is told. Once for each send."""
    send.state, send.sent_at, send.problem = SendState.SENT, at, ""
    send.message_id = handed.message_id or send.message_id
    send.thread_id = handed.thread_id or send.thread_id
    send.save(update_fields=["state", "sent_at", "problem", "message_id", "thread_id"])
    _move_pitch(send, PitchState.SENT)
    if send.gave_notice and send.contact_id:
        _noticed(send.workspace_id, send.contact_id, at)
    _charge(send)
    enqueue(
        "tracker.note_sent",
        queue="tracker",
        workspace_id=send.workspace_id,
        target_id=send.target_id,
        send_id=send.id,
        step=send.step,
        at=at.isoformat(),
    )
    if user_id is not None:
        record(EventName.PITCH_SENT, EventCategory.FEATURE, AppName.PITCH, step=send.step)
        count(Counter.EMAILS, AppName.PITCH, user_id=user_id)


def again(send: Send, problem: str, due_at: datetime) -> None:
    """It was certainly not handed over, and that is not its own fault: back in the queue."""
    send.attempts = max(send.attempts - 1, 0)
    _back(send, problem, due_at)


def _back(send: Send, problem: str, due_at: datetime) -> None:
    quotas.release(send.workspace_id, reservation_id=send.id)
    send.state, send.claimed_at = SendState.QUEUED, None
    send.problem, send.due_at = problem, due_at
    send.save(update_fields=["state", "claimed_at", "problem", "due_at", "attempts"])


def again_later(send: Send, problem: str, now: datetime, retry_after: float = 0.0) -> None:
    """Back in the queue, each time for longer; after many attempts it has failed."""
    if send.attempts >= MOST_ATTEMPTS:
        failed(send, f"{problem} It was tried {send.attempts} times.")
        return
    wait = min(_BACKOFF * 3 ** max(send.attempts - 1, 0), _LONGEST)
    _back(send, problem, now + max(wait, timedelta(seconds=retry_after)))


def failed(send: Send, problem: str, *, pitch: PitchState = PitchState.APPROVED) -> None:
    """The server will not take it; the pitch can be changed and queued anew."""
    _close(send, SendState.FAILED, problem, pitch)


def refused(send: Send, problem: str) -> None:
    """The gate stopped it; the pitch can be queued anew when the reason is gone."""
    _close(send, SendState.REFUSED, problem, PitchState.APPROVED)


def cancelled(send: Send) -> None:
    """A person took it out of the queue."""
    _close(send, SendState.CANCELLED, "", PitchState.APPROVED)


def unknown(send: Send, problem: str) -> None:
    """Nobody can tell whether it was handed over: it is never sent again unless a person says that it was not."""
    send.state, send.problem = SendState.UNKNOWN, problem
    send.save(update_fields=["state", "problem"])


def _close(send: Send, state: SendState, problem: str, pitch: PitchState) -> None:
    quotas.release(send.workspace_id, reservation_id=send.id)
    send.state, send.problem, send.claimed_at = state, problem, None
    send.save(update_fields=["state", "problem", "claimed_at"])
    _move_pitch(send, pitch)


def _move_pitch(send: Send, state: PitchState) -> None:
    """Only what still waits for this send: a reply that came first has moved it further."""
    if send.pitch_id is None:
        return
    Pitch.objects.filter(
        workspace_id=send.workspace_id, id=send.pitch_id, state=PitchState.QUEUED
    ).update(state=state)


def _noticed(workspace_id: UUID, contact_id: UUID, at: datetime) -> None:
    Recipient.objects.bulk_create(
        [Recipient(workspace_id=workspace_id, contact_id=contact_id)], ignore_conflicts=True
    )
    mine = Recipient.objects.filter(workspace_id=workspace_id, contact_id=contact_id)
    mine.filter(notice_at=None).update(notice_at=at)


def _charge(send: Send) -> None:
    """Count it as used. What waited for an answer may have lost its hold: it is charged as far as there is room."""
    try:
        quotas.reserve(send.workspace_id, Limit.SENDS, 1, reservation_id=send.id)
    except quotas.QuotaRefusedError:
        return  # it is sent all the same, and the limit holds for those that follow
    quotas.settle(send.workspace_id, reservation_id=send.id, used=1)
    quotas.release(send.workspace_id, reservation_id=send.id)
