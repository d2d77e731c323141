"""Timelines fill themselves, late responses are found, and nothing is written twice."""

from datetime import datetime, timedelta

from totalaudio_ops.happenings import Kind, tell
from totalaudio_ops.incidents.changing import acknowledge, resolve
from totalaudio_ops.incidents.following import Followed, follow
from totalaudio_ops.incidents.incident import Connection, find
from totalaudio_ops.incidents.levels import Level
from totalaudio_ops.incidents.tests.making import BOB, NOON, after, kinds, made, told


def happened(
    connection: Connection,
    text: str,
    at: datetime,
    *,
    kind: Kind = Kind.DEPLOY,
    app: str | None = None,
) -> None:
    tell(connection, kind, text, key=text, app=app, at=at)


def test_what_happened_from_an_hour_before_until_resolved_is_copied_once(
    connection: Connection,
) -> None:
    one = made(connection, started_at=after(-10))
    happened(connection, "too early", after(-71))
    happened(connection, "an hour before", after(-70), kind=Kind.FLAG)
    happened(connection, "of this app", after(1), app="audio-intel", kind=Kind.MODE)
    happened(connection, "of another app", after(2), app="tracker")
    happened(connection, "at the end", after(30), kind=Kind.BACKUP)
    happened(connection, "after the end", after(31))
    assert follow(connection, after(5)) == Followed(copied=2, breaches=0, overdue=0)
    resolve(connection, one.ref, by=BOB, now=after(30))
    assert follow(connection, after(40)).copied == 1
    assert follow(connection, after(41)) == Followed(0, 0, 0)
    copied = [entry for entry in told(connection, one) if entry[2] == "platform"]
    assert copied == [
        ("flag", "an hour before", "platform"),
        ("mode", "of this app", "platform"),
        ("backup", "at the end", "platform"),
    ]


def test_an_incident_of_all_apps_is_told_of_all(connection: Connection) -> None:
    one = made(connection, app=None)
    happened(connection, "of the tracker", NOON, app="tracker")
    follow(connection, after(1))
    assert kinds(connection, one) == ["opened", "deploy"]


def test_what_is_told_late_is_copied_for_a_day(connection: Connection) -> None:
    one = resolve(connection, made(connection).ref, by=BOB, now=after(10))
    happened(connection, "told late", after(5))
    follow(connection, after(10) + timedelta(hours=23))
    happened(connection, "told too late", after(6))
    follow(connection, after(10) + timedelta(hours=25))
    assert [text for _, text, _ in told(connection, one) if "told" in text] == ["told late"]


def test_a_response_that_is_late_is_found_once(connection: Connection) -> None:
    one = made(connection, Level.P0)
    assert follow(connection, after(15)).breaches == 0
    assert follow(connection, after(18)).breaches == 1
    assert follow(connection, after(19)).breaches == 0
    acknowledge(connection, one.ref, by=BOB, now=after(30))
    found = find(connection, one.ref)
    assert found.breached_at == after(18)
    assert [text for kind, text, _ in told(connection, one) if kind == "breach"] == [
        (
            "The response was late: P0 promises 15 minutes, which ended at 23 Nov 2026, 12:15 GMT,"
            " 3 minutes before."
        )
    ]


def test_who_responded_in_time_is_never_late(connection: Connection) -> None:
    acknowledge(connection, made(connection).ref, by=BOB, now=after(59))
    assert follow(connection, after(600)).breaches == 0


def test_an_overdue_post_mortem_is_told_once(connection: Connection) -> None:
    one = resolve(connection, made(connection).ref, by=BOB, now=after(10))
    assert follow(connection, NOON + timedelta(days=7)).overdue == 0  # 30 Nov is its last day
    assert follow(connection, NOON + timedelta(days=8)).overdue == 1
    assert follow(connection, NOON + timedelta(days=9)).overdue == 0
    assert told(connection, one)[-1] == (
        "overdue",
        "The post-mortem was due on 30 Nov 2026 and is not closed.",
        "platform",
    )
