"""Who gets no pitch, and why: nobody to write to, or somebody who must not be written to."""

from collections.abc import Iterable
from typing import Final
from uuid import UUID

from totalaudio.campaigns.models import Target
from totalaudio.contacts.fields import EmailKind
from totalaudio.contacts.suppression.queries import suppressed_among

ERASED: Final = "The contact was erased."
NO_ADDRESS: Final = "No address to write to."
NOT_AN_ADDRESS: Final = "What stands as its address is none. Correct it on the contact's page."


def refusals(workspace_id: UUID, targets: Iterable[Target]) -> dict[UUID, str]:
    """Why a pitch to these targets cannot be written, by target; those that can be written to are not in it."""
    found: dict[UUID, str] = {}
    addresses: dict[UUID, str] = {}
    for target in targets:
        if target.contact is None:
            found[target.id] = ERASED
        elif not target.contact.email:
            found[target.id] = NO_ADDRESS
        elif target.contact.email_kind == EmailKind.INVALID:
            found[target.id] = NOT_AN_ADDRESS
        else:
            addresses[target.id] = target.contact.email
    suppressed = suppressed_among(workspace_id, addresses.values())
    return found | {
        target_id: f"Must not be written to: {suppressed[address].label.lower()}."
        for target_id, address in addresses.items()
        if address in suppressed
    }
