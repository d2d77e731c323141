"""Choosing a list and settling its mapping, through the pages."""

import io
import re

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.support.cast import Person

from totalaudio.intel.imports.tests.bringing import (
    NEW,
    NOTHING,
    bring,
    brought,
    confirm,
    contacts,
    everything,
    figures,
    stored,
    upload,
    work,
)
from totalaudio.intel.models import Import, SavedMapping

pytestmark = pytest.mark.usefixtures("db")

TABLE = "Name,Email,Outlet\nZoë Mockford,zoe@example.com,Radio Größe\nBo Sample,bo@example.org,Café Été\n"
EXPECTED = [
    ("Zoë Mockford", "zoe@example.com", "Radio Größe"),
    ("Bo Sample", "bo@example.org", "Café Été"),
]


def shown(person: Person) -> list[tuple[str, str, str]]:
    return [(one.name, one.email, one.outlet_name) for one in contacts(person)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le"])
def test_a_list_in_any_encoding_is_read(alice: Person, encoding: str) -> None:
    assert figures(bring(alice, TABLE.encode(encoding))) == ("done", 2, 0, 0, 0)
    assert shown(alice) == EXPECTED


@pytest.mark.parametrize("delimiter", [";", "\t", "|"])
def test_a_list_with_any_delimiter_is_read(alice: Person, delimiter: str) -> None:
    assert figures(bring(alice, TABLE.replace(",", delimiter))) == ("done", 2, 0, 0, 0)
    assert shown(alice) == EXPECTED


def workbook(table: str) -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as made:
        sheet = made.add_worksheet()
        for number, line in enumerate(table.splitlines()):
            sheet.write_row(number, 0, line.split(","))
    return file.getvalue()


def test_a_workbook_is_read(alice: Person) -> None:
    assert figures(bring(alice, workbook(TABLE), "list.xlsx")) == ("done", 2, 0, 0, 0)
    assert shown(alice) == EXPECTED


def test_a_pasted_list_is_read(alice: Person) -> None:
    client = alice.client()
    imported = brought(client.post(NEW, {"text": TABLE.replace(",", "\t")}))
    assert imported.name == "Pasted list"
    confirm(client, imported)
    assert figures(work(imported)) == ("done", 2, 0, 0, 0)
    assert shown(alice) == EXPECTED


def test_pasted_addresses_are_one_contact_each(alice: Person) -> None:
    client = alice.client()
    imported = brought(
        client.post(NEW, {"text": "a@example.com, b@example.org; Cy <c@example.net>"})
    )
    confirm(client, imported)
    assert figures(work(imported)) == ("done", 3, 0, 0, 0)
    assert [one.email for one in contacts(alice)] == [
        "a@example.com",
        "b@example.org",
        "c@example.net",
    ]


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({}, "Choose a file or paste some contacts."),
        ({"text": "  \n "}, "Choose a file or paste some contacts."),
    ],
)
def test_nothing_handed_in_is_said(alice: Person, given: dict[str, str], says: str) -> None:
    answer = alice.client().post(NEW, given)
    assert (answer.status_code, says in answer.content.decode()) == (400, True)


def test_a_file_and_a_paste_at_once_are_one_too_many(alice: Person) -> None:
    both = {"text": "a@example.com", "file": SimpleUploadedFile("list.csv", TABLE.encode())}
    answer = alice.client().post(NEW, both)
    assert answer.status_code == 400
    assert "Choose a file or paste contacts, not both." in answer.content.decode()
    assert everything() == NOTHING


def test_the_name_of_a_file_loses_its_folders(alice: Person) -> None:
    client = alice.client()
    assert brought(upload(client, TABLE, "..\\..\\my list.csv")).name == "my list.csv"


def test_the_mapping_page_shows_columns_examples_reasons_and_what_will_happen(
    alice: Person,
) -> None:
    bring(alice, "Name,Email\nBo Sample,bo@example.org\n")
    client = alice.client()
    imported = brought(upload(client, TABLE + ",,Only an outlet\n"))
    page = client.get(f"/intel/imports/{imported.id}/mapping").content.decode()
    assert "Zoë Mockford" in page
    assert "The heading is “Email”." in page
    assert '<option value="email" selected>' in page
    assert outcome(page) == "Of the first 3 rows: 1 new, 1 known, 1 refused."


def outcome(page: str) -> str:
    """The sentence that says what would happen."""
    return re.sub("<[^>]*>", "", page.split("data-outcome>")[1].split("</p>")[0])


def test_a_changed_column_changes_the_preview_with_and_without_javascript(alice: Person) -> None:
    client = alice.client()
    imported = brought(upload(client, "Who,What\nada@example.com,Host\n"))
    url = f"/intel/imports/{imported.id}/mapping"
    chosen = {"column-0": "skip", "column-1": "role", "preview": "1"}
    whole = client.post(url, chosen)
    assert "The row has no name and no address." not in client.get(url).content.decode()
    part = client.post(url, chosen, headers={"HX-Request": "true"})
    assert "<html" in whole.content.decode()
    assert "<html" not in part.content.decode()
    for answer in (whole, part):
        assert outcome(answer.content.decode()) == "Of the first row: 0 new, 0 known, 1 refused."
        assert "You chose this." in answer.content.decode()
    assert (stored(imported.id).state, everything()["Contact"]) == ("mapping", 0)


def test_the_saved_mapping_comes_back_for_the_same_header(alice: Person, charlie: Person) -> None:
    bring(alice, "Who,What,Where\nAda,ada@example.com,Radio X\n", column_0="name", column_2="tags")
    again = brought(upload(alice.client(), "WHO, what ,Where\nBea,bea@example.org,Radio Y\n"))
    assert [column["target"] for column in again.mapping["columns"]] == ["name", "email", "tags"]
    assert SavedMapping.objects.using("system").count() == 1
    elsewhere = brought(upload(charlie.client(), "Who,What,Where\nAda,ada@example.com,Radio X\n"))
    assert elsewhere.mapping["columns"][2]["target"] != "tags"


def test_a_target_that_does_not_exist_is_refused(alice: Person) -> None:
    client = alice.client()
    imported = brought(upload(client, TABLE))
    assert confirm(client, imported, column_0="password").status_code == 400
    assert stored(imported.id).state == "mapping"


def test_a_list_without_a_header_says_so(alice: Person) -> None:
    client = alice.client()
    imported = brought(upload(client, "ada@example.com,Radio X\nbea@example.org,Radio Y\n"))
    assert "No header found" in client.get(f"/intel/imports/{imported.id}/mapping").content.decode()


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_of_imports_asks_the_database_as_often_for_one_as_for_three(
    alice: Person, number: int
) -> None:
    for _ in range(number):
        bring(alice, TABLE)
    client = alice.client()
    client.get("/intel/imports/")
    with CaptureQueriesContext(
        connection,
    ) as asked:
        page = client.get("/intel/imports/").content.decode()
    assert page.count("list.csv</a>") == number
    assert len(asked) == 9


def test_imports_of_others_are_not_found(alice: Person, charlie: Person) -> None:
    imported = bring(alice, TABLE)
    pages = ("", "mapping", "progress", "refused.csv")
    client = charlie.client()
    assert {client.get(f"/intel/imports/{imported.id}/{page}").status_code for page in pages} == {
        404
    }
    assert client.post(f"/intel/imports/{imported.id}/cancel").status_code == 404
    assert "list.csv" not in client.get("/intel/imports/").content.decode()


def test_a_client_brings_nothing(clara: Person) -> None:
    assert upload(clara.client(), TABLE).status_code == 403
    assert (Import.objects.using("system").count(), everything()) == (0, NOTHING)
