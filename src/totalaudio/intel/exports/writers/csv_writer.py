"""CSV with the 15 columns: formula-safe, CRLF, UTF-8 with a mark so that Excel reads accents right."""

import codecs
from collections.abc import Iterable, Iterator

from totalaudio.core.lib.csv_writing import table_chunks
from totalaudio.intel.exports.rows import ExportRow
from totalaudio.intel.exports.writers.cells import HEADINGS, cells_of


def csv_chunks(rows: Iterable[ExportRow]) -> Iterator[bytes]:
    """Yield the file in pieces of about 64 KB; memory does not grow with the number of rows."""
    yield codecs.BOM_UTF8
    yield from table_chunks(HEADINGS, map(cells_of, rows))
