"""Which addresses must not be written to."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Count

from totalaudio.contacts.models.suppression import Suppression, SuppressionReason

from .hashing import hash_of


def suppressed_among(workspace_id: UUID, addresses: Iterable[str]) -> dict[str, SuppressionReason]:
    """Those of these addresses that are suppressed, with the reason; one query for all of them."""
    hash_by = {one: hash_of(workspace_id, one) for one in set(addresses) if one.strip()}
    reasons = reasons_of(workspace_id, hash_by.values())
    return {one: reasons[its] for one, its in hash_by.items() if its in reasons}


def reasons_of(workspace_id: UUID, hashes: Iterable[str]) -> dict[str, SuppressionReason]:
    """Those of these hashes that are suppressed, with the reason."""
    wanted = list(hashes)
    if not wanted:
        return {}
    found = Suppression.objects.filter(workspace_id=workspace_id, address_hash__in=wanted)
    return {
        its: SuppressionReason(reason)
        for its, reason in found.values_list("address_hash", "reason")
    }


def suppression_of(workspace_id: UUID, address: str) -> Suppression | None:
    """The suppression of one address, if there is one."""
    its = hash_of(workspace_id, address)
    return Suppression.objects.filter(workspace_id=workspace_id, address_hash=its).first()


def counts(workspace_id: UUID) -> dict[SuppressionReason, int]:
    """How many addresses are suppressed for each reason that there is."""
    found = Suppression.objects.filter(workspace_id=workspace_id).values_list("reason")
    return {
        SuppressionReason(reason): number
        for reason, number in found.annotate(number=Count("id")).order_by("-number", "reason")
    }
