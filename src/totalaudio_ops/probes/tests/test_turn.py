"""Several watches look, and what they find is counted once."""

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta

import psycopg
import pytest
from tests.support.database import Urls

from totalaudio_ops.apps import Deployable
from totalaudio_ops.probes.targets import Target
from totalaudio_ops.probes.tests.apps import FakeApp
from totalaudio_ops.probes.turn import GONE_AFTER
from totalaudio_ops.probes.watching import Watcher, connecting


@pytest.fixture
def watches(db: Urls, app: FakeApp) -> Iterator[tuple[Watcher, Watcher]]:
    """Of two machines."""
    with ExitStack() as ending:
        made = [
            Watcher([Target(Deployable.TRACKER, app.url)], connecting(db.system), lambda _: None)
            for _ in range(2)
        ]
        for one in made:
            ending.callback(one.stop)
        yield made[0], made[1]


def look(*watches: Watcher) -> None:
    for one in watches:
        one.ask_once()
        one.count_once()


def counted(db: Urls) -> tuple[object, ...]:
    """Probes, and the bad ones among them."""
    query = (
        "SELECT sum(total)::int, sum(bad)::int FROM ops.request_minutes WHERE route_class = 'probe'"
    )
    with psycopg.connect(db.system) as system:
        return system.execute(query).fetchone() or ()


def gone(db: Urls) -> None:
    """The watch whose turn it is gives no sign of life any more."""
    with psycopg.connect(db.system) as system:
        query = "UPDATE totalaudio.web_heartbeat SET seen_at = seen_at - %s WHERE name = 'watch'"
        system.execute(query, [GONE_AFTER + timedelta(seconds=1)])


def test_an_outage_that_two_see_weighs_once(
    watches: tuple[Watcher, Watcher], app: FakeApp, db: Urls
) -> None:
    look(*watches)
    app.status = 503
    look(*watches)
    assert counted(db) == (2, 1)
    for one in watches:
        assert not one.sights()[Deployable.TRACKER].is_good  # both show it


def test_when_one_ends_the_other_goes_on_where_it_ended(
    watches: tuple[Watcher, Watcher], app: FakeApp, db: Urls
) -> None:
    first, second = watches
    look(
        first, second
    )  # the second asks after the first has counted: that is kept, should the first end
    gone(db)
    app.status = 503
    look(second)
    look(first)  # it was away for a while, and is not the one any more
    look(second)
    assert counted(db) == (4, 2)
    assert len(first.backlog) <= 1


def test_a_watch_whose_clock_is_off_counts_nothing_twice(
    watches: tuple[Watcher, Watcher], db: Urls
) -> None:
    first, second = watches
    for off in (-timedelta(hours=1), timedelta(hours=1)):
        second._clock = lambda off=off: datetime.now(UTC) + off  # type: ignore[misc]  # of this turn
        for _ in range(2):
            second.ask_once()
            look(first)
            second.count_once()
        assert len(second.backlog) == 0
    gone(db)
    second.ask_once()
    second.count_once()
    assert counted(db) == (5, 0)


def test_what_waited_while_the_database_was_away_is_counted_once(
    watches: tuple[Watcher, Watcher], db: Urls
) -> None:
    first, second = watches
    look(first, second)
    for one in watches:
        one._connect = connecting("postgresql://nobody@127.0.0.1:1/nothing")
    look(first, second)
    look(first, second)
    for one in watches:
        one._connect = connecting(db.system)
    first.count_once()
    second.count_once()
    assert counted(db) == (3, 0)
    assert all(
        answer.at > datetime.now(UTC) - timedelta(minutes=1) for answer in second.backlog.first(9)
    )
