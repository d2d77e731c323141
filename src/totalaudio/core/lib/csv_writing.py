"""Tables as CSV that no spreadsheet runs: formula-safe, CRLF, UTF-8."""

import csv
import io
from collections.abc import Iterable, Iterator

from totalaudio.core.lib.formulas import formula_safe

_FLUSH = 64 * 1024


def table_chunks(headings: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[bytes]:
    """Yield any table as formula-safe CSV in UTF-8, without a mark, in pieces of about 64 KB."""
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
