"""A contact as enrichment sees it: what is known, and by which list."""

from collections.abc import Iterable
from typing import Final
from uuid import UUID

from totalaudio.contacts.fields import EmailKind
from totalaudio.contacts.models import Contact
from totalaudio.intel.enrichment.findings import Subject, Value
from totalaudio.intel.models import ImportedRow

# The field of a finding, and the column of the contact that shows it.
COLUMN_OF: Final = {
    "outlet": "outlet_name",
    "outlet_kind": "outlet_kind",
    "role": "role",
    "format": "format",
    "coverage": "coverage",
    "country": "country",
    "genres": "genres",
    "contact_method": "contact_method",
    "best_timing": "best_timing",
    "submission_guidelines": "submission_guidelines",
    "pitch_tips": "pitch_tips",
    "phone": "phone",
    "website": "website",
    "socials": "socials",
}
# These are checks of the address, made anew each time.
CHECKED: Final = ("email_status", "suggested_email")


def subjects_of(contacts: Iterable[Contact]) -> list[Subject]:
    """The contacts in their order, each with the list that it came from."""
    listed = list(contacts)
    origins = _origins([contact.id for contact in listed])
    return [
        _subject(contact, *origins.get(contact.id, ("added by hand", None))) for contact in listed
    ]


def _subject(contact: Contact, origin: str, row: int | None) -> Subject:
    return Subject(
        name=contact.name,
        email=contact.email,
        email_kind=EmailKind(contact.email_kind) if contact.email_kind else None,
        known={field: value for field in COLUMN_OF if (value := value_of(contact, field))},
        origin=origin,
        row=row,
    )


def value_of(contact: Contact, field: str) -> Value:
    """What the contact shows for a field of a finding."""
    found = getattr(contact, COLUMN_OF[field])
    return tuple(found) if isinstance(found, list) else str(found)


def _origins(contact_ids: list[UUID]) -> dict[UUID, tuple[str, int | None]]:
    """The first list that each contact came from."""
    rows = ImportedRow.objects.filter(contact__in=contact_ids).order_by("contact", "id")
    found = rows.distinct("contact").values_list("contact", "of__name", "row")
    return {contact: (name, row) for contact, name, row in found}
