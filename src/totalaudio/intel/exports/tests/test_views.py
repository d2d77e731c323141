"""Contacts are taken along as asked for, in the order of the table, a piece at a time, and no one else's."""

import csv
import io
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, cast

import pytest
from django.db import connection
from django.http import StreamingHttpResponse
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader
from python_calamine import CalamineWorkbook
from tests.support.cast import Person

from totalaudio.contacts.models import Contact
from totalaudio.core.tenancy.context import context
from totalaudio.intel.exports.queries import rows
from totalaudio.intel.exports.writers import formats
from totalaudio.intel.search.tests.making import make_contact, make_evidence

URL = "/intel/exports/contacts"
CHECKED = datetime(2026, 7, 1, 12, tzinfo=UTC)


@pytest.fixture
def contacts(alice: Person, charlie: Person) -> list[Contact]:
    assert alice.workspace
    assert charlie.workspace
    make_contact(charlie.workspace, "Zoe Secret", "zoe@secret.example", notes="secret")
    zoe = make_contact(
        alice.workspace, "Zoë", "zoe@fm.example", genres=["house", "dub"], confidence=0.85,
        last_checked_at=CHECKED, status="enriched", source="list.csv", country="GB",
    )  # fmt: skip
    make_evidence(
        zoe, "country", "GB", step="directory", source="outlet directory", confidence=0.9,
        checked_at=CHECKED,
    )  # fmt: skip
    return [zoe, make_contact(alice.workspace, "=HYPERLINK(1)", "abel@fm.example")]


def take(person: Person, query: str = "", data: dict[str, Any] | None = None) -> bytes:
    client = person.client()
    answer = client.get(URL + query) if data is None else client.post(URL, data)
    assert answer.status_code == 200
    return b"".join(
        cast("Iterator[bytes]", cast("StreamingHttpResponse", answer).streaming_content)
    )


def table(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))


def test_csv_has_all_contacts_in_the_order_of_the_table_and_no_formula(
    alice: Person, contacts: list[Contact]
) -> None:
    assert [row["Name"] for row in table(take(alice))] == ["'=HYPERLINK(1)", "Zoë"]
    assert [row["Name"] for row in table(take(alice, "?format=csv&sort=-name"))] == [
        "Zoë", "'=HYPERLINK(1)",
    ]  # fmt: skip
    zoe = table(take(alice))[1]
    assert (zoe["Genres"], zoe["Confidence"], zoe["Last checked"]) == (
        "house; dub",
        "0.85",
        "2026-07-01",
    )


def test_only_what_matches_is_taken(alice: Person, contacts: list[Contact]) -> None:
    assert [row["Email"] for row in table(take(alice, "?q=zoe"))] == ["zoe@fm.example"]
    assert [row["Email"] for row in table(take(alice, "?country=GB"))] == ["zoe@fm.example"]


def test_only_what_was_ticked_is_taken_and_never_another_workspaces(
    alice: Person, charlie: Person, contacts: list[Contact]
) -> None:
    secret = Contact.objects.using("system").get(name="Zoe Secret")
    ticked = {"format": "csv", "contact": [str(contacts[0].id), str(secret.id), "nonsense"]}
    assert [row["Name"] for row in table(take(alice, data=ticked))] == ["Zoë"]
    assert [row["Name"] for row in table(take(charlie, data=ticked))] == ["Zoe Secret"]


@pytest.mark.parametrize("form", ["csv", "json", "xlsx", "vcf", "pdf"])
def test_nobody_takes_another_workspaces_contacts(
    charlie: Person, contacts: list[Contact], form: str
) -> None:
    data = take(charlie, f"?format={form}")
    if form == "xlsx":
        sheet = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0)
        assert [row[0] for row in sheet.to_python()] == ["Name", "Zoe Secret"]
    elif form == "pdf":
        [page] = PdfReader(io.BytesIO(data)).pages
        assert "Zoe Secret" in page.extract_text()
        assert "1 contact\n" in page.extract_text()
        assert "fm.example" not in page.extract_text()
    else:
        assert b"Zoe Secret" in data
        assert b"fm.example" not in data


def test_json_carries_the_evidence(alice: Person, contacts: list[Contact]) -> None:
    plain, zoe = json.loads(take(alice, "?format=json"))
    assert (plain["name"], plain["status"], plain["evidence"]) == ("=HYPERLINK(1)", None, [])
    assert zoe["evidence"] == [
        {
            "field": "country", "value": "GB", "step": "directory", "source": "outlet directory",
            "url": None, "quote": None, "checked_at": "2026-07-01T12:00:00+00:00", "confidence": 0.9,
        }
    ]  # fmt: skip


def test_more_than_the_format_holds_is_refused_before_anything_is_sent(
    alice: Person, contacts: list[Contact], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(formats._MOST, formats.Format.PDF, 1)
    client = alice.client()
    assert client.get(f"{URL}?format=pdf")["Location"] == "/intel/contacts/"
    assert (
        "holds 1 contacts at most. Export CSV instead."
        in client.get("/intel/contacts/").content.decode()
    )
    assert client.get(f"{URL}?format=pdf&q=zoe")["Content-Type"] == "application/pdf"
    ticked = {"format": "pdf", "contact": [str(one.id) for one in contacts]}
    assert client.post(URL, ticked)["Location"] == "/intel/contacts/"


def test_the_file_is_named_by_its_day(alice: Person, contacts: list[Contact]) -> None:
    answer = alice.client().get(URL + "?format=json")
    named = answer["Content-Disposition"]
    assert named.startswith('attachment; filename="contacts-20')
    assert named.endswith('.json"')
    assert answer["Content-Type"] == "application/json"


def test_a_client_takes_nothing(clara: Person, contacts: list[Contact]) -> None:
    assert clara.client().get(URL).status_code == 403
    assert clara.client().post(URL, {"contact": str(contacts[0].id)}).status_code == 403


def test_rows_are_read_a_few_at_a_time(
    alice: Person, contacts: list[Contact], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert alice.workspace
    for number in range(9):
        made = make_contact(alice.workspace, f"More {number}", f"m{number}@fm.example")
        make_evidence(made, "role", "x", step="row", source="l", confidence=0.5, checked_at=CHECKED)
    monkeypatch.setattr("totalaudio.intel.exports.queries._AT_ONCE", 2)
    with context(user_id=alice.id, workspace_id=alice.workspace_id, role="owner"):
        reading = rows(Contact.objects.order_by("name_sort"), with_evidence=True)
        with CaptureQueriesContext(connection) as captured:
            next(reading)
        assert sum("contacts_evidence" in query["sql"] for query in captured) == 1
        assert len(list(reading)) == 10
