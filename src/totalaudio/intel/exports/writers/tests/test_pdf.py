"""The contact sheet: what it says, what it never runs, and how many it holds."""

import io
from dataclasses import replace

import pytest
from pypdf import PdfReader

from totalaudio.intel.exports.rows import ExportRow
from totalaudio.intel.exports.writers import TooManyRows, pdf_chunks, pdf_writer
from totalaudio.intel.exports.writers.tests.cast import ADA, BLANK, HOSTILE


def words(*rows: ExportRow) -> str:
    """All text of the document, its white space made one."""
    pages = PdfReader(io.BytesIO(b"".join(pdf_chunks(rows)))).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_it_says_who_they_are_and_how_to_reach_them() -> None:
    said = words(ADA, BLANK)
    for part in (
        "2 contacts",
        "Ada Example",
        "Presenter, KEXP",
        "ada@example.com",
        "ada@example.org",
        "Genres indie, folk",
        "Best timing Tuesday",
        "Pitch tips Be short; No attachments",
        "95 % sure, checked 2026-11-22",
    ):
        assert part in said, part


def test_nobody_at_all_is_a_sheet_too() -> None:
    assert "0 contacts" in words()


@pytest.mark.parametrize("text", ["#panic(1)", '#read("/etc/passwd")', "*b* _i_ $x$ @ref <l>"])
def test_what_people_wrote_is_no_markup(text: str) -> None:
    said = words(replace(HOSTILE, name=text, outlet=text, notes=text, genres=(text,)))
    assert said.count(" ".join(text.split())) == 4


def test_a_contact_longer_than_a_column_goes_on_in_the_next() -> None:
    said = words(replace(ADA, notes="Long. " * 2_000), ADA)
    assert said.count("Long.") == 2_000


def test_more_than_a_sheet_holds_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_writer, "MOST_ON_PAPER", 2)
    with pytest.raises(TooManyRows, match="2 contacts at most"):
        b"".join(pdf_chunks([ADA, ADA, ADA]))
