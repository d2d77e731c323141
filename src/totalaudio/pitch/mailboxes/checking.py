"""Trying the servers of a mailbox before it is saved: signed in everywhere, and nothing sent."""

from dataclasses import replace
from typing import Final

from .opening import dial
from .servers import Servers
from .smtp import SmtpTransport

# Somebody waits for the page.
_SECONDS: Final = 8.0


def check(servers: Servers, password: str) -> dict[str, str | int]:
    """Sign in to both; returns where replies are read from, {} when they are not. Raises TransportError."""
    transport = SmtpTransport(
        servers, password, replace(dial(), seconds=_SECONDS, most_seconds=2 * _SECONDS)
    )
    try:
        transport.check()
        return transport.fetch({}).cursor if servers.imap else {}
    finally:
        transport.close()
