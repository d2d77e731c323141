"""Work of incidents in the background: their records go on, and people are told."""

from collections.abc import Mapping

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django import app

from totalaudio.core.tenancy.retrying import RETRY
from totalaudio.core.tenancy.worker_tasks import closing_connections
from totalaudio.core.web.operations.reaching import reach
from totalaudio_ops.incidents.following import follow
from totalaudio_ops.notifying.delivering import deliver
from totalaudio_ops.notifying.keeping import forget_sent
from totalaudio_ops.notifying.notification import Way
from totalaudio_ops.notifying.queueing import queue

from .outbox import into_outbox


# A quarter past each minute, when what is evaluated at its beginning has been written down.
@app.periodic(cron="* * * * * 15")  # the seconds stand last
@app.task(
    name="incidents.follow",
    queue="operations",
    lock="incidents.follow",
    queueing_lock="incidents.follow",
    retry=RETRY,
)
@closing_connections
def follow_incidents(timestamp: int) -> None:
    """Every minute: fill timelines, find late responses, queue what people are told, and tell them."""
    now = timezone.now()
    with transaction.atomic(using="system"):
        follow(reach("system"), now)
        queue(reach("system"), settings.ALERT_AUDIENCE, now)
    deliver(reach("system"), _ways(), now)


@app.periodic(cron="55 3 * * *")
@app.task(name="incidents.forget", queue="operations", queueing_lock="incidents.forget")
@closing_connections
def forget(timestamp: int) -> None:
    """Every night, delete notifications that were sent long ago, a portion at a time."""
    is_more = True
    while is_more:
        with transaction.atomic(using="system"):
            is_more = forget_sent(reach("system"), timezone.now())


def _ways() -> Mapping[str, Way]:
    found: dict[str, Way] = dict(settings.ALERT_WAYS)
    if settings.HAS_OUTBOX:
        found["mail"] = into_outbox
    return found
