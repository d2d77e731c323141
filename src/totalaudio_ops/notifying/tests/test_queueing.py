import json
from datetime import datetime, timedelta

from totalaudio_ops.incidents.changing import acknowledge, change_level, note, resolve
from totalaudio_ops.incidents.following import follow
from totalaudio_ops.incidents.incident import Connection
from totalaudio_ops.incidents.tests.making import ALICE, BOB, NOON, after, made
from totalaudio_ops.notifying.audience import Audience
from totalaudio_ops.notifying.queueing import queue
from totalaudio_ops.notifying.quiet import Quiet

TWO = Audience((ALICE, BOB), has_webhook=True, pages="https://tap.example.org")


def queued(connection: Connection) -> list[tuple[object, ...]]:
    asked = "SELECT channel, recipient, subject FROM ops.notifications ORDER BY subject, channel, recipient"
    return connection.execute(asked.encode()).fetchall()


def test_everybody_is_told_of_an_event_once_by_each_way(connection: Connection) -> None:
    ref = made(connection, title="Runs stop").ref
    assert (queue(connection, TWO, NOON), queue(connection, TWO, after(1))) == (3, 0)
    said = f"P1 {ref} opened: Runs stop"
    assert queued(connection) == [
        ("mail", ALICE, said),
        ("mail", BOB, said),
        ("webhook", "webhook", said),
    ]


def test_what_is_told_is_opened_worse_late_resolved_and_overdue(connection: Connection) -> None:
    ref = made(connection, "P2").ref
    change_level(connection, ref, "P1", reason="All runs", by=BOB, now=after(1))
    follow(connection, after(90))
    acknowledge(connection, ref, by=BOB, now=after(91))
    note(connection, ref, "Nothing to tell.", by=BOB, now=after(92))
    resolve(connection, ref, by=BOB, now=after(93))
    one = Audience((ALICE,))
    assert queue(connection, one, after(94)) == 4
    later = NOON + timedelta(days=9)
    follow(connection, later)
    assert queue(connection, one, later) == 1
    assert [subject for _, _, subject in queued(connection)] == [
        f"P1 {ref} {what}: Enrichment fails"
        for what in (
            "escalated",
            "opened",
            "post-mortem is overdue",
            "resolved",
            "response is late",
        )
    ]


def test_what_is_taken_back_is_told_to_nobody(connection: Connection) -> None:
    with connection.transaction(force_rollback=True):
        made(connection)
    assert queue(connection, TWO, after(1)) == 0


def test_yesterdays_news_is_not_told(connection: Connection) -> None:
    made(connection)
    assert queue(connection, TWO, NOON + timedelta(days=1)) == 0


def test_somebody_new_is_told_what_the_last_day_brought(connection: Connection) -> None:
    made(connection)
    queue(connection, Audience((ALICE,)), after(1))
    assert queue(connection, Audience((ALICE, BOB)), after(2)) == 1


def test_the_night_holds_back_what_can_wait(connection: Connection) -> None:
    night, morning = (
        datetime.fromisoformat("2026-11-24T02:00Z"),
        datetime.fromisoformat("2026-11-24T07:00Z"),
    )
    for level in ("P1", "P2"):
        made(connection, level, now=night)
    queue(connection, Audience((ALICE,), quiet=Quiet.read("22:00-07:00")), night)
    asked = "SELECT left(subject, 2), first_at, not_before FROM ops.notifications ORDER BY 1"
    assert connection.execute(asked).fetchall() == [
        ("P1", night, night),
        ("P2", morning, morning),
    ]


def test_a_mail_says_what_is_known_and_where_to_look(connection: Connection) -> None:
    ref = made(connection, title="Runs stop").ref
    queue(connection, TWO, NOON)
    [row] = connection.execute(
        "SELECT body FROM ops.notifications WHERE recipient = %s", [ALICE]
    ).fetchall()
    assert row[0] == (
        "Opened as P1: Runs stop. Response by 23 Nov 2026, 13:00 GMT.\n\n"
        "Level: P1, core feature down\nApp: Audio Intel\nStatus: open\n"
        "Began: 23 Nov 2026, 12:00 GMT\n"
        "Detected: 23 Nov 2026, 12:00 GMT, less than a minute after it began\n"
        "Response promised by: 23 Nov 2026, 13:00 GMT\n\n"
        f"https://tap.example.org/operator/incidents/{ref}/\n"
    )


def test_a_webhook_gets_the_keys_that_are_promised(connection: Connection) -> None:
    ref = made(connection, title="Läuft nicht").ref
    queue(connection, Audience(has_webhook=True), NOON)
    [row] = connection.execute("SELECT body FROM ops.notifications").fetchall()
    assert json.loads(str(row[0])) == {
        "event": "opened",
        "at": "2026-11-23T12:00:00+00:00",
        "text": "Opened as P1: Läuft nicht. Response by 23 Nov 2026, 13:00 GMT.",
        "url": None,
        "incident": {
            "ref": ref,
            "level": "P1",
            "title": "Läuft nicht",
            "app": "audio-intel",
            "status": "open",
            "started_at": "2026-11-23T12:00:00+00:00",
            "detected_at": "2026-11-23T12:00:00+00:00",
            "respond_by": "2026-11-23T13:00:00+00:00",
        },
    }
