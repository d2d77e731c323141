"""The worker's tasks of sending."""

from contextlib import suppress
from uuid import UUID

from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from totalaudio.core.tenancy.retrying import RETRY
from totalaudio.core.tenancy.worker_tasks import closing_connections
from totalaudio.pitch.sends import work
from totalaudio.pitch.sends.actions import lock_of


# After all others: it may last a minute, and what follows from a send should not wait for the next mailbox.
@app.task(name="pitch.send", queue="pitch", priority=-1, retry=RETRY)
@closing_connections
def send(workspace_id: str, mailbox_id: str) -> None:
    """Send what is due from one mailbox."""
    work.drain(UUID(workspace_id), UUID(mailbox_id))


@app.task(name="pitch.recover", queue="pitch", retry=RETRY)
@closing_connections
def recover(workspace_id: str, send_id: str) -> None:
    """Settle one send that a worker left behind."""
    work.recover(UUID(workspace_id), UUID(send_id))


@app.periodic(cron="* * * * * */10")  # the seconds stand last
@app.task(name="pitch.wake", queue="pitch", queueing_lock="pitch.wake", priority=5)
@closing_connections
def wake(timestamp: int) -> None:
    """Let mailboxes send what is due, and settle what was left behind; one task for each waits at most."""
    now = timezone.now()
    for workspace_id, mailbox_id in work.due_mailboxes(now):
        lock = lock_of(mailbox_id)
        with suppress(AlreadyEnqueued):
            send.configure(lock=lock, queueing_lock=lock).defer(
                workspace_id=str(workspace_id), mailbox_id=str(mailbox_id)
            )
    for workspace_id, send_id in work.stalled(now):
        with suppress(AlreadyEnqueued):
            recover.configure(queueing_lock=f"pitch.recover {send_id}").defer(
                workspace_id=str(workspace_id), send_id=str(send_id)
            )
