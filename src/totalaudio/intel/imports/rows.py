"""What a list says about one contact, after mapping and before anything was looked up."""

from dataclasses import dataclass
from enum import StrEnum

from totalaudio.contacts.fields import EmailKind


@dataclass(frozen=True, slots=True)
class ListRow:
    """One accepted row; text fields are '' when the list says nothing.

    `row` is the number of the record in the input (1 is the first after the header). `country` is
    ISO 3166 alpha-2. `email` is as it should be shown and written to (or the broken text when
    `email_kind` is invalid); `email_key` is its normalised form, '' when there is none.
    """

    row: int
    name: str = ""
    email: str = ""
    email_key: str = ""
    email_kind: EmailKind | None = None
    suggested_email: str = ""
    other_emails: tuple[str, ...] = ()
    outlet: str = ""
    role: str = ""
    format: str = ""
    coverage: str = ""
    country: str = ""
    genres: tuple[str, ...] = ()
    contact_method: str = ""
    best_timing: str = ""
    submission_guidelines: str = ""
    pitch_tips: tuple[str, ...] = ()
    notes: str = ""
    phone: str = ""
    website: str = ""
    socials: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()


class RefusalReason(StrEnum):
    """Why a row cannot become a contact."""

    EMPTY = "empty"
    NO_NAME_NO_ADDRESS = "no_name_no_address"
    TOO_LONG = "too_long"


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """A row that cannot become a contact: why, in words, and the cells as they were read."""

    row: int
    reason: RefusalReason
    message: str
    cells: tuple[str, ...]
