"""Why a contact may be written to: written down by a person, with the reason, the name and the day."""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.utils import timezone

from totalaudio.contacts.models import Contact
from totalaudio.core.tenancy.context import Actor
from totalaudio.pitch.models import Recipient
from totalaudio.pitch.states import Basis, Subscriber

from .subscribers import basis_for, presume

# What a person can write down; legitimate interests are what remains without it.
RECORDABLE: Final = (Basis.CONSENT, Basis.SOFT_OPT_IN, Basis.RECORDED)


@dataclass(frozen=True, slots=True)
class Standing:
    """Whose a contact's address is, why we say so, and the basis on which they may be written to, if any."""

    subscriber: Subscriber
    reason: str
    basis: Basis | None
    recipient: Recipient | None


def standing_of(contact: Contact, recipient: Recipient | None) -> Standing:
    """How a contact stands: what a person said of the address goes before what it looks like."""
    presumed = presume(contact.email, contact.outlet_name)
    said = Subscriber(recipient.subscriber) if recipient and recipient.subscriber else None
    recorded = Basis(recipient.basis) if recipient and recipient.basis else None
    subscriber = said or presumed.subscriber
    reason = "A member said so." if said else presumed.reason
    return Standing(subscriber, reason, basis_for(subscriber, recorded), recipient)


def recipient_of(by: Actor, contact_id: UUID) -> Recipient | None:
    """What was written down of a contact."""
    found = Recipient.objects.filter(workspace_id=by.workspace_id, contact_id=contact_id)
    return found.select_related("basis_by").first()


def record(
    *, by: Actor, contact_id: UUID, basis: Basis | None, note: str, subscriber: Subscriber | None
) -> Recipient:
    """Write down, or take back, why a contact may be written to, and whose the address is."""
    contact = Contact.objects.get(workspace_id=by.workspace_id, id=contact_id)
    recipient, _ = Recipient.objects.get_or_create(
        workspace_id=by.workspace_id, contact_id=contact.id
    )
    recipient.subscriber = subscriber or ""
    recipient.basis = basis or ""
    recipient.basis_note = note if basis else ""
    recipient.basis_by_id = by.user_id if basis else None
    recipient.basis_at = timezone.now() if basis else None
    recipient.save()
    return recipient
