"""While the worker is away an outage still opens one incident, and people are told; the worker takes over again."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import psycopg
import pytest

from totalaudio_ops.happenings import Connection
from totalaudio_ops.notifying.audience import Audience
from totalaudio_ops.notifying.tests.receiving import Receiver, receiving
from totalaudio_ops.notifying.webhooks import Webhook
from totalaudio_ops.probes.watching import connecting
from totalaudio_ops.slo.tests.traffic import START, after, objective, traffic
from totalaudio_ops.standing_in.minute import Duties
from totalaudio_ops.standing_in.standing import StandIn
from totalaudio_ops.status.model import Page

if TYPE_CHECKING:
    from tests.support.database import Urls

HEARTBEAT = """INSERT INTO totalaudio.web_heartbeat (name, version, seen_at) VALUES ('worker', '1', now() - %s)
    ON CONFLICT (name) DO UPDATE SET seen_at = excluded.seen_at"""


class Clock:
    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as listening:
        yield listening


@pytest.fixture
def connection(db: "Urls") -> Iterator[Connection]:
    with psycopg.connect(db.system, autocommit=True) as opened:
        yield opened


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def pages() -> list[Page]:
    return []


@pytest.fixture
def duties(receiver: Receiver, pages: list[Page]) -> Duties:
    return Duties(
        objectives=lambda: [objective()],
        audience=Audience(has_webhook=True),
        ways={"webhook": Webhook(receiver.url, "secret")},
        write=lambda page, _now: pages.append(page),
    )


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
def stand_in(db: "Urls", duties: Duties, said: list[str], clock: Clock) -> StandIn:
    return StandIn(connecting(db.system), duties, said.append, clock)


def outage(connection: Connection, clock: Clock) -> None:
    """For ten minutes every request of the Tracker failed."""
    traffic(connection, START - timedelta(hours=2), START)
    traffic(connection, START, after(10), bad=100)
    clock.now = after(10.5)


def incidents(connection: Connection) -> list[object]:
    return list(connection.execute("SELECT source_key, level FROM ops.incidents"))


def test_an_outage_opens_one_incident_and_the_webhook_is_told_once(
    stand_in: StandIn,
    connection: Connection,
    clock: Clock,
    receiver: Receiver,
    pages: list[Page],
    said: list[str],
) -> None:
    connection.execute(HEARTBEAT, [timedelta(minutes=10)])
    outage(connection, clock)
    assert stand_in.turn()
    assert stand_in.turn()
    assert incidents(connection) == [("slo tracker availability", "P0")]
    assert [b'"event": "opened"' in post.body for post in receiver.posts] == [True]
    assert [page.as_of for page in pages] == [clock.now] * 2
    assert said == ["the worker is away: its minutes are done here until it is back."]


@pytest.mark.parametrize(("minutes", "is_away"), [(1.9, False), (2.1, True)])
def test_the_worker_is_away_when_it_gave_no_sign_for_two_minutes(
    minutes: float, is_away: bool, stand_in: StandIn, connection: Connection
) -> None:
    """By the clock of the database: that of this machine is hours apart."""
    connection.execute(HEARTBEAT, [timedelta(minutes=minutes)])
    assert stand_in.turn() is is_away


def test_a_worker_that_was_never_seen_has_two_minutes_to_start(
    stand_in: StandIn, clock: Clock
) -> None:
    assert not stand_in.turn()
    clock.now = after(3)
    assert stand_in.turn()


def test_the_worker_takes_over_again_and_nothing_is_told_twice(
    stand_in: StandIn,
    connection: Connection,
    clock: Clock,
    receiver: Receiver,
    pages: list[Page],
    said: list[str],
) -> None:
    outage(connection, clock)
    assert stand_in.turn()
    connection.execute(HEARTBEAT, [timedelta(0)])
    assert not stand_in.turn()
    assert (len(receiver.posts), len(pages)) == (1, 1)
    assert said[-1] == "the worker is back and does its minutes itself."


def test_what_fails_is_named_and_holds_up_nothing_else(
    stand_in: StandIn,
    duties: Duties,
    connection: Connection,
    clock: Clock,
    receiver: Receiver,
    said: list[str],
) -> None:
    outage(connection, clock)
    assert stand_in.turn()
    connection.execute(
        "UPDATE ops.notifications SET sent_at = NULL, not_before = first_at"
    )  # as if it had not been taken

    def unreadable() -> list[object]:
        raise ValueError("slos/tracker.yaml, line 3: odd")

    def full(_page: Page, _now: datetime) -> None:
        raise OSError("No space left on device")

    stand_in._duties = replace(duties, objectives=unreadable, write=full)  # type: ignore[arg-type]  # they only raise
    assert stand_in.turn()
    assert len(receiver.posts) == 2
    assert said[1:] == [
        "judging the minute failed: ValueError: slos/tracker.yaml, line 3: odd",
        "writing the status page failed: OSError: No space left on device",
    ]


def test_without_the_database_it_waits(duties: Duties, clock: Clock, said: list[str]) -> None:
    away = StandIn(
        connecting("postgresql://nobody@127.0.0.1:1/nothing"), duties, said.append, clock
    )
    assert not away.turn()
    assert said == []


def test_two_who_stand_in_at_once_open_one_incident(
    db: "Urls", duties: Duties, connection: Connection, clock: Clock, receiver: Receiver
) -> None:
    said: list[str] = []
    both = [StandIn(connecting(db.system), duties, said.append, clock) for _ in range(4)]
    outage(connection, clock)
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(lambda one: one.turn(), both)) == [True] * 4
    assert len(incidents(connection)) == 1
    assert len(receiver.posts) == 1
    assert not [line for line in said if "failed" in line]
