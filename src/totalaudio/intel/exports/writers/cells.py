"""The 15 columns of a row as texts, for formats that have only cells."""

from typing import Final

from totalaudio.contacts.fields import COLUMNS, LABELS
from totalaudio.intel.exports.rows import COLUMN_KEYS, ExportRow

# What neither an address book nor a printed card has a place of its own for.
_FACTS: Final = (
    "format",
    "coverage",
    "contact_method",
    "best_timing",
    "submission_guidelines",
    "pitch_tips",
    "notes",
)
HEADINGS = tuple(column.heading for column in COLUMNS)


def cells_of(row: ExportRow) -> list[str]:
    """Return the 15 cells; lists are joined by "; ", a confidence is written as 0.85."""
    return [_as_text(getattr(row, key)) for key in COLUMN_KEYS]


class TooManyRows(ValueError):  # noqa: N818 - says what is wrong with the list
    """More contacts than the format can hold."""


def facts_of(row: ExportRow) -> list[tuple[str, str]]:
    """Return what is known of how to reach them, each with its label."""
    said = ((LABELS[key], _as_text(getattr(row, key))) for key in _FACTS)
    return [(label, value) for label, value in said if value]


def _as_text(value: str | tuple[str, ...] | float | None) -> str:
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, tuple):
        return "; ".join(value)
    return f"{value:.2f}"
