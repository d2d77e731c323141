"""The three functions of the metrics: what they return, what they refuse, and who may call them."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from uuid import UUID, uuid4

import psycopg
import pytest
from psycopg import errors
from tests.support.cast import Person
from tests.support.database import Urls

from totalaudio.core.lib.ids import new_id
from totalaudio.core.metrics.names import INSTALLATION, Counter

from .inserting import Connection, insert_event, noon, visitor

COUNT = "SELECT increment_usage_counter(%s, 'audio-intel', %s, %s)"
SUMMARY = "SELECT * FROM get_user_event_summary(%s, %s)"
RECORD = """SELECT record_event_v1(%s, 'page-view', 'acquisition', 'core', %s, NULL, '{}', NULL, 'success', NULL,
    NULL, NULL, NULL)"""
FUNCTIONS = ("increment_usage_counter", "get_user_event_summary", "record_event_v1", "uuid_time_v1")


@pytest.fixture
def system(db: Urls) -> Iterator[Connection]:
    """The worker's connection."""
    with psycopg.connect(db.system, autocommit=True) as connection:
        yield connection


@pytest.fixture
def app(db: Urls) -> Iterator[Connection]:
    """The connection of a web process, in a transaction without a person so far."""
    with psycopg.connect(db.app) as connection:
        yield connection


def enter(app: Connection, person: Person) -> None:
    app.execute("SELECT enter_workspace_v1(%s, %s)", [person.id, person.workspace_id])


def one(connection: Connection, query: str, *values: object) -> object:
    row = connection.execute(query.encode(), values).fetchone()
    assert row is not None
    return row[0]


def counted(system: Connection, person: UUID) -> list[tuple[object, ...]]:
    return system.execute(
        "SELECT date, app_name, workspace_id, enrichments_count, searches_count FROM usage_counters WHERE user_id = %s",
        [person],
    ).fetchall()


def test_25_and_then_5_is_30_from_the_first_of_the_day_on(
    app: Connection, system: Connection, alice: Person
) -> None:
    enter(app, alice)
    assert one(app, COUNT, alice.id, Counter.ENRICHMENTS, 25) == 25
    assert one(app, COUNT, alice.id, Counter.ENRICHMENTS, 5) == 30
    assert one(app, COUNT, alice.id, Counter.SEARCHES, 1) == 1
    app.commit()
    today = datetime.now(UTC).date()
    assert counted(system, alice.id) == [(today, "audio-intel", alice.workspace_id, 30, 1)]


def test_nothing_is_lost_when_eight_count_at_once(
    db: Urls, system: Connection, alice: Person
) -> None:
    def count(_: int) -> None:
        with psycopg.connect(db.app) as connection:
            for _ in range(25):
                enter(connection, alice)
                connection.execute(COUNT, [alice.id, Counter.ENRICHMENTS, 25])
                connection.execute(COUNT, [alice.id, Counter.ENRICHMENTS, 5])
                connection.commit()

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(count, range(8)))
    assert [row[3] for row in counted(system, alice.id)] == [8 * 25 * 30]


@pytest.mark.parametrize("counter", Counter)
def test_every_counter_of_the_code_is_one_of_the_database(
    counter: Counter, system: Connection
) -> None:
    assert one(system, COUNT, uuid4(), counter, 2) == 2


@pytest.mark.parametrize(
    ("counter", "by", "message"),
    [
        ("user_id", 1, "there is no usage counter user_id"),
        (
            "searches_count; DROP TABLE events",
            1,
            "there is no usage counter searches_count; DROP TABLE events",
        ),
        (None, 1, "there is no usage counter <NULL>"),
        ("searches_count", -1, "a usage counter only rises, not by -1"),
        ("searches_count", None, "a usage counter only rises, not by <NULL>"),
    ],
)
def test_what_is_no_counter_and_no_rise_is_refused(
    counter: str | None, by: int | None, message: str, system: Connection
) -> None:
    with pytest.raises(errors.InvalidParameterValue) as refused:
        system.execute(COUNT, [uuid4(), counter, by])
    assert refused.value.diag.message_primary == message


def test_nobody_counts_for_somebody_else(app: Connection, alice: Person, bob: Person) -> None:
    enter(app, alice)
    with pytest.raises(errors.InsufficientPrivilege, match="one counts for oneself only"):
        app.execute(COUNT, [bob.id, Counter.SEARCHES, 1])


@pytest.mark.parametrize("person", [None, UUID(int=1)])
def test_without_a_person_nothing_is_counted(app: Connection, person: UUID | None) -> None:
    with pytest.raises(errors.InsufficientPrivilege, match="one counts for oneself only"):
        app.execute(COUNT, [person, Counter.SEARCHES, 1])


def test_the_worker_counts_for_anybody(system: Connection) -> None:
    person = uuid4()
    assert one(system, COUNT, person, Counter.SEARCHES, 1) == 1
    today = datetime.now(UTC).date()
    assert counted(system, person) == [(today, "audio-intel", INSTALLATION, 0, 1)]


