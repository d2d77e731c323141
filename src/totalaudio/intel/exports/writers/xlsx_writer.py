"""XLSX with the 15 columns; every cell is text or a number, never a formula or a link."""

import tempfile
from collections.abc import Iterable, Iterator
from typing import Final

import xlsxwriter

from totalaudio.intel.exports.rows import COLUMN_KEYS, ExportRow
from totalaudio.intel.exports.writers.cells import HEADINGS, TooManyRows, cells_of

MOST_ROWS: Final = 1_048_575  # below the headings
_MAX_CELL: Final = 32_767
_CHUNK: Final = 256 * 1024
_CONFIDENCE: Final = COLUMN_KEYS.index("confidence")
_WIDTH: Final = 22
_OPTIONS: Final = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def xlsx_chunks(rows: Iterable[ExportRow]) -> Iterator[bytes]:
    """Yield the workbook in pieces; it is built in a temporary file, as its directory comes last."""
    with tempfile.TemporaryFile() as file:
        with xlsxwriter.Workbook(file, _OPTIONS) as book:
            _fill(book, rows)
        file.seek(0)
        while chunk := file.read(_CHUNK):
            yield chunk


def _fill(book: "xlsxwriter.Workbook", rows: Iterable[ExportRow]) -> None:
    sheet = book.add_worksheet("Contacts")
    bold = book.add_format({"bold": True})
    sheet.set_column(0, len(HEADINGS) - 1, _WIDTH)
    sheet.freeze_panes(1, 0)
    for column, heading in enumerate(HEADINGS):
        sheet.write_string(0, column, heading, bold)
    for number, row in enumerate(rows, start=1):
        if number > MOST_ROWS:
            raise TooManyRows(f"A sheet holds {MOST_ROWS:,} contacts at most. Export CSV instead.")
        for column, text in enumerate(cells_of(row)):
            if column == _CONFIDENCE and row.confidence is not None:
                sheet.write_number(number, column, row.confidence)
            elif text:
                sheet.write_string(number, column, text[:_MAX_CELL])
