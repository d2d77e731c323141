"""What is not stored: whole requests that cannot be read, and single events that may not stand in the table."""

import gzip
import json
import time
import tracemalloc
import zlib
from collections.abc import Iterator

import pytest
from django.test import Client
from tests.support.cast import Person

from totalaudio.core.metrics import recording
from totalaudio.core.metrics.ingest.bodies import MAX_BYTES, MAX_UNPACKED
from totalaudio.core.metrics.ingest.decoding import open_envelope, read_events
from totalaudio.core.metrics.ingest.refusals import RequestRefusedError
from totalaudio.core.metrics.ingest.tests.making import event, id_at
from totalaudio.core.metrics.ingest.tests.sending import answered, make_key, rows, send
from totalaudio.core.metrics.models import EventKey

pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture
def key(alice: Person) -> EventKey:
    return make_key(alice)


def refused(key: EventKey | None, body: object, **head: str) -> tuple[int, str]:
    """The status and the title of a request that was refused as a whole."""
    answer = send(key, body, **head)
    assert answer["Content-Type"] == "application/problem+json", answer.content
    said = answer.json()
    assert said["status"] == answer.status_code
    assert said["detail"]
    return answer.status_code, said["title"]


@pytest.mark.parametrize(
    "sent",
    ["", "tap_pub_anything", f"tap_pub_{'x' * 32}", "Bearer", f"tap_pub_{'x' * 31}\0", "tap_sec_x"],
)
def test_without_a_key_nothing_comes_in(key: EventKey, sent: str) -> None:
    assert refused(None, event(), Authorization=f"Bearer {sent}") == (401, "Not a key")
    assert refused(None, {"key": sent, "events": [event()]}) == (401, "Not a key")
    assert refused(None, event(), Authorization=sent, **{"X-Api-Key": key.key})[0] == 401
    assert rows("id") == []


@pytest.mark.parametrize(
    "body",
    [b"{", b"nothing", b'"text"', b"5", b"null", b'{"events": {}}', b'{"events": [{]}', b'[{"a": "\\ud800"}]',
     b"[{}] and more", b'{"key": 5, "events": []}', b"[" * 100_000, b'{"events": [' + b'{"a":' * 50_000],
)  # fmt: skip
def test_what_is_not_json_is_refused_as_a_whole(key: EventKey, body: bytes) -> None:
    assert refused(key, body) == (400, "Unreadable")


def test_bad_utf_8_is_refused_wherever_it_stands(key: EventKey) -> None:
    good = json.dumps([event(properties={"name": "@"}, unknown="@")]).encode()
    for bad in (b"\xff", b"\xc0\x80", b"\xed\xa0\x80"):
        assert refused(key, good.replace(b"@", bad)) == (400, "Not UTF-8")
    assert refused(key, b"") == (400, "Empty")


def test_gzip_is_unpacked_and_bombs_are_not(key: EventKey) -> None:
    packed = gzip.compress(json.dumps([event()]).encode())
    gzipped = {"Content-Encoding": "gzip"}
    assert answered(key, packed, **gzipped) == (1, {})
    bomb = gzip.compress(b" " * (MAX_UNPACKED + 1))
    assert len(bomb) < 50_000
    assert refused(key, bomb, **gzipped) == (413, "Too large")
    for broken in (packed[:-4], packed + b"more", b"no gzip", zlib.compress(b"[]")):
        assert refused(key, broken, **gzipped) == (400, "Not gzip")
    assert refused(key, packed, **{"Content-Encoding": "br"}) == (415, "Unknown encoding")


def test_too_much_is_refused_with_the_way_out(key: EventKey) -> None:
    assert refused(key, b" " * (MAX_BYTES + 1)) == (413, "Too large")
    assert refused(key, [event() for _ in range(1_001)]) == (413, "Too many events")
    assert refused(key, b"[" + b"{}," * 1_500_000 + b"{}]") == (413, "Too many events")
    assert answered(key, [event() for _ in range(1_000)]) == (1_000, {})
    assert len(rows("id")) == 1_000


def test_a_small_body_cannot_become_a_large_object() -> None:
    """Every process has several threads that read, and some sender may have no key at all."""
    many = "1," * 2_000_000 + "1"
    inside = json.dumps(event(properties={"a": "@"})).replace('"@"', f"[{many}]")
    tracemalloc.start()
    try:
        for body in (f"[{many}]", f'{{"events": [{many}]}}'):
            with pytest.raises(RequestRefusedError, match="At most 1,000 events"):
                open_envelope(body)
        (refused,) = read_events(open_envelope(inside).events, now_ms=NOW).refused
        assert "at most 131,072." in refused.reason
        assert tracemalloc.get_traced_memory()[1] < 30_000_000
    finally:
        tracemalloc.stop()


