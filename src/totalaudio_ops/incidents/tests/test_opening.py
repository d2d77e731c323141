from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import psycopg
import pytest
from tests.support.database import Urls

from totalaudio_ops.incidents.changing import resolve
from totalaudio_ops.incidents.incident import Connection, find
from totalaudio_ops.incidents.levels import Level
from totalaudio_ops.incidents.tests.making import ALICE, BOB, NOON, after, kinds, made, told
from totalaudio_ops.problems import Problem

KEY = "slo tracker availability"


def test_an_incident_has_a_ref_of_the_day_a_clock_and_its_first_entry(
    connection: Connection,
) -> None:
    one = made(connection, started_at=after(-7), detail="12 of 40 runs failed.")
    assert (one.ref, one.level, one.status, one.started_at, one.detected_at) == (
        "INC-2026-11-23-001",
        Level.P1,
        "open",
        after(-7),
        NOON,
    )
    assert one.respond_by == after(60)
    assert told(connection, one) == [
        (
            "opened",
            "Opened as P1: Enrichment fails. Response by 23 Nov 2026, 13:00 GMT.\n12 of 40 runs failed.",
            ALICE,
        )
    ]


def test_numbers_count_within_the_day_of_utc(connection: Connection) -> None:
    midnight = datetime(2026, 7, 1, tzinfo=UTC)  # 01:00 in London
    refs = [made(connection, now=midnight + timedelta(minutes=n)).ref for n in (-2, -1, 0, 1)]
    assert refs == [
        "INC-2026-06-30-001",
        "INC-2026-06-30-002",
        "INC-2026-07-01-001",
        "INC-2026-07-01-002",
    ]


def test_after_999_a_day_goes_on_counting(connection: Connection) -> None:
    made(connection)
    connection.execute("UPDATE ops.incidents SET ref = 'INC-2026-11-23-999'")
    assert [made(connection).ref, made(connection).ref] == [
        "INC-2026-11-23-1000",
        "INC-2026-11-23-1001",
    ]


def test_who_opens_at_once_gets_numbers_without_gaps(connection: Connection, db: Urls) -> None:
    def open_one(number: int) -> str:
        with psycopg.connect(db.system) as own:
            ref = made(own, title=f"Trouble {number}").ref
            if number % 4 == 0:
                own.rollback()
            return ref if number % 4 else ""

    with ThreadPoolExecutor(8) as pool:
        refs = sorted(filter(None, pool.map(open_one, range(16))))
    assert refs == [f"INC-2026-11-23-{number:03}" for number in range(1, 13)]


def test_alerts_at_once_with_one_key_open_one(connection: Connection, db: Urls) -> None:
    def open_one(number: int) -> str:
        with psycopg.connect(db.system) as own:
            return made(own, title=f"Alert {number}", source="alert", key=KEY).ref

    with ThreadPoolExecutor(6) as pool:
        refs = set(pool.map(open_one, range(6)))
    one = find(connection, "INC-2026-11-23-001")
    assert refs == {one.ref}
    assert sorted(kinds(connection, one)) == ["again"] * 5 + ["opened"]


def test_the_same_report_is_written_once_an_hour(connection: Connection) -> None:
    one = made(connection, key=KEY)
    for minutes in (1, 2, 59, 60, 61):
        made(connection, key=KEY, now=after(minutes), detail="Burns 20 times.")
    assert [text for kind, text, _ in told(connection, one) if kind == "again"] == [
        "Reported again: Enrichment fails\nBurns 20 times."
    ] * 2


def test_a_worse_report_escalates_and_a_milder_one_does_not(connection: Connection) -> None:
    made(connection, Level.P2, key=KEY)
    assert made(connection, Level.P3, key=KEY, now=after(1)).level is Level.P2
    one = made(connection, Level.P0, key=KEY, now=after(2), title="All is down")
    assert (one.level, one.respond_by) == (Level.P0, after(17))
    assert told(connection, one)[-1] == (
        "escalated",
        (
            "Escalated from P2 to P0: reported again as P0. Response by 23 Nov 2026, 12:17 GMT,"
            " before by 23 Nov 2026, 16:00 GMT."
        ),
        ALICE,
    )


@pytest.mark.parametrize(("later", "is_named"), [(29, True), (31, False)])
def test_what_comes_back_soon_is_a_new_incident_that_names_the_old(
    connection: Connection, later: int, is_named: bool
) -> None:
    old = made(connection, key=KEY)
    resolve(connection, old.ref, by=BOB, now=after(10))
    new = made(connection, key=KEY, now=after(10 + later))
    assert new.ref == "INC-2026-11-23-002"
    notes = [
        (of, text) for of in (old, new) for kind, text, _ in told(connection, of) if kind == "note"
    ]
    assert notes == (
        [
            (old, f"The trouble came back {later} minutes after it was resolved, as {new.ref}."),
            (new, f"The same trouble as {old.ref}, which was resolved {later} minutes before."),
        ]
        if is_named
        else []
    )


def test_incidents_without_a_key_are_never_taken_for_one(connection: Connection) -> None:
    assert made(connection).id != made(connection).id


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"level": "P4"}, "'P4' is no level: P0, P1, P2 and P3 are."),
        ({"title": " \n\t "}, "the title is empty: write what is to be kept."),
        ({"title": "x" * 201}, "the title has 201 characters: keep it under 201."),
        (
            {"app": "spotify"},
            (
                "'spotify' is no app: audio-intel, tracker, pitch-generator, worker are;"
                " leave it out for all."
            ),
        ),
        (
            {"started_at": after(1)},
            "the trouble would begin in the future, at 23 Nov 2026, 12:01 GMT: give when it began.",
        ),
    ],
)
def test_what_cannot_be_is_refused_and_leaves_nothing(
    connection: Connection, given: dict[str, str], said: str
) -> None:
    with pytest.raises(Problem) as problem:
        made(connection, **given)  # type: ignore[arg-type]  # some of them are wrong on purpose
    assert str(problem.value) == said
    assert connection.execute("SELECT count(*) FROM ops.incidents").fetchone() == (0,)


def test_a_title_is_one_line_without_what_turns_writing_round(connection: Connection) -> None:
    assert made(connection, title=" Mail\r\n\x00is \u202elate ").title == "Mail is late"
