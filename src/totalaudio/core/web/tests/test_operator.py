import time
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone
from tests.support.cast import Person

from totalaudio.core.tenancy.context import context
from totalaudio.core.web import heartbeat
from totalaudio.core.web.models import Heartbeat

pytestmark = pytest.mark.usefixtures("db")

PATH = "/operator/"


def test_an_operator_sees_the_whole_installation(
    operator: Person, alice: Person, charlie: Person
) -> None:
    heartbeat.beat("worker")
    answer = operator.client().get(PATH)
    found = {stat.label: stat.value for stat in answer.context["stats"]}
    assert found == {
        "Workspaces": "2",
        "People": "3",
        "Letters to send": "0",
        "Letters that failed": "0",
        "Tasks to do": "0",
        "Tasks that failed": "0",
    }
    assert "The worker is at work" in answer.content.decode()


def test_a_worker_that_is_silent_or_was_never_there_is_a_problem(operator: Person) -> None:
    client = operator.client()
    assert "No worker was ever seen" in client.get(PATH).content.decode()
    heartbeat.beat("worker")
    Heartbeat.objects.using("system").update(seen_at=timezone.now() - timedelta(minutes=2))
    assert "The worker is away" in client.get(PATH).content.decode()


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (0, ""),
        (9, ""),
        (300, "300 s ahead of the clock of the database"),
        (-3600, "60 min behind the clock of the database"),
    ],
)
def test_a_clock_that_is_off_is_told(
    seconds: int, said: str, operator: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, real = operator.client(), time.time
    client.get(PATH)
    monkeypatch.setattr("totalaudio.core.web.clock.time.time", lambda: real() + seconds)
    page = client.get(PATH).content.decode()
    assert ("The clock of this machine is off" in page, said in page) == (bool(said), True)
    ahead = client.get("/health").json()["clock_seconds_ahead"]
    assert abs(ahead - seconds) < 5


@pytest.mark.parametrize("name", ["alice", "bob", "charlie", "stranger"])
def test_nobody_else_does(name: str, request: pytest.FixtureRequest) -> None:
    person: Person = request.getfixturevalue(name)
    assert person.client().get(PATH).status_code == 403


def test_who_is_signed_out_signs_in_first() -> None:
    assert Client().get(PATH)["Location"] == f"/accounts/login/?next={PATH}"


def test_the_database_tells_the_numbers_to_operators_only(operator: Person, alice: Person) -> None:
    def rows(person: Person) -> int:
        with context(user_id=person.id), connection.cursor() as cursor:
            cursor.execute("SELECT * FROM installation_v1()")
            return len(cursor.fetchall())

    assert (rows(operator), rows(alice)) == (1, 0)
