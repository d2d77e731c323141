import json
import time
from datetime import UTC, datetime
from uuid import UUID

import pytest
from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.support.cast import Person

from totalaudio.core.accounts.models import Member
from totalaudio.core.metrics.ingest.tests.making import event, id_at
from totalaudio.core.metrics.ingest.tests.sending import answered, make_key, rows, send
from totalaudio.core.tenancy.roles import Role

pytestmark = pytest.mark.usefixtures("db")


def test_an_event_is_stored_with_what_its_key_stands_for(alice: Person) -> None:
    key = make_key(alice)
    at = int(time.time() * 1000) - 60_000
    sent = event(
        id=id_at(at),
        event_category="playback",
        session_id="s1",
        properties={"track": "Example", "seconds": 31.5},
        duration_ms=12,
        status="error",
        error_message="cut off",
        referrer="https://example.com/music?name=who#top",
        colour="a field that nobody knows",
    )
    assert answered(key, sent, **{"User-Agent": "Example/1"}) == (1, {})
    [row] = rows(
        "id::text", "workspace_id", "app_name", "source", "event_name", "event_category", "session_id",
        "properties::text", "duration_ms", "status", "error_message", "referrer", "user_agent",
        "host(ip_address)", "created_at", "substr(user_id::text, 15, 1)",
    )  # fmt: skip
    assert row == (
        sent["id"], alice.workspace_id, "tracker", "key", "track-played", "playback", "s1",
        '{"track": "Example", "seconds": 31.5}', 12, "error", "cut off", "https://example.com/music", "Example/1",
        "127.0.0.0", datetime.fromtimestamp(at / 1000, UTC), "8",
    )  # fmt: skip


def test_a_list_and_an_object_with_events_are_batches(alice: Person) -> None:
    key = make_key(alice)
    assert answered(key, [event(), event()]) == (2, {})
    assert answered(key, {"events": [event(), event(), event()]}) == (3, {})
    assert answered(key, []) == (0, {})
    assert len(rows("id")) == 5


def test_the_key_may_stand_in_another_header_or_in_the_body(alice: Person) -> None:
    key = make_key(alice)
    assert answered(None, event(), **{"X-Api-Key": key.key}) == (1, {})
    assert answered(None, {"key": key.key, "events": [event()]}) == (1, {})
    assert answered(None, {"key": key.key, **event()}) == (1, {})
    assert len(rows("id")) == 3


def test_a_member_is_stored_as_the_person_and_nobody_else_is(
    alice: Person, bob: Person, charlie: Person
) -> None:
    key = make_key(alice)
    reason = "user_id: it is nobody in the workspace of this key."
    named = [
        event(user_id=str(one))
        for one in (bob.id, charlie.id, UUID(int=8 << 76 | 2 << 62), "me", UUID(int=8 << 76))
    ]
    assert answered(key, [*named, event()]) == (
        2,
        {1: reason, 2: reason, 3: "user_id: it must be a uuid.", 4: reason},
    )
    stored = [UUID(str(one)) for (one,) in rows("user_id")]
    assert len(stored) == 2
    assert bob.id in stored


def test_an_id_is_stored_once_whoever_brings_it_again(alice: Person) -> None:
    key, other = make_key(alice), make_key(alice)
    sent = event(properties={"first": True})
    assert answered(key, [sent, {**sent, "properties": {}}, event()]) == (3, {})
    assert answered(key, sent) == (1, {})
    assert answered(other, sent, **{"User-Agent": "Another/1"}) == (1, {})
    assert answered(key, {**sent, "user_id": str(alice.id)}) == (1, {})
    assert len(rows("id")) == 2
    assert ('{"first": true}',) in rows("properties::text")


def test_the_same_id_in_two_workspaces_is_two_events(alice: Person, charlie: Person) -> None:
    sent = event()
    assert answered(make_key(alice), sent) == (1, {})
    assert answered(make_key(charlie), sent) == (1, {})
    assert {w for (w,) in rows("workspace_id")} == {alice.workspace_id, charlie.workspace_id}


