"""Work of backups in the background: made, verified and pruned each night, and watched every hour."""

import asyncio
import logging

from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django import app

from totalaudio.core.tenancy.retrying import RETRY
from totalaudio.core.tenancy.tasks import enqueue
from totalaudio.core.tenancy.worker_tasks import closing_connections
from totalaudio.core.web.operations.reaching import reach
from totalaudio_ops.backups.watching import is_night_missed, report_failure, report_missed

from .running import run_daily, run_look

log = logging.getLogger(__name__)
LOCK = "backups"


@app.periodic(cron="0 2 * * *")
@app.task(name="backups.daily", queue="backups", lock=LOCK, queueing_lock="backups.daily")
async def daily(timestamp: int) -> None:
    """At 02:00 UTC: make a backup, prove it by restoring it, and throw away what is no longer kept."""
    await _run("daily", "daily")


@app.task(name="backups.make", queue="backups", lock=LOCK)
async def make(trigger: str) -> None:
    """The same at once: asked for by an operator, or to make up for a night that nobody else made up for by now."""
    if trigger == "daily" and not await asyncio.to_thread(closing_connections(_is_missed)):
        return
    await _run("daily" if trigger == "daily" else "hand", trigger)


async def _run(name: str, trigger: str) -> None:
    """In a process of its own, so that other tasks go on; a failure becomes an incident and is not tried again."""
    failure = await run_daily(name, trigger)
    if failure:
        await asyncio.to_thread(closing_connections(_report), failure)


def _is_missed() -> bool:
    with transaction.atomic(using="system"):
        return is_night_missed(reach("system"), timezone.now())


def _report(failure: str) -> None:
    with transaction.atomic(using="system"):
        report_failure(reach("system"), failure, timezone.now())


@app.periodic(cron="23 * * * *")
@app.task(name="backups.watch", queue="operations", lock="backups.watch", retry=RETRY)
@closing_connections
def watch(timestamp: int) -> None:
    """Every hour: none verified for 26 hours is an incident, and a night that was slept through is made up for."""
    now = timezone.now()
    with transaction.atomic(using="system"):
        report_missed(reach("system"), now)
        is_missed = is_night_missed(reach("system"), now)
    if is_missed:
        with transaction.atomic():
            enqueue("backups.make", queue="backups", lock=LOCK, trigger="daily")


@app.periodic(cron="41 * * * *")
@app.task(
    name="backups.look", queue="operations", lock="backups.look", queueing_lock="backups.look"
)
async def look(timestamp: int) -> None:
    """Every hour: a verified archive that is gone from its store opens an incident, and counts no longer.

    A store that cannot be read now says nothing of them; the nightly backup needs it, and fails aloud.
    """
    if said := await run_look():
        log.warning("backups were looked for: %s", said)
