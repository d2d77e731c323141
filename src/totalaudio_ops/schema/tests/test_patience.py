"""A migration gives up its place in the queue for a lock, lets others through, and comes back."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest
from tests.support.database import Urls

from totalaudio_ops.problems import Problem
from totalaudio_ops.schema import migrate, migrating
from totalaudio_ops.schema.patience import patiently

TABLE = "CREATE TABLE ops.held (id int)"
CHANGE = "CREATE TABLE ops.beside (id int); ALTER TABLE ops.held ADD COLUMN note text;"


class Clock:
    """A clock that only moves when somebody sleeps."""

    def __init__(self) -> None:
        self.now = 0.0
        self.pauses: list[float] = []

    def sleep(self, seconds: float) -> None:
        self.pauses.append(seconds)
        self.now += seconds


def locked_out() -> None:
    raise psycopg.errors.LockNotAvailable


def test_it_pauses_longer_each_time_and_says_who_holds_the_lock_when_nobody_lets_go() -> None:
    clock = Clock()
    with pytest.raises(Problem, match=r"did not get its lock within 30 s, because a long query"):
        patiently(locked_out, seconds=30, clock=lambda: clock.now, sleep=clock.sleep)
    assert clock.pauses == [0.5, 1.0, 2.0, 4.0, 8.0, 8.0]


def test_what_fails_for_another_reason_fails_at_once() -> None:
    clock = Clock()
    with pytest.raises(ZeroDivisionError):
        patiently(lambda: 1 // 0, clock=lambda: clock.now, sleep=clock.sleep)
    assert clock.pauses == []


@pytest.fixture
def held(fresh_database: Urls, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Urls:
    """A database with a file that changes a table, and a short time to wait for it."""
    with psycopg.connect(fresh_database.owner, autocommit=True) as owner:
        owner.execute(TABLE)
    (tmp_path / "9999_held.sql").write_text(CHANGE)
    monkeypatch.setattr(migrating, "FILES", tmp_path)
    monkeypatch.setattr(migrating, "_IN_HASTE", "SET LOCAL lock_timeout = '50ms'")
    return fresh_database


def test_a_long_query_keeps_the_migration_waiting_and_nobody_behind_it(held: Urls) -> None:
    with (
        psycopg.connect(held.owner) as reader,
        psycopg.connect(held.owner, autocommit=True) as other,
        ThreadPoolExecutor(1) as pool,
    ):
        reader.execute("SELECT FROM ops.held")
        ran = pool.submit(migrate, held.owner)
        other.execute("SET statement_timeout = '5s'")
        # While it comes and goes, whoever reads is served.
        for _ in range(200):
            other.execute("SELECT FROM ops.held")
        assert not ran.done()
        reader.rollback()
        assert ran.result(timeout=30) == ["9999_held"]
        assert migrate(held.owner) == []


def test_a_migration_that_gives_up_leaves_nothing(
    held: Urls, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(migrating, "patiently", lambda attempt: patiently(attempt, seconds=0))
    with psycopg.connect(held.owner) as reader, psycopg.connect(held.owner) as other:
        reader.execute("SELECT FROM ops.held")
        with pytest.raises(Problem, match="did not get its lock"):
            migrate(held.owner)
        assert migrating.missing(other) == ["9999_held"]
        assert other.execute("SELECT to_regclass('ops.beside')").fetchone() == (None,)
