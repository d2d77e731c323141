"""Maintenance is announced before it begins, for a day at most, and what became of it stays on record."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import psycopg
import pytest
from psycopg import errors
from tests.support.database import Urls

from totalaudio_ops.apps import Deployable
from totalaudio_ops.maintenance import (
    Connection,
    Maintenance,
    cancel,
    coming_and_now,
    declare,
    get,
    latest,
)
from totalaudio_ops.problems import Problem

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture
def system(db: Urls) -> Iterator[Connection]:
    """The system role's connection."""
    with psycopg.connect(db.system) as connection:
        yield connection


def announced(connection: Connection, start: datetime, hours: float = 1) -> Maintenance:
    return declare(
        connection,
        app=Deployable.TRACKER,
        starts_at=start,
        ends_at=start + hours * HOUR,
        reason="The database moves to a larger machine.",
        by="olive@example.com",
        now=NOW,
    )


def happenings(connection: Connection) -> list[object]:
    query = "SELECT app, text FROM ops.happenings WHERE kind = 'maintenance' ORDER BY id"
    return list(connection.execute(query))


def test_what_is_announced_is_coming_then_now_then_over(system: Connection) -> None:
    made = announced(system, NOW + HOUR)
    assert get(system, made.id) == made
    assert coming_and_now(system, NOW) == [made]
    assert [made.state(NOW + n * HOUR) for n in (0, 1, 1.99, 2)] == ["coming", "now", "now", "over"]
    assert coming_and_now(system, NOW + 2 * HOUR) == []
    assert latest(system) == [made]
    assert happenings(system) == [
        (
            "tracker",
            (
                "Maintenance of tracker announced for 2026-11-23 13:00 to 2026-11-23 14:00 UTC: "
                "The database moves to a larger machine."
            ),
        )
    ]


@pytest.mark.parametrize(
    ("start", "hours", "reason", "said"),
    [
        (NOW - timedelta(seconds=16), 1, "x", "is past, and hide an outage"),
        (NOW, 0, "x", "would end before it begins"),
        (NOW, -1, "x", "would end before it begins"),
        (NOW, 24.01, "x", "longer than 24 hours"),
        (NOW, 1, " \n ", "has no reason"),
        (NOW + timedelta(days=367), 1, "x", "more than a year away"),
    ],
)
def test_what_would_hide_an_outage_is_refused(
    start: datetime, hours: float, reason: str, said: str, system: Connection
) -> None:
    with pytest.raises(Problem, match=said):
        declare(
            system, app=None, starts_at=start, ends_at=start + hours * HOUR, reason=reason,
            by="x", now=NOW,
        )  # fmt: skip
    assert (latest(system), happenings(system)) == ([], [])


def test_the_database_itself_refuses_what_began_before_it_was_announced(system: Connection) -> None:
    query = """INSERT INTO ops.maintenance (id, starts_at, ends_at, reason, declared_by, declared_at)
        VALUES (%s, %s, %s, 'x', 'x', %s)"""
    with pytest.raises(errors.CheckViolation):
        system.execute(query, [uuid4(), NOW - HOUR, NOW + HOUR, NOW])


def test_nobody_moves_the_beginning_afterwards(system: Connection) -> None:
    made = announced(system, NOW + HOUR)
    with pytest.raises(errors.InsufficientPrivilege):
        system.execute("UPDATE ops.maintenance SET starts_at = %s WHERE id = %s", [NOW, made.id])


def test_now_begins_at_once_though_a_moment_passed(system: Connection) -> None:
    made = announced(system, NOW - timedelta(seconds=5))
    assert made.starts_at == NOW


def test_what_is_to_come_is_called_off_and_stays_on_record(system: Connection) -> None:
    made = announced(system, NOW + HOUR)
    called_off = cancel(system, made.id, by="olive@example.com", now=NOW)
    assert called_off.state(NOW) == "cancelled"
    assert coming_and_now(system, NOW) == []
    assert latest(system) == [called_off]
    assert happenings(system)[-1] == (
        "tracker",
        "Maintenance of tracker called off by olive@example.com.",
    )


def test_what_goes_on_is_ended_early_and_the_minutes_before_stay_left_out(
    system: Connection,
) -> None:
    made = announced(system, NOW)
    later = NOW + timedelta(minutes=20)
    ended = cancel(system, made.id, by="olive@example.com", now=later)
    assert (ended.starts_at, ended.ends_at, ended.cancelled_at) == (NOW, later, None)
    assert ended.state(later) == "over"
    assert happenings(system)[-1] == (
        "tracker",
        "Maintenance of tracker ended early by olive@example.com.",
    )


def test_what_is_called_off_in_the_moment_it_begins_never_was(system: Connection) -> None:
    made = announced(system, NOW)
    assert cancel(system, made.id, by="x", now=NOW).state(NOW) == "cancelled"


@pytest.mark.parametrize("when", [NOW + 3 * HOUR, NOW + 300 * HOUR])
def test_what_is_over_stays_as_it_was(when: datetime, system: Connection) -> None:
    made = announced(system, NOW + HOUR)
    with pytest.raises(Problem, match="is over, so it cannot be cancelled"):
        cancel(system, made.id, by="x", now=when)


def test_an_unknown_id_is_said(system: Connection) -> None:
    with pytest.raises(Problem, match="there is no maintenance 00000000"):
        cancel(system, UUID(int=0), by="x", now=NOW)


@pytest.mark.parametrize(
    "change",
    ["ends_at = ends_at + interval '1 minute'", "cancelled_at = NULL", "cancelled_at = now()"],
)
def test_what_was_called_off_or_is_over_cannot_hide_an_outage_afterwards(
    change: str, system: Connection
) -> None:
    made = announced(system, NOW + HOUR)
    cancel(system, made.id, by="Alice", now=NOW)
    with pytest.raises(errors.CheckViolation, match="can be called off or end earlier"):
        system.execute(f"UPDATE ops.maintenance SET {change} WHERE id = %s".encode(), [made.id])


def test_what_goes_on_is_not_made_longer(system: Connection) -> None:
    made = announced(system, NOW + HOUR)
    with pytest.raises(errors.CheckViolation, match="announce another"):
        system.execute(
            "UPDATE ops.maintenance SET ends_at = ends_at + interval '1 second' WHERE id = %s",
            [made.id],
        )