def test_a_summary_counts_by_category_what_succeeded_of_what_ended_and_how_long_it_took(
    app: Connection, system: Connection, alice: Person, bob: Person
) -> None:
    def happened(status: str, duration: int | None, category: str = "enrichment") -> None:
        insert_event(system, alice.id, status=status, duration_ms=duration, event_category=category)

    for duration in (100, 200, 600):
        happened("success", duration)
    happened("error", None)
    happened("pending", None)
    happened("pending", None, "feature")
    insert_event(system, alice.id, noon(40), event_category="enrichment")
    insert_event(system, bob.id, event_category="enrichment")
    enter(app, alice)
    assert app.execute(SUMMARY, [alice.id, 30]).fetchall() == [
        ("enrichment", 5, 0.75, 300.0),
        ("feature", 1, None, None),
    ]


def test_a_summary_of_somebody_else_is_empty_but_for_operators(
    app: Connection, system: Connection, alice: Person, bob: Person, operator: Person
) -> None:
    insert_event(system, alice.id)
    enter(app, bob)
    assert app.execute(SUMMARY, [alice.id, 30]).fetchall() == []
    app.execute("SELECT enter_workspace_v1(%s, NULL)", [operator.id])
    assert app.execute(SUMMARY, [alice.id, 30]).fetchall() == [("session", 1, 1.0, None)]


def test_the_same_event_twice_is_stored_once_at_the_time_in_its_id(
    app: Connection, system: Connection, alice: Person
) -> None:
    event = new_id()
    enter(app, alice)
    for _ in range(2):
        app.execute(RECORD, [event, None])
    app.commit()
    found = system.execute("SELECT id, user_id, workspace_id, source, created_at FROM events")
    moment = datetime.fromtimestamp((event.int >> 80) / 1000, UTC)
    assert found.fetchall() == [(event, alice.id, alice.workspace_id, "platform", moment)]


@pytest.mark.parametrize("wrong", [uuid4(), UUID("ffffffff-ffff-7fff-bfff-ffffffffffff")])
def test_an_id_without_a_time_or_from_a_time_to_come_is_refused(
    app: Connection, alice: Person, wrong: UUID
) -> None:
    enter(app, alice)
    with pytest.raises(errors.InvalidParameterValue, match="of today or before"):
        app.execute(RECORD, [wrong, None])


def test_an_event_is_of_whoever_is_served_whatever_visitor_is_named(
    app: Connection, system: Connection, alice: Person, bob: Person
) -> None:
    enter(app, alice)
    for named in (bob.id, visitor()):
        app.execute(RECORD, [new_id(), named])
    app.commit()
    assert system.execute("SELECT DISTINCT user_id FROM events").fetchall() == [(alice.id,)]


def test_a_visitor_cannot_be_somebody(app: Connection, alice: Person) -> None:
    with pytest.raises(errors.InsufficientPrivilege, match="or a visitor of the day"):
        app.execute(RECORD, [new_id(), alice.id])


def test_an_event_of_nobody_at_all_is_refused(app: Connection) -> None:
    with pytest.raises(errors.InsufficientPrivilege, match="needs a person"):
        app.execute(RECORD, [new_id(), None])


def test_a_visitor_of_the_day_is_recorded_outside_of_any_workspace(
    app: Connection, system: Connection
) -> None:
    somebody = visitor()
    app.execute(RECORD, [new_id(), somebody])
    app.commit()
    found = system.execute("SELECT user_id, workspace_id FROM events").fetchall()
    assert found == [(somebody, INSTALLATION)]


@pytest.mark.parametrize("function", FUNCTIONS)
def test_a_function_is_for_the_app_and_the_worker_and_nobody_else(function: str, db: Urls) -> None:
    with psycopg.connect(db.admin) as admin:
        row = admin.execute(
            """SELECT array_agg(a.grantee::regrole::text ORDER BY 1) FROM pg_proc p, aclexplode(p.proacl) a
            WHERE p.proname = %s AND a.grantee <> p.proowner""",
            [function],
        ).fetchone()
        known = admin.execute(
            "SELECT proowner::regrole::text FROM pg_proc WHERE proname = %s", [function]
        ).fetchone()
    assert row is not None
    assert known is not None
    assert {*row[0], *known} - {"totalaudio_owner"} == {"totalaudio_app", "totalaudio_system"}


def test_a_table_of_the_callers_own_cannot_take_the_place_of_ours(
    app: Connection, system: Connection, alice: Person
) -> None:
    """A temporary table comes before every schema that is not named before it."""
    enter(app, alice)
    app.execute(
        "CREATE TEMPORARY TABLE usage_counters (LIKE totalaudio.usage_counters INCLUDING ALL)"
    )
    app.execute("CREATE TEMPORARY TABLE events (LIKE totalaudio.events INCLUDING ALL)")
    app.execute(COUNT, [alice.id, Counter.SEARCHES, 1])
    app.execute(RECORD, [new_id(), None])
    assert one(app, "SELECT count(*) FROM pg_temp.usage_counters") == 0
    assert one(app, "SELECT count(*) FROM pg_temp.events") == 0
    app.commit()
    assert [row[4] for row in counted(system, alice.id)] == [1]
    assert one(system, "SELECT count(*) FROM events") == 1
