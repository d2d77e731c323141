"""The link that ends writing to somebody: who holds its key is asked nothing else, and it never stops working."""

from dataclasses import dataclass
from uuid import UUID

from django.db import connection
from django.db.models import Q

from totalaudio.campaigns.actions.replies import receive
from totalaudio.campaigns.stages import ReplyKind
from totalaudio.core.tenancy.context import task_context
from totalaudio.pitch.models import UnsubscribeKey
from totalaudio.pitch.replies.effects import cancel_waiting
from totalaudio.pitch.sends.links import hash_of_key

_SAID = "Unsubscribed by the link in a message."


@dataclass(frozen=True, slots=True)
class Offer:
    """Who sent the message, and whether its reader said already that they want no more."""

    organisation: str
    is_done: bool


def offer_of(key: str) -> Offer | None:
    """What the link with this key offers; None when there is no such key. It changes nothing."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM unsubscribe_offer_v2(%s)", [_hash(key)])
        found = cursor.fetchone()
    return Offer(*found) if found else None


def unsubscribe(key: str) -> bool:
    """Suppress the address that the message went to, at once; False when there is no such key. Again does no harm."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT unsubscribe_v1(%s)", [_hash(key)])
        found: bool = cursor.fetchone()[0]
    return found


def _hash(key: str) -> str:
    return hash_of_key(key.encode("utf-8", "replace").decode())


def follow_through(workspace_id: UUID, key_id: UUID) -> None:
    """The worker's part: nothing that waits leaves for them, and the campaign knows. Once, however often it is run."""
    with task_context(workspace_id) as by:
        keys = UnsubscribeKey.objects.filter(workspace_id=workspace_id, id=key_id)
        key = keys.select_related("send").first()
        if key is None or key.used_at is None:
            return
        theirs = Q(address_hash=key.address_hash)
        if key.send.contact_id:
            theirs |= Q(contact_id=key.send.contact_id)
            receive(
                by=by,
                target_id=key.send.target_id,
                kind=ReplyKind.OPT_OUT,
                at=key.used_at,
                text=_SAID,
                ref=key.id,
            )
        cancel_waiting(by=by, of=theirs)
