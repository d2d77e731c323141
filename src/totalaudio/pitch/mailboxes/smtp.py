"""A mailbox of any provider: sent through SMTP, and read by IMAP where it was set up."""

import base64
import logging

from .connecting import Dial
from .imap import ImapBox
from .servers import Servers
from .transport import Fetched, Handed, NotHandedOverError, Outgoing, TransportError
from .wire import Wire

log = logging.getLogger(__name__)


class SmtpTransport:
    """Connects when it is first needed, and again when the server let go."""

    def __init__(self, servers: Servers, password: str, dial: Dial) -> None:
        self._servers, self._password, self._dial = servers, password, dial
        self._wire: Wire | None = None
        self._box: ImapBox | None = None

    def hand_over(self, message: Outgoing) -> Handed:
        wire = self._connected()
        try:
            wire.give(message.sender, message.recipient, message.raw)
        except TransportError:
            self._let_go()
            raise
        self._keep_copy(message)
        return Handed(message_id=message.message_id)

    def was_sent(self, message_id: str) -> bool | None:
        """True when it lies in the Sent folder. Its absence says nothing: a copy may never have been made."""
        if self._servers.imap is None:
            return None
        try:
            return self._opened_box().has_sent(message_id) or None
        except TransportError:
            return None

    def fetch(self, cursor: dict[str, str | int]) -> Fetched:
        if self._servers.imap is None:
            raise NotHandedOverError("This mailbox has no IMAP server, so nothing can be read.")
        return self._opened_box().fetch(cursor)

    def close(self) -> None:
        self._let_go()
        if self._box:
            self._box.close()
            self._box = None

    def check(self) -> None:
        """Sign in everywhere, and do nothing; raises the errors of a transport."""
        self._connected()
        if self._servers.imap:
            self._opened_box()

    def _connected(self) -> Wire:
        if self._wire and self._wire.is_alive():
            return self._wire
        self._let_go()
        wire = Wire(self._servers.smtp, self._dial, secrets_of(self._password))
        try:
            if self._servers.username:
                wire.sign_in(self._servers.username, self._password)
        except BaseException:
            wire.close()
            raise
        self._wire = wire
        return wire

    def _opened_box(self) -> ImapBox:
        if self._box is None:
            if self._servers.imap is None:
                raise NotHandedOverError("This mailbox has no IMAP server.")
            self._box = ImapBox(
                self._servers.imap, self._servers.username, self._password, self._dial
            )
        return self._box

    def _keep_copy(self, message: Outgoing) -> None:
        """The message is on its way: whatever goes wrong here must not look as if it were not."""
        if not (self._servers.keeps_copy and self._servers.imap):
            return
        try:
            self._opened_box().keep_copy(message.raw)
        except TransportError as error:
            log.warning("a sent message could not be copied into the Sent folder: %s", error)

    def _let_go(self) -> None:
        if self._wire:
            self._wire.close()
            self._wire = None


def secrets_of(password: str) -> tuple[str, ...]:
    """What must not be shown when a server repeats it: the password, and as it went over the wire."""
    return (password, base64.b64encode(password.encode()).decode("ascii")) if password else ()
