"""What the worker does for events: partitions made ahead and dropped in time, sums brought up to date."""

import logging
from datetime import datetime

from django.conf import settings
from django.db import OperationalError, connections, transaction

log = logging.getLogger(__name__)

MONTHS_AHEAD = 3
# A request that holds the events open must not make all others wait behind us for long.
_PATIENCE = "SET LOCAL lock_timeout = '3s'"


def look_after_partitions(keep_months: int) -> tuple[int, int]:
    """Make the partitions of the coming months and drop those older than `keep_months`; returns how many of each.

    Raises OperationalError when the events were busy for seconds; it can be tried again at once.
    """
    with transaction.atomic(using="system", durable=True), connections["system"].cursor() as cursor:
        cursor.execute(_PATIENCE)
        cursor.execute("SELECT make_event_partitions_v1(%s)", [MONTHS_AHEAD])
        [made] = cursor.fetchone()
    with transaction.atomic(using="system", durable=True), connections["system"].cursor() as cursor:
        cursor.execute(_PATIENCE)
        cursor.execute("SELECT drop_event_partitions_v1(%s)", [keep_months])
        [dropped] = cursor.fetchone()
    return made, dropped


def look_after_partitions_now() -> None:
    """The same as a worker starts, so that a new installation has its partitions at once.

    When it cannot be done now, events wait in the default partition for the task of the night.
    """
    try:
        look_after_partitions(settings.EVENTS_KEEP_MONTHS)
    except OperationalError:
        log.warning("The partitions of events could not be made now.", exc_info=True)
    finally:
        connections["system"].close()


def roll_up(since: datetime) -> None:
    """Bring the sums for dashboards up to date with every event since then."""
    with transaction.atomic(using="system"), connections["system"].cursor() as cursor:
        cursor.execute("SELECT roll_up_v1(%s)", [since])
