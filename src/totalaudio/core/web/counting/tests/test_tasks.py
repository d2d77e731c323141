"""What the worker does with counts, over the connection that its tasks have."""

from datetime import timedelta

import psycopg
from django.utils import timezone
from tests.support.database import Urls

from totalaudio.core.web.counting.tasks import forget, sum_up
from totalaudio_ops.requests.tests.making import Minute, write


def test_hours_are_summed_up_and_old_minutes_go(db: Urls) -> None:
    this_hour = timezone.now().replace(minute=0, second=0, microsecond=0)
    with psycopg.connect(db.system) as connection:
        write(connection, [Minute(this_hour - timedelta(hours=3), total=4)])
    sum_up(0)
    with psycopg.connect(db.system) as connection:
        write(connection, [Minute(this_hour - timedelta(days=41))])
    forget(0)
    with psycopg.connect(db.system) as connection:
        hours = connection.execute("SELECT total FROM ops.request_hours").fetchall()
        minutes = connection.execute("SELECT total FROM ops.request_minutes").fetchall()
    assert (hours, minutes) == ([(4,)], [(4,)])
