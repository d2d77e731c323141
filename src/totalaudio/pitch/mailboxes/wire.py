"""One SMTP conversation, a command at a time, so that it is known where it broke."""

import base64
import re
import smtplib
import socket
from collections.abc import Iterable
from typing import Final

from .answers import Answer, Phase, answer_of, error_of
from .connecting import Dial, broken_tls
from .limiting import CappedReplies, within
from .servers import Security, Server
from .transport import (
    NotHandedOverError,
    ReconnectError,
    RefusedError,
    SenderRefusedError,
    UnsureError,
)

_BROKEN: Final = (OSError, smtplib.SMTPServerDisconnected, smtplib.SMTPResponseException)
# The name by which a program without a public name greets, as mail programs do.
_OURSELVES: Final = "[127.0.0.1]"
_NOT_SAID: Final = "The mail server was given the message and did not say whether it took it."
_ANY_EOL: Final = re.compile(rb"\r\n|\r|\n")
_LEADING_DOT: Final = re.compile(rb"(?m)^\.")


class _Smtp(smtplib.SMTP):
    """smtplib on a connection that was made by us, through the guard."""

    def __init__(self, opened: socket.socket, seconds: float) -> None:
        self._opened = opened
        super().__init__(local_hostname=_OURSELVES, timeout=seconds)

    def getreply(self) -> tuple[int, bytes]:
        if self.file is None and self.sock is not None:
            self.file = CappedReplies(self.sock.makefile("rb"))
        if self.file is not None:
            self.file.begin()
        return super().getreply()

    def _get_socket(self, host: str, port: int, timeout: float | None) -> socket.socket:
        return self._opened


