"""Work of the installation itself: delivering mail, forgetting what is old, signs of life."""

import logging
from uuid import UUID

from django.conf import settings
from django.db import transaction
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.exceptions import ConnectorException

from totalaudio.core.tenancy.worker_tasks import closing_connections

from .mail import message_of, server
from .models import Letter
from .retention import forget_old

log = logging.getLogger(__name__)

# A worker says every 2 seconds that it lives; one that was silent for this long is dead.
HEARTBEAT_SECONDS = 2.0
STALLED_SECONDS = 8.0


@app.task(
    name="mail.deliver", queue="mail", retry=RetryStrategy(max_attempts=8, exponential_wait=4)
)
@closing_connections
def deliver(letter_id: str) -> None:
    """Hand one letter to the mail server and forget it; it is tried again for about a day."""
    with transaction.atomic(using="system"):
        letter = (
            Letter.objects.using("system").select_for_update().filter(id=UUID(letter_id)).first()
        )
        if letter is None:
            return
        # Closed also when the server refuses us, so that nothing of ours stays open there.
        with server(settings.MAIL_SERVER or "") as opened:
            opened.send_messages([message_of(letter)])
        letter.delete()


@app.periodic(cron="40 3 * * *")
@app.task(name="web.forget_old", queue="web")
@closing_connections
def forget(timestamp: int) -> None:
    """Every night, delete letters, calls and answers of the API that nobody needs any more."""
    forget_old()


# Before all others: what a dead worker held must not wait behind what is new.
@app.periodic(cron="* * * * * */10")  # the seconds stand last
@app.task(name="queue.take_up", queue="queue", priority=10)
async def take_up(timestamp: int) -> None:
    """Give the tasks of a worker that died to the next one; each of ours may be done again."""
    stalled = await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_SECONDS)
    for job in stalled:
        try:
            await app.job_manager.retry_job(job)
        except ConnectorException:  # it has just ended after all; the others still wait
            log.warning("task %s could not be taken up", job.id, exc_info=True)
