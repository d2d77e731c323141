"""A probe counts one when it is good, and what people could not do when it is not."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import psycopg
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support.database import Urls

from totalaudio_ops.apps import Deployable
from totalaudio_ops.probes.asking import Answer
from totalaudio_ops.probes.backlog import Backlog
from totalaudio_ops.probes.counting import Connection, ask_worker, count_probes
from totalaudio_ops.requests.bounds import PLACES, place_of

NOW = datetime(2026, 11, 23, 12, 0, 30, tzinfo=UTC)
APP = Deployable.TRACKER


@pytest.fixture
def system(db: Urls) -> Iterator[Connection]:
    with psycopg.connect(db.system) as connection:
        yield connection


def answer(*, is_good: bool, ms: float = 7, at: datetime = NOW) -> Answer:
    return Answer(APP, at, is_good, ms, "" if is_good else "answered 503")


def requests(connection: Connection, at: datetime, count: int, route_class: str = "page") -> None:
    histogram = [count, *[0] * (PLACES - 1)]
    connection.execute(
        "INSERT INTO ops.request_minutes VALUES (%s, date_trunc('minute', %s), %s, %s, 0, 0, %s)",
        [APP, at, route_class, count, histogram],
    )


def probes(connection: Connection) -> list[object]:
    query = """SELECT minute, total, bad, left_out, histogram FROM ops.request_minutes
        WHERE app = %s AND route_class = 'probe' ORDER BY minute"""
    return list(connection.execute(query, [APP]))


def places(**at: int) -> list[int]:
    found = [0] * PLACES
    for name, count in at.items():
        found[int(name.removeprefix("p"))] = count
    return found


def test_good_probes_count_one_each_in_their_minute(system: Connection) -> None:
    next_minute = NOW + timedelta(seconds=30)
    count_probes(
        system,
        [answer(is_good=True), answer(is_good=True, ms=120), answer(is_good=True, at=next_minute)],
    )
    first, second = place_of(7), place_of(120)
    assert probes(system) == [
        (
            NOW.replace(second=0),
            2,
            0,
            0,
            [int(n in (first, second)) for n in range(PLACES)],
        ),
        (next_minute, 1, 0, 0, [int(n == first) for n in range(PLACES)]),
    ]


def test_a_failed_probe_of_an_app_that_nobody_used_weighs_one(system: Connection) -> None:
    count_probes(system, [answer(is_good=False)])
    (row,) = probes(system)
    assert row == (NOW.replace(second=0), 1, 1, 0, places(**{f"p{PLACES - 1}": 1}))


def test_a_failed_probe_weighs_what_people_could_not_do(system: Connection) -> None:
    """17,280 requests in a day are 3 in 15 seconds; other apps, other days and probes do not count."""
    requests(system, NOW - timedelta(hours=1), 17_000)
    requests(system, NOW - timedelta(hours=23), 280, "search")
    requests(system, NOW - timedelta(hours=25), 1_000_000)
    requests(system, NOW - timedelta(hours=2), 1_000_000, "query:database")
    system.execute("UPDATE ops.request_minutes SET app = 'audio-intel' WHERE FALSE")
    count_probes(system, [answer(is_good=True), answer(is_good=False)])
    (row,) = probes(system)
    assert row == (
        NOW.replace(second=0),
        4,
        3,
        0,
        places(**{f"p{place_of(7)}": 1, f"p{PLACES - 1}": 3}),
    )


def test_the_weight_is_rounded_up(system: Connection) -> None:
    requests(system, NOW - timedelta(hours=1), 5761)
    count_probes(system, [answer(is_good=False)])
    (row,) = probes(system)
    assert isinstance(row, tuple)
    assert row[1:3] == (2, 2)


def test_the_app_role_may_not_count(db: Urls) -> None:
    with (
        psycopg.connect(db.app) as app,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        count_probes(app, [answer(is_good=True)])


@pytest.mark.parametrize(("seconds", "is_good"), [(0, True), (29, True), (31, False), (-5, True)])
def test_the_worker_is_good_while_it_gives_signs_of_life(
    seconds: int, is_good: bool, system: Connection
) -> None:
    """By the clock of the database: that of this machine is hours apart."""
    query = "INSERT INTO totalaudio.web_heartbeat (name, version, seen_at) VALUES ('worker', '1', now() - %s)"
    system.execute(query, [timedelta(seconds=seconds)])
    found = ask_worker(system, NOW)
    assert found is not None
    assert (found.app, found.is_good, found.at) == (Deployable.WORKER, is_good, NOW)


def test_a_worker_that_was_never_seen_is_not_known(system: Connection) -> None:
    assert ask_worker(system, NOW) is None


@given(st.lists(st.integers(1, 4)), st.integers(1, 8))
def test_a_full_backlog_loses_the_oldest_and_takes_out_only_what_was_counted(
    takes: list[int], most: int
) -> None:
    backlog = Backlog(most)
    model: list[Answer] = []
    lost = 0
    for number, count in enumerate(takes):
        first = backlog.first(count)
        assert first == model[:count]
        for offset in range(count):
            one = answer(is_good=True, ms=number + offset)
            backlog.add(one)
            model.append(one)
            if len(model) > most:
                gone = model.pop(0)
                first = [kept for kept in first if kept is not gone]
                lost += 1
        backlog.take_out(first)
        model = model[len(first) :]
        assert (len(backlog), backlog.lost) == (len(model), lost)
        assert backlog.first(most) == model
