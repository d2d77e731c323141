"""The worker's part of mailboxes."""

from uuid import UUID

from procrastinate import JobContext, RetryStrategy
from procrastinate.contrib.django import app

from totalaudio.core.tenancy.retrying import RETRY
from totalaudio.core.tenancy.worker_tasks import closing_connections
from totalaudio.pitch.mailboxes import keeping
from totalaudio.pitch.mailboxes.revoking import revoke
from totalaudio.pitch.mailboxes.trying import send_to_itself

MOST_TRIES = 6


@app.task(name="pitch.try_mailbox", queue="pitch", retry=RETRY)
@closing_connections
def try_mailbox(workspace_id: str, mailbox_id: str) -> None:
    """Send a message from a mailbox to itself; one more of it does no harm."""
    send_to_itself(UUID(workspace_id), UUID(mailbox_id))


@app.task(
    name="pitch.revoke_google",
    queue="pitch",
    retry=RetryStrategy(max_attempts=MOST_TRIES, exponential_wait=4),
    pass_context=True,
)
@closing_connections
def revoke_google(context: JobContext, workspace_id: str, mailbox_id: str) -> None:
    """Take a disconnected mailbox's permission back and forget its tokens, at the last try in any case."""
    is_last = context.job.attempts >= MOST_TRIES - 1
    revoke(UUID(workspace_id), UUID(mailbox_id), is_last=is_last)


@app.periodic(cron="20 4 * * *")
@app.task(name="pitch.reseal", queue="pitch")
@closing_connections
def reseal(timestamp: int) -> None:
    """Every night, encrypt with the newest key what an older one still opens, so that the old key can go."""
    keeping.reseal_all()
