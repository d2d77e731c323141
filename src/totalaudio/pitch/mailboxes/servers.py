"""The servers of a mailbox, as they are kept with it: hosts, ports, how they are secured, and who signs in."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Security(StrEnum):
    """How a connection is kept from others."""

    TLS = "tls"
    STARTTLS = "starttls"
    PLAIN = "plain"


SECURITY_LABELS: Final = {
    Security.TLS: "TLS (465, 993)",
    Security.STARTTLS: "STARTTLS (587, 143)",
    Security.PLAIN: "None, in clear",
}
# What mail servers listen on; a mailbox in production reaches no other port.
MAIL_PORTS: Final = frozenset({25, 143, 465, 587, 993, 2525})


@dataclass(frozen=True, slots=True)
class Server:
    """One server; TLS speaks to it by `host`."""

    host: str
    port: int
    security: Security

    def to_json(self) -> dict[str, object]:
        """As it lies in the database."""
        return {"host": self.host, "port": self.port, "security": self.security.value}


@dataclass(frozen=True, slots=True)
class Servers:
    """What a mailbox sends through and, with `imap`, is read by; `keeps_copy` puts what is sent into Sent."""

    smtp: Server
    imap: Server | None
    username: str
    keeps_copy: bool = False

    def to_json(self) -> dict[str, object]:
        """As it lies in the database; no secret is in it."""
        return {
            "smtp": self.smtp.to_json(),
            "imap": self.imap.to_json() if self.imap else None,
            "username": self.username,
            "keeps_copy": self.keeps_copy,
        }


def servers_of(kept: dict[str, object]) -> Servers:
    """The servers as they were kept; raises KeyError, TypeError or ValueError when they are none."""
    return Servers(
        smtp=_server(kept["smtp"]),
        imap=_server(kept["imap"]) if kept.get("imap") else None,
        username=str(kept.get("username", "")),
        keeps_copy=kept.get("keeps_copy") is True,
    )


def _server(kept: object) -> Server:
    if not isinstance(kept, dict):
        raise TypeError("a server is a host, a port and a security")
    return Server(str(kept["host"]), int(str(kept["port"])), Security(str(kept["security"])))
