"""The worker's part of mailboxes."""

from uuid import UUID

from procrastinate.contrib.django import app

from totalaudio.core.tenancy.retrying import RETRY
from totalaudio.core.tenancy.worker_tasks import closing_connections
from totalaudio.pitch.mailboxes import keeping
from totalaudio.pitch.mailboxes.trying import send_to_itself


@app.task(name="pitch.try_mailbox", queue="pitch", retry=RETRY)
@closing_connections
def try_mailbox(workspace_id: str, mailbox_id: str) -> None:
    """Send a message from a mailbox to itself; one more of it does no harm."""
    send_to_itself(UUID(workspace_id), UUID(mailbox_id))


@app.periodic(cron="20 4 * * *")
@app.task(name="pitch.reseal", queue="pitch")
@closing_connections
def reseal(timestamp: int) -> None:
    """Every night, encrypt with the newest key what an older one still opens, so that the old key can go."""
    keeping.reseal_all()
