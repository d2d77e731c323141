"""A mail server that cuts connections: before it has taken a message, and after, without saying so."""

import asyncio
import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.platform.launch import free_port


@dataclass
class Recorder:
    """What the server took, in its order, and what it does to those who bring it: a share of each."""

    chance: random.Random
    before: float = 0.06
    after: float = 0.04
    busy: float = 0.03
    slow: float = 0.03
    taken: list[tuple[str, str]] = field(default_factory=list)
    cut_before: int = 0
    cut_after: int = 0

    async def handle_RCPT(  # noqa: N802  # the name that aiosmtpd calls
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Take the recipient, or go away before there is a message."""
        if self.chance.random() < self.before:
            self.cut_before += 1
            return self._cut(server)
        if self.chance.random() < self.busy:
            return "451 4.3.2 busy, come again"
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 fine"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802  # see above
        """Take the message; then say so, or go away without a word."""
        await asyncio.sleep(self.chance.uniform(0, self.slow))
        content = envelope.content
        assert isinstance(content, bytes)
        [recipient] = envelope.rcpt_tos
        self.taken.append((recipient, str(message_from_bytes(content)["Message-ID"])))
        if self.chance.random() < self.after:
            self.cut_after += 1
            return self._cut(server)
        await asyncio.sleep(self.chance.uniform(0, self.slow))
        return "250 2.0.0 taken"

    @staticmethod
    def _cut(server: SMTP) -> str:
        if isinstance(server.transport, asyncio.Transport):
            server.transport.abort()
        return "421 4.4.2 gone"


@contextmanager
def cutting_server(chance: random.Random) -> Iterator[tuple[Recorder, int]]:
    """The server with what it records, and its port on loopback."""
    recorder = Recorder(chance)
    port = free_port()
    controller = Controller(recorder, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield recorder, port
    finally:
        controller.stop()
