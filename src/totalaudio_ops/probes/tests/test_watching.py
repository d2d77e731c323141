"""The watcher sees what dies and what comes back, and its answers outlast the database."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import psycopg
import pytest
from tests.support.database import Urls

from totalaudio_ops.apps import Deployable
from totalaudio_ops.probes.targets import Target
from totalaudio_ops.probes.tests.apps import FakeApp
from totalaudio_ops.probes.watching import Watcher, connecting
from totalaudio_ops.requests.bounds import PLACES

NOW = datetime(2026, 11, 23, 12, 0, 30, tzinfo=UTC)
APP = Deployable.TRACKER


class Clock:
    """A clock that jumps when it is told to."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def watcher(db: Urls, app: FakeApp, said: list[str], clock: Clock) -> Iterator[Watcher]:
    made = Watcher([Target(APP, app.url)], connecting(db.system), said.append, limit=2, clock=clock)
    yield made
    made.stop()


def away(watcher: Watcher, url: str) -> None:
    watcher._connect = connecting(url)


def counted(db: Urls) -> list[object]:
    query = """SELECT app, minute, total, bad FROM ops.request_minutes
        WHERE route_class = 'probe' ORDER BY minute, app"""
    with psycopg.connect(db.system) as system:
        return list(system.execute(query))


def test_an_app_that_dies_is_seen_and_counted(watcher: Watcher, app: FakeApp, db: Urls) -> None:
    watcher.ask_once()
    assert watcher.sights()[APP].is_good
    app.status = 503
    watcher.ask_once()
    assert not watcher.sights()[APP].is_good
    watcher.count_once()
    assert counted(db) == [("tracker", NOW.replace(second=0), 2, 1)]


def test_answers_wait_while_the_database_is_away_and_keep_their_times(
    watcher: Watcher, app: FakeApp, db: Urls, clock: Clock, said: list[str]
) -> None:
    watcher.ask_once()
    watcher.count_once()
    clock.now += timedelta(minutes=1)
    away(watcher, "postgresql://nobody@127.0.0.1:1/nothing")
    app.status = 503
    for _ in range(4):
        watcher.ask_once()
        watcher.count_once()
        clock.now += timedelta(minutes=1)
    assert len(watcher.backlog) == 4
    away(watcher, db.system)
    watcher.count_once()
    minutes = [NOW.replace(second=0) + timedelta(minutes=n) for n in range(5)]
    assert counted(db) == [("tracker", minute, 1, int(n > 0)) for n, minute in enumerate(minutes)]
    assert len(watcher.backlog) == 0
    assert [line.split(",")[0].split(";")[0] for line in said] == [
        "tracker answers",
        "tracker fails: answered 503",
        "the database cannot be reached",
        "the database is back",
    ]


def test_an_app_that_was_never_deployed_is_not_down(
    watcher: Watcher, app: FakeApp, db: Urls
) -> None:
    app.status = 503
    watcher.ask_once()
    watcher.count_once()
    watcher.count_once()  # before the next question, when nothing waits
    assert (counted(db), watcher.sights()) == ([], {})
    with psycopg.connect(db.system) as system:
        histogram = [1, *[0] * (PLACES - 1)]
        values = [APP, NOW.replace(second=0) - timedelta(hours=1), "page", 1, 0, 0, histogram]
        system.execute(
            "INSERT INTO ops.request_minutes VALUES (%s, %s, %s, %s, %s, %s, %s)", values
        )
    watcher.ask_once()
    watcher.count_once()
    assert counted(db) == [("tracker", NOW.replace(second=0), 1, 1)]
    assert not watcher.sights()[APP].is_good


def test_the_worker_is_seen_by_its_sign_of_life(watcher: Watcher, db: Urls) -> None:
    query = "INSERT INTO totalaudio.web_heartbeat (name, version, seen_at) VALUES ('worker', '1', now() - %s)"
    with psycopg.connect(db.system) as system:
        system.execute(query, [timedelta(minutes=2)])
    watcher.count_once()
    assert not watcher.sights()[Deployable.WORKER].is_good
    assert counted(db) == [("worker", NOW.replace(second=0), 1, 1)]


@pytest.mark.parametrize("jump", [timedelta(days=-1), timedelta(days=1)])
def test_a_clock_that_jumps_takes_nothing_away(
    jump: timedelta, watcher: Watcher, clock: Clock, db: Urls
) -> None:
    watcher.ask_once()
    clock.now += jump
    assert watcher.sights()[APP].is_good
    watcher.ask_once()
    watcher.count_once()
    moments = sorted([NOW.replace(second=0), NOW.replace(second=0) + jump])
    assert counted(db) == [("tracker", moment, 1, 0) for moment in moments]


def test_what_was_seen_long_ago_counts_for_nothing(
    watcher: Watcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    watcher.ask_once()
    monkeypatch.setattr("totalaudio_ops.probes.watching.FORGOTTEN_AFTER", -1)
    assert watcher.sights() == {}


def test_it_goes_on_by_itself_whatever_a_turn_meets(db: Urls, app: FakeApp) -> None:
    said: list[str] = []
    calls = iter([ValueError("odd")])

    def clock() -> datetime:
        for error in calls:
            raise error
        return datetime.now(UTC)

    watcher = Watcher(
        [Target(APP, app.url)], connecting(db.system), said.append, every=0.05, limit=2, clock=clock
    )
    watcher.start()
    try:
        for _ in range(200):
            if counted(db) and len(app.paths) > 3:
                break
            watcher._stopped.wait(0.05)
    finally:
        watcher.stop()
    assert any(line == "a turn failed: ValueError: odd" for line in said)
    assert counted(db)
