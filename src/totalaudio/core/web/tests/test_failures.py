"""A mistake of ours leaves an event, though its own transaction is taken back, and nothing of what it said."""

import pytest
from django.db import DatabaseError, InterfaceError
from django.test import Client
from tests.support.cast import Person

from totalaudio.core.metrics.models import Event
from totalaudio.core.metrics.names import INSTALLATION
from totalaudio.core.web import failures

pytestmark = pytest.mark.usefixtures("db")

SECRET = "gina@example.com was not found"


@pytest.fixture(autouse=True)
def broken_page(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*args: object) -> None:
        raise LookupError(SECRET)

    monkeypatch.setattr("totalaudio.core.web.public.views.notice", fails)
    monkeypatch.setattr("totalaudio.intel.search.views.read_search", fails)


def found() -> list[Event]:
    return list(Event.objects.using("system").filter(event_name="request-failed"))


def ask(client: Client, path: str = "/privacy/", **headers: str) -> None:
    client.raise_request_exception = False
    assert client.get(path, headers=headers).status_code == 500


def test_a_failed_request_is_recorded_with_its_route_and_without_its_message() -> None:
    ask(Client(), "/privacy/?key=hidden")
    [event] = found()
    assert (event.status, event.error_message, event.app_name) == ("error", "LookupError", "core")
    assert event.properties == {"route": "privacy/", "method": "GET"}
    assert (event.user_id.version, event.workspace_id) == (8, INSTALLATION)
    told = [str(getattr(event, field.attname)) for field in Event._meta.concrete_fields]
    assert [text for text in told if SECRET in text or "hidden" in text] == []


def test_the_failure_of_a_member_is_theirs_and_of_their_app(alice: Person) -> None:
    ask(alice.client(), "/intel/contacts/")
    [event] = found()
    assert (event.user_id, event.workspace_id) == (alice.id, alice.workspace_id)
    assert (event.app_name, event.properties["route"]) == ("audio-intel", "intel/contacts/")


def test_who_asked_not_to_be_counted_is_nobody_but_the_failure_counts() -> None:
    ask(Client(), DNT="1")
    [event] = found()
    assert (event.user_id, event.ip_address, event.user_agent) == (failures.NOBODY, None, None)


@pytest.mark.parametrize("path", ["/nowhere/", "/intel/", "/operator/", "/outbox/empty"])
def test_refusals_are_no_failures(path: str, alice: Person) -> None:
    Client().get(path)
    alice.client().get(path)
    assert found() == []


@pytest.mark.parametrize("error", [DatabaseError, InterfaceError])
def test_a_database_that_is_away_does_not_make_it_worse(
    error: type[Exception], monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*args: object, **kwargs: object) -> None:
        raise error("away")

    monkeypatch.setattr(failures, "record", away)
    ask(Client())
    assert found() == []
