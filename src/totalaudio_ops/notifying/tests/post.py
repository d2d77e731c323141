"""A small real mail server on loopback, which can refuse."""

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from socket import socket

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session


@dataclass
class Post:
    """What arrived; `refusals` are the answers to commands, by their names: RCPT, DATA."""

    refusals: dict[str, str] = field(default_factory=dict)
    arrived: list[EmailMessage] = field(default_factory=list)
    recipients: list[list[str]] = field(default_factory=list)
    url: str = ""

    async def handle_RCPT(  # noqa: N802 - aiosmtpd calls it so
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if refusal := self.refusals.get("RCPT"):
            return refusal
        envelope.rcpt_tos.append(address)
        return "250 ok"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - the name that aiosmtpd calls
        if refusal := self.refusals.get("DATA"):
            return refusal
        assert isinstance(envelope.content, bytes)
        message = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(message, EmailMessage)
        self.arrived.append(message)
        self.recipients.append(list(envelope.rcpt_tos))
        return "250 kept"


@contextmanager
def post_office(scheme: str = "smtp", certificate: Path | None = None) -> Iterator[Post]:
    """A mail server as long as the block lasts; for smtp+tls and smtps it shows the certificate."""
    with socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    tls = None
    if certificate:
        tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        tls.load_cert_chain(certificate)
    post = Post(url=f"{scheme}://localhost:{port}" if tls else f"{scheme}://127.0.0.1:{port}")
    controller = _controller(post, port, scheme, tls)
    controller.start()
    try:
        yield post
    finally:
        controller.stop()


def _controller(post: Post, port: int, scheme: str, tls: ssl.SSLContext | None) -> Controller:
    if tls and scheme == "smtp+tls":
        return Controller(
            post, hostname="127.0.0.1", port=port, tls_context=tls, require_starttls=True
        )
    return Controller(post, hostname="127.0.0.1", port=port, ssl_context=tls)
