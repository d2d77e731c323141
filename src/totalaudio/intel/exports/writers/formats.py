"""The formats of an export."""

from collections.abc import Iterable, Iterator
from enum import StrEnum

from totalaudio.intel.exports.rows import ExportRow
from totalaudio.intel.exports.writers.csv_writer import csv_chunks
from totalaudio.intel.exports.writers.json_writer import json_chunks
from totalaudio.intel.exports.writers.pdf_writer import MOST_ON_PAPER, pdf_chunks
from totalaudio.intel.exports.writers.vcard_writer import vcard_chunks
from totalaudio.intel.exports.writers.xlsx_writer import MOST_ROWS, xlsx_chunks


class Format(StrEnum):
    """A format that contacts can be exported in; its value is the ending of the file's name."""

    CSV = "csv"
    JSON = "json"
    XLSX = "xlsx"
    VCARD = "vcf"
    PDF = "pdf"

    @property
    def media_type(self) -> str:
        """The content type for an HTTP answer."""
        return _MEDIA_TYPES[self]

    @property
    def is_text(self) -> bool:
        """Whether a terminal can show it."""
        return self not in {Format.XLSX, Format.PDF}

    @property
    def most(self) -> int | None:
        """How many contacts it can hold; None for any number."""
        return _MOST.get(self)


_MEDIA_TYPES = {
    Format.CSV: "text/csv; charset=utf-8",
    Format.JSON: "application/json",
    Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Format.VCARD: "text/vcard; charset=utf-8",
    Format.PDF: "application/pdf",
}
_MOST = {Format.XLSX: MOST_ROWS, Format.PDF: MOST_ON_PAPER}
_WRITERS = {
    Format.CSV: csv_chunks,
    Format.JSON: json_chunks,
    Format.XLSX: xlsx_chunks,
    Format.VCARD: vcard_chunks,
    Format.PDF: pdf_chunks,
}


def export_chunks(rows: Iterable[ExportRow], form: Format) -> Iterator[bytes]:
    """Yield an export in the given format, a piece at a time."""
    return _WRITERS[form](rows)
