"""A partition per month: made ahead, walled like the others, and dropped when its time is over."""

from collections.abc import Iterator
from datetime import UTC, datetime
from threading import Thread
from uuid import uuid4

import psycopg
import pytest
from tests.support.database import Urls

from .inserting import Connection, insert_event

ANN = uuid4()
THIS_MONTH = datetime.now(UTC).replace(day=1, hour=0, minute=0, second=0, microsecond=0)


def month(away: int) -> datetime:
    """The first moment of the month so many months from this one."""
    number = THIS_MONTH.year * 12 + THIS_MONTH.month - 1 + away
    return THIS_MONTH.replace(year=number // 12, month=number % 12 + 1)


def name(away: int) -> str:
    return f"events_{month(away):%Y_%m}"


@pytest.fixture
def system(fresh_database: Urls) -> Iterator[Connection]:
    """The worker's connection to a database without partitions."""
    with psycopg.connect(fresh_database.system, autocommit=True) as connection:
        yield connection


def make(system: Connection, ahead: int) -> object:
    found = system.execute("SELECT make_event_partitions_v1(%s)", [ahead]).fetchone()
    return found and found[0]


def drop(system: Connection, keep: int) -> object:
    found = system.execute("SELECT drop_event_partitions_v1(%s)", [keep]).fetchone()
    return found and found[0]


def partitions(system: Connection) -> list[str]:
    found = system.execute(
        "SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhparent = 'events'::regclass ORDER BY 1"
    )
    return [str(row[0]) for row in found.fetchall()]


def lying_in(urls: Urls) -> list[tuple[object, ...]]:
    """Where each event lies, oldest first."""
    with psycopg.connect(urls.admin) as admin:
        admin.execute("SET search_path = totalaudio")
        return admin.execute(
            "SELECT tableoid::regclass::text, created_at FROM events ORDER BY created_at"
        ).fetchall()


def test_this_month_and_the_next_ones_are_made_once(system: Connection) -> None:
    assert make(system, 2) == 3
    assert partitions(system) == [*map(name, (0, 1, 2)), "events_default"]
    assert make(system, 2) == 0


def test_waiting_events_move_to_their_months(fresh_database: Urls, system: Connection) -> None:
    for away in (-2, 0, 5):
        insert_event(system, ANN, month(away))
    assert {table for table, _ in lying_in(fresh_database)} == {"events_default"}
    assert make(system, 1) == 4
    assert lying_in(fresh_database) == [(name(away), month(away)) for away in (-2, 0, 5)]


def test_later_events_lie_in_their_months_at_once(fresh_database: Urls, system: Connection) -> None:
    make(system, 1)
    for away in (0, 1, 2):
        insert_event(system, ANN, month(away))
    expected = [(name(0), month(0)), (name(1), month(1)), ("events_default", month(2))]
    assert lying_in(fresh_database) == expected


def test_events_of_years_to_come_go_on_waiting(fresh_database: Urls, system: Connection) -> None:
    insert_event(system, ANN, month(120))
    assert make(system, 0) == 1
    assert lying_in(fresh_database) == [("events_default", month(120))]


def test_the_same_event_twice_is_stored_once_across_the_move(system: Connection) -> None:
    insert_event(system, ANN)
    make(system, 0)
    again = "INSERT INTO events SELECT * FROM events ON CONFLICT DO NOTHING"
    assert system.execute(again).rowcount == 0


def test_old_months_are_dropped_and_the_rest_kept(fresh_database: Urls, system: Connection) -> None:
    kept, gone = (-13, -1, 0), (-14, -30)
    for away in (*kept, *gone):
        insert_event(system, ANN, month(away))
    make(system, 0)
    assert drop(system, 13) == 2
    assert lying_in(fresh_database) == [(name(away), month(away)) for away in kept]


def test_old_events_that_wait_are_deleted(fresh_database: Urls, system: Connection) -> None:
    insert_event(system, ANN, month(-2))
    insert_event(system, ANN, month(-1))
    assert drop(system, 1) == 0
    assert lying_in(fresh_database) == [("events_default", month(-1))]


def test_a_partition_has_the_policies_indexes_and_comments_of_the_others_and_backups_alone_read_it(
    fresh_database: Urls, system: Connection
) -> None:
    make(system, 0)
    with psycopg.connect(fresh_database.admin) as admin:
        admin.execute("SET search_path = totalaudio")
        made, default = (_described(admin, table) for table in (name(0), "events_default"))
    assert made == default
    assert made["walls"] == (True, True, "totalaudio_owner", ["totalaudio_system SELECT"])


def test_nobody_who_serves_people_reads_a_partition_past_the_parent_and_nobody_writes_there(
    fresh_database: Urls, system: Connection
) -> None:
    make(system, 0)
    read, write = f"SELECT * FROM {name(0)}".encode(), f"DELETE FROM {name(0)}".encode()
    with psycopg.connect(fresh_database.app) as app:
        for connection, statement in ((app, read), (app, write), (system, write)):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(statement)
            connection.rollback()


def test_calls_at_the_same_time_harm_nothing(fresh_database: Urls, system: Connection) -> None:
    for away in (-3, 0, 1):
        insert_event(system, ANN, month(away))
    made: list[object] = []

    def call() -> None:
        with psycopg.connect(fresh_database.system, autocommit=True) as connection:
            made.append(make(connection, 3))
            drop(connection, 2)

    callers = [Thread(target=call) for _ in range(6)]
    for caller in callers:
        caller.start()
    for caller in callers:
        caller.join(30)
    assert sorted(map(str, made)) == ["0"] * 5 + ["5"]
    assert partitions(system) == [*map(name, (0, 1, 2, 3)), "events_default"]


@pytest.mark.parametrize("function", ["make_event_partitions_v1(1)", "drop_event_partitions_v1(1)"])
def test_only_the_worker_may_call(function: str, fresh_database: Urls) -> None:
    with (
        psycopg.connect(fresh_database.app) as app,
        pytest.raises(psycopg.errors.InsufficientPrivilege, match="permission denied for function"),
    ):
        app.execute(f"SELECT {function}".encode())


def test_nobody_makes_a_partition_of_their_own_choice(system: Connection) -> None:
    with pytest.raises(psycopg.errors.InsufficientPrivilege, match="make_event_partition_v1"):
        system.execute("SELECT make_event_partition_v1('2026-01-01')")


@pytest.mark.parametrize(
    ("function", "message"),
    [
        (
            "make_event_partitions_v1(-1)",
            "partitions are made for 0 to 24 months ahead, not for -1",
        ),
        (
            "make_event_partitions_v1(25)",
            "partitions are made for 0 to 24 months ahead, not for 25",
        ),
        ("drop_event_partitions_v1(0)", "events are kept for 1 to 1200 months, not for 0"),
        (
            "drop_event_partitions_v1(60000)",
            "events are kept for 1 to 1200 months, not for 60000",
        ),
    ],
)
def test_numbers_that_would_do_harm_are_refused(
    function: str, message: str, system: Connection
) -> None:
    with pytest.raises(psycopg.errors.InvalidParameterValue) as refused:
        system.execute(f"SELECT {function}".encode())
    assert refused.value.diag.message_primary == message


def _described(admin: Connection, table: str) -> dict[str, object]:
    def ask(query: str) -> list[tuple[object, ...]]:
        return admin.execute(query, {"table": table}).fetchall()

    [walls] = ask(
        """SELECT relrowsecurity, relforcerowsecurity, relowner::regrole::text,
            ARRAY(SELECT grantee::regrole || ' ' || privilege_type FROM aclexplode(relacl)
                  WHERE grantee <> relowner ORDER BY 1)
        FROM pg_class WHERE oid = %(table)s::regclass"""
    )
    return {
        "walls": walls,
        "policies": ask(
            """SELECT policyname, permissive, roles::text, cmd, qual, with_check FROM pg_policies
            WHERE tablename = %(table)s ORDER BY 1"""
        ),
        "columns": ask(
            """SELECT attname, atttypid, attnotnull, col_description(attrelid, attnum) FROM pg_attribute
            WHERE attrelid = %(table)s::regclass AND attnum > 0 ORDER BY attnum"""
        ),
        "checks": ask(
            """SELECT pg_get_constraintdef(oid) FROM pg_constraint
            WHERE conrelid = %(table)s::regclass AND contype = 'c' ORDER BY 1"""
        ),
        "indexes": ask(
            """SELECT regexp_replace(pg_get_indexdef(indexrelid), '^.*? USING', ''), indisunique, indisprimary
            FROM pg_index WHERE indrelid = %(table)s::regclass ORDER BY 1"""
        ),
    }
