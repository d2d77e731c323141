"""Suppressing addresses, and lifting a suppression where nobody's own word stands against it."""

from collections.abc import Iterable
from typing import Final
from uuid import UUID

from django.db import connection

from totalaudio.contacts.models.suppression import Suppression, SuppressionReason
from totalaudio.core.tenancy.context import Actor
from totalaudio.core.tenancy.roles import MANAGERS

from .hashing import hash_of

OWN_WORD: Final = frozenset(
    {
        SuppressionReason.UNSUBSCRIBED,
        SuppressionReason.ASKED,
        SuppressionReason.COMPLAINED,
        SuppressionReason.ERASED,
    }
)


class NotLiftedError(Exception):
    """The suppression stays; the text says why, and what would change that."""


def suppress(*, workspace_id: UUID, addresses: Iterable[str], reason: SuppressionReason) -> int:
    """Suppress the mailboxes of these addresses, and say how many were not suppressed before.

    The open transaction must be in this workspace; its person is who did it.
    """
    hashes = {hash_of(workspace_id, one) for one in addresses if one.strip()}
    return suppress_hashes(hashes=hashes, reason=reason)


def suppress_hashes(*, hashes: Iterable[str], reason: SuppressionReason) -> int:
    """As `suppress`, for hashes of the workspace that the open transaction is in."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT suppress_v1(%s, %s)", [list(hashes), reason.value])
        added: int = cursor.fetchone()[0]
    return added


def lift(*, by: Actor, address: str, has_consent_since: bool = False) -> None:
    """Take a suppression away; NotLiftedError when that is not for this person to do, or stands against their word.

    `has_consent_since`: the person behind the address has consented after they were suppressed.
    """
    if by.role not in MANAGERS:
        raise NotLiftedError("Only owners and admins can lift a suppression. Ask one of them.")
    found = Suppression.objects.filter(address_hash=hash_of(by.workspace_id, address)).first()
    if found is None:
        raise NotLiftedError(f"{address} is not suppressed, so there is nothing to lift.")
    reason = SuppressionReason(found.reason)
    if reason in OWN_WORD and not has_consent_since:
        raise NotLiftedError(
            f"{address}: {reason.label.lower()}. That is their own word, so it stays until you"
            " have recorded that they consented after that."
        )
    found.delete()
