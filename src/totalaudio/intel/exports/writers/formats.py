"""The formats of an export."""

from collections.abc import Iterable, Iterator
from enum import StrEnum

from totalaudio.intel.exports.rows import ExportRow
from totalaudio.intel.exports.writers.csv_writer import csv_chunks
from totalaudio.intel.exports.writers.json_writer import json_chunks
from totalaudio.intel.exports.writers.xlsx_writer import xlsx_chunks


class Format(StrEnum):
    """A format that contacts can be exported in; its value is the ending of the file's name."""

    CSV = "csv"
    JSON = "json"
    XLSX = "xlsx"

    @property
    def media_type(self) -> str:
        """The content type for an HTTP answer."""
        return _MEDIA_TYPES[self]


_MEDIA_TYPES = {
    Format.CSV: "text/csv; charset=utf-8",
    Format.JSON: "application/json",
    Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_WRITERS = {Format.CSV: csv_chunks, Format.JSON: json_chunks, Format.XLSX: xlsx_chunks}


def export_chunks(rows: Iterable[ExportRow], form: Format) -> Iterator[bytes]:
    """Yield an export in the given format, a piece at a time."""
    return _WRITERS[form](rows)
