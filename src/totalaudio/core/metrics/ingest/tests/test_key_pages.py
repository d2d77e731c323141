import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext
from tests.support.cast import Person

from totalaudio.core.metrics.ingest import process
from totalaudio.core.metrics.ingest.tests.making import event
from totalaudio.core.metrics.ingest.tests.sending import answered, make_key, send
from totalaudio.core.metrics.models import EventKey
from totalaudio.core.metrics.names import AppName

pytestmark = pytest.mark.usefixtures("db")

PAGE = "/workspaces/event-keys/"


def the_key(person: Person) -> EventKey:
    return EventKey.objects.using("system").get(workspace_id=person.workspace_id)


def test_a_key_that_was_made_on_the_page_sends_events(alice: Person) -> None:
    assert alice.client().post(PAGE, {"app_name": "pitch-generator"})["Location"] == PAGE
    key = the_key(alice)
    assert key.app_name == AppName.PITCH
    assert answered(key, event()) == (1, {})
    page = alice.client().get(PAGE).content.decode()
    assert f"data-key=&quot;{key.key}&quot;" in page
    assert "static/metrics/events.js" in page


def test_a_revoked_key_sends_nothing_more(adam: Person) -> None:
    key = make_key(adam)
    answered(key, event())
    adam.client().post(f"{PAGE}{key.id}/revoke/")
    answer = send(key, event())
    assert (answer.status_code, answer.json()["title"]) == (401, "Not a key")
    process.reset()
    assert send(key, event()).status_code == 401
    assert "Revoked" in adam.client().get(PAGE).content.decode()


def test_nobody_sees_or_ends_the_keys_of_another_workspace(alice: Person, charlie: Person) -> None:
    key = make_key(alice)
    assert key.key not in charlie.client().get(PAGE).content.decode()
    assert charlie.client().post(f"{PAGE}{key.id}/revoke/").status_code == 404
    assert the_key(alice).revoked_at is None


def test_members_and_clients_have_no_such_page(bob: Person, clara: Person) -> None:
    assert [person.client().get(PAGE).status_code for person in (bob, clara)] == [403, 403]
    assert "event-keys" not in bob.client().get("/workspaces/settings/").content.decode()


def test_the_settings_lead_there(alice: Person) -> None:
    assert PAGE in alice.client().get("/workspaces/settings/").content.decode()


def test_the_page_asks_as_many_questions_for_three_keys_as_for_one(alice: Person) -> None:
    def count() -> int:
        make_key(alice)
        client = alice.client()
        with CaptureQueriesContext(connections["default"]) as queries:
            assert client.get(PAGE).status_code == 200
        return len(queries)

    one, _, three = count(), count(), count()
    assert three == one


def test_an_app_that_does_not_exist_gets_no_key(alice: Person) -> None:
    assert alice.client().post(PAGE, {"app_name": "elsewhere"}).status_code == 200
    assert EventKey.objects.using("system").count() == 0
