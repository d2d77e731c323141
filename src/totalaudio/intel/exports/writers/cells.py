"""The 15 columns of a row as texts, for formats that have only cells."""

from totalaudio.contacts.fields import COLUMNS
from totalaudio.intel.exports.rows import COLUMN_KEYS, ExportRow

HEADINGS = tuple(column.heading for column in COLUMNS)


def cells_of(row: ExportRow) -> list[str]:
    """Return the 15 cells; lists are joined by "; ", a confidence is written as 0.85."""
    return [_as_text(getattr(row, key)) for key in COLUMN_KEYS]


def _as_text(value: str | tuple[str, ...] | float | None) -> str:
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, tuple):
        return "; ".join(value)
    return f"{value:.2f}"
