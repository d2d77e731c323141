"""A test message that a mailbox sends to itself, and what becomes of the mailbox when that fails."""

from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from typing import Final
from uuid import UUID

from totalaudio.core.tenancy.context import task_context
from totalaudio.pitch.models import Mailbox
from totalaudio.pitch.sends.message import MessageProblemError, ascii_address, one_line
from totalaudio.pitch.states import MailboxState

from .opening import open_mailbox
from .transport import Outgoing, ReconnectError, SenderRefusedError, TransportError

_SUBJECT: Final = "A test of your mailbox"
_TEXT: Final = (
    "This message was sent from your mailbox to itself, to see whether it can send.\n"
    "It can. Nothing has to be done.\n"
)


def send_to_itself(workspace_id: UUID, mailbox_id: UUID) -> None:
    """Send the test; when it fails the mailbox says why. A mailbox that is gone or disconnected is left alone."""
    with task_context(workspace_id):
        mailbox = Mailbox.objects.filter(workspace_id=workspace_id, id=mailbox_id).first()
    if mailbox is None or mailbox.state == MailboxState.DISCONNECTED:
        return
    try:
        message = _message(mailbox)
        with open_mailbox(mailbox) as transport:
            transport.hand_over(message)
    except MessageProblemError as problem:
        say(mailbox, str(problem), None)
    except TransportError as error:
        say(mailbox, str(error), _state_after(error))
    else:
        say(mailbox, "", None)


def say(mailbox: Mailbox, problem: str, state: MailboxState | None) -> None:
    """Write down what a mailbox's problem is, and its state where it changes."""
    with task_context(mailbox.workspace_id, mailbox.owner_id):
        mine = Mailbox.objects.filter(workspace_id=mailbox.workspace_id, id=mailbox.id)
        mine = mine.exclude(state=MailboxState.DISCONNECTED)
        if state:
            mine.update(problem=problem, state=state)
        else:
            mine.update(problem=problem)


def _state_after(error: TransportError) -> MailboxState | None:
    if isinstance(error, ReconnectError):
        return MailboxState.RECONNECT
    return MailboxState.PAUSED if isinstance(error, SenderRefusedError) else None


def _message(mailbox: Mailbox) -> Outgoing:
    message = EmailMessage()
    plain = ascii_address(mailbox.address)
    name = one_line("The sender's name", mailbox.sender_name)
    message["From"] = message["To"] = Address(name, addr_spec=plain)
    message["Subject"] = _SUBJECT
    message["Date"] = formatdate()
    message["Message-ID"] = its_id = make_msgid(domain=plain.rpartition("@")[2])
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(_TEXT)
    return Outgoing(
        raw=message.as_bytes(),
        sender=plain,
        recipient=plain,
        message_id=its_id,
    )