class Wire:
    """An open conversation with a server; every method raises the errors of a transport."""

    def __init__(self, server: Server, dial: Dial, secrets: Iterable[str] = ()) -> None:
        self._server, self._dial, self._secrets = server, dial, tuple(secrets)
        self._opened = dial.connect(server)
        self._smtp = _Smtp(self._opened, dial.seconds)
        try:
            with within(self._opened, dial.most_seconds):
                self._greet()
        except BaseException:
            self._smtp.close()
            raise

    def sign_in(self, username: str, password: str) -> None:
        """Prove who we are; ReconnectError when the server does not accept it."""
        with within(self._opened, self._dial.most_seconds):
            answer = self._prove(username, password)
        if answer.code != 235:
            raise error_of(answer, Phase.SIGN_IN)

    def _prove(self, username: str, password: str) -> Answer:
        offered = self._smtp.esmtp_features.get("auth", "").upper().split()
        if "PLAIN" in offered:
            proof = _base64(f"\0{username}\0{password}")
            answer = self._ask(f"AUTH PLAIN {proof}")
        elif "LOGIN" in offered:
            answer = self._ask(f"AUTH LOGIN {_base64(username)}")
            if answer.code == 334:
                answer = self._ask(_base64(password))
        else:
            raise ReconnectError(
                f"{self._server.host} takes no password on this port. Choose another port or security."
            )
        return answer

    def give(self, sender: str, recipient: str, raw: bytes) -> None:
        """Hand over one message. UnsureError only when its last line was written and no answer came."""
        for address in (sender, recipient):
            _refuse_strange(address)
        with within(self._opened, self._dial.most_seconds):
            self._give(sender, recipient, raw)

    def _give(self, sender: str, recipient: str, raw: bytes) -> None:
        self._must(f"MAIL FROM:<{sender}>{self._options(sender, recipient, raw)}", Phase.SENDER)
        self._must(f"RCPT TO:<{recipient}>", Phase.RECIPIENT)
        if (answer := self._must("DATA", Phase.MESSAGE)).code != 354:
            raise NotHandedOverError(f"The mail server did not want the text: {answer}")
        self._write(_stuffed(raw))
        # Were this line not written whole, the server could not have seen the end of the message.
        self._write(b".\r\n")
        answer = self._last_answer()
        if not answer.is_good:
            raise error_of(answer, Phase.MESSAGE)

    def is_alive(self) -> bool:
        """Whether the server still listens, with nothing begun."""
        try:
            return self._smtp.rset()[0] == 250
        except _BROKEN:
            return False

    def close(self) -> None:
        """Say goodbye, if anybody is there."""
        try:
            self._smtp.quit()
        except _BROKEN:
            self._smtp.close()

    def _greet(self) -> None:
        try:
            code, text = self._smtp.connect(self._server.host, self._server.port)
        except _BROKEN as error:
            raise self._broken(error) from None
        if not (answer := self._answer(code, text)).is_good:
            raise error_of(answer, Phase.GREETING)
        self._hello()
        if self._server.security is Security.STARTTLS:
            self._secure()
            self._hello()

    def _hello(self) -> None:
        try:
            code, text = self._smtp.ehlo()
            if code >= 500:
                code, text = self._smtp.helo()
        except _BROKEN as error:
            raise self._broken(error) from None
        if not (answer := self._answer(code, text)).is_good:
            raise error_of(answer, Phase.GREETING)

    def _secure(self) -> None:
        if not self._smtp.has_extn("starttls"):
            raise SenderRefusedError(
                f"{self._server.host} offers no STARTTLS on port {self._server.port}. Nothing was sent."
            )
        if not (answer := self._ask("STARTTLS")).is_good:
            raise error_of(answer, Phase.GREETING)
        # Whatever came in clear before this moment is thrown away with the file and the extensions.
        try:
            wrapped = self._dial.context.wrap_socket(
                self._opened, server_hostname=self._server.host
            )
        except (OSError, ValueError) as error:
            raise broken_tls(self._server, error) from None
        self._opened = self._smtp.sock = wrapped
        self._smtp.file = None
        self._smtp.esmtp_features, self._smtp.ehlo_resp, self._smtp.helo_resp = {}, None, None

    def _options(self, sender: str, recipient: str, raw: bytes) -> str:
        options = ""
        if not raw.isascii() and self._smtp.has_extn("8bitmime"):
            options += " BODY=8BITMIME"
        if not (sender + recipient).isascii():
            if not self._smtp.has_extn("smtputf8"):
                raise RefusedError("The mail server takes no address with letters beyond a to z.")
            self._smtp.command_encoding = "utf-8"
            options += " SMTPUTF8"
        return options

    def _must(self, command: str, phase: Phase) -> Answer:
        answer = self._ask(command)
        if not answer.is_good:
            raise error_of(answer, phase)
        return answer

    def _ask(self, command: str) -> Answer:
        try:
            return self._answer(*self._smtp.docmd(command))
        except _BROKEN as error:
            raise self._broken(error) from None

    def _write(self, data: bytes) -> None:
        try:
            self._smtp.send(data)
        except _BROKEN as error:
            raise self._broken(error) from None

    def _last_answer(self) -> Answer:
        try:
            if self._smtp.sock is not None:
                self._smtp.sock.settimeout(self._dial.last_seconds)
            answer = self._answer(*self._smtp.getreply())
            if self._smtp.sock is not None:
                self._smtp.sock.settimeout(self._dial.seconds)
        except _BROKEN:
            self._smtp.close()
            raise UnsureError(_NOT_SAID) from None
        if not answer.is_plain:
            # A reply that was cut off, or is none: it may have begun as a yes.
            self._smtp.close()
            raise UnsureError(_NOT_SAID)
        return answer

    def _broken(self, error: Exception) -> NotHandedOverError:
        self._smtp.close()
        how = "did not answer in time" if isinstance(error, TimeoutError) else "broke off"
        return NotHandedOverError(f"{self._server.host} {how} before it was given the message.")

    def _answer(self, code: int, text: bytes) -> Answer:
        return answer_of(code, text, self._secrets)


def _stuffed(raw: bytes) -> bytes:
    whole = _ANY_EOL.sub(b"\r\n", raw)
    return _LEADING_DOT.sub(b"..", whole if whole.endswith(b"\r\n") else whole + b"\r\n")


def _refuse_strange(address: str) -> None:
    if not address or any(char in "<>" or char.isspace() or ord(char) < 33 for char in address):
        raise RefusedError("The address is not one that mail can go to.")


def _base64(text: str) -> str:
    return base64.b64encode(text.encode()).decode("ascii")
