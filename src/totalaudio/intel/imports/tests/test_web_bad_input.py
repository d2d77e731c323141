"""Bad input through the page: a clear message or a correct import, and nothing half imported."""

import html
import io
import zipfile
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from tests.support.cast import Person

from totalaudio.intel.imports import reading
from totalaudio.intel.imports.tests.bringing import (
    NEW,
    NOTHING,
    bring,
    brought,
    contacts,
    everything,
    figures,
    upload,
)
from totalaudio.intel.models import Import

pytestmark = pytest.mark.usefixtures("db")
BOOKS = Path(reading.__file__).parent / "tests" / "files"


def refused(person: Person, content: bytes | str, name: str = "list.csv") -> str:
    """What the page says of a list that cannot be one; nothing of it is kept."""
    answer = upload(person.client(), content, name)
    assert answer.status_code == 400
    assert (Import.objects.using("system").count(), everything()) == (0, NOTHING)
    page = html.unescape(answer.content.decode())
    assert "Traceback" not in page
    return page


def bomb() -> bytes:
    """A workbook of a few kilobytes whose sheet unpacks to two gigabytes."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as packed:
        packed.writestr("[Content_Types].xml", "<Types/>")
        packed.writestr("xl/workbook.xml", "<workbook/>")
        with packed.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            for _ in range(200):
                sheet.write(b" " * 10_000_000)
    return file.getvalue()


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "list.csv is empty. Choose the file with the contacts."),
        (b"\0\0\0\0", "list.csv is empty."),
        (bytes(range(256)) * 100, "list.csv is not text and not a workbook"),
        (b"%PDF-1.7\n%\xe2\xe3", "list.csv is a PDF document, not a list."),
        (b"Name,Email,Outlet\n", "list.csv has a header but no rows below it. Add the contacts."),
        (",".join(f"Column {n}" for n in range(10_000)) + "\n" + "x," * 10_000, "10,000 columns"),
    ],
)  # fmt: skip
def test_what_is_no_list_is_refused_with_the_reason(
    alice: Person, content: bytes | str, says: str
) -> None:
    assert says in refused(alice, content)


def test_a_zip_bomb_is_refused(alice: Person) -> None:
    assert "unpacks to more than" in refused(alice, bomb(), "list.xlsx")


def test_a_workbook_with_a_password_is_refused(alice: Person) -> None:
    says = "list.xlsx is protected with a password. Save a copy without one, or export it as CSV."
    protected = BOOKS / "locked.xlsx"
    assert says in refused(alice, protected.read_bytes(), "list.xlsx")


def test_a_file_over_the_cap_is_refused_by_its_stated_length(alice: Person) -> None:
    class Unread(io.RawIOBase):
        def readable(self) -> bool:
            return True

        def readinto(self, _: object) -> int:
            raise AssertionError("the body was read")

    stated: Any = {"CONTENT_LENGTH": str(300 * 1024**2), "wsgi.input": Unread()}
    answer = alice.client().generic(
        "POST", NEW, b"", content_type="multipart/form-data; boundary=x", **stated
    )
    assert answer.status_code == 413
    assert "250" in answer.content.decode()
    assert Import.objects.using("system").count() == 0


def test_a_paste_over_the_limit_of_forms_is_said_to_be_too_large(alice: Person) -> None:
    answer = alice.client().post(NEW, {"text": "ada@example.com\n" * 700_000})
    assert answer.status_code in {400, 413}
    assert "Traceback" not in answer.content.decode()
    assert Import.objects.using("system").count() == 0


def test_a_list_without_a_header_is_read_by_what_is_in_it(alice: Person) -> None:
    imported = bring(alice, "Ada Test,ada@example.com\nBo Sample,bo@example.org\n")
    assert figures(imported) == ("done", 2, 0, 0, 0)
    assert [(one.name, one.email) for one in contacts(alice)] == [
        ("Ada Test", "ada@example.com"),
        ("Bo Sample", "bo@example.org"),
    ]


def test_a_line_of_ten_megabytes_is_one_refused_row(alice: Person) -> None:
    long = '"' + "x" * 10_000_000 + '"'
    imported = bring(
        alice, f"Name,Email\nAda,ada@example.com\n{long},b@example.org\nCy,c@example.net\n"
    )
    assert figures(imported) == ("done", 2, 0, 0, 1)
    assert [one.name for one in contacts(alice)] == ["Ada", "Cy"]


def test_nul_characters_are_taken_out_and_that_is_said(alice: Person) -> None:
    imported = bring(alice, b"Name,Email\nA\0da,ada@example.com\n")
    assert [one.name for one in contacts(alice)] == ["Ada"]
    page = alice.client().get(f"/intel/imports/{imported.id}/").content.decode()
    assert "1 NUL character removed." in page


def test_mixed_encodings_are_read_line_by_line(alice: Person) -> None:
    mixed = "Name,Email\nZoë,zoe@example.com\n".encode() + "Chloé,chloe@example.org\n".encode(
        "cp1252"
    )
    assert figures(bring(alice, mixed)) == ("done", 2, 0, 0, 0)
    assert [one.name for one in contacts(alice)] == ["Zoë", "Chloé"]


def test_formulas_are_text(alice: Person) -> None:
    bring(alice, 'Name,Email,Notes\n=cmd|x,ada@example.com,"=1+1"\n')
    [ada] = contacts(alice)
    assert ada.notes == "=1+1"


def test_fifty_addresses_in_a_cell_are_one_contact_with_all_of_them(alice: Person) -> None:
    many = "; ".join(f"ada{n}@example.com" for n in range(50))
    assert figures(bring(alice, f'Name,Email\nAda,"{many}"\n')) == ("done", 1, 0, 0, 0)
    [ada] = contacts(alice)
    assert (ada.email, ada.other_emails) == (
        "ada0@example.com",
        [f"ada{n}@example.com" for n in range(1, 50)],
    )


@pytest.mark.parametrize(
    "name", ["مذيع تجريبي", "שדרן לדוגמה", "DJ 🎧👩🏽‍🎤", "Zalgo H̶̐e̵l", "田中 見本"]
)
def test_names_in_any_script_arrive_and_are_shown(alice: Person, name: str) -> None:
    client = alice.client()
    imported = brought(upload(client, f"Name,Email\n{name},ada@example.com\n"))
    assert name in client.get(f"/intel/imports/{imported.id}/mapping").content.decode()
    bring(alice, f"Name,Email\n{name},ada@example.com\n")
    assert [one.name for one in contacts(alice)] == [name]


def test_markup_in_a_list_stays_text_on_every_page(alice: Person) -> None:
    hostile = "<script>alert(1)</script>"
    client = alice.client()
    imported = brought(
        upload(client, f"{hostile},Email\n{hostile},ada@example.com\n,\n", f"{hostile}.csv")
    )
    pages = [f"/intel/imports/{imported.id}/mapping", "/intel/imports/"]
    for page in pages:
        assert hostile not in client.get(page).content.decode()


def test_a_row_that_no_index_can_hold_is_kept_or_refused_but_breaks_nothing(alice: Person) -> None:
    long = "wörd" * 20_000
    imported = bring(alice, f"Name,Email,Outlet\n{long},,{long}\nBo,bo@example.org,Radio X\n")
    assert imported.state == "done"
    assert "Bo" in [one.name for one in contacts(alice)]


def test_many_ways_of_ending_lines_are_read(alice: Person) -> None:
    numbers = count()
    for ending in ("\n", "\r\n", "\r"):
        n = next(numbers)
        assert figures(bring(alice, f"Name,Email{ending}Ada,a{n}@example.com{ending}Bo,b{n}@example.com")) == (
            "done", 2, 0, 0, 0,
        )  # fmt: skip
