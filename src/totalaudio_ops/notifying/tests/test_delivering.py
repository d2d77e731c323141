import itertools
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from time import sleep

import psycopg
import pytest
from tests.support.database import Urls

from totalaudio_ops.incidents.incident import Connection
from totalaudio_ops.incidents.tests.making import ALICE, BOB, NOON, after, made
from totalaudio_ops.notifying.audience import Audience
from totalaudio_ops.notifying.delivering import Delivered, deliver
from totalaudio_ops.notifying.mailing import MailServer
from totalaudio_ops.notifying.notification import Notification, NotTakenError, Way
from totalaudio_ops.notifying.queueing import queue
from totalaudio_ops.notifying.tests.post import Post, post_office
from totalaudio_ops.notifying.tests.receiving import Receiver
from totalaudio_ops.notifying.webhooks import Webhook

SECRET = "a secret of both sides, long enough"
TWO = Audience((ALICE, BOB), has_webhook=True)


@pytest.fixture
def post() -> Iterator[Post]:
    """A mail server."""
    with post_office() as office:
        yield office


def waiting(connection: Connection) -> list[tuple[object, ...]]:
    asked = """SELECT recipient, attempts, not_before, problem FROM ops.notifications
        WHERE sent_at IS NULL AND given_up_at IS NULL ORDER BY recipient"""
    return connection.execute(asked).fetchall()


def test_everybody_gets_it_once(connection: Connection, post: Post, receiver: Receiver) -> None:
    made(connection)
    queue(connection, TWO, NOON)
    ways: dict[str, Way] = {
        "mail": MailServer(post.url, "Total Audio <hello@tap.example.org>"),
        "webhook": Webhook(receiver.url, SECRET),
    }
    assert deliver(connection, ways, NOON) == Delivered(sent=3)
    assert deliver(connection, ways, after(1)) == Delivered()
    assert sorted(post.recipients) == [[ALICE], [BOB]]
    assert len(receiver.posts) == 1


def test_a_webhook_that_fails_holds_up_no_mail_and_is_tried_ever_more_rarely(
    connection: Connection, post: Post, receiver: Receiver
) -> None:
    receiver.answer = 500
    made(connection)
    queue(connection, TWO, NOON)
    ways: dict[str, Way] = {
        "mail": MailServer(post.url, ALICE),
        "webhook": Webhook(receiver.url, SECRET),
    }
    assert deliver(connection, ways, NOON) == Delivered(sent=2, waiting=1)
    tries = [NOON]
    while found := waiting(connection):
        [(_, attempts, again_at, problem)] = found
        assert (attempts, problem) == (len(tries), "the webhook answered 500")
        assert isinstance(again_at, datetime)
        assert deliver(connection, ways, again_at - timedelta(seconds=1)) == Delivered()
        tries.append(again_at)
        deliver(connection, ways, again_at)
    steps = [(later - one).total_seconds() / 60 for one, later in itertools.pairwise(tries)]
    assert steps == [1, 2, 4, 8, 16, 32, 64, *[120] * 10, 113]
    assert tries[-1] == NOON + timedelta(days=1)
    asked = "SELECT attempts, given_up_at, problem FROM ops.notifications WHERE channel = 'webhook'"
    assert connection.execute(asked).fetchall() == [
        (19, NOON + timedelta(days=1), "the webhook answered 500")
    ]
    assert len(receiver.posts) == 19


def test_after_a_failure_the_same_recipient_rests_until_the_next_call(
    connection: Connection, receiver: Receiver
) -> None:
    receiver.answer = 503
    for _ in range(3):
        made(connection)
    queue(connection, Audience(has_webhook=True), NOON)
    assert deliver(connection, {"webhook": Webhook(receiver.url, SECRET)}, NOON) == Delivered(
        waiting=1
    )
    assert len(receiver.posts) == 1


def test_without_a_way_it_waits_and_says_why(connection: Connection) -> None:
    made(connection)
    queue(connection, Audience((ALICE,), has_webhook=True), NOON)
    assert deliver(connection, {}, NOON) == Delivered(waiting=2)
    assert [problem for *_, problem in waiting(connection)] == [
        "there is no mail server: set EMAIL_URL where this is delivered",
        (
            "there is no webhook: set ALERT_WEBHOOK_URL and ALERT_WEBHOOK_SECRET where this is"
            " delivered"
        ),
    ]


def test_two_who_deliver_at_once_send_nothing_twice(connection: Connection, db: Urls) -> None:
    for number in range(10):
        made(connection, title=f"Trouble {number}")
    queue(connection, Audience((ALICE,)), NOON)
    sent: list[str] = []

    def slow(given: Notification) -> None:
        sleep(0.01)
        sent.append(given.subject)

    def run(_: int) -> int:
        with psycopg.connect(db.system, autocommit=True) as own:
            return deliver(own, {"mail": slow}, NOON).sent

    with ThreadPoolExecutor(3) as pool:
        assert sum(pool.map(run, range(3))) == 10
    assert len(sent) == len(set(sent)) == 10


def test_what_was_sent_before_a_crash_stays_sent(connection: Connection) -> None:
    for number in range(3):
        made(connection, title=f"Trouble {number}", now=after(number))
    queue(connection, Audience((ALICE,)), after(5))
    sent: list[str] = []

    def crash_at_the_second(given: Notification) -> None:
        if len(sent) == 1:
            raise KeyboardInterrupt
        sent.append(given.subject)

    with pytest.raises(KeyboardInterrupt):
        deliver(connection, {"mail": crash_at_the_second}, after(5))
    assert (
        deliver(connection, {"mail": lambda given: sent.append(given.subject)}, after(5)).sent == 2
    )
    assert len(set(sent)) == 3


def test_nobody_is_told_during_quiet_hours(connection: Connection) -> None:
    made(connection)
    queue(connection, Audience((ALICE,)), NOON)
    connection.execute("UPDATE ops.notifications SET not_before = %s", [after(60)])

    def refuse(_: Notification) -> None:
        raise NotTakenError("too early")

    assert deliver(connection, {"mail": refuse}, after(59)) == Delivered()
    assert deliver(connection, {"mail": refuse}, after(60)) == Delivered(waiting=1)
