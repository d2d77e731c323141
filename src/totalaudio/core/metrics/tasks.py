"""The worker's part: sums every minute, the last days again at night, partitions once a day."""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from totalaudio.core.tenancy.worker_tasks import closing_connections

from .keeping import look_after_partitions, roll_up

# Events may arrive seven days late; the eighth covers the night itself.
LATE = timedelta(days=8)
RECENT = timedelta(hours=2)
_LOCK = "metrics"


@app.periodic(cron="* * * * *")
@app.task(name="metrics.roll_up", queue="metrics", lock=_LOCK, queueing_lock="metrics.roll_up")
@closing_connections
def roll_up_recent(timestamp: int) -> None:
    """Sum the last two hours; a minute that the worker missed is made good by the next."""
    roll_up(timezone.now() - RECENT)


@app.periodic(cron="10 3 * * *")
@app.task(name="metrics.roll_up_late", queue="metrics", lock=_LOCK)
@closing_connections
def roll_up_late(timestamp: int) -> None:
    """Sum the last days again, for the events that arrived late."""
    roll_up(timezone.now() - LATE)


@app.periodic(cron="40 2 * * *")
@app.task(
    name="metrics.keep_partitions",
    queue="metrics",
    retry=RetryStrategy(max_attempts=10, linear_wait=30),
)
@closing_connections
def keep_partitions(timestamp: int) -> None:
    """Make the partitions of the coming months and drop what is older than EVENTS_KEEP_MONTHS."""
    look_after_partitions(settings.EVENTS_KEEP_MONTHS)
