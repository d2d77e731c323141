"""Connections to the mail servers that people name: guarded, timed, and with certificates that are checked."""

import socket
import ssl
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from totalaudio.core.lib.fetching import FetchError
from totalaudio.core.lib.fetching.public import Resolve, checked_addresses, resolve_by_dns

from .servers import MAIL_PORTS, Security, Server
from .transport import NotHandedOverError, SenderRefusedError

_TRIED = 3  # addresses of one host


@dataclass(frozen=True, slots=True)
class Dial:
    """How servers are reached. With `is_guarded` only mail ports on the public internet are.

    `tls` stands for the certificates that we trust; the system's when None. `last_seconds` is how long a server may
    think about a message that it was given, `most_seconds` how long all of one thing may take.
    """

    is_guarded: bool = True
    seconds: float = 30.0
    last_seconds: float = 120.0
    most_seconds: float = 240.0
    tls: ssl.SSLContext | None = None
    resolve: Resolve = resolve_by_dns

    @property
    def context(self) -> ssl.SSLContext:
        """What checks certificates."""
        return self.tls or _system_tls()

    def connect(self, server: Server) -> socket.socket:
        """An open connection, in TLS where it is so from the start; raises the errors of a transport."""
        try:
            opened = self._open(server)
        except TimeoutError:
            raise NotHandedOverError(f"{_named(server)} did not answer in time.") from None
        except UnicodeError:
            told = f"{server.host} is not the name of a server. Copy it from your provider's help pages."
            raise SenderRefusedError(told) from None
        except OSError as error:
            raise NotHandedOverError(
                f"{_named(server)} cannot be reached: {_why(error)}."
            ) from None
        return self._wrapped(opened, server) if server.security is Security.TLS else opened

    def _open(self, server: Server) -> socket.socket:
        error: OSError = OSError("it has no address")
        for address in self._addresses(server)[:_TRIED]:
            try:
                return socket.create_connection((address, server.port), self.seconds)
            except OSError as one:
                error = one
        raise error

    def _wrapped(self, opened: socket.socket, server: Server) -> socket.socket:
        try:
            return self.context.wrap_socket(opened, server_hostname=server.host)
        except (OSError, ValueError) as error:
            opened.close()
            raise broken_tls(server, error) from None

    def _addresses(self, server: Server) -> Sequence[str]:
        if not self.is_guarded:
            return (server.host,)
        if server.port not in MAIL_PORTS:
            listed = ", ".join(map(str, sorted(MAIL_PORTS)))
            raise SenderRefusedError(f"Port {server.port} is none of mail servers: {listed}.")
        try:
            return checked_addresses(server.host, self.resolve)
        except FetchError as error:
            raise SenderRefusedError(f"{error}. Check the name of the mail server.") from None


def broken_tls(server: Server, error: Exception) -> SenderRefusedError | NotHandedOverError:
    """What a failed handshake means: a certificate that is wrong stays wrong until somebody mends it."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return SenderRefusedError(
            f"The certificate of {_named(server)} is not valid: {error.verify_message}."
            " Nothing was sent there. Check the server's name."
        )
    if isinstance(error, ssl.SSLError):
        return SenderRefusedError(
            f"{_named(server)} does not speak TLS in this way. Choose another security or port."
        )
    return NotHandedOverError(f"{_named(server)} broke off while the connection was secured.")


def _named(server: Server) -> str:
    return f"{server.host}:{server.port}"


def _why(error: OSError) -> str:
    if isinstance(error, socket.gaierror):
        return "the name has no address"
    if isinstance(error, ConnectionRefusedError):
        return "nothing listens there"
    return (error.strerror or str(error) or "no connection").lower()


@cache
def _system_tls() -> ssl.SSLContext:
    return ssl.create_default_context()
