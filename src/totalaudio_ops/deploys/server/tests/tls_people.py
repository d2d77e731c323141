"""People who come over TLS, and look at the certificate."""

import socket
import ssl
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field

from tests.platform.launch import until


@dataclass
class Met:
    """What people met: certificates, one after the other, requests over a connection that is kept, and failures."""

    port: int
    certificates: list[bytes] = field(default_factory=list)
    kept: int = 0
    failures: list[str] = field(default_factory=list)
    is_over: bool = False

    def anew(self) -> None:
        """A request over a connection of its own."""
        with self._line() as line:
            self.certificates.append(line.getpeercert(binary_form=True) or b"")
            self._ask(line)

    def keep(self) -> None:
        """Request after request over one connection."""
        with self._line() as line:
            while not self.is_over:
                self._ask(line)
                self.kept += 1
                time.sleep(0.02)

    def again_and_again(self, do: Callable[[], None]) -> None:
        """Until it is over; whatever fails is kept."""
        while not self.is_over:
            try:
                do()
            except OSError as error:
                self.failures.append(str(error))
            time.sleep(0.02)

    def _line(self) -> ssl.SSLSocket:
        context = ssl.create_default_context()
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        plain = socket.create_connection(("127.0.0.1", self.port), 10)
        return context.wrap_socket(plain, server_hostname="app.example.com")

    def _ask(self, line: ssl.SSLSocket) -> None:
        line.sendall(b"GET / HTTP/1.1\r\nHost: nobody.example\r\n\r\n")
        if not line.recv(4096).startswith(b"HTTP/1.1 421"):
            self.failures.append("another answer")


@contextmanager
def people(port: int) -> Iterator[Met]:
    """Somebody connects anew for each request, and somebody else keeps a connection, as long as the block lasts."""
    met = Met(port)
    with ThreadPoolExecutor(2) as pool:
        for do in (met.anew, met.keep):
            pool.submit(met.again_and_again, do)
        try:
            until(lambda: bool(met.certificates and met.kept), 10)
            yield met
        finally:
            met.is_over = True
