import datetime as dt
import io
import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from totalaudio.intel.imports.reading import ListKind, UnusableList, limits, open_list
from totalaudio.intel.imports.reading.errors import Unusable
from totalaudio.intel.imports.reading.tests.cast import FILES, read, refusal

type Cell = str | float | bool | dt.date


def workbook(**sheets: list[list[Cell]]) -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(
        buffer, {"default_date_format": "dd/mm/yyyy", "strings_to_urls": False}
    ) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return buffer.getvalue()


PEOPLE: list[list[Cell]] = [
    ["Name", "Email"],
    ["Ada", "ada@example.com"],
    ["Zoë 🎧", "zoe@example.org"],
]


def test_a_workbook_is_read_like_any_list() -> None:
    found = read(workbook(People=PEOPLE))
    assert (found.kind, found.sheet, found.header) == (ListKind.XLSX, "People", ("Name", "Email"))
    assert found.cells == [("Ada", "ada@example.com"), ("Zoë 🎧", "zoe@example.org")]


def test_the_sheet_with_the_most_contacts_is_taken_and_the_others_are_named() -> None:
    data = workbook(Readme=[["Hello"]], People=PEOPLE, Old=[["Email"], ["old@example.com"]])
    found = read(data)
    assert (found.sheet, found.notes) == ("People", ("Other sheets not read: Readme, Old.",))
    assert read(data, sheet="Old").cells == [("old@example.com",)]


def test_a_sheet_that_is_not_there_is_said_with_those_that_are() -> None:
    with pytest.raises(UnusableList) as refused:
        open_list(workbook(People=PEOPLE), name="list.xlsx", sheet="Contacts")
    assert str(refused.value) == "list.xlsx has no such sheet. Its sheets are: People."


def test_numbers_dates_and_truths_are_read_as_people_see_them() -> None:
    row: list[Cell] = ["Ada", "a@example.com", 447700900123.0, 1.5, dt.date(2026, 11, 22), True]
    found = read(workbook(People=[["Name", "Email", "Phone", "Score", "Date", "Ok"], row]))
    assert found.cells == [("Ada", "a@example.com", "447700900123", "1.5", "2026-11-22", "TRUE")]


def test_a_formula_gives_its_value_and_is_never_run() -> None:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["Name", "Email"])
        sheet.write_formula(1, 0, '=HYPERLINK("http://example.com","x")', None, "Ada")
        sheet.write_string(1, 1, "ada@example.com")
    assert read(buffer.getvalue()).cells == [("Ada", "ada@example.com")]


def test_old_excel_files_are_read() -> None:
    found = read(FILES / "old.xls")
    assert (found.kind, found.sheet) == (ListKind.XLS, "Old list")
    assert found.cells[0] == ("Ada Example", "ada@example.com", "447700900123")


def test_open_document_sheets_are_read() -> None:
    found = read(FILES / "people.ods")
    assert (found.kind, found.sheet, len(found.cells)) == (ListKind.ODS, "People", 2)


def test_a_password_is_said_to_be_the_problem() -> None:
    assert refusal(FILES / "locked.xlsx") == (
        Unusable.PASSWORD,
        "list.csv is protected with a password. Save a copy without one, or export it as CSV.",
    )


def test_the_name_of_a_file_counts_for_nothing(tmp_path: Path) -> None:
    disguised = tmp_path / "LIST.CSV"
    disguised.write_bytes(workbook(People=PEOPLE))
    assert read(disguised).kind is ListKind.XLSX
    text = tmp_path / "list.XLSX"
    text.write_text("Name,Email\nAda,ada@example.com\n")
    assert read(text).kind is ListKind.CSV


@pytest.fixture
def _small_cap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "WORKBOOK_BYTES", 50 * 1024 * 1024)


@pytest.mark.usefixtures("_small_cap")
def test_a_zip_bomb_is_refused_for_what_it_says() -> None:
    code, message = refusal(_bomb())
    assert (code, "unpacks to more than 50 MB" in message) == (Unusable.ZIP_BOMB, True)


@pytest.mark.usefixtures("_small_cap")
def test_a_zip_bomb_that_lies_about_its_size_is_refused_too() -> None:
    honest = _bomb()
    size = _BOMB_BYTES.to_bytes(4, "little")
    assert honest.count(size) >= 1
    assert refusal(honest.replace(size, (1_000).to_bytes(4, "little")))[0] is Unusable.ZIP_BOMB


_BOMB_BYTES = 60_000_001


def _bomb() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", "<workbook/>")
        with archive.open("xl/worksheets/sheet1.xml", "w") as sheet:
            block = bytes(10_000_000)
            for _ in range(_BOMB_BYTES // len(block)):
                sheet.write(block)
            sheet.write(b"0")
    return buffer.getvalue()


def test_one_cell_in_the_last_corner_does_not_take_the_memory() -> None:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        sheet = book.add_worksheet()
        sheet.write_string(0, 0, "Name")
        sheet.write_string(1_048_575, 16_383, "far away")
    code, message = refusal(buffer.getvalue())
    assert code is Unusable.TOO_COMPLEX
    assert message.startswith("list.csv needs more memory or time")


def test_ten_thousand_columns_in_a_workbook_are_refused() -> None:
    wide: list[Cell] = [f"Column {number}" for number in range(10_000)]
    code, message = refusal(workbook(People=[wide, wide]))
    assert (code, "10000 columns" in message) == (Unusable.TOO_MANY_COLUMNS, True)


@pytest.mark.parametrize(
    ("part", "what"),
    [
        ("word/document.xml", "a Word document (DOCX)"),
        ("ppt/presentation.xml", "a presentation (PPTX)"),
        ("Index/Document.iwa", "an Apple Numbers or Pages document"),
        ("photo.jpg", "a zip archive"),
    ],
)
def test_other_zip_files_are_called_by_their_names(part: str, what: str) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(part, "x")
    code, message = refusal(buffer.getvalue())
    assert (code, message.split(", not")[0]) == (Unusable.WRONG_KIND, f"list.csv is {what}")


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9, 0.99])
def test_a_workbook_that_is_cut_off_is_called_damaged(share: float) -> None:
    whole = workbook(People=PEOPLE)
    assert refusal(whole[: int(len(whole) * share)])[0] is Unusable.BROKEN


def test_a_workbook_without_rows_is_empty() -> None:
    assert refusal(workbook(People=[]))[0] is Unusable.EMPTY


def test_closing_early_leaves_no_process_and_no_file() -> None:
    rows: list[list[Cell]] = [[f"P{n}", f"p{n}@example.com"] for n in range(20_000)]
    before = children()
    with open_list(workbook(People=rows)) as opened:
        next(opened.rows())
        assert children() > before
    assert children() == before


def children() -> set[int]:
    """The processes of this one; other tests of the session may keep servers."""
    tasks = Path("/proc/self/task").glob("*/children")
    return {int(child) for task in tasks for child in task.read_text().split()}
