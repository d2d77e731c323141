"""What is read from the database is measured, public, and nothing else."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

import psycopg
import pytest
from tests.support.database import Urls
from uuid_utils.compat import uuid7

from totalaudio_ops.apps import Deployable
from totalaudio_ops.maintenance import declare
from totalaudio_ops.requests.bounds import PLACES
from totalaudio_ops.status.document import write_document
from totalaudio_ops.status.feed import write_feed
from totalaudio_ops.status.model import Incident, Page, Progress, State, Update
from totalaudio_ops.status.reading import Connection, read_page
from totalaudio_ops.status.rendering import render

NOW = datetime(2026, 11, 23, 12, 34, 30, tzinfo=UTC)
APP = Deployable.TRACKER


@pytest.fixture
def system(db: Urls) -> Iterator[Connection]:
    with psycopg.connect(db.system) as connection:
        yield connection


def count(
    connection: Connection,
    at: datetime,
    total: int,
    bad: int,
    route_class: str = "page",
    table: str = "minute",
    app: str = APP,
) -> None:
    histogram = [total, *[0] * (PLACES - 1)]
    connection.execute(
        f"INSERT INTO ops.request_{table}s VALUES (%s, date_trunc(%s, %s, 'UTC'), %s, %s, %s, 0, %s)",
        [app, table, at, route_class, total, bad, histogram],
    )


def rolled(connection: Connection, until: datetime) -> None:
    connection.execute("INSERT INTO ops.rolled_until (until) VALUES (%s)", [until])


def days(page: Page, app: Deployable = APP) -> dict[date, str]:
    (found,) = (one.days for one in page.apps if one.app is app)
    return {day.day: str(day.availability) for day in found if day.availability is not None}


def state(page: Page, app: Deployable = APP) -> State:
    return next(one.measured for one in page.apps if one.app is app)


def open_incident(connection: Connection, title: str, *, is_public: bool, **more: object) -> UUID:
    told = {
        "status": "open",
        "started_at": NOW,
        "level": "P1",
        "app": APP,
        "resolved_at": None,
    } | more
    found = uuid7()
    connection.execute(
        """INSERT INTO ops.incidents (id, ref, app, level, title, source, source_key, status, is_public, lead,
            started_at, detected_at, respond_by, resolved_at)
        VALUES (%(id)s, %(ref)s, %(app)s, %(level)s, %(title)s, 'hand', %(ref)s, %(status)s, %(is_public)s,
            'lead@example.com', %(started_at)s, %(started_at)s, %(started_at)s, %(resolved_at)s)""",
        told | {"id": found, "ref": f"INC-2026-11-23-{found.int % 10**9:03}", "title": title,
                "is_public": is_public},
    )  # fmt: skip
    return found


def say(connection: Connection, incident: UUID, text: str, *, is_public: bool) -> None:
    connection.execute(
        """INSERT INTO ops.incident_entries (incident_id, at, kind, text, actor, is_public)
        VALUES (%s, %s, 'note', %s, 'olive@example.com', %s)""",
        [incident, NOW, text, is_public],
    )


def test_an_empty_database_knows_nothing(system: Connection) -> None:
    page = read_page(system, NOW)
    assert [one.app for one in page.apps] == list(Deployable)
    assert {one.measured for one in page.apps} == {State.UNKNOWN}
    assert {len(one.days) for one in page.apps} == {90}
    assert days(page) == {}
    assert (page.as_of, page.incidents, page.windows) == (NOW, (), ())


def test_days_are_summed_from_hours_and_from_the_minutes_after_them(system: Connection) -> None:
    until = NOW.replace(minute=0, second=0)
    rolled(system, until)
    count(system, NOW - timedelta(days=2), 900, 9, table="hour")
    count(system, NOW - timedelta(days=2, hours=1), 100, 1, "probe", table="hour")
    count(system, until - timedelta(hours=1), 50, 0, table="hour")
    # The same hour in minutes is in the hours already; the minutes after it are not.
    count(system, until - timedelta(minutes=30), 50, 50)
    count(system, until + timedelta(minutes=10), 50, 1)
    page = read_page(system, NOW)
    assert days(page) == {date(2026, 11, 21): "99.00", date(2026, 11, 23): "99.00"}
    assert next(one.availability for one in page.apps if one.app is APP) == Decimal("99.00")


def test_hours_that_changed_since_are_not_trusted(system: Connection) -> None:
    until = NOW.replace(minute=0, second=0)
    rolled(system, until)
    stale = until - timedelta(hours=2)
    count(system, stale, 10, 0, table="hour")
    count(system, stale, 10, 0)
    count(system, stale + timedelta(minutes=1), 10, 5)
    system.execute("INSERT INTO ops.stale_hours VALUES (%s)", [stale])
    assert days(read_page(system, NOW)) == {date(2026, 11, 23): "75.00"}


def test_without_any_sum_the_minutes_speak(system: Connection) -> None:
    count(system, NOW - timedelta(days=89), 4, 1)
    count(system, NOW - timedelta(days=90), 4, 4)
    assert days(read_page(system, NOW)) == {date(2026, 8, 26): "75.00"}


@pytest.mark.parametrize("zone", ["UTC", "Europe/London", "Asia/Kolkata"])
def test_a_day_is_a_day_in_utc_also_when_clocks_change(zone: str, system: Connection) -> None:
    """British clocks went back on 25 October 2026 at 01:00 UTC: a day of 25 hours there, of 24 here."""
    system.execute("SELECT set_config('TimeZone', %s, false)", [zone])
    for hours in range(24):
        count(system, datetime(2026, 10, 25, hours, 30, tzinfo=UTC), 1, 0)
    count(system, datetime(2026, 10, 24, 23, 59, tzinfo=UTC), 1, 1)
    count(system, datetime(2026, 10, 26, 0, 0, tzinfo=UTC), 2, 1)
    assert days(read_page(system, NOW)) == {
        date(2026, 10, 24): "0.00",
        date(2026, 10, 25): "100.00",
        date(2026, 10, 26): "50.00",
    }


def test_maintenance_is_left_out_of_its_app_and_no_other(system: Connection) -> None:
    declared = NOW - timedelta(hours=2)
    declare(system, app=APP, starts_at=declared, ends_at=declared + timedelta(hours=1),
            reason="x", by="x", now=declared)  # fmt: skip
    for app in (APP, Deployable.INTEL):
        count(system, declared + timedelta(minutes=5), 10, 10, app=app)
        count(system, declared + timedelta(minutes=65), 10, 0, app=app)
    page = read_page(system, NOW)
    assert days(page) == {date(2026, 11, 23): "100.00"}
    assert days(page, Deployable.INTEL) == {date(2026, 11, 23): "50.00"}


def test_classes_that_are_no_requests_are_left_out(system: Connection) -> None:
    count(system, NOW, 10, 10, "query:database")
    count(system, NOW, 10, 0)
    page = read_page(system, NOW)
    assert (days(page), state(page)) == ({date(2026, 11, 23): "100.00"}, State.OPERATIONAL)


@pytest.mark.parametrize(
    ("probes", "probes_bad", "requests", "requests_bad", "shown"),
    [
        (8, 0, 0, 0, State.OPERATIONAL),
        (8, 8, 0, 0, State.DOWN),
        (8, 3, 0, 0, State.DEGRADED),
        (8, 0, 100, 5, State.OPERATIONAL),
        (8, 0, 100, 6, State.DEGRADED),
        (8, 0, 19, 19, State.OPERATIONAL),
        (0, 0, 100, 6, State.DEGRADED),
        (0, 0, 1, 0, State.OPERATIONAL),
    ],
)
def test_the_last_minutes_say_how_it_is(
    probes: int, probes_bad: int, requests: int, requests_bad: int, shown: State, system: Connection
) -> None:
    for route_class, total, bad in (
        ("probe", probes, probes_bad),
        ("page", requests, requests_bad),
    ):
        if total:
            count(system, NOW - timedelta(minutes=1), total, bad, route_class)
    assert state(read_page(system, NOW)) is shown


def test_what_was_long_ago_says_nothing_of_now(system: Connection) -> None:
    count(system, NOW - timedelta(minutes=6), 100, 100)
    count(system, NOW - timedelta(minutes=3), 4, 4, "probe")
    assert state(read_page(system, NOW)) is State.UNKNOWN


def test_public_incidents_come_with_their_public_updates(system: Connection) -> None:
    found = open_incident(system, "Boards do not open", is_public=True)
    say(system, found, "First.", is_public=True)
    say(system, found, "Second.", is_public=True)
    (incident,) = read_page(system, NOW).incidents
    assert incident == Incident(
        ref=incident.ref,
        app=APP,
        level="P1",
        title="Boards do not open",
        progress=Progress.OPEN,
        started_at=NOW,
        updates=(Update(NOW, "Second."), Update(NOW, "First.")),
    )


def test_old_incidents_go_and_open_ones_stay(system: Connection) -> None:
    old = NOW - timedelta(days=91)
    open_incident(system, "Open for long", is_public=True, started_at=old)
    open_incident(
        system, "Over", is_public=True, started_at=old, resolved_at=old, status="resolved"
    )
    assert [one.title for one in read_page(system, NOW).incidents] == ["Open for long"]


def test_nothing_private_is_in_any_form_of_the_page(system: Connection) -> None:
    secret = open_incident(system, "SECRET title of Alice Plugs", is_public=False)
    say(system, secret, "SECRET update of a private incident", is_public=True)
    told = open_incident(system, "Boards do not open", is_public=True)
    say(system, told, "SECRET note", is_public=False)
    say(system, told, "We are on it.", is_public=True)
    later = NOW + timedelta(hours=1)
    made = declare(system, app=None, starts_at=later, ends_at=later + timedelta(hours=1),
                   reason="A larger machine.", by="secret-olive@example.com", now=NOW)  # fmt: skip
    system.execute("UPDATE ops.maintenance SET changed_by = 'secret' WHERE id = %s", [made.id])
    count(system, NOW, 987_654, 0)
    page = read_page(system, NOW)
    for form in (
        render(page, NOW),
        write_document(page, NOW, {}),
        write_feed(page, "https://status.example.com"),
    ):
        text = form.decode()
        assert "We are on it." in text
        assert "A larger machine." in text
        for private in ("secret", "olive", "lead@", "alice", "987654", "987,654"):
            assert private not in text.lower()


def test_the_number_of_questions_does_not_grow_with_incidents(system: Connection) -> None:
    def asked() -> int:
        queries: list[object] = []
        with pytest.MonkeyPatch.context() as patched:
            execute = psycopg.Connection.execute

            def counting(self: Connection, query: str, *values: object) -> object:
                queries.append(query)
                return execute(self, query, *values)  # type: ignore[call-overload]  # handed on

            patched.setattr(psycopg.Connection, "execute", counting)
            read_page(system, NOW)
        return len(queries)

    say(system, open_incident(system, "One", is_public=True), "Told.", is_public=True)
    once = asked()
    for _ in range(2):
        say(system, open_incident(system, "More", is_public=True), "Told.", is_public=True)
    assert (once, asked()) == (4, 4)


def test_who_is_no_operator_reads_nothing_of_it(db: Urls, system: Connection) -> None:
    count(system, NOW, 10, 0)
    open_incident(system, "Boards do not open", is_public=True)
    system.commit()
    with psycopg.connect(db.app) as app:
        page = read_page(app, NOW)
    assert (days(page), page.incidents) == ({}, ())
