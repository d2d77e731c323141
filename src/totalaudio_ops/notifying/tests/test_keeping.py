"""What was sent long ago goes; what was not sent stays."""

from datetime import timedelta

import pytest
from psycopg import errors

from totalaudio_ops.incidents.incident import Connection
from totalaudio_ops.incidents.tests.making import ALICE, BOB, NOON, made
from totalaudio_ops.notifying.audience import Audience
from totalaudio_ops.notifying.delivering import deliver
from totalaudio_ops.notifying.keeping import SENT_KEPT, forget_sent
from totalaudio_ops.notifying.queueing import queue

_LEFT = "SELECT channel, recipient FROM ops.notifications ORDER BY 1, 2"


def test_what_was_sent_goes_by_age_and_what_was_not_stays(connection: Connection) -> None:
    made(connection)
    queue(connection, Audience((ALICE, BOB), has_webhook=True), NOON)
    deliver(connection, {"mail": lambda _: None}, NOON)
    assert forget_sent(connection, NOON + SENT_KEPT) is False
    assert len(connection.execute(_LEFT).fetchall()) == 3
    assert forget_sent(connection, NOON + SENT_KEPT + timedelta(seconds=1)) is False
    assert connection.execute(_LEFT).fetchall() == [("webhook", "webhook")]


def test_it_goes_in_portions(connection: Connection) -> None:
    made(connection)
    queue(connection, Audience(tuple(f"{n}@example.com" for n in range(5))), NOON)
    deliver(connection, {"mail": lambda _: None}, NOON)
    later = NOON + SENT_KEPT + timedelta(days=1)
    assert [forget_sent(connection, later, portion=2) for _ in range(3)] == [True, True, False]
    assert connection.execute(_LEFT).fetchall() == []


def test_the_table_itself_refuses_to_lose_what_was_not_sent(
    connection: Connection,
) -> None:
    made(connection)
    queue(connection, Audience((ALICE,), has_webhook=True), NOON)
    deliver(connection, {"mail": lambda _: None}, NOON)
    with pytest.raises(errors.InsufficientPrivilege, match="was not sent: only what was sent can"):
        connection.execute("DELETE FROM ops.notifications")
    connection.execute("DELETE FROM ops.notifications WHERE channel = 'mail'")
    assert connection.execute(_LEFT).fetchall() == [("webhook", "webhook")]
