"""The worker's part: what a send and a reply mean for the tracker, and what silence means."""

from datetime import datetime
from uuid import UUID

from procrastinate.contrib.django import app

from totalaudio.core.tenancy.retrying import RETRY
from totalaudio.core.tenancy.worker_tasks import closing_connections

from .noting import note_reply, note_sent
from .silence import close_silent


@app.task(name="tracker.note_sent", queue="tracker", retry=RETRY)
@closing_connections
def sent(workspace_id: str, target_id: str, send_id: str, step: int, at: str) -> None:
    """A pitch (step 1) or a follow-up to it left at a moment, which is written as ISO 8601."""
    note_sent(UUID(workspace_id), UUID(target_id), UUID(send_id), step, datetime.fromisoformat(at))


@app.task(name="tracker.note_reply", queue="tracker", retry=RETRY)
@closing_connections
def replied(workspace_id: str, reply_id: str) -> None:
    """A reply was kept."""
    note_reply(UUID(workspace_id), UUID(reply_id))


@app.periodic(cron="20 4 * * *")
@app.task(name="tracker.close_silent", queue="tracker")
@closing_connections
def silent(timestamp: int) -> None:
    """Every night, give up those who said nothing for two weeks after the last follow-up."""
    close_silent()
