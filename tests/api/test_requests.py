"""Pages, problems and idempotency keys, by way of contacts, imports and runs."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connections

from tests.support.cast import Person
from totalaudio.contacts.models import Contact
from totalaudio.intel.models import Import, Run
from totalaudio.intel.search.tests.making import make_contact

from .calling import Program, program_of


@pytest.fixture
def program(alice: Person) -> Program:
    return program_of(alice)


def _fill(alice: Person, number: int) -> list[Contact]:
    assert alice.workspace
    return [
        make_contact(alice.workspace, f"Contact {n}", f"contact{n}@radio.example")
        for n in range(number)
    ]


def test_a_list_comes_in_pages_that_lose_and_repeat_nothing(
    alice: Person, program: Program
) -> None:
    made = _fill(alice, 7)
    seen, after = [], ""
    while True:
        page = program.get(f"contacts?limit=3&after={after}").body
        seen += [item["id"] for item in page["items"]]
        if page["next"] is None:
            break
        after = page["next"]
    assert seen == [str(contact.id) for contact in made]


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("limit=0", "limit"),
        ("limit=201", "limit"),
        ("after=!!", "after"),
        ("limit=x", "limit"),
    ],
)
def test_a_page_that_cannot_be_is_a_problem_with_its_field(
    program: Program, query: str, field: str
) -> None:
    answer = program.get(f"contacts?{query}")
    assert (answer.status, answer.body["errors"][0]["field"]) == (422, field)


def test_a_contact_is_changed_by_the_rules_of_the_page(alice: Person, program: Program) -> None:
    (contact,) = _fill(alice, 1)
    body = {"role": "Presenter", "genres": ["dnb"], "country": "United Kingdom"}
    changed = program.call("PATCH", f"contacts/{contact.id}", body)
    assert changed.status == 200
    shown = {name: changed.body[name] for name in body}
    assert shown == {"role": "Presenter", "genres": ["drum and bass"], "country": "GB"}
    evidence = program.get(f"contacts/{contact.id}/evidence").body
    assert {(one["field"], one["step"]) for one in evidence} == {(name, "you") for name in body}


@pytest.mark.parametrize(
    "body",
    [{"email": "nonsense"}, {"genres": ["no such noise"]}, {"country": "Atlantis"}, {"name": "", "email": ""}, {"plan": "agency"}, {"name": "a\0b"}, {"name": "x" * 5000}],
)  # fmt: skip
def test_what_a_contact_cannot_be_is_refused_and_nothing_changes(
    alice: Person, program: Program, body: dict[str, Any]
) -> None:
    (contact,) = _fill(alice, 1)
    before = program.get(f"contacts/{contact.id}").body
    answer = program.call("PATCH", f"contacts/{contact.id}", body)
    assert (answer.status, answer.body["type"]) == (422, "urn:totalaudio:problem:invalid")
    assert program.get(f"contacts/{contact.id}").body == before


def test_nothing_of_another_workspace_is_there(alice: Person, charlie: Person) -> None:
    (contact,) = _fill(alice, 1)
    stranger = program_of(charlie)
    assert stranger.get("contacts").body["items"] == []
    assert stranger.get(f"contacts/{contact.id}").status == 404
    assert stranger.call("DELETE", f"contacts/{contact.id}").status == 404
    assert stranger.call("PATCH", f"contacts/{contact.id}", {"role": "x"}).status == 404
    assert stranger.post("runs", {"contact_ids": [str(contact.id)]}).status == 422
    assert Contact.objects.using("system").filter(id=contact.id, role="").count() == 1


def test_a_list_is_brought_confirmed_and_cancelled(program: Program) -> None:
    brought = program.post(
        "imports/text", {"name": "few.csv", "text": "Name,Email\nA Desk,desk@radio.example\n"}
    )
    assert (brought.status, brought.body["state"]) == (201, "mapping")
    assert [column["target"] for column in brought.body["columns"]] == ["name", "email"]
    place = f"imports/{brought.body['id']}"
    wrong = program.post(f"{place}/confirm", {"targets": ["name"]})
    assert (wrong.status, "2 columns" in wrong.body["detail"]) == (422, True)
    confirmed = program.post(f"{place}/confirm", {"targets": ["name", "email"]})
    assert (confirmed.status, confirmed.body["state"]) == (200, "queued")
    assert program.post(f"{place}/confirm").status == 409
    assert program.post(f"{place}/cancel").body["state"] == "cancelled"


def test_the_same_idempotency_key_makes_one_run(alice: Person, program: Program) -> None:
    _fill(alice, 2)
    first = program.post("runs", {"all": True}, Idempotency_Key="one")
    again = program.post("runs", {"all": True}, Idempotency_Key="one")
    assert (first.status, again.status, again.body) == (201, 201, first.body)
    assert again.headers["Idempotent-Replayed"] == "true"
    other = program.post("runs", {"all": False, "contact_ids": []}, Idempotency_Key="one")
    assert (other.status, other.body["type"]) == (
        422,
        "urn:totalaudio:problem:idempotency-key-reused",
    )
    assert Run.objects.using("system").count() == 1


def test_an_error_is_not_remembered_under_an_idempotency_key(
    alice: Person, program: Program
) -> None:
    assert program.post("runs", {"all": True}, Idempotency_Key="one").status == 422
    _fill(alice, 1)
    assert program.post("runs", {"all": True}, Idempotency_Key="one").status == 201


@pytest.mark.parametrize("key", ["", "a b", "x" * 201, "é"])
def test_an_idempotency_key_is_plain(program: Program, key: str) -> None:
    assert program.post("runs", {"all": True}, Idempotency_Key=key).status == 400


def test_two_at_once_with_one_idempotency_key_do_it_once(alice: Person) -> None:
    program, start = program_of(alice), Barrier(4)

    def bring() -> str:
        try:
            start.wait(10)
            body = {"name": "one.csv", "text": "Name,Email\nA,a@radio.example\n"}
            return str(program.post("imports/text", body, Idempotency_Key="same").body["id"])
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        answers = {future.result() for future in [pool.submit(bring) for _ in range(4)]}
    assert len(answers) == 1
    assert Import.objects.using("system").count() == 1


@pytest.mark.parametrize("body", [b"{", b'{"all": "\\ud800"}', b"[1]", b"null", b"\xff"])
def test_a_body_that_is_none_is_a_problem(program: Program, body: bytes) -> None:
    from django.test import Client

    answer = Client().post(
        "/api/v1/runs",
        body,
        content_type="application/json",
        headers={"Authorization": f"Bearer {program.key}"},
    )
    assert answer.status_code in {400, 422}
    assert answer.headers["Content-Type"] == "application/problem+json"


def test_an_address_that_is_none_is_a_problem(program: Program) -> None:
    answer = program.get("nothing-here")
    assert (answer.status, answer.body["type"]) == (404, "urn:totalaudio:problem:not-found")
