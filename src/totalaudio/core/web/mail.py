"""Mail is written in the transaction that causes it; the worker delivers it, or the outbox page shows it."""

from base64 import b64decode, b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from email.message import MIMEPart
from urllib.parse import unquote, urlsplit
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.backends.smtp import EmailBackend as SmtpBackend
from django.db import connection

from totalaudio.core.lib.ids import new_id
from totalaudio.core.tenancy.tasks import enqueue

from .models import Letter


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file in a letter; `kind` is its media type with parameters."""

    name: str
    kind: str
    content: bytes

    def to_json(self) -> dict[str, str]:
        """As it lies in the database."""
        return {
            "name": self.name,
            "kind": self.kind,
            "content": b64encode(self.content).decode("ascii"),
        }


class Backend(BaseEmailBackend):
    """Keeps each mail as a Letter: held for the outbox page, or handed to the worker when a mail server is set."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        is_held = not settings.MAIL_SERVER
        for message in email_messages:
            letter = Letter(
                sender=message.from_email,
                recipients=message.recipients(),
                subject=str(message.subject),
                body=str(message.body),
                is_held=is_held,
                attachments=[_kept(part).to_json() for part in message.attachments],
            )
            Letter.objects.bulk_create([letter])
            _hand_over(letter.id, is_held=is_held)
        return len(email_messages)


def write_to_operators(subject: str, body: str) -> None:
    """Write to all staff of the installation, whose addresses stay in the database."""
    letter_id, is_held = new_id(), not settings.MAIL_SERVER
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT write_to_operators_v1(%s, %s, %s, %s, %s)",
            [letter_id, settings.DEFAULT_FROM_EMAIL, subject, body, is_held],
        )
        found = cursor.fetchone()
    if found and found[0]:
        _hand_over(letter_id, is_held=is_held)


def attachments_of(letter: Letter) -> list[Attachment]:
    """The files of a letter, in their order."""
    return [
        Attachment(kept["name"], kept["kind"], b64decode(kept["content"]))
        for kept in letter.attachments
    ]


def message_of(letter: Letter) -> EmailMessage:
    """The letter as it goes over the wire."""
    message = EmailMessage(letter.subject, letter.body, letter.sender, letter.recipients)
    for file in attachments_of(letter):
        message.attach(file.name, file.content, file.kind)
    return message


def _hand_over(letter_id: UUID, *, is_held: bool) -> None:
    if not is_held:
        enqueue("mail.deliver", queue="mail", letter_id=letter_id)


def _kept(part: object) -> Attachment:
    if isinstance(part, MIMEPart) or not isinstance(part, tuple):
        raise TypeError("attach files by name, content and media type")
    name, content, kind = part
    body = content if isinstance(content, bytes) else str(content).encode()
    return Attachment(str(name), str(kind or "application/octet-stream"), body)


def server(url: str) -> SmtpBackend:
    """The server for smtp://, smtp+tls:// (STARTTLS) or smtps:// addresses with user and password."""
    parts = urlsplit(url)
    secure, upgraded = parts.scheme == "smtps", parts.scheme == "smtp+tls"
    return SmtpBackend(
        alias="server",
        host=parts.hostname or "localhost",
        port=parts.port or (465 if secure else 587 if upgraded else 25),
        username=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        use_ssl=secure,
        use_tls=upgraded,
        timeout=20,
    )
