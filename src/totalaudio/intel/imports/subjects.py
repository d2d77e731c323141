"""What enrichment starts from, taken from a row of a list."""

from typing import Final

from totalaudio.intel.enrichment.findings import Subject, Value
from totalaudio.intel.imports.rows import ListRow

_GIVEN: Final = (
    "outlet",
    "role",
    "format",
    "coverage",
    "country",
    "genres",
    "contact_method",
    "best_timing",
    "submission_guidelines",
    "pitch_tips",
    "phone",
    "website",
    "socials",
)


def subject_of(row: ListRow, *, origin: str) -> Subject:
    """Return the row as a subject; `origin` is the short name of the list, for the evidence."""
    known: dict[str, Value] = {field: value for field in _GIVEN if (value := getattr(row, field))}
    return Subject(row.name, row.email, row.email_kind, known, origin, row.row)
