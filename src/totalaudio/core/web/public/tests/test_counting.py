"""What visits leave in the events: one row for each person who looks, none for robots and those who ask for none."""

import pytest
from django.test import Client
from tests.support.cast import Person

from totalaudio.core.metrics.models import Event
from totalaudio.core.metrics.names import INSTALLATION

pytestmark = pytest.mark.usefixtures("db")

PERSON = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


def views() -> list[tuple[str, str]]:
    rows = Event.objects.using("system").filter(event_name="page-view").order_by("created_at", "id")
    return [(row.properties["page"], row.app_name) for row in rows]


def test_each_public_page_is_counted_once_per_look() -> None:
    client = Client(headers={"User-Agent": PERSON})
    for path in ("/", "/pricing/", "/demo-call/", "/privacy/", "/pricing/?per=year"):
        assert client.get(path).status_code == 200
    assert sorted(views()) == sorted(
        (page, "core") for page in ("landing", "pricing", "demo-call", "privacy", "pricing")
    )
    people = set(Event.objects.using("system").values_list("user_id", "workspace_id"))
    [(visitor, workspace)] = people
    assert (visitor.version, workspace) == (8, INSTALLATION)


def test_who_is_signed_in_is_counted_as_that_person(alice: Person) -> None:
    client = alice.client()
    client.get("/pricing/", headers={"User-Agent": PERSON})
    found = Event.objects.using("system").filter(event_name="page-view")
    assert [(e.user_id, e.workspace_id) for e in found] == [(alice.id, alice.workspace_id)]


@pytest.mark.parametrize(
    "headers",
    [
        {"DNT": "1"},
        {"Sec-GPC": "1"},
        {"User-Agent": "ExampleBot/1.0 (+https://example.com/bot)"},
        {"User-Agent": "curl/8.0"},
        {"User-Agent": ""},
        {"Sec-Purpose": "prefetch;prerender"},
    ],
)
def test_robots_and_who_asks_for_it_leave_nothing(headers: dict[str, str]) -> None:
    client = Client(headers={"User-Agent": PERSON, **headers})
    assert client.get("/pricing/").status_code == 200
    assert not Event.objects.using("system").exists()


def test_only_a_page_that_was_given_is_counted(alice: Person) -> None:
    client = Client(headers={"User-Agent": PERSON})
    assert client.head("/pricing/").status_code == 200
    assert client.post("/pricing/").status_code == 405
    assert client.post("/demo-call/", {}).status_code == 200
    assert alice.client().get("/", headers={"User-Agent": PERSON}).status_code == 302
    assert views() == []
