"""A real mail server on loopback that signs people in, keeps what it gets, and fails where it is told to."""

import socket
import ssl
from base64 import b64decode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Thread

PASSWORD = "open sesame, ünd more"
USER = "alice@example.com"


@dataclass
class Faults:
    """What goes wrong: an answer in place of yes at a command, or a connection that ends there.

    `cut` is a command (or BODY: half-way through the text, DOT: after its end); `silent` never answers there.
    """

    answers: dict[str, str] = field(default_factory=dict)
    cut: str = ""
    silent: str = ""


@dataclass
class MailServer:
    """Where it listens, what it took, and everything that it was told.

    With `user` None everybody signs in by `password`; `file` gets what is taken, with its recipient.
    """

    port: int
    password: str = PASSWORD
    user: str | None = USER
    file: Callable[[str, bytes], None] | None = None
    faults: Faults = field(default_factory=Faults)
    taken: list[bytes] = field(default_factory=list)
    envelopes: list[tuple[str, str]] = field(default_factory=list)
    heard: list[str] = field(default_factory=list)
    connections: int = 0


class _CutError(Exception):
    """The connection ends here."""


class _Talk:
    """One conversation."""

    def __init__(self, server: MailServer, caller: socket.socket, tls: ssl.SSLContext | None):
        self.server, self.caller, self.tls = server, caller, tls
        self.lines = caller.makefile("rb")
        self.sender = self.recipient = ""

    def run(self) -> None:
        self.say("CONNECT", "220 mail.example.com ready")
        while line := self.lines.readline():
            words = line.decode("utf-8", "replace").strip()
            self.server.heard.append(words)
            if words.upper() == "QUIT":
                return self.say("QUIT", "221 bye")
            self.obey(words)
        return None

    def say(self, command: str, answer: str) -> None:
        faults = self.server.faults
        if faults.cut == command:
            raise _CutError
        if faults.silent == command:
            self.lines.readline()
            raise _CutError
        self.caller.sendall((faults.answers.get(command, answer) + "\r\n").encode())

    def obey(self, words: str) -> None:
        command = words.split(" ", 1)[0].split(":", 1)[0].upper()
        match command:
            case "EHLO":
                starttls = "250-STARTTLS\r\n" if self.tls else ""
                greeting = "250-mail.example.com\r\n250-8BITMIME\r\n"
                self.say("EHLO", f"{greeting}{starttls}250 AUTH PLAIN LOGIN")
            case "STARTTLS":
                self.secure()
            case "AUTH":
                self.sign_in(words)
            case "MAIL":
                self.sender = words.split("<", 1)[1].split(">", 1)[0]
                self.say("MAIL", "250 ok")
            case "RCPT":
                self.recipient = words.split("<", 1)[1].split(">", 1)[0]
                self.say("RCPT", "250 ok")
            case "DATA":
                self.take()
            case _:
                self.say(command, "250 ok")

    def secure(self) -> None:
        assert self.tls
        self.say("STARTTLS", "220 go on")
        self.caller = self.tls.wrap_socket(self.caller, server_side=True)
        self.lines = self.caller.makefile("rb")

    def sign_in(self, words: str) -> None:
        user, password = b64decode(words.split()[2]).decode().split("\0")[1:]
        is_right = user == (self.server.user or user) and password == self.server.password
        self.say("AUTH", "235 welcome" if is_right else f"535 5.7.8 not {password}")

    def take(self) -> None:
        self.say("DATA", "354 go on")
        if self.server.faults.answers.get("DATA"):
            return
        lines: list[bytes] = []
        while (line := self.lines.readline()) not in {b".\r\n", b""}:
            lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
            if self.server.faults.cut == "BODY":
                raise _CutError
        if not line:
            return
        if "DOT" not in self.server.faults.answers:
            self.server.taken.append(b"".join(lines))
            self.server.envelopes.append((self.sender, self.recipient))
            if self.server.file:
                self.server.file(self.recipient, b"".join(lines))
        self.say("DOT", "250 2.0.0 queued")


@contextmanager
def mail_server(
    tls: ssl.SSLContext | None = None, *, tls_at_once: bool = False
) -> Iterator[MailServer]:
    """A server for as long as the block lasts."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        made = MailServer(listening.getsockname()[1])
        thread = Thread(target=_serve, args=(listening, made, tls, tls_at_once), daemon=True)
        thread.start()
        yield made
        listening.shutdown(socket.SHUT_RDWR)
    thread.join(5)


def _serve(
    listening: socket.socket, made: MailServer, tls: ssl.SSLContext | None, at_once: bool
) -> None:
    while True:
        try:
            caller, _ = listening.accept()
        except OSError:
            return
        made.connections += 1
        Thread(target=_talk, args=(made, caller, tls, at_once), daemon=True).start()


def _talk(
    made: MailServer, caller: socket.socket, tls: ssl.SSLContext | None, at_once: bool
) -> None:
    talk: _Talk | None = None
    try:
        caller.settimeout(20)
        if tls and at_once:
            caller = tls.wrap_socket(caller, server_side=True)
        talk = _Talk(made, caller, None if at_once else tls)
        talk.run()
    except (_CutError, OSError):
        pass
    finally:
        if talk:
            talk.lines.close()
            caller = talk.caller
        caller.close()
