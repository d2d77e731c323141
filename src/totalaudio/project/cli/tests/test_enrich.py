import csv
import io
import json
import re
from pathlib import Path

import pytest
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from totalaudio.contacts.fields import COLUMNS
from totalaudio.project.cli.tests.enriching import LIST, SRC, enrich

MESSY = SRC / "totalaudio/intel/imports/tests/files/messy.CSV"


@pytest.fixture
def contacts(tmp_path: Path) -> Path:
    path = tmp_path / "contacts.csv"
    path.write_bytes(LIST)
    return path


def test_a_list_comes_back_enriched_in_its_order(contacts: Path) -> None:
    answer = enrich(contacts, "--format", "json")
    ada, bea = answer.contacts()
    assert answer.code == 0
    assert (ada["row"], ada["name"], ada["outlet"]) == (1, "Ada Example", "KEXP")
    assert (ada["country"], ada["format"]) == ("US", "alternative")
    assert (bea["row"], bea["email"], bea["suggested_email"]) == (
        2,
        "bea@gmial.com",
        "bea@gmail.com",
    )


def test_every_json_object_has_exactly_the_promised_keys(contacts: Path) -> None:
    keys = ["row", *(column.key for column in COLUMNS)]
    keys += ["country", "email_kind", "suggested_email", "other_emails", "status", "evidence"]
    evidence = ["field", "value", "step", "source", "url", "quote", "checked_at", "confidence"]
    for contact in enrich(contacts, "--format", "json").contacts():
        assert list(contact) == keys
        assert isinstance(contact["evidence"], list)
        assert all(list(found) == evidence for found in contact["evidence"])


def test_the_messy_list_is_read_whole(tmp_path: Path) -> None:
    refused = tmp_path / "refused.csv"
    answer = enrich(MESSY, "--format", "json", "--refused", refused)
    found = {str(contact["row"]): contact for contact in answer.contacts()}
    assert answer.code == 1
    assert list(found) == ["1", "2", "3", "4", "5", "6", "7", "8", "9", "13"]
    assert [contact["name"] for contact in found.values()] == [
        "José Beispiel",
        "andré müller",
        "o'neil mctest",
        None,
        "Ada Example",
        "Cy Sample",
        "Dee Placeholder",
        "Eve Fictional",
        "Fay Nobody",
        "Zoë “Zed” O’Test",
    ]
    assert [contact["email_kind"] for contact in found.values()] == [
        "person",
        "person",
        "person",
        "desk",
        "person",
        "free",
        "disposable",
        "person",
        "invalid",
        "role",
    ]
    assert found["5"]["other_emails"] == ["press@example.org", "bea@example.org"]
    assert found["5"]["notes"] == "two lines:\nsecond line"
    assert (found["5"]["outlet"], found["5"]["country"]) == ("KEXP", "US")
    assert (found["1"]["genres"], found["1"]["country"]) == (["indie", "drum and bass"], "GB")
    assert (found["9"]["email"], found["9"]["country"]) == ("not an address", "FR")
    assert refused.read_bytes().decode("utf-8-sig").splitlines()[1:] == [
        "10,The row has no name and no address.,N/A,n/a,Only An Outlet FM,,,,,,,",
        '14,"The row has no name, and its address “broken@” cannot be right.",,broken@,,,,,,,,',
    ]
    assert "row 10: The row has no name and no address." in answer.said


def test_nothing_is_invented_for_an_unknown_contact() -> None:
    (contact,) = enrich("-", "-f", "json", given=b"Name\nNobody Known\n").contacts()
    known = {key for key, value in contact.items() if value not in (None, [])}
    assert known == {"row", "name", "source", "status"}
    assert contact["status"] == "skipped"


def test_an_export_goes_in_again_unchanged(contacts: Path, tmp_path: Path) -> None:
    for ending in ("csv", "xlsx"):
        out = tmp_path / f"first.{ending}"
        assert enrich(contacts, "--out", out).code == 0
        first = enrich(contacts, "-f", "json").contacts()
        second = enrich(out, "-f", "json").contacts()
        keys = ("row", "name", "email", "outlet", "genres", "format", "email_kind")
        assert [[one[key] for key in keys] for one in second] == [
            [one[key] for key in keys] for one in first
        ]


@pytest.mark.parametrize(
    "name", ["out.csv", "out.JSON", "out.xlsx", "out.vcf", "out.pdf", "out.txt"]
)
def test_the_ending_of_the_result_decides_its_format(
    contacts: Path, tmp_path: Path, name: str
) -> None:
    out = tmp_path / name
    answer = enrich(contacts, "--out", out)
    assert (answer.code, answer.stdout) == (0, b"")
    if name.endswith("JSON"):
        assert len(json.loads(out.read_bytes())) == 2
    elif name.endswith("xlsx"):
        rows = CalamineWorkbook.from_path(out).get_sheet_by_index(0).to_python()
        assert [row[0] for row in rows] == ["Name", "Ada Example", "Bea Example"]
    elif name.endswith("vcf"):
        named = re.findall(r"^FN:(.*)\r$", out.read_bytes().decode(), re.MULTILINE)
        assert named == ["Ada Example", "Bea Example"]
    elif name.endswith("pdf"):
        assert "Bea Example" in PdfReader(out).pages[0].extract_text()
    else:
        text = out.read_text(encoding="utf-8-sig")
        assert [row["Name"] for row in csv.DictReader(io.StringIO(text))] == [
            "Ada Example",
            "Bea Example",
        ]
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(["contacts.csv", name])


def test_the_first_twenty_refused_rows_are_listed_and_the_rest_counted() -> None:
    given = b"Name,Email,Outlet\nAda,,\n" + b"".join(
        b",,Outlet %d\n" % number for number in range(30)
    )
    answer = enrich("-", given=given)
    lines = [line for line in answer.said.splitlines() if line.startswith("  ")]
    assert (answer.code, len(lines)) == (1, 21)
    assert (lines[0], lines[20]) == (
        "  row 2: The row has no name and no address.",
        "  and 10 more",
    )


def test_the_summary_counts_what_came_of_the_rows(contacts: Path) -> None:
    first, second, *_ = enrich(contacts).said.splitlines()
    assert first.startswith("2 contacts from 2 rows: ")
    assert second == "Addresses: 1 person, 1 free."


def test_ten_thousand_rows_keep_their_order() -> None:
    rows = b"".join(b"P%d,p%d@example.com\n" % (number, number) for number in range(1, 10_001))
    found = enrich("-", "-f", "json", given=b"Name,Email\n" + rows).contacts()
    assert [contact["name"] for contact in found] == [f"P{number}" for number in range(1, 10_001)]
