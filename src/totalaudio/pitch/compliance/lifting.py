"""Lifting a suppression: somebody's own word yields only to a consent that was written down after it."""

from totalaudio.contacts.suppression.actions import lift
from totalaudio.contacts.suppression.queries import suppression_of
from totalaudio.core.tenancy.context import Actor
from totalaudio.pitch.models import Recipient
from totalaudio.pitch.states import Basis

from .people import find_person


def lift_from(*, by: Actor, address: str) -> None:
    """Lift it; NotLiftedError of contacts.suppression.actions when it stays."""
    lift(by=by, address=address, has_consent_since=_has_consented_since(by, address))


def _has_consented_since(by: Actor, address: str) -> bool:
    known = suppression_of(by.workspace_id, address)
    if known is None:
        return False
    consents = Recipient.objects.filter(
        workspace_id=by.workspace_id,
        contact_id__in=find_person(by, address).ids,
        basis=Basis.CONSENT,
        basis_at__gt=known.created_at,
    )
    return consents.exists()
