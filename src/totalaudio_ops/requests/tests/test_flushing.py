"""From a counter to the minutes: once, whatever happens on the way, and never in the way of a request."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import psycopg
import pytest
from tests.support.database import Urls
from uuid_utils.compat import uuid7

from totalaudio_ops.requests import flushing as flushing_module
from totalaudio_ops.requests.counting import Counter, Row, Tally
from totalaudio_ops.requests.flushing import Connection, Flusher, store

MINUTE = datetime.now(UTC).replace(second=0, microsecond=0) - timedelta(minutes=10)
READ = "SELECT total, bad, left_out FROM ops.request_minutes ORDER BY app, minute, route_class"


def stored(db: Urls) -> list[tuple[object, ...]]:
    with psycopg.connect(db.system) as connection:
        return connection.execute(READ).fetchall()


def a_row(*, bad: int = 0, left_out: int = 0, histogram: tuple[int, ...] = (1,)) -> Row:
    tally = Tally(bad, left_out, 0.0, [*histogram, *[0] * (21 - len(histogram))])
    return Row("tracker", "home", MINUTE, tally)


@contextmanager
def flushing(counter: Counter, connect: Callable[[], Connection]) -> Iterator[Flusher]:
    flusher = Flusher(counter, connect, every=0.02, idle=0.1)
    flusher.start()
    try:
        yield flusher
    finally:
        flusher.stop()


def until(is_so: Callable[[], bool], seconds: float = 10) -> None:
    give_up_at = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < give_up_at, "not in time"
        time.sleep(0.02)


def test_two_processes_add_up_place_by_place(db: Urls) -> None:
    with psycopg.connect(db.app) as connection:
        assert store(connection, uuid7(), 1, [a_row(bad=1, left_out=2, histogram=(1, 0, 3))])
        assert store(connection, uuid7(), 1, [a_row(bad=2, left_out=1, histogram=(2, 5, 0, 1))])
    with psycopg.connect(db.system) as connection:
        found = connection.execute(
            "SELECT total, bad, left_out, histogram FROM ops.request_minutes"
        )
        assert found.fetchall() == [(12, 3, 3, [3, 5, 3, 1, *[0] * 17])]


def test_a_parcel_that_comes_twice_counts_once(db: Urls) -> None:
    source = uuid7()
    with psycopg.connect(db.app) as connection:
        assert store(connection, source, 1, [a_row()])
        assert not store(connection, source, 1, [a_row()])
        assert store(connection, source, 2, [a_row()])
    assert stored(db) == [(2, 0, 0)]


@pytest.mark.parametrize(
    "wrong",
    [
        replace(a_row(), app="audience"),
        replace(a_row(), route_class="Home"),
        replace(a_row(), route_class="x" * 41),
        replace(a_row(), route_class="probe"),
        replace(a_row(), minute=MINUTE + timedelta(seconds=1)),
        replace(a_row(), minute=MINUTE + timedelta(hours=1)),
        replace(a_row(), minute=MINUTE - timedelta(days=8)),
        a_row(bad=-1),
        a_row(left_out=-1),
        a_row(left_out=10**10),
        a_row(bad=2),
        a_row(histogram=(-1,)),
        a_row(histogram=(10**10,)),
        a_row(histogram=(1,) * 22),
    ],
)
def test_nonsense_is_refused_as_a_whole(db: Urls, wrong: Row) -> None:
    with psycopg.connect(db.app) as connection, pytest.raises(psycopg.DataError):
        store(connection, uuid7(), 1, [a_row(), wrong])
    assert stored(db) == []


def test_the_app_role_can_add_and_nothing_else(db: Urls) -> None:
    with psycopg.connect(db.app, autocommit=True) as connection:
        store(connection, uuid7(), 1, [a_row()])
        assert connection.execute(READ).fetchall() == [], "only operators see it"
        for statement in (
            "UPDATE ops.request_minutes SET bad = 0",
            "DELETE FROM ops.request_minutes",
            "SELECT ops.mark_stale_v1(ARRAY[now()])",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(statement)
    assert stored(db) == [(1, 0, 0)]


def test_what_is_counted_arrives_by_itself_and_the_rest_when_the_process_ends(db: Urls) -> None:
    counter = Counter()
    with flushing(counter, lambda: psycopg.connect(db.app, autocommit=True)) as flusher:
        counter.count("tracker", "home", 0.1, 200, at=MINUTE.timestamp())
        until(lambda: stored(db) == [(1, 0, 0)])
        time.sleep(0.3)  # longer than idle: the connection was given back
        counter.count("tracker", "home", 0.1, 500, at=MINUTE.timestamp())
        assert flusher.stop()
    assert stored(db) == [(2, 1, 0)]


def test_what_is_counted_while_the_last_parcel_is_on_its_way_is_stored_when_the_process_ends(
    db: Urls,
) -> None:
    counter, is_on_its_way, goes_on = Counter(), threading.Event(), threading.Event()

    def connect() -> Connection:
        is_on_its_way.set()
        assert goes_on.wait(10)
        return psycopg.connect(db.app, autocommit=True)

    with flushing(counter, connect) as flusher:
        counter.count("tracker", "home", 0.1, 200, at=MINUTE.timestamp())
        assert is_on_its_way.wait(10)
        counter.count("tracker", "home", 0.1, 200, at=MINUTE.timestamp())
        threading.Timer(0.2, goes_on.set).start()
        assert flusher.stop(10)
    assert stored(db) == [(2, 0, 0)]


def test_a_minute_that_is_refused_takes_no_other_with_it(
    db: Urls, caplog: pytest.LogCaptureFixture
) -> None:
    counter = Counter()
    jumped = (MINUTE + timedelta(hours=1)).timestamp()
    for at in (MINUTE.timestamp(), jumped, (MINUTE - timedelta(minutes=1)).timestamp()):
        counter.count("tracker", "home", 0.1, 200, at=at)
    with flushing(counter, lambda: psycopg.connect(db.app, autocommit=True)):
        until(lambda: len(stored(db)) == 2)
        until(lambda: "refused and are lost" in caplog.text)
    assert stored(db) == [(1, 0, 0), (1, 0, 0)]


def test_while_the_database_is_away_nobody_waits_and_nothing_is_lost(
    db: Urls, caplog: pytest.LogCaptureFixture
) -> None:
    counter, away, tried = Counter(), threading.Event(), []
    away.set()

    def connect() -> Connection:
        tried.append(1)
        if away.is_set():
            raise psycopg.OperationalError("the database is away")
        return psycopg.connect(db.app, autocommit=True)

    with flushing(counter, connect):
        for _ in range(50):
            counter.count("tracker", "home", 0.1, 200, at=MINUTE.timestamp())
        until(lambda: len(tried) > 3)
        counter.count("tracker", "home", 0.1, 500, at=MINUTE.timestamp())
        assert stored(db) == []
        away.clear()
        until(lambda: stored(db) == [(51, 1, 0)])
    assert len(caplog.messages) == 2, "told once when it went, and once when it came back"


def test_a_connection_cut_after_the_commit_counts_once(
    db: Urls, monkeypatch: pytest.MonkeyPatch
) -> None:
    counter, cuts = Counter(), list[int]()

    def store_and_cut(connection: Connection, *told: object) -> bool:
        done = store(connection, *told)  # type: ignore[arg-type]  # passed on
        if len(cuts) < 3:
            cuts.append(1)
            connection.close()
            raise psycopg.OperationalError("cut")
        return done

    monkeypatch.setattr(flushing_module, "store", store_and_cut)
    with flushing(counter, lambda: psycopg.connect(db.app, autocommit=True)):
        counter.count("tracker", "home", 0.1, 200, at=MINUTE.timestamp())
        until(lambda: len(cuts) == 3)
        counter.count("tracker", "home", 0.1, 200, at=MINUTE.timestamp())
        until(lambda: stored(db) == [(2, 0, 0)])


def test_what_is_refused_keeps_nothing_else_out(db: Urls) -> None:
    counter = Counter()
    with flushing(counter, lambda: psycopg.connect(db.app, autocommit=True)):
        counter.count("nobody", "home", 0.1, 200, at=MINUTE.timestamp())
        until(lambda: not counter.has_news.is_set())
        counter.count("tracker", "home", 0.1, 200, at=MINUTE.timestamp())
        until(lambda: stored(db) == [(1, 0, 0)])


def test_processes_that_count_the_same_minutes_in_other_orders_do_not_block_each_other(
    db: Urls,
) -> None:
    rows = [replace(a_row(), route_class=f"class-{n}") for n in range(40)]
    problems: list[Exception] = []

    def send(mine: list[Row]) -> None:
        try:
            with psycopg.connect(db.app, autocommit=True) as connection:
                source = uuid7()
                for number in range(15):
                    store(connection, source, number + 1, mine)
        except psycopg.Error as problem:
            problems.append(problem)

    threads = [threading.Thread(target=send, args=[order]) for order in (rows, rows[::-1])]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert problems == []
    assert stored(db) == [(30, 0, 0)] * 40


def test_without_a_thread_counts_are_stored_when_asked_and_at_the_end(db: Urls) -> None:
    counter = Counter()
    flusher = Flusher(counter, lambda: psycopg.connect(db.app, autocommit=True))
    counter.count("tracker", "home", 0.1, 200)
    flusher.flush_now()
    assert [row[0] for row in stored(db)] == [1]
    counter.count("tracker", "home", 0.1, 200, MINUTE.timestamp())
    assert flusher.stop()
    assert [row[0] for row in stored(db)] == [1, 1]


def test_without_a_thread_a_database_that_is_away_is_left_alone_for_a_while(
    db: Urls, monkeypatch: pytest.MonkeyPatch
) -> None:
    tries: list[None] = []

    def away() -> Connection:
        tries.append(None)
        raise psycopg.OperationalError("away")

    counter = Counter()
    flusher = Flusher(counter, away)
    for _ in range(3):
        counter.count("tracker", "home", 0.1, 200)
        flusher.flush_now()
    assert len(tries) == 1, "requests do not wait for it one after the other"
    flusher._connect = lambda: psycopg.connect(db.app, autocommit=True)
    monkeypatch.setattr(flusher, "_again_at", 0.0)
    flusher.flush_now()
    flusher.stop()
    assert sum(int(str(row[0])) for row in stored(db)) == 3, "nothing was lost"
