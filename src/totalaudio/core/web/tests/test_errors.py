"""A request that cannot be answered gets a page that says why and what to do."""

import pytest
from django.test import Client
from pytest_django import Settings
from tests.support.cast import Person

pytestmark = pytest.mark.usefixtures("db")


def test_text_that_is_too_long_for_a_form_is_refused_in_words(
    alice: Person, settings: Settings
) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
    answer = alice.client().post("/intel/imports/new", {"text": "x" * 3_000_000})
    assert answer.status_code == 400
    page = answer.content.decode()
    assert "A form takes up to 2 MB of text. Save a longer list as a file and upload that." in page


def test_a_request_that_makes_no_sense_is_refused_in_words(alice: Person) -> None:
    fields = "&".join(f"contact={number}" for number in range(3_000))
    kind = "application/x-www-form-urlencoded"
    answer = alice.client().post("/intel/runs/start", fields, content_type=kind)
    assert (answer.status_code, "This cannot be read" in answer.content.decode()) == (400, True)


def test_an_unknown_host_is_refused_in_words() -> None:
    answer = Client().get("/", headers={"host": "elsewhere.example"})
    assert (answer.status_code, "This cannot be read" in answer.content.decode()) == (400, True)


def test_a_form_that_was_sent_signed_out_leads_to_sign_in_and_not_back_to_itself() -> None:
    answer = Client().post("/intel/contacts/enrich", {})
    assert answer["Location"] == "/accounts/login/?next=/"
    answer = Client().get("/intel/contacts/?q=zoe")
    assert answer["Location"] == "/accounts/login/?next=/intel/contacts/%3Fq%3Dzoe"


def test_an_address_for_forms_has_a_page_in_words(alice: Person) -> None:
    answer = alice.client().get("/intel/contacts/enrich")
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert "This address only takes what a button or a form sends." in answer.content.decode()
    answer = Client().put("/")
    assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD")
    assert "There is nothing to read here" in answer.content.decode()
