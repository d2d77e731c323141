"""What the worker does for events, and how it behaves when they are busy."""

from collections.abc import Iterator
from datetime import UTC, datetime
from uuid import uuid4

import psycopg
import pytest
from django.db import OperationalError, connections
from tests.support.database import Urls, connect

from totalaudio.core.metrics import keeping, tasks
from totalaudio.core.metrics.models import EventHour

from .inserting import insert_event, noon


@pytest.fixture
def own(db: Urls, fresh_database: Urls) -> Iterator[Urls]:
    """A database of the test's own, to which the product is connected."""
    connect(fresh_database)
    yield fresh_database
    connect(db)


def _partitions(urls: Urls) -> list[str]:
    with psycopg.connect(urls.system) as system:
        found = system.execute(
            "SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhparent = 'events'::regclass ORDER BY 1"
        )
        return [str(row[0]) for row in found.fetchall()]


def test_a_new_installation_has_this_months_partition_and_three_more(own: Urls) -> None:
    keeping.look_after_partitions_now()
    found = _partitions(own)
    assert found[0] == f"events_{datetime.now(UTC):%Y_%m}"
    assert len(found) == 5
    assert found[-1] == "events_default"


def test_the_task_drops_what_is_older_than_the_setting(
    own: Urls, monkeypatch: pytest.MonkeyPatch
) -> None:
    with psycopg.connect(own.system) as system:
        insert_event(system, uuid4(), noon(70))
        insert_event(system, uuid4(), noon(200))
    monkeypatch.setattr("django.conf.settings.EVENTS_KEEP_MONTHS", 3)
    tasks.keep_partitions(timestamp=0)
    with psycopg.connect(own.system) as system:
        times = system.execute("SELECT created_at FROM events").fetchall()
    assert times == [(noon(70),)]


def test_a_request_that_holds_the_events_makes_us_wait_only_for_a_moment(
    own: Urls, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(keeping, "_PATIENCE", "SET LOCAL lock_timeout = '100ms'")
    with psycopg.connect(own.system) as busy:
        insert_event(busy, uuid4())
        with pytest.raises(OperationalError, match="lock timeout"):
            keeping.look_after_partitions(13)
        keeping.look_after_partitions_now()
    assert "The partitions of events could not be made now." in caplog.text
    assert _partitions(own) == ["events_default"]
    assert keeping.look_after_partitions(13) == (4, 0)


def test_the_tasks_sum_the_last_hours_and_at_night_the_last_days(db: Urls) -> None:
    with psycopg.connect(db.system) as system:
        insert_event(system, uuid4())
        insert_event(system, uuid4(), noon(7))
        insert_event(system, uuid4(), noon(9))
    tasks.roll_up_recent(timestamp=0)
    hours = EventHour.objects.using("system")
    assert hours.count() == 1
    tasks.roll_up_late(timestamp=0)
    assert hours.count() == 2
    connections.close_all()
