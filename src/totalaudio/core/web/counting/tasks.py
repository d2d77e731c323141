"""The worker's part: hours from minutes, and forgetting what is old."""

from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django import app

from totalaudio.core.tenancy.worker_tasks import closing_connections
from totalaudio.core.web.operations.reaching import reach
from totalaudio_ops.requests.keeping import forget_old
from totalaudio_ops.requests.rolling import roll


@app.periodic(cron="*/2 * * * * 5")  # the seconds stand last
@app.task(name="counting.roll", queue="web", queueing_lock="counting.roll")
@closing_connections
def sum_up(timestamp: int) -> None:
    """Sum up the hours that are over, and those in which something changed."""
    with transaction.atomic(using="system"):
        roll(reach("system"), timezone.now())


@app.periodic(cron="50 3 * * *")
@app.task(name="counting.forget", queue="web", queueing_lock="counting.forget")
@closing_connections
def forget(timestamp: int) -> None:
    """Every night, delete minutes and hours that are older than any question, a portion at a time."""
    is_more = True
    while is_more:
        with transaction.atomic(using="system"):
            is_more = forget_old(reach("system"), timezone.now())
