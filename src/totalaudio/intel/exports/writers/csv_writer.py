"""CSV with the 15 columns: formula-safe, CRLF, UTF-8 with a mark so that Excel reads accents right."""

import codecs
import csv
import io
from collections.abc import Iterable, Iterator

from totalaudio.intel.exports.rows import ExportRow
from totalaudio.intel.exports.writers.cells import HEADINGS, cells_of
from totalaudio.intel.formulas import formula_safe

_FLUSH = 64 * 1024


def csv_chunks(rows: Iterable[ExportRow]) -> Iterator[bytes]:
    """Yield the file in pieces of about 64 KB; memory does not grow with the number of rows."""
    yield codecs.BOM_UTF8
    yield from table_chunks(HEADINGS, map(cells_of, rows))


def table_chunks(headings: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[bytes]:
    """Yield any table as formula-safe CSV in UTF-8, without a mark."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow([formula_safe(heading) for heading in headings])
    for cells in rows:
        writer.writerow([formula_safe(cell) for cell in cells])
        if buffer.tell() > _FLUSH:
            yield _take(buffer)
    yield _take(buffer)


def csv_bytes(cells: Iterable[str]) -> bytes:
    """Return one formula-safe line of CSV in UTF-8."""
    buffer = io.StringIO()
    csv.writer(buffer).writerow([formula_safe(cell) for cell in cells])
    return _take(buffer)


def _take(buffer: io.StringIO) -> bytes:
    # A lone surrogate cannot be written; it can only come from a program, never from a file.
    data = buffer.getvalue().encode("utf-8", errors="replace")
    buffer.seek(0)
    buffer.truncate()
    return data
