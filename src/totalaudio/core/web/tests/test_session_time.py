"""The time that people spend: gaps between requests, added up."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from tests.support.cast import Person

from totalaudio.core.metrics.models import UsageCounter
from totalaudio.core.web import session_time

pytestmark = pytest.mark.usefixtures("db")
type Later = Callable[..., None]


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Later:
    """Lets time pass."""
    moment = [1_800_000_000.0]
    monkeypatch.setattr(session_time, "time", lambda: moment[0])

    def pass_by(**lasts: float) -> None:
        moment[0] += timedelta(**lasts).total_seconds()

    return pass_by


def spent(person: Person) -> dict[str, int]:
    rows = UsageCounter.objects.using("system").filter(user_id=person.id)
    return dict(rows.values_list("app_name", "total_session_duration_ms"))


def test_the_time_between_requests_counts_for_the_app_that_one_is_in(
    alice: Person, later: Later
) -> None:
    client = alice.client()
    client.get("/people/")
    later(minutes=10)
    client.get("/intel/contacts/")
    later(minutes=5)
    client.get("/people/")
    assert spent(alice) == {"audio-intel": 600_000, "core": 300_000}


def test_short_gaps_add_up_to_one_write_a_minute(alice: Person, later: Later) -> None:
    client = alice.client()
    client.get("/people/")
    for _ in range(5):
        later(seconds=20)
        client.get("/people/")
    assert spent(alice) == {"core": 60_000}
    later(seconds=20)
    client.get("/people/")
    assert spent(alice) == {"core": 120_000}


def test_after_half_an_hour_somebody_was_away(alice: Person, later: Later) -> None:
    client = alice.client()
    client.get("/people/")
    later(minutes=30)
    client.get("/people/")
    assert spent(alice) == {}
    later(minutes=29)
    client.get("/people/")
    assert spent(alice) == {"core": 29 * 60_000}


def test_two_sessions_count_each_for_itself(alice: Person, bob: Person, later: Later) -> None:
    first, second = alice.client(), bob.client()
    first.get("/people/")
    later(minutes=2)
    second.get("/people/")
    first.get("/people/")
    assert (spent(alice), spent(bob)) == ({"core": 120_000}, {})


def test_visitors_and_the_pages_of_sign_in_count_nothing(alice: Person, later: Later) -> None:
    visitor, client = Client(), alice.client()
    for _ in range(2):
        assert visitor.get("/accounts/login/").status_code == 200
        client.get("/accounts/logout/")
        client.get("/health")
        later(minutes=2)
    assert UsageCounter.objects.using("system").count() == 0


def test_processes_share_what_they_have_counted(alice: Person, later: Later) -> None:
    client = alice.client()
    client.get("/people/")
    later(minutes=2)
    for _ in range(2):
        client.handler.load_middleware()  # as another process would: it has seen nobody so far
        client.get("/people/")
    assert spent(alice) == {"core": 120_000}


def test_the_session_itself_is_not_written(alice: Person, later: Later) -> None:
    client = alice.client()
    client.get("/people/")
    later(minutes=2)
    answer = client.get("/people/")
    assert settings.SESSION_COOKIE_NAME not in answer.cookies
    assert spent(alice) == {"core": 120_000}
