"""The outbox of this machine as a mailbox: nothing leaves, and answers are typed on its page."""

from email import message_from_bytes
from uuid import UUID

from totalaudio.contacts.models import Contact
from totalaudio.core.tenancy.context import task_context
from totalaudio.pitch.models import LocalMessage, Mailbox

from .transport import Arrived, Fetched, Handed, Outgoing

MOST = 100


class LocalTransport:
    """Keeps what is handed over, and gives what was typed."""

    def __init__(self, mailbox: Mailbox) -> None:
        self._mailbox = mailbox

    def hand_over(self, message: Outgoing) -> Handed:
        """Kept at once, as at a real server, whatever becomes of the transaction in which it is handed over."""
        LocalMessage.objects.using("system").create(
            workspace_id=self._mailbox.workspace_id,
            mailbox_id=self._mailbox.id,
            contact_id=_contact(self._mailbox.workspace_id, message.recipient),
            raw=message.raw,
        )
        return Handed(message_id=message.message_id)

    def was_sent(self, message_id: str) -> bool | None:
        sent = LocalMessage.objects.using("system").filter(
            workspace_id=self._mailbox.workspace_id, mailbox=self._mailbox.id, is_incoming=False
        )
        return any(_id_of(raw) == message_id for raw in sent.values_list("raw", flat=True))

    def fetch(self, cursor: dict[str, str | int]) -> Fetched:
        """Without a cursor from the first answer on: everything here was typed since the mailbox is there."""
        with task_context(self._mailbox.workspace_id, self._mailbox.owner_id):
            came = LocalMessage.objects.filter(
                workspace_id=self._mailbox.workspace_id, mailbox=self._mailbox, is_incoming=True
            ).order_by("id")
            if cursor:
                came = came.filter(id__gt=UUID(str(cursor["after"])))
            messages = [Arrived(f"local:{one.id}", bytes(one.raw)) for one in came[:MOST]]
        last = messages[-1].key.removeprefix("local:") if messages else None
        return Fetched(messages, {"after": last} if last else cursor)

    def close(self) -> None:
        return None


def _contact(workspace_id: UUID, address: str) -> UUID | None:
    """Whom it went to, so that it goes when they go."""
    found = Contact.objects.using("system").filter(workspace_id=workspace_id, email__iexact=address)
    return found.order_by("id").values_list("id", flat=True).first()


def _id_of(raw: bytes | memoryview) -> str:
    return str(message_from_bytes(bytes(raw)).get("Message-ID", "")).strip()