def test_nor_does_a_workspace_use_up_the_id_of_a_person_who_is_also_in_another(
    alice: Person, bob: Person, charlie: Person
) -> None:
    Member.objects.using("system").create(
        workspace_id=charlie.workspace_id, user_id=bob.id, role=Role.CLIENT
    )
    sent = event(user_id=str(bob.id))
    assert answered(make_key(charlie), sent) == (1, {})
    assert answered(make_key(alice), sent) == (1, {})
    assert {w for (w,) in rows("workspace_id")} == {alice.workspace_id, charlie.workspace_id}


def test_the_key_may_stand_in_any_place_that_is_usual(alice: Person) -> None:
    key = make_key(alice).key
    for head in ({"Authorization": f"bearer {key}"}, {"Authorization": key}, {"X-Api-Key": key}):
        assert answered(None, event(), **head) == (1, {})
    assert answered(None, {"key": key, **event()}) == (1, {})


def test_a_visitor_is_one_for_a_day_and_a_workspace(alice: Person, charlie: Person) -> None:
    key, others = make_key(alice), make_key(charlie)
    noon = int(time.time() * 1000) // 86_400_000 * 86_400_000 - 43_200_000
    assert answered(key, [event(id=id_at(noon)), event(id=id_at(noon + 60_000))]) == (2, {})
    assert answered(key, event(id=id_at(noon - 86_400_000))) == (1, {})
    assert answered(others, event(id=id_at(noon))) == (1, {})
    assert answered(key, event(id=id_at(noon)), **{"User-Agent": "Another/1"}) == (1, {})
    people = rows("user_id", "workspace_id")
    assert (len(people), len(set(people))) == (5, 4)


def test_somebody_who_does_not_want_to_be_tracked_is_not(alice: Person) -> None:
    key = make_key(alice)
    sent = [event(), event(user_id=str(alice.id))]
    reason = "The browser asks not to be tracked (DNT or Sec-GPC), and no user_id is given."
    assert answered(key, sent, DNT="1") == (1, {0: reason})
    assert rows("user_id", "ip_address", "user_agent") == [(alice.id, None, None)]


def test_a_browser_of_another_origin_may_send_and_read_the_answer(alice: Person) -> None:
    asked = Client().options("/api/v1/events", headers={"Origin": "https://example.org"})
    assert (asked.status_code, asked["Access-Control-Allow-Origin"]) == (204, "*")
    assert "Authorization" in asked["Access-Control-Allow-Headers"]
    for answer in (send(make_key(alice), event()), send(None, event())):
        assert answer["Access-Control-Allow-Origin"] == "*"
        assert "Access-Control-Allow-Credentials" not in answer
        assert answer.cookies == {}


def test_a_browser_that_is_signed_in_here_is_not_looked_up(alice: Person) -> None:
    key = make_key(alice)
    answered(key, event())
    browser = alice.client()
    with CaptureQueriesContext(connections["default"]) as queries:
        answer = browser.post(
            "/api/v1/events", json.dumps({"key": key.key, **event()}), "text/plain"
        )
    assert (answer.status_code, len(queries)) == (200, 0)
    assert answer.cookies == {}
    assert [version for (version,) in rows("substr(user_id::text, 15, 1)")] == ["8", "8"]


@pytest.mark.parametrize(
    "text", ["NULL", '"', "\\", "a,b", "{}", "}", " ", "\n", "\x1f", "é\U0001f600", "\\N"]
)
def test_any_text_is_stored_as_it_came(alice: Person, text: str) -> None:
    sent = event(
        event_name=text, event_category=text, session_id=text, error_message=text, referrer=text,
        properties={text: text},
    )  # fmt: skip
    assert answered(make_key(alice), [event(), sent, event()]) == (3, {})
    columns = ("event_name", "event_category", "session_id", "error_message", "referrer")
    stored = rows(*columns, "properties::text")
    assert (*[text] * 5, {text: text}) in [(*row[:5], json.loads(row[5])) for row in stored]