def test_another_type_or_method_is_refused(key: EventKey) -> None:
    head = {"Authorization": f"Bearer {key.key}"}
    form = Client().post("/api/v1/events", {"event_name": "x"}, headers=head)
    assert (form.status_code, form.json()["title"]) == (415, "Unknown type")
    plain = Client().post("/api/v1/events", json.dumps(event()), "text/plain", headers=head)
    assert (plain.status_code, plain.json()["accepted"]) == (200, 1)
    got = Client().get("/api/v1/events", headers=head)
    assert (got.status_code, got["Allow"]) == (405, "POST, OPTIONS")


NOW = int(time.time() * 1000)
BAD: list[tuple[dict[str, object], str]] = [
    ({"id": "1"}, "id: it must be a uuid of version 7, with its hyphens."),
    ({"id": "3f1c6b4e-1111-4abc-8def-000000000000"}, "id: it must be a uuid of version 7, with its hyphens."),
    ({"id": id_at(NOW) + "\n"}, "id: it must be a uuid of version 7, with its hyphens."),
    ({"id": id_at(NOW - 7 * 86_400_000 - 60_000)}, "id: the time inside is more than 7 days ago."),
    (
        {"id": id_at(NOW + 86_400_000)},
        "id: the time inside is more than 5 minutes ahead; set the clock of the sender.",
    ),
    ({"id": None}, "id: expected `str`, got `null`."),
    ({"event_name": ""}, "event_name: expected `str` of length >= 1."),
    ({"event_name": "x" * 101}, "event_name: expected `str` of length <= 100."),
    ({"event_category": "x" * 51}, "event_category: expected `str` of length <= 50."),
    ({"session_id": "x" * 101}, "session_id: expected `str` of length <= 100."),
    ({"status": "fine"}, "status: invalid enum value 'fine'."),
    ({"duration_ms": -1}, "duration_ms: expected `int` >= 0."),
    ({"duration_ms": 2**31}, "duration_ms: expected `int` <= 2147483647."),
    ({"duration_ms": 10**30}, "duration_ms: expected `int` <= 2147483647."),
    ({"duration_ms": 1.5}, "duration_ms: expected `int | null`, got `float`."),
    ({"properties": ["a"]}, "properties: expected `object`, got `array`."),
    ({"properties": "{}"}, "properties: expected `object`, got `str`."),
    ({"properties": {"a": "x" * 16_400}}, "properties: 16,408 bytes, at most 16,384."),
    ({"properties": {"a": [[[[[[[[]]]]]]]]}}, "properties: more than 8 levels deep."),
    ({"properties": {"a": "x\0"}}, "A NUL character cannot be stored: take it out."),
    ({"properties": {"x\0": 1}}, "A NUL character cannot be stored: take it out."),
    ({"properties": {"a": "\\\0"}}, "A NUL character cannot be stored: take it out."),
    ({"event_name": "a\0b"}, "A NUL character cannot be stored: take it out."),
    ({"error_message": "\0"}, "A NUL character cannot be stored: take it out."),
]  # fmt: skip


def test_each_bad_event_is_refused_with_its_reason_and_the_good_ones_are_stored(
    key: EventKey,
) -> None:
    good = event(properties={"slashes": "\\u0000 \\\\u0000", "deep": [[[[[[[]]]]]]]})
    sent = [*({**event(), **bad} for bad, _ in BAD), 5, "text", good]
    accepted, reasons = answered(key, sent)
    assert reasons == {
        **{place: reason for place, (_, reason) in enumerate(BAD)},
        len(BAD): "Expected `object`, got `int`.",
        len(BAD) + 1: "Expected `object`, got `str`.",
    }
    assert accepted == 1
    assert rows("properties->>'slashes'") == [("\\u0000 \\\\u0000",)]


def test_numbers_beyond_all_proportion_harm_nothing(key: EventKey) -> None:
    numbers = [b"1e400", b"-1e999999", b"9" * 5_000]
    known = [b"1e-20000", b"9" * 400, b"1e308", b"0." + b"1" * 9_000, b"-0"]
    bodies = [
        json.dumps(event(properties={"n": "@"})).encode().replace(b'"@"', number)
        for number in (*numbers, *known)
    ]
    accepted, reasons = answered(key, b"[" + b",".join(bodies) + b"]")
    assert (accepted, sorted(reasons)) == (len(known), [0, 1, 2])


def test_an_answer_names_the_ids_that_were_refused(key: EventKey) -> None:
    one, other = event(status="fine"), event()
    assert send(key, [other, one]).json() == {
        "accepted": 1,
        "refused": [{"index": 1, "id": one["id"], "reason": "status: invalid enum value 'fine'."}],
    }


@pytest.fixture
def switched_off() -> Iterator[None]:
    kept = recording._is_on
    recording.set_switch(lambda: False)
    yield
    recording.set_switch(kept)


@pytest.mark.usefixtures("switched_off")
def test_while_metrics_are_switched_off_senders_are_told_to_come_back(key: EventKey) -> None:
    answer = send(key, event())
    assert (answer.status_code, answer["Retry-After"]) == (503, "300")
    assert "switched off" in answer.json()["detail"]
    assert rows("id") == []
