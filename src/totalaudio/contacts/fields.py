"""The fields of a contact that lists, pages, exports and the command line share: the one source of their names."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class EmailKind(StrEnum):
    """What kind of address it is; the first that fits, in this order."""

    INVALID = "invalid"
    DISPOSABLE = "disposable"
    DESK = "desk"
    ROLE = "role"
    FREE = "free"
    PERSON = "person"


class Status(StrEnum):
    """What came of enriching one contact."""

    ENRICHED = "enriched"
    PARTIAL = "partial"
    UNCHANGED = "unchanged"
    FAILED = "failed"
    SKIPPED = "skipped"
    CACHED = "cached"


@dataclass(frozen=True, slots=True)
class Column:
    """One of the 15 columns of an exported list."""

    key: str
    heading: str


COLUMNS: Final = (
    Column("name", "Name"),
    Column("email", "Email"),
    Column("outlet", "Outlet"),
    Column("role", "Role"),
    Column("format", "Format"),
    Column("coverage", "Coverage"),
    Column("genres", "Genres"),
    Column("contact_method", "Contact method"),
    Column("best_timing", "Best timing"),
    Column("submission_guidelines", "Submission guidelines"),
    Column("pitch_tips", "Pitch tips"),
    Column("notes", "Notes"),
    Column("confidence", "Confidence"),
    Column("last_checked", "Last checked"),
    Column("source", "Source"),
)

LABELS: Final = {column.key: column.heading for column in COLUMNS} | {
    "other_emails": "Other emails",
    "outlet_kind": "Kind of outlet",
    "country": "Country",
    "phone": "Phone",
    "website": "Website",
    "socials": "Socials",
    "tags": "Tags",
}
# The column of the table that holds a field, where it has another name.
COLUMN_OF: Final = {"outlet": "outlet_name"}
