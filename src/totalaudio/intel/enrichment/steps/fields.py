"""Which fields the steps look for, and which of them make a contact complete."""

from typing import Final

WANTED: Final = ("outlet", "format", "country", "genres")
OUTLET_FIELDS: Final = frozenset(
    {
        *WANTED,
        "outlet_kind",
        "coverage",
        "website",
        "phone",
        "socials",
        "contact_method",
        "submission_guidelines",
    }
)
# A check of what is there already is not new knowledge about the contact.
CHECKS: Final = frozenset({"email_status", "suggested_email", "last_active"})
