"""The sums for dashboards: right, repeatable, and never smaller than they were."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import psycopg
import pytest
from psycopg.rows import dict_row
from tests.support.database import Urls

from .inserting import Connection, insert_event, noon, visitor
from .places import histogram_of, place_of

ANN, BEN = uuid4(), uuid4()
MONDAY = date(2026, 11, 2)
MOMENT = datetime(2026, 11, 4, 10, 20, tzinfo=UTC)


@pytest.fixture
def system(db: Urls) -> Iterator[Connection]:
    """The worker's connection."""
    with psycopg.connect(db.system, autocommit=True) as connection:
        yield connection


def roll_up(system: Connection, since: datetime) -> None:
    system.execute("SELECT roll_up_v1(%s)", [since])


def hours(system: Connection) -> list[tuple[object, ...]]:
    return system.execute(
        """SELECT hour, event_name, status, events, timed, duration_total_ms, histogram FROM event_hours
        ORDER BY hour, event_name, status"""
    ).fetchall()


def days(system: Connection) -> list[tuple[object, ...]]:
    return system.execute(
        "SELECT date, event_name, source, people, events FROM event_days ORDER BY 1, 2, 3"
    ).fetchall()


def test_events_are_summed_by_hour_and_status(system: Connection) -> None:
    insert_event(system, ANN, MOMENT, duration_ms=100)
    insert_event(system, BEN, MOMENT + timedelta(minutes=39), duration_ms=3000)
    insert_event(system, BEN, MOMENT)
    insert_event(system, BEN, MOMENT, status="error", duration_ms=0)
    insert_event(system, BEN, MOMENT + timedelta(minutes=40))
    roll_up(system, MOMENT)
    ten = MOMENT.replace(minute=0)
    eleven = ten + timedelta(hours=1)
    assert hours(system) == [
        (ten, "sign-in", "error", 1, 1, 0, [1]),
        (ten, "sign-in", "success", 3, 2, 3100, histogram_of([100, 3000])),
        (eleven, "sign-in", "success", 1, 0, 0, []),
    ]


def test_people_are_counted_once_a_day(system: Connection) -> None:
    for minutes in (0, 1, 60):
        insert_event(system, ANN, MOMENT + timedelta(minutes=minutes))
    insert_event(system, BEN, MOMENT)
    insert_event(system, BEN, MOMENT, source="key")
    insert_event(system, BEN, MOMENT + timedelta(days=1))
    roll_up(system, MOMENT)
    day = MOMENT.date()
    assert days(system) == [
        (day, "sign-in", "key", 1, 1),
        (day, "sign-in", "platform", 2, 4),
        (day + timedelta(days=1), "sign-in", "platform", 1, 1),
    ]


def test_weeks_and_firsts_are_of_people_and_of_the_platform_itself(system: Connection) -> None:
    insert_event(system, ANN, MOMENT + timedelta(days=1))
    insert_event(system, ANN, MOMENT)
    used = {"event_name": "feature-used", "event_category": "feature"}
    insert_event(system, ANN, MOMENT, **used, properties={"feature": "search"})
    insert_event(system, BEN, MOMENT, source="key")
    insert_event(system, visitor(), MOMENT)
    roll_up(system, MOMENT)
    weeks = system.execute("SELECT user_id, week, event_name, feature FROM event_weeks ORDER BY 3")
    assert weeks.fetchall() == [
        (ANN, MONDAY, "feature-used", "search"),
        (ANN, MONDAY, "sign-in", ""),
    ]
    firsts = system.execute("SELECT user_id, event_name, first_at FROM event_firsts ORDER BY 2")
    assert firsts.fetchall() == [(ANN, "feature-used", MOMENT), (ANN, "sign-in", MOMENT)]


def test_the_first_and_the_last_time_are_kept_whatever_comes_late(system: Connection) -> None:
    for days_away in (0, -3, 2, 1):
        insert_event(system, ANN, MOMENT + timedelta(days=days_away))
        roll_up(system, MOMENT - timedelta(days=8))
    roll_up(system, MOMENT + timedelta(days=1))
    found = system.execute("SELECT first_at, last_at FROM event_firsts").fetchall()
    assert found == [(MOMENT - timedelta(days=3), MOMENT + timedelta(days=2))]


def test_the_whole_hour_and_day_of_the_moment_are_summed(system: Connection) -> None:
    insert_event(system, ANN, MOMENT - timedelta(minutes=20))
    insert_event(system, BEN, MOMENT - timedelta(hours=5))
    roll_up(system, MOMENT)
    assert [(row[0], row[3]) for row in hours(system)] == [(MOMENT.replace(minute=0), 1)]
    assert days(system) == [(MOMENT.date(), "sign-in", "platform", 2, 2)]


def test_summing_again_changes_nothing_and_touches_no_row(system: Connection) -> None:
    insert_event(system, ANN, noon(1), duration_ms=5)
    roll_up(system, noon(2))
    before = _rows_with_their_versions(system)
    roll_up(system, noon(2))
    assert _rows_with_their_versions(system) == before


def test_sums_stay_when_the_events_are_gone(system: Connection) -> None:
    insert_event(system, ANN, noon(1))
    insert_event(system, BEN, noon(1))
    roll_up(system, noon(2))
    before = hours(system), days(system)
    system.execute("DELETE FROM events WHERE user_id = %s", [ANN])
    roll_up(system, noon(2))
    assert (hours(system), days(system)) == before


def test_only_the_system_role_sums(db: Urls) -> None:
    with (
        psycopg.connect(db.app) as app,
        pytest.raises(psycopg.errors.InsufficientPrivilege, match="roll_up_v1"),
    ):
        app.execute("SELECT roll_up_v1(now())")


def test_the_database_and_the_code_agree_on_the_place_of_a_duration(system: Connection) -> None:
    durations = [0, 1, 2, 3, 9, 10, 11, 99, 100, 1000, 59_999, 3_600_000, 2**31 - 1]
    found = system.execute(
        "SELECT array_agg(event_bucket_v1(d) ORDER BY n) FROM unnest(%s::int[]) WITH ORDINALITY u (d, n)",
        [durations],
    ).fetchone()
    assert found == ([place_of(duration) for duration in durations],)


def _rows_with_their_versions(system: Connection) -> list[dict[str, object]]:
    found = []
    for table in ("event_hours", "event_days", "event_weeks", "event_firsts"):
        with system.cursor(row_factory=dict_row) as cursor:
            cursor.execute(f"SELECT xmin::text, ctid::text, t.* FROM {table} t")
            found += cursor.fetchall()
    return found
