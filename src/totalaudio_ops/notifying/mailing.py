"""Hands a notification to a mail server."""

import smtplib
import ssl
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import parseaddr
from urllib.parse import unquote, urlsplit

from .notification import Notification, NotTakenError

SECONDS = 10


@dataclass(frozen=True, slots=True)
class MailServer:
    """A way by mail: smtp://, smtp+tls:// (STARTTLS) or smtps:// with user and password, and who sends."""

    url: str = field(repr=False)
    sender: str

    def __call__(self, given: Notification) -> None:
        """Hand it over; raises NotTakenError with what the server said."""
        message = message_of(given, self.sender)
        try:
            with self._connected() as server:
                self._sign_in(server)
                # As bytes: send_message would turn a line that begins with From into >From.
                server.sendmail(parseaddr(self.sender)[1], [given.recipient], message.as_bytes())
        except smtplib.SMTPAuthenticationError as error:
            raise NotTakenError(
                f"the mail server refused to sign us in ({error.smtp_code})"
            ) from None
        except smtplib.SMTPRecipientsRefused:
            raise NotTakenError(f"the mail server refused the address {given.recipient}") from None
        except smtplib.SMTPResponseException as error:
            raise NotTakenError(f"the mail server answered {error.smtp_code}") from None
        except ssl.SSLCertVerificationError as error:
            raise NotTakenError(
                f"the mail server's certificate is not believed ({error.verify_message})"
            ) from None
        except (smtplib.SMTPException, OSError) as error:
            raise NotTakenError(
                f"the mail server could not be reached ({type(error).__name__})"
            ) from None

    def _connected(self) -> smtplib.SMTP:
        parts = urlsplit(self.url)
        host = parts.hostname or "localhost"
        if parts.scheme == "smtps":
            tls = ssl.create_default_context()
            return smtplib.SMTP_SSL(host, parts.port or 465, timeout=SECONDS, context=tls)
        upgraded = parts.scheme == "smtp+tls"
        server = smtplib.SMTP(host, parts.port or (587 if upgraded else 25), timeout=SECONDS)
        if upgraded:
            try:
                server.starttls(context=ssl.create_default_context())
            except BaseException:
                server.close()
                raise
        return server

    def _sign_in(self, server: smtplib.SMTP) -> None:
        parts = urlsplit(self.url)
        if parts.username:
            server.login(unquote(parts.username), unquote(parts.password or ""))


def message_of(given: Notification, sender: str) -> EmailMessage:
    """The mail; its id is that of the notification, so that one that was sent twice is known."""
    message = EmailMessage(policy=SMTP)
    message["From"] = sender
    message["To"] = given.recipient
    message["Subject"] = " ".join(given.subject.split())
    message["Message-ID"] = f"<{given.id}@notices.totalaudio.invalid>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(given.body)
    return message
