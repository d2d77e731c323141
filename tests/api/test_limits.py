"""Plans, flags and rates hold over the API as they do on the pages, also for many requests at once."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections

from tests.support.cast import Person
from tests.support.flags import switched
from totalaudio.campaigns.models import Campaign
from totalaudio.contacts.models import Contact
from totalaudio.core.accounts.keys import opening
from totalaudio.core.billing.quotas.tests.using import put_on, subscribe
from totalaudio.core.tenancy.models import Plan
from totalaudio.intel.models import Run
from totalaudio.intel.search.tests.making import make_contact

from .calling import Answer, Program, program_of


@pytest.fixture
def program(alice: Person) -> Program:
    return program_of(alice)


def _contacts(person: Person, number: int) -> list[Contact]:
    assert person.workspace
    return [
        make_contact(person.workspace, f"Contact {n}", f"contact{n}@radio.example")
        for n in range(number)
    ]


def _kind(answer: Answer) -> tuple[int, str]:
    return answer.status, answer.body["type"].rpartition(":")[2]


def test_a_fourth_active_campaign_is_more_than_the_free_plan_has(
    alice: Person, program: Program
) -> None:
    put_on(alice.workspace_id, Plan.FREE)
    made = [program.post("campaigns", {"artist": "A", "title": str(n)}).body for n in range(4)]
    answers = [program.post(f"campaigns/{one['id']}/status", {"status": "active"}) for one in made]
    assert [answer.status for answer in answers] == [200, 200, 200, 403]
    assert _kind(answers[3]) == (403, "quota-reached")
    assert Campaign.objects.using("system").filter(status="active").count() == 3


def test_a_run_over_the_plan_starts_nothing(alice: Person, program: Program) -> None:
    put_on(alice.workspace_id, Plan.FREE)
    _contacts(alice, 11)
    assert _kind(program.post("runs", {"all": True})) == (403, "quota-reached")
    assert Run.objects.using("system").count() == 0


@pytest.mark.parametrize("several", [{"all": True}, {"contact_ids": "both"}])
def test_batches_are_off_where_the_flag_is(
    alice: Person, program: Program, several: dict[str, object]
) -> None:
    ids = [str(one.id) for one in _contacts(alice, 2)]
    body = {"contact_ids": ids} if "contact_ids" in several else several
    with switched(batch_enrichment=False):
        assert _kind(program.post("runs", body)) == (403, "batches-off")
        assert program.post("runs", {"contact_ids": ids[:1]}).status == 201


def test_a_workspace_that_is_read_only_is_read(alice: Person, program: Program) -> None:
    (contact,) = _contacts(alice, 1)
    subscribe(alice.workspace_id, "canceled")
    assert program.get("contacts").status == 200
    for method, path, body in (
        ("PATCH", f"contacts/{contact.id}", {"role": "x"}),
        ("DELETE", f"contacts/{contact.id}", None),
        ("POST", "campaigns", {"artist": "A", "title": "T"}),
    ):
        assert _kind(program.call(method, path, body)) == (403, "read-only")
    assert program.get(f"contacts/{contact.id}").body["role"] == ""


def test_many_at_once_share_the_turns_of_their_key(
    alice: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "TURNS", 3)
    program, start = program_of(alice), Barrier(8)

    def ask() -> int:
        try:
            start.wait(10)
            return program.get("contacts").status
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        answers = Counter(one.result() for one in [pool.submit(ask) for _ in range(8)])
    assert answers == {200: 3, 429: 5}


def test_an_idempotency_key_is_of_one_api_key_alone(
    alice: Person, bob: Person, charlie: Person
) -> None:
    body = {"artist": "A", "title": "T"}
    made = [
        program_of(person).post("campaigns", body, Idempotency_Key="same").body["id"]
        for person in (alice, bob, charlie)
    ]
    assert len(set(made)) == 3


def test_pages_lose_and_repeat_nothing_while_rows_come_and_go(
    alice: Person, program: Program
) -> None:
    there = _contacts(alice, 6)
    first = program.get("contacts?limit=3").body
    program.call("DELETE", f"contacts/{there[2].id}")  # the very row that the cursor stands behind
    assert alice.workspace
    late = make_contact(alice.workspace, "Late", "late@radio.example")
    rest = program.get(f"contacts?limit=10&after={first['next']}").body
    assert [one["id"] for one in rest["items"]] == [str(one.id) for one in (*there[3:], late)]


def test_nothing_is_changed_by_a_null(alice: Person, program: Program) -> None:
    (contact,) = _contacts(alice, 1)
    place = f"contacts/{contact.id}"
    program.call("PATCH", place, {"role": "Presenter"})
    changed = program.call("PATCH", place, {"role": None, "notes": "Met once."}).body
    assert (changed["role"], changed["notes"]) == ("Presenter", "Met once.")
    assert program.call("PATCH", place, {"role": ""}).body["role"] == ""
    campaign = program.post("campaigns", {"artist": "A", "title": "T", "impact_date": "2026-12-01"})
    there = f"campaigns/{campaign.body['id']}"
    assert program.call("PATCH", there, {"impact_date": None}).body["impact_date"] is None
    assert program.call("PATCH", there, {"title": None}).status == 422
