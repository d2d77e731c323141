"""A mailbox, opened: the worker alone does it, because it alone reads what opens it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from django.conf import settings

from totalaudio.pitch.models import Mailbox
from totalaudio.pitch.states import MailboxKind

from . import keeping
from .connecting import Dial
from .gmail import GmailTransport
from .google_oauth import Google
from .local import LocalTransport
from .servers import servers_of
from .smtp import SmtpTransport
from .transport import ReconnectError, SenderRefusedError, Transport


@contextmanager
def open_mailbox(mailbox: Mailbox) -> Iterator[Transport]:
    """What hands messages over and fetches answers; closed at the end. Not inside of a transaction.

    Raises ReconnectError when what opens it is gone, SenderRefusedError for an outbox where there is none.
    """
    transport = _transport(mailbox)
    try:
        yield transport
    finally:
        transport.close()


def dial() -> Dial:
    """How mail servers are reached here: in production only those on the public internet."""
    return Dial(is_guarded=settings.MAILBOXES_GUARDED)


def _transport(mailbox: Mailbox) -> Transport:
    match MailboxKind(mailbox.kind):
        case MailboxKind.LOCAL:
            return _local(mailbox)
        case MailboxKind.SMTP:
            return _smtp(mailbox)
        case MailboxKind.GMAIL:
            return _gmail(mailbox)


def _local(mailbox: Mailbox) -> Transport:
    if not settings.HAS_OUTBOX:
        raise SenderRefusedError("There is no outbox on this machine here. Connect a real mailbox.")
    return LocalTransport(mailbox)


def google() -> Google:
    """Google, or a stand-in for tests, and who we are there."""
    known = Google(settings.GOOGLE_CLIENT_ID, settings.GOOGLE_CLIENT_SECRET)
    if not (base := settings.GOOGLE_API_BASE):
        return known
    return replace(known, accounts=base, oauth=base, api=base)


def _gmail(mailbox: Mailbox) -> Transport:
    token = keeping.read(mailbox).get("refresh_token", "")
    return GmailTransport(google(), token, mailbox.scopes)


def _smtp(mailbox: Mailbox) -> Transport:
    password = keeping.read(mailbox).get("password", "")
    try:
        return SmtpTransport(servers_of(mailbox.servers), password, dial())
    except (KeyError, TypeError, ValueError):
        raise ReconnectError(
            "The servers of this mailbox are not known. Connect it again."
        ) from None
