"""A key brings as much as it may in a minute, and no other key feels it."""

import pytest
from tests.support.cast import Person

from totalaudio.core.metrics.ingest import pacing
from totalaudio.core.metrics.ingest.pacing import Paces
from totalaudio.core.metrics.ingest.refusals import RequestRefusedError
from totalaudio.core.metrics.ingest.tests.making import event
from totalaudio.core.metrics.ingest.tests.sending import answered, make_key, rows, send


class Clock:
    """A clock that stands until it is moved."""

    now = 1000.0

    def __call__(self) -> float:
        return self.now


def seconds_to_wait(paces: Paces, key: str) -> int | None:
    try:
        paces.refuse_fast(key)
    except RequestRefusedError as refused:
        return refused.retry_after
    return None


def test_a_minute_that_is_used_up_refuses_until_it_is_over() -> None:
    clock = Clock()
    paces = Paces(10, clock)
    assert seconds_to_wait(paces, "a") is None
    paces.count("a", 9)
    clock.now += 20.5
    assert seconds_to_wait(paces, "a") is None
    paces.count("a", 1)
    assert (seconds_to_wait(paces, "a"), seconds_to_wait(paces, "b")) == (40, None)
    clock.now += 39.5
    assert seconds_to_wait(paces, "a") is None


def test_requests_without_an_event_count_too() -> None:
    paces = Paces(2, Clock())
    for _ in range(2):
        assert seconds_to_wait(paces, "a") is None
        paces.count("a", 0)
    assert seconds_to_wait(paces, "a") == 60


def test_many_keys_take_no_room_for_ever_and_lift_no_other_key_s_limit(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pacing, "_MOST_KEYS", 3)
    clock = Clock()
    paces = Paces(1, clock)
    for key in ("a", "b"):
        paces.count(key, 1)
    clock.now += 30
    paces.count("c", 1)
    paces.count("c", 1)  # known: it needs no room
    clock.now += 31
    paces.count("d", 1)  # the minutes of a and b are over
    assert [seconds_to_wait(paces, key) for key in "abcd"] == [None, None, 29, 60]
    paces.count("e", 1)
    paces.count("f", 1)
    assert len(paces._minutes) == 1


def test_the_sender_is_told_how_long_to_wait_and_nothing_is_stored(
    db: object, alice: Person, bob: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours, other = make_key(alice), make_key(bob)
    slow = Paces(3)
    monkeypatch.setattr("totalaudio.core.metrics.ingest.views.paces", lambda: slow)
    assert answered(ours, [event(), event()]) == (2, {})
    assert answered(ours, [event(), event()]) == (2, {})  # begun within the minute's measure
    refused = send(ours, [event()])
    assert (refused.status_code, refused["Content-Type"]) == (429, "application/problem+json")
    assert 1 <= int(refused["Retry-After"]) <= 60
    assert send(None, {"key": ours.key, "events": [event()]}).status_code == 429
    assert answered(other, [event()]) == (1, {})
    assert len(rows("id")) == 5


@pytest.mark.parametrize("body", [b"{", b"[" * 100_000])
def test_what_cannot_be_read_counts_as_one(
    db: object, alice: Person, monkeypatch: pytest.MonkeyPatch, body: bytes
) -> None:
    key, slow = make_key(alice), Paces(2)
    monkeypatch.setattr("totalaudio.core.metrics.ingest.views.paces", lambda: slow)
    assert [send(key, body).status_code for _ in range(3)] == [400, 400, 429]
