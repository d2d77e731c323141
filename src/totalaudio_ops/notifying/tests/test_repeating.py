"""Trouble that comes and goes is told once in a short while, and its last state always."""

from datetime import datetime
from itertools import pairwise

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from totalaudio_ops.incidents.changing import change_level, resolve
from totalaudio_ops.incidents.incident import Connection, unresolved
from totalaudio_ops.incidents.tests.making import ALICE, BOB, NOON, after, made
from totalaudio_ops.notifying.audience import Audience
from totalaudio_ops.notifying.delivering import deliver
from totalaudio_ops.notifying.notification import Notification
from totalaudio_ops.notifying.queueing import queue
from totalaudio_ops.notifying.repeating import SHORT_WHILE

MAIL = Audience((ALICE,))


def minute(connection: Connection, at: datetime, audience: Audience = MAIL) -> list[str]:
    """What a minute of the worker sends, without the word for the incident."""
    sent: list[Notification] = []
    queue(connection, audience, at)
    deliver(connection, {"mail": sent.append, "webhook": sent.append}, at)
    return [" ".join(word for word in one.subject.split() if "INC-" not in word) for one in sent]


def test_what_flaps_is_mailed_once_and_then_as_it_is_at_last(connection: Connection) -> None:
    told = []
    for number in range(4):
        ref = made(connection, now=after(number)).ref
        told.append(minute(connection, after(number)))
        resolve(connection, ref, by=BOB, now=after(number + 0.5))
        told.append(minute(connection, after(number + 0.5)))
    opened, resolved = "P1 opened: Enrichment fails", "P1 resolved: Enrichment fails"
    assert told == [[opened], [resolved], *[[]] * 6]
    later = [minute(connection, after(number)) for number in range(4, 12)]
    assert later == [[], [], [resolved], *[[]] * 5]
    overtaken = "SELECT count(*) FROM ops.notifications WHERE overtaken_at IS NOT NULL"
    assert connection.execute(overtaken.encode()).fetchone() == (5,)


def test_an_hour_that_was_slept_through_is_mailed_as_it_began_and_as_it_ended(
    connection: Connection,
) -> None:
    for number in range(5):
        ref = made(connection, now=after(number)).ref
        if number < 4:
            resolve(connection, ref, by=BOB, now=after(number + 0.5))
    first = minute(connection, after(60))
    assert sorted(first) == ["P1 opened: Enrichment fails", "P1 resolved: Enrichment fails"]
    assert minute(connection, after(65)) == ["P1 opened: Enrichment fails"]


def test_a_level_set_to_and_fro_is_mailed_once_and_a_worse_one_at_once(
    connection: Connection,
) -> None:
    ref = made(connection, "P2").ref
    told = [minute(connection, NOON)]
    for number, level in enumerate(("P1", "P2", "P1", "P2", "P1", "P0"), start=1):
        change_level(
            connection, ref, level, reason="Said otherwise", by=BOB, now=after(number / 10)
        )
        told.append(minute(connection, after(number / 10)))
    worse = "escalated: Enrichment fails"
    assert [one for one in told if one] == [
        ["P2 opened: Enrichment fails"],
        [f"P1 {worse}"],
        [f"P0 {worse}"],
    ]
    assert minute(connection, after(30)) == []  # the worse one took the place of what waited


def test_two_that_are_open_at_once_are_both_told(connection: Connection) -> None:
    one = made(connection)
    minute(connection, NOON)
    made(connection, now=after(1))
    assert minute(connection, after(1)) == []
    resolve(connection, one.ref, by=BOB, now=after(2))
    assert minute(connection, after(2)) == ["P1 resolved: Enrichment fails"]
    assert minute(connection, after(5)) == ["P1 opened: Enrichment fails"]


def test_another_app_is_another_trouble(connection: Connection) -> None:
    for app in ("tracker", "audio-intel", None):
        made(connection, app=app)
    assert len(minute(connection, NOON)) == 3


def test_a_webhook_gets_every_event(connection: Connection) -> None:
    told = []
    for number in range(3):
        ref = made(connection, now=after(number)).ref
        resolve(connection, ref, by=BOB, now=after(number + 0.5))
        told += minute(connection, after(number + 0.5), Audience(has_webhook=True))
    assert len(told) == 6


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.integers(0, 420), max_size=14))
def test_however_it_flaps_the_last_state_is_told_and_nothing_twice_in_a_short_while(
    connection: Connection, waits: list[int]
) -> None:
    with connection.transaction(force_rollback=True):
        sent, at, ref = list[tuple[float, str]](), 0.0, ""
        for wait in waits:
            at += wait / 60
            if ref:
                resolve(connection, ref, by=BOB, now=after(at))
            ref = "" if ref else made(connection, now=after(at)).ref
            sent += [(at, said) for said in minute(connection, after(at))]
        for later in (5, 10, 15):
            sent += [(at + later, said) for said in minute(connection, after(at + later))]
        state = "opened" if unresolved(connection) else "resolved"
        if waits:
            assert sent[-1][1] == f"P1 {state}: Enrichment fails"
        for word in ("opened", "resolved"):
            moments = [after(moment) for moment, said in sent if f" {word}:" in said]
            assert all(late - early >= SHORT_WHILE for early, late in pairwise(moments))
