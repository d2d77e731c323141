"""The worker's tasks of replies."""

from contextlib import suppress
from uuid import UUID

from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from totalaudio.core.tenancy.retrying import RETRY
from totalaudio.core.tenancy.worker_tasks import closing_connections

from . import work


@app.task(name="pitch.poll", queue="pitch", retry=RETRY)
@closing_connections
def poll(workspace_id: str, mailbox_id: str) -> None:
    """Read what came to one mailbox."""
    work.poll(UUID(workspace_id), UUID(mailbox_id))


@app.periodic(cron="*/5 * * * *")
@app.task(name="pitch.poll_all", queue="pitch", queueing_lock="pitch.poll_all")
@closing_connections
def poll_all(timestamp: int) -> None:
    """Every five minutes, let each mailbox be read; one task for each waits at most."""
    for workspace_id, mailbox_id in work.readable_mailboxes():
        lock = work.lock_of(mailbox_id)
        with suppress(AlreadyEnqueued):
            poll.configure(lock=lock, queueing_lock=lock).defer(
                workspace_id=str(workspace_id), mailbox_id=str(mailbox_id)
            )
