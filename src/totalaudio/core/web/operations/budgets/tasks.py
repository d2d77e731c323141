"""The judgement of each minute, by the worker."""

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django import app

from totalaudio.core.tenancy.retrying import RETRY
from totalaudio.core.tenancy.worker_tasks import closing_connections
from totalaudio.core.web.operations.reaching import reach
from totalaudio_ops.slo.declared import declared
from totalaudio_ops.slo.evaluating import evaluate
from totalaudio_ops.slo.sources import source_of


# Ten seconds after each minute, when every process has handed in what it counted; the seconds stand last.
@app.periodic(cron="* * * * * 10")
@app.task(
    name="budgets.judge",
    queue="operations",
    lock="budgets.judge",
    queueing_lock="budgets.judge",
    retry=RETRY,
)
@closing_connections
def judge(timestamp: int) -> None:
    """Judge the minute that is over: modes, alerts and their incidents, all or nothing."""
    with transaction.atomic(using="system"):
        connection = reach("system")
        source = source_of(connection, settings.PROMETHEUS_URL)
        evaluate(connection, source, declared(), timezone.now())
