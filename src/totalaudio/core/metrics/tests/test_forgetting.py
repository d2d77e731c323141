"""After forgetting, nothing in the database names the person, and the sums are what they were."""

from collections.abc import Iterator
from uuid import UUID, uuid4

import psycopg
import pytest
from psycopg import sql
from tests.support.database import Urls

from totalaudio.core.metrics.forgetting import Forgotten, forget_person
from totalaudio.core.metrics.models import EventDay, EventHour

from .inserting import Connection, insert_event, noon

ANN, BEN = uuid4(), uuid4()
WORKSPACE = uuid4()


@pytest.fixture
def system(db: Urls) -> Iterator[Connection]:
    """The worker's connection, with a history of two people."""
    with psycopg.connect(db.system, autocommit=True) as connection:
        for person in (ANN, BEN):
            _give_history(connection, person)
        connection.execute("SELECT roll_up_v1(%s)", [noon(30)])
        yield connection


def _give_history(system: Connection, person: UUID) -> None:
    insert_event(system, person, workspace_id=WORKSPACE, ip_address="192.0.2.0")
    insert_event(system, person, noon(20), error_message="It broke", status="error")
    insert_event(
        system, person, noon(3), event_name="feature-used", properties={"feature": "search"}
    )
    insert_event(system, person, noon(3), source="key")
    system.execute("SELECT increment_usage_counter(%s, 'core', 'sessions_count', 1)", [person])


def test_nothing_of_the_person_is_left_and_everything_of_others(
    db: Urls, system: Connection
) -> None:
    before = _mentions(db, BEN)
    assert _mentions(db, ANN) == before
    assert set(before) == {"events", "usage_counters", "event_weeks", "event_firsts"}
    assert forget_person(ANN) == Forgotten(events=4, counters=1, weeks=3, firsts=2)
    assert _mentions(db, ANN) == {}
    assert _mentions(db, BEN) == before


def test_sums_of_the_installation_stay_also_when_they_are_made_again(system: Connection) -> None:
    before = _sums()
    forget_person(ANN)
    system.execute("SELECT roll_up_v1(%s)", [noon(30)])
    assert _sums() == before


def test_forgetting_twice_or_somebody_unknown_finds_nothing(system: Connection) -> None:
    forget_person(ANN)
    for person in (ANN, uuid4()):
        assert forget_person(person) == Forgotten(events=0, counters=0, weeks=0, firsts=0)


def _sums() -> list[object]:
    hours = EventHour.objects.using("system").order_by("pk").values()
    return [*hours, *EventDay.objects.using("system").order_by("pk").values()]


def _mentions(urls: Urls, person: UUID) -> dict[str, int]:
    """In how many rows of each table the person's id stands, in whatever column."""
    found = {}
    with psycopg.connect(urls.admin) as admin:
        admin.execute("SET search_path = totalaudio")
        tables = admin.execute(
            """SELECT relname FROM pg_class WHERE relnamespace = 'totalaudio'::regnamespace
            AND relkind IN ('r', 'p') AND NOT relispartition"""
        ).fetchall()
        for (table,) in tables:
            query = sql.SQL("SELECT count(*) FROM {} t WHERE t::text LIKE %s")
            row = admin.execute(
                query.format(sql.Identifier(str(table))), [f"%{person}%"]
            ).fetchone()
            if row and row[0]:
                found[str(table)] = int(str(row[0]))
    return found
