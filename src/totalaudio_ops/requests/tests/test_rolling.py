"""Hours from minutes: once, again when something changed, and late counts are never lost."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import psycopg
import pytest
from tests.support.database import Urls
from uuid_utils.compat import uuid7

from totalaudio_ops.requests.counting import Row, Tally
from totalaudio_ops.requests.flushing import store
from totalaudio_ops.requests.keeping import forget_old
from totalaudio_ops.requests.rolling import roll
from totalaudio_ops.requests.tests.making import Connection, Minute, write

HOUR = timedelta(hours=1)
NOW = datetime.now(UTC).replace(minute=0, second=0, microsecond=0)


@pytest.fixture
def connection(db: Urls) -> Iterator[Connection]:
    with psycopg.connect(db.system, autocommit=True) as opened:
        yield opened


def hours(connection: Connection) -> list[tuple[object, ...]]:
    return connection.execute(
        "SELECT hour, total, bad, histogram[2], histogram[21] FROM ops.request_hours ORDER BY hour"
    ).fetchall()


def test_an_hour_is_summed_up_when_it_is_over_and_its_last_counts_had_time_to_come(
    connection: Connection,
) -> None:
    write(connection, [Minute(NOW - HOUR, total=2, bad=1), Minute(NOW - timedelta(minutes=1))])
    write(connection, [Minute(NOW - HOUR, total=4, milliseconds=99_999)])
    assert roll(connection, NOW + timedelta(seconds=119)) == 0
    assert roll(connection, NOW + timedelta(seconds=120)) == 1
    assert hours(connection) == [(NOW - HOUR, 7, 1, 3, 4)]


def test_doing_it_again_changes_nothing(connection: Connection) -> None:
    write(connection, [Minute(NOW - 3 * HOUR), Minute(NOW - HOUR)])
    roll(connection, NOW + HOUR)
    before = hours(connection)
    assert roll(connection, NOW + HOUR) == 0
    assert hours(connection) == before


def test_counts_that_come_late_are_in_the_hour_after_the_next_time(
    db: Urls, connection: Connection
) -> None:
    write(connection, [Minute(NOW - 5 * HOUR, total=2)])
    roll(connection, NOW)
    with psycopg.connect(db.app) as app:
        late = Row("tracker", "home", NOW - 5 * HOUR, Tally(1, 0, 0.0, [0, 3, *[0] * 19]))
        store(app, uuid7(), 1, [late])
    assert roll(connection, NOW) == 1
    assert hours(connection) == [(NOW - 5 * HOUR, 5, 1, 5, 0)]
    assert roll(connection, NOW) == 0


def test_after_a_long_standstill_every_hour_is_made_up_for(connection: Connection) -> None:
    roll(connection, NOW - 100 * HOUR)
    write(connection, [Minute(NOW - n * HOUR, total=n) for n in range(1, 60)])
    roll(connection, NOW + HOUR)
    assert [row[1] for row in hours(connection)] == list(range(59, 0, -1))


def test_a_clock_that_went_back_takes_nothing_away(connection: Connection) -> None:
    write(connection, [Minute(NOW - 3 * HOUR)])
    roll(connection, NOW)
    assert roll(connection, NOW - 10 * HOUR) == 0
    assert len(hours(connection)) == 1


def test_old_minutes_and_hours_go_in_portions_and_the_others_stay(connection: Connection) -> None:
    old, kept = NOW - timedelta(days=40, minutes=5), NOW - timedelta(days=39)
    write(connection, [Minute(old + timedelta(minutes=n)) for n in range(5)] + [Minute(kept)])
    connection.execute(
        "INSERT INTO ops.request_hours SELECT app, minute - interval '360 days', route_class,"
        " total, bad, left_out, histogram FROM ops.request_minutes"
    )
    assert forget_old(connection, NOW, portion=3)
    assert not forget_old(connection, NOW, portion=3)
    for table in ("request_minutes", "request_hours"):
        assert connection.execute(f"SELECT count(*) FROM ops.{table}").fetchone() == (1,)
