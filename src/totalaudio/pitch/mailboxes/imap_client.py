"""IMAPClient on a connection made by us through the guard, with its errors as ours."""

import imaplib
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Final

from imapclient import IMAPClient, SocketTimeout
from imapclient.exceptions import LoginError

from .connecting import Dial, broken_tls
from .limiting import within
from .servers import Security, Server
from .transport import NotHandedOverError, ReconnectError, SenderRefusedError

# Answers to a sign-in that say nothing about the password (RFC 5530).
_MOST_BYTES: Final = 4 * 1024 * 1024  # at once; nothing that is asked for is as large
_FOR_NOW: Final = ("[UNAVAILABLE]", "[INUSE]", "[LIMIT]", "[SERVERBUG]")


class _Imap(imaplib.IMAP4):
    def __init__(self, opened: socket.socket, server: Server) -> None:
        self._opened = opened
        super().__init__(server.host, server.port)

    def read(self, size: int) -> bytes:
        if size > _MOST_BYTES:
            raise self.abort("the server sends more than it was asked for")
        return bytes(super().read(size))

    def _create_socket(self, timeout: float | None) -> socket.socket:
        return self._opened


class Client(IMAPClient):  # type: ignore[misc]  # it has no types
    """Does not connect by itself."""

    def __init__(self, server: Server, dial: Dial) -> None:
        self._server, self.opened = server, dial.connect(server)
        timeout = SocketTimeout(connect=dial.seconds, read=dial.seconds)
        is_secured = server.security is Security.TLS
        try:
            super().__init__(server.host, server.port, ssl=is_secured, timeout=timeout)
        except BaseException:
            self.opened.close()
            raise

    def _create_IMAP4(self) -> imaplib.IMAP4:  # noqa: N802 - of IMAPClient
        return _Imap(self.opened, self._server)


def open_client(server: Server, username: str, password: str, dial: Dial) -> Client:
    """A client that is signed in; raises the errors of a transport."""
    with said(server):
        client = Client(server, dial)
    try:
        with said(server), within(client.opened, dial.most_seconds):
            _secure(client, server, dial)
            _sign_in(client, username, password)
    except BaseException:
        close_client(client)
        raise
    return client


def close_client(client: Client) -> None:
    """End the connection, whatever state it is in."""
    try:
        client.logout()
    except (imaplib.IMAP4.error, OSError):
        with suppress(imaplib.IMAP4.error, OSError):
            client.shutdown()
    finally:
        client.opened.close()


@contextmanager
def said(server: Server) -> Iterator[None]:
    """Turn what went wrong into words without repeating what the server said."""
    try:
        yield
    except LoginError as error:
        if any(word in str(error) for word in _FOR_NOW):
            raise NotHandedOverError(f"{server.host} could not check the sign-in now.") from None
        raise ReconnectError(
            f"{server.host} (IMAP) did not accept the sign-in name and password."
            " Some providers ask for an app password here."
        ) from None
    except TimeoutError:
        raise NotHandedOverError(f"{server.host} (IMAP) did not answer in time.") from None
    except (imaplib.IMAP4.error, OSError, ValueError) as error:
        kind = type(error).__name__
        raise NotHandedOverError(f"{server.host} (IMAP) could not be read ({kind}).") from None


def _secure(client: IMAPClient, server: Server, dial: Dial) -> None:
    if server.security is not Security.STARTTLS:
        return
    if not client.has_capability("STARTTLS"):
        raise SenderRefusedError(f"{server.host} offers no STARTTLS on port {server.port}.")
    try:
        client.starttls(dial.context)
    except (ssl.SSLError, ssl.CertificateError) as error:
        raise broken_tls(server, error) from None


def _sign_in(client: IMAPClient, username: str, password: str) -> None:
    # A password with letters beyond ASCII goes through SASL only.
    if client.has_capability("AUTH=PLAIN"):
        client.plain_login(username, password)
    else:
        client.login(username, password)
