"""The writer: one commit for all that wait, an answer for each, and no event lost or doubled when the database goes."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from unittest.mock import patch
from uuid import UUID

import msgspec
import psycopg
import pytest
from django.db import DatabaseError, connections
from tests.support.cast import Person
from tests.support.database import Urls

from totalaudio.core.metrics.ingest import process
from totalaudio.core.metrics.ingest.events import Event, read_event
from totalaudio.core.metrics.ingest.parcels import Parcel, Reply, Sender
from totalaudio.core.metrics.ingest.storing import Connection, store
from totalaudio.core.metrics.ingest.tests.making import event
from totalaudio.core.metrics.ingest.tests.sending import make_key, rows, send
from totalaudio.core.metrics.ingest.writer import GROUP, MAX_WAITING, BusyError, Writer
from totalaudio.core.metrics.models import EventKey

SOMEBODY = UUID(int=8 << 76 | 2 << 62)


@pytest.fixture
def key(alice: Person) -> EventKey:
    return make_key(alice)


def read(index: int = 0) -> Event:
    raw = msgspec.Raw(msgspec.json.encode(event()))
    return read_event(index, raw, now_ms=int(time.time() * 1000))


def parcel(key: str, count: int = 1) -> Parcel:
    events = [read(index) for index in range(count)]
    return Parcel([Sender(key, SOMEBODY, None, None)], events, [0] * count)


def connector(urls: Urls, made: list[Connection]) -> Callable[[], Connection]:
    def connect() -> Connection:
        made.append(psycopg.connect(urls.app, autocommit=True))
        return made[-1]

    return connect


def test_what_waits_together_is_committed_together(db: Urls, key: EventKey) -> None:
    made: list[Connection] = []
    writer = Writer(connector(db, made), idle=2)
    writer.deliver(parcel(key.key))
    with psycopg.connect(db.admin) as admin, ThreadPoolExecutor(40) as pool:
        admin.execute("LOCK TABLE totalaudio.events IN ACCESS EXCLUSIVE MODE")
        waiting = [pool.submit(writer.deliver, parcel(key.key)) for _ in range(40)]
        time.sleep(0.5)
        assert [one for one in waiting if one.done()] == [], "answered before it was committed"
        admin.rollback()
        for one in waiting:
            one.result()
    stored = rows("xmin::text")
    assert len(stored) == 41
    assert len(set(stored)) <= 4  # the first alone, what came while it was stored, the rest
    assert len(made) == 1


def test_the_same_event_from_two_people_is_stored_once_though_both_wait(
    db: Urls, key: EventKey
) -> None:
    """As when somebody sends again what was not acknowledged yet, by now from another address."""
    writer = Writer(connector(db, []), idle=2)
    first = parcel(key.key)
    elsewhere = UUID(int=SOMEBODY.int + 1)
    again = Parcel([replace(first.senders[0], person=elsewhere)], first.events, [0])
    writer.deliver(parcel(key.key))
    with psycopg.connect(db.admin) as admin, ThreadPoolExecutor(4) as pool:
        admin.execute("LOCK TABLE totalaudio.events IN ACCESS EXCLUSIVE MODE")
        waiting = [pool.submit(writer.deliver, one) for one in (parcel(key.key), first, again)]
        time.sleep(0.3)
        admin.rollback()
        assert [one.result() for one in waiting] == [Reply()] * 3
    assert len(rows("id")) == 3


def test_without_a_thread_a_sender_is_told_and_the_next_one_tries_again(
    db: Urls, key: EventKey
) -> None:
    writer = Writer(connector(db, []), idle=2)
    with (
        patch("threading.Thread.start", side_effect=RuntimeError("can't start new thread")),
        pytest.raises(BusyError, match="can't start new thread"),
    ):
        writer.deliver(parcel(key.key))
    assert writer.deliver(parcel(key.key)) == Reply()
    assert len(rows("id")) == 1


def test_an_event_that_the_database_refuses_keeps_no_other_out(db: Urls, key: EventKey) -> None:
    writer = Writer(connector(db, []), idle=2)
    sent = parcel(key.key, 7)
    sent.events[4] = replace(sent.events[4], status="wrong")
    assert writer.deliver(sent).refused_events == {4}
    assert len(rows("id")) == 6


def test_neighbours_of_a_refused_sender_are_stored(
    db: Urls, key: EventKey, charlie: Person
) -> None:
    writer = Writer(connector(db, []), idle=2)
    mine, gone = make_key(charlie), make_key(charlie)
    EventKey.objects.using("system").filter(id=gone.id).delete()
    with psycopg.connect(db.admin) as admin, ThreadPoolExecutor(4) as pool:
        admin.execute("LOCK TABLE totalaudio.events IN ACCESS EXCLUSIVE MODE")
        keys = (key.key, gone.key, mine.key)
        waiting = [pool.submit(writer.deliver, parcel(one, 2)) for one in keys]
        time.sleep(0.2)
        admin.rollback()
        assert [sorted(one.result().refused_senders) for one in waiting] == [[], [0], []]
    assert sorted(rows("workspace_id")) == sorted(
        [(key.workspace_id,)] * 2 + [(mine.workspace_id,)] * 2
    )


def test_a_connection_that_was_cut_is_made_anew_and_nothing_is_stored_twice(
    db: Urls, key: EventKey
) -> None:
    made: list[Connection] = []
    writer = Writer(connector(db, made), idle=2)
    sent = parcel(key.key, 3)
    writer.deliver(sent)
    with psycopg.connect(db.admin, autocommit=True) as admin:
        admin.execute("SELECT pg_terminate_backend(%s)", [made[0].info.backend_pid])
    again = Parcel(sent.senders, [*sent.events, read(3)], [0] * 4)
    assert writer.deliver(again).refused_events == frozenset()
    assert (len(rows("id")), len(made)) == (4, 2)


def test_when_the_database_is_away_each_is_told_and_later_it_works(db: Urls, key: EventKey) -> None:
    made: list[Connection] = []
    connect = connector(db, made)
    is_away = True

    def maybe() -> Connection:
        if is_away:
            raise psycopg.OperationalError("nobody listens")
        return connect()

    writer = Writer(maybe, idle=2)
    for _ in range(3):
        with pytest.raises(psycopg.OperationalError):
            writer.deliver(parcel(key.key))
    is_away = False
    writer.deliver(parcel(key.key))
    assert len(rows("id")) == 1


def test_too_much_at_once_is_refused_at_once_and_what_takes_too_long_is_given_up(
    db: Urls, key: EventKey
) -> None:
    writer = Writer(connector(db, []), patience=0.3, idle=2)
    with psycopg.connect(db.admin) as admin, ThreadPoolExecutor(4) as pool:
        admin.execute("LOCK TABLE totalaudio.events IN ACCESS EXCLUSIVE MODE")
        first = pool.submit(writer.deliver, parcel(key.key))
        time.sleep(0.1)
        many = parcel(key.key)
        many.events *= MAX_WAITING
        second = pool.submit(writer.deliver, many)
        time.sleep(0.05)
        with pytest.raises(BusyError, match="too many"):
            writer.deliver(parcel(key.key))
        for one in (first, second):
            with pytest.raises(BusyError, match="not stored within"):
                one.result()
    Writer(connector(db, []), idle=2).deliver(parcel(key.key))


def test_a_parcel_that_is_larger_than_a_group_is_stored_and_keeps_no_other_waiting(
    db: Urls, key: EventKey
) -> None:
    writer = Writer(connector(db, []), idle=0.05)
    with ThreadPoolExecutor(4) as pool:
        sent = [parcel(key.key), parcel(key.key, GROUP + 1), parcel(key.key)]
        assert list(pool.map(writer.deliver, sent)) == [Reply()] * 3
    assert len(rows("id")) == GROUP + 3


def test_the_thread_ends_when_nothing_comes_and_starts_again(db: Urls, key: EventKey) -> None:
    made: list[Connection] = []
    writer = Writer(connector(db, made), idle=0.05)
    for expected in (1, 2, 3):
        writer.deliver(parcel(key.key))
        end = time.monotonic() + 10
        while not made[-1].closed:
            assert time.monotonic() < end
            time.sleep(0.01)
        assert len(made) == expected


def test_two_processes_that_bring_the_same_events_at_once_store_each_once(
    db: Urls, key: EventKey
) -> None:
    """Two writers as two processes have them, and two visitors, so that the key of the table does not help."""
    writers = [Writer(connector(db, []), idle=2) for _ in range(2)]
    for _ in range(10):
        sent = parcel(key.key, 100)
        other = Sender(key.key, UUID(int=SOMEBODY.int + 1), None, None)
        twin = Parcel([other], sent.events[::-1], [0] * 100)
        with ThreadPoolExecutor(2) as pool:
            list(pool.map(Writer.deliver, writers, (sent, twin)))
    assert len(rows("id")) == len(set(rows("id"))) == 1_000


def test_the_web_says_503_while_the_database_is_away(db: Urls, key: EventKey) -> None:
    sent = event()
    away = patch.object(psycopg, "connect", side_effect=psycopg.OperationalError("away"))
    assert send(key, event()).status_code == 200
    process.writer.cache_clear()
    with away:
        answer = send(key, sent)
    assert (answer.status_code, answer["Retry-After"]) == (503, "2")
    with patch.object(connections["default"], "cursor", side_effect=DatabaseError("away")):
        process.keys().forget()
        assert send(key, sent).status_code == 503
    assert send(key, sent).status_code == 200
    assert len(rows("id")) == 2


def test_the_app_role_reaches_no_other_workspace_by_the_function(
    db: Urls, key: EventKey, charlie: Person
) -> None:
    def stored(keys: list[str], people: list[UUID], places: list[int]) -> list[Reply]:
        senders = [Sender(key, who, None, None) for key, who in zip(keys, people, strict=True)]
        sent = Parcel(senders, [read() for _ in places], places)
        with psycopg.connect(db.app, autocommit=True) as app:
            app.execute("SELECT set_context_v1(NULL, %s, 'owner')", [charlie.workspace_id])
            return store(app, [sent])

    assert stored([key.key, "unknown"], [SOMEBODY] * 2, [0, 1, 2]) == [Reply(frozenset({1}))]
    assert stored([key.key], [charlie.id], [0]) == [Reply(frozenset({0}))]
    assert stored([], [], [0]) == [Reply()]
    assert rows("workspace_id", "app_name", "source") == [(key.workspace_id, "tracker", "key")]
    with connections["default"].cursor() as cursor, pytest.raises(DatabaseError):
        cursor.execute("INSERT INTO events (id) VALUES (gen_random_uuid())")
