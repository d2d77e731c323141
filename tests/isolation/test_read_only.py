"""A workspace whose plan ended: members look, take away, pay and leave; every other change is refused in words."""

import re

import pytest
from django.urls import resolve

from tests.isolation.routes import Route, all_routes
from tests.support.cast import Person
from totalaudio.core.billing.quotas.tests.using import subscribe
from totalaudio.core.lib.access import can_work_read_only
from totalaudio.core.lib.ids import new_id

pytestmark = pytest.mark.usefixtures("db")

# What goes on working; whoever adds a line says here why.
WORKING = {
    "workspaces/leave/",  # nobody is kept
    "intel/exports/contacts",  # their data is theirs
    "billing/checkout",  # how the plan is renewed
    "billing/portal",
    "billing/free",  # how it is left
    "workspaces/api-keys/<uuid:api_key_id>/revoke/",  # a key that leaked still reads
    "tracker/today/calendar/revoke",  # a door is closed at any time
    "tracker/reports/links/<uuid:link_id>/revoke",
    "pitch/sends/cancel",  # nothing more leaves
    "pitch/mailboxes/<uuid:mailbox_id>/pause",
    "pitch/mailboxes/<uuid:mailbox_id>/disconnect",
    "pitch/compliance/addresses",  # other people's rights do not wait for a payment
    "pitch/replies/read",  # nor does a wish to hear no more
    "pitch/compliance/person",
    "pitch/compliance/person/export",
    "pitch/compliance/person/erase",
}
_ARGUMENT = re.compile(r"<(?:(\w+):)?\w+>")
OF_MEMBERS = [route for route in all_routes() if route.access and route.access.roles]


def _address(route: Route) -> str:
    return "/" + _ARGUMENT.sub(lambda m: str(new_id()) if m[1] != "int" else "1", route.pattern)


@pytest.fixture
def ended(alice: Person) -> Person:
    """Alice, whose subscription was cancelled."""
    subscribe(alice.workspace_id, "canceled")
    return alice


def test_the_views_that_go_on_working_are_those_that_stand_here() -> None:
    marked = {r.pattern for r in OF_MEMBERS if can_work_read_only(resolve(_address(r)).func)}
    assert marked == WORKING


@pytest.mark.parametrize("route", OF_MEMBERS, ids=lambda route: route.pattern)
def test_every_change_is_refused_in_words_and_nothing_else_is(route: Route, ended: Person) -> None:
    client = ended.client()
    answer = client.post(_address(route))
    if route.pattern in WORKING:
        assert answer.status_code != 402
    else:
        assert answer.status_code == 402
        assert "This workspace is read-only" in answer.content.decode()
    assert client.get(_address(route)).status_code != 402


def test_only_the_workspace_that_ended_is_read_only(ended: Person, charlie: Person) -> None:
    form = {"name": "Renamed"}
    assert ended.client().post("/workspaces/settings/", form).status_code == 402
    assert charlie.client().post("/workspaces/settings/", form).status_code == 302


def test_what_belongs_to_the_person_goes_on_working(ended: Person) -> None:
    client = ended.client()
    assert client.post("/workspaces/new/", {"name": "Another"}).status_code == 302
    assert client.post("/workspaces/settings/", {"name": "Renamed"}).status_code == 302
    assert client.post(f"/workspaces/{ended.workspace_id}/switch/").status_code == 302
    assert client.post("/workspaces/settings/", {"name": "Renamed"}).status_code == 402


@pytest.mark.parametrize(
    ("status", "days", "words"),
    [
        ("active", None, []),
        ("past_due", 3, ["did not go through"]),
        ("past_due", 15, ["is read-only"]),
        ("canceled", None, ["is read-only"]),
    ],
)
def test_every_page_says_how_the_workspace_stands(
    alice: Person, status: str, days: int | None, words: list[str]
) -> None:
    subscribe(alice.workspace_id, status, past_due_days=days)
    client = alice.client()
    for path in (
        "/workspaces/settings/",
        "/intel/runs/",
        "/intel/contacts/",
        "/tracker/campaigns/",
    ):
        main = client.get(path).content.decode().split("<main")[1]
        assert [one for one in ("did not go through", "is read-only") if one in main] == words


def test_only_those_who_see_to_the_plan_are_sent_to_it(ended: Person, bob: Person) -> None:
    for person, sees_to_it in ((ended, True), (bob, False)):
        client = person.client()
        page = client.get("/intel/runs/").content.decode().split("<main")[1]
        refusal = client.post("/intel/runs/start").content.decode()
        for text in (page, refusal):
            assert ('href="/billing/"' in text) is sees_to_it
            assert ("Owners and admins" in text) is not sees_to_it


def test_in_grace_everything_works(alice: Person) -> None:
    subscribe(alice.workspace_id, "past_due", past_due_days=13)
    assert alice.client().post("/workspaces/settings/", {"name": "Renamed"}).status_code == 302
