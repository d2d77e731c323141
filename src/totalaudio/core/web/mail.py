"""Mail is written in the transaction that causes it; the worker delivers it, or the outbox page shows it."""

from collections.abc import Sequence
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.backends.smtp import EmailBackend as SmtpBackend

from totalaudio.core.tenancy.tasks import enqueue

from .models import Letter


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
            )
            Letter.objects.bulk_create([letter])
            if not is_held:
                enqueue("mail.deliver", queue="mail", letter_id=letter.id)
        return len(email_messages)


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
