import csv
import io
import json
import tracemalloc
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from totalaudio.contacts.fields import COLUMNS
from totalaudio.core.lib.formulas import without_quote
from totalaudio.intel.exports.rows import ExportRow
from totalaudio.intel.exports.writers import (
    Format,
    TooManyRows,
    csv_chunks,
    export_chunks,
    formula_safe,
    json_chunks,
    xlsx_chunks,
    xlsx_writer,
)
from totalaudio.intel.exports.writers.tests.cast import ADA, BLANK, HOSTILE

HEADINGS = [column.heading for column in COLUMNS]


def table(*rows: ExportRow) -> list[list[str]]:
    text = b"".join(csv_chunks(rows)).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline="")))


def sheet(*rows: ExportRow) -> list[list[str]]:
    data = io.BytesIO(b"".join(xlsx_chunks(rows)))
    cells = CalamineWorkbook.from_filelike(data).get_sheet_by_index(0).to_python()
    return [[str(cell) for cell in row] for row in cells]


def test_csv_has_the_15_columns_and_every_row_all_of_them() -> None:
    assert table(ADA, BLANK) == [
        HEADINGS,
        [
            "Ada Example",
            "ada@example.com",
            "KEXP",
            "Presenter",
            "alternative",
            "local",
            "indie; folk",
            "email",
            "Tuesday",
            "Links only",
            "Be short; No attachments",
            "Likes WAV",
            "0.95",
            "2026-11-22",
            "contacts.csv; outlet directory",
        ],
        ["محمد 🎧", *[""] * 14],
    ]


def test_csv_begins_with_a_mark_so_that_excel_reads_accents() -> None:
    assert b"".join(csv_chunks([]))[:7] == b"\xef\xbb\xbfName"


def test_no_cell_of_csv_can_become_a_formula() -> None:
    _, row = table(HOSTILE)
    assert not [cell for cell in row if cell[:1] in "=+-@\t\r" and cell]
    found = dict(zip(HEADINGS, row, strict=True))
    assert found["Name"] == '\'=HYPERLINK("http://example.com")'
    assert found["Contact method"] == 'fine, "quoted"\nand broken'


@given(st.text())
def test_a_safe_cell_is_given_back_unchanged(text: str) -> None:
    safe = formula_safe(text)
    assert safe[:1] not in set("=+-@\t\r\n")
    if not text.startswith("'"):
        assert without_quote(safe) == text


def test_json_has_exactly_the_promised_keys() -> None:
    (ada,) = json.loads(b"".join(json_chunks([ADA])))
    assert ada == {
        "row": 1,
        "name": "Ada Example",
        "email": "ada@example.com",
        "outlet": "KEXP",
        "role": "Presenter",
        "format": "alternative",
        "coverage": "local",
        "genres": ["indie", "folk"],
        "contact_method": "email",
        "best_timing": "Tuesday",
        "submission_guidelines": "Links only",
        "pitch_tips": ["Be short", "No attachments"],
        "notes": "Likes WAV",
        "confidence": 0.95,
        "last_checked": "2026-11-22",
        "source": "contacts.csv; outlet directory",
        "country": "US",
        "email_kind": "person",
        "suggested_email": None,
        "other_emails": ["ada@example.org"],
        "status": "enriched",
        "evidence": [
            {
                "field": "genres",
                "value": ["indie", "folk"],
                "step": "directory",
                "source": "outlet directory: KEXP, by name",
                "url": "https://example.org/",
                "quote": None,
                "checked_at": "2026-11-22T09:30:00+00:00",
                "confidence": 0.95,
            }
        ],
    }


def test_what_is_unknown_is_null_or_an_empty_list_in_json() -> None:
    (blank,) = json.loads(b"".join(json_chunks([BLANK])))
    known = {key: value for key, value in blank.items() if value is not None}
    assert known == {
        "row": 2,
        "name": "محمد 🎧",
        "genres": [],
        "pitch_tips": [],
        "other_emails": [],
        "status": "unchanged",
        "evidence": [],
    }


@pytest.mark.parametrize("count", [0, 1, 2, 500])
def test_json_is_one_array_however_many_there_are(count: int) -> None:
    assert len(json.loads(b"".join(json_chunks([ADA] * count)))) == count


def test_a_workbook_has_the_same_cells_and_the_confidence_as_a_number() -> None:
    rows = sheet(ADA, BLANK)
    assert rows[0] == HEADINGS
    assert rows[1][0:2] == ["Ada Example", "ada@example.com"]
    assert rows[1][HEADINGS.index("Confidence")] == "0.95"
    assert rows[2] == ["محمد 🎧", *[""] * 14]


def test_a_workbook_holds_no_formula_and_no_link() -> None:
    data = b"".join(xlsx_chunks([HOSTILE]))
    import zipfile

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        xml = archive.read("xl/worksheets/sheet1.xml")
    assert (b"<f>" in xml, b"hyperlink" in xml) == (False, False)
    assert sheet(HOSTILE)[1][0] == '=HYPERLINK("http://example.com")'


def test_more_rows_than_a_sheet_has_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx_writer, "MOST_ROWS", 2)
    with pytest.raises(TooManyRows):
        b"".join(xlsx_chunks([ADA, ADA, ADA]))


@pytest.mark.parametrize("form", [form for form in Format if form is not Format.PDF])
def test_ten_times_the_contacts_need_no_more_memory(form: Format) -> None:
    def peak(count: int) -> int:
        def rows() -> Iterator[ExportRow]:
            for _ in range(count):
                yield ADA

        tracemalloc.start()
        size = sum(len(chunk) for chunk in export_chunks(rows(), form))
        highest = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert size > 0
        return highest

    assert peak(5_000) < peak(500) * 1.5 + 300_000
