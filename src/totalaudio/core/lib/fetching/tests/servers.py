"""A small web server on loopback that answers as it is told, faults included."""

import socket
import socketserver
import ssl
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

type Answer = bytes | Callable[[socket.socket], None]

LOOPBACK = "127.0.0.1"


def answer(
    body: str | bytes = b"",
    *,
    status: str = "200 OK",
    kind: str = "text/html; charset=utf-8",
    headers: Sequence[str] = (),
) -> bytes:
    """A whole HTTP answer with its length."""
    content = body.encode() if isinstance(body, str) else body
    lines = [
        f"HTTP/1.1 {status}",
        f"Content-Type: {kind}",
        f"Content-Length: {len(content)}",
        "Connection: close",
        *headers,
    ]
    return "\r\n".join([*lines, "", ""]).encode("latin-1") + content


def redirect(location: str) -> bytes:
    """An answer that sends the reader elsewhere."""
    return answer(status="302 Found", headers=[f"Location: {location}"])


NOT_FOUND = answer("nothing here", status="404 Not Found")


@dataclass
class Site:
    """A running server: what it answers per path, and what it was asked."""

    port: int
    pages: dict[str, Answer]
    requests: list[tuple[str, str]] = field(default_factory=list)
    heads: list[bytes] = field(default_factory=list)
    closing: threading.Event = field(default_factory=threading.Event)

    def resolve(self, host: str) -> Sequence[str]:
        """Every name leads here."""
        return (LOOPBACK,)

    def url(self, path: str = "/", host: str = "station.example") -> str:
        return f"http://{host}:{self.port}{path}"

    def allow(self, *hosts: str) -> frozenset[tuple[str, int]]:
        return frozenset((host, self.port) for host in (hosts or ("station.example",)))


@contextmanager
def serve(pages: dict[str, Answer], *, tls: ssl.SSLContext | None = None) -> Iterator[Site]:
    """Serves pages by path until the block ends; other paths are not found."""

    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            with suppress(OSError):
                connection = self.request
                if tls:
                    connection = tls.wrap_socket(connection, server_side=True)
                _handle(site, connection)

    class Server(socketserver.ThreadingTCPServer):
        daemon_threads = True
        allow_reuse_address = True

    with Server((LOOPBACK, 0), Handler) as server:
        site = Site(server.server_address[1], pages)
        thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        try:
            yield site
        finally:
            site.closing.set()
            server.shutdown()
            thread.join()


def _handle(site: Site, connection: socket.socket) -> None:
    with connection:
        connection.settimeout(5)
        head = b""
        while b"\r\n\r\n" not in head:
            chunk = connection.recv(65_536)
            if not chunk:
                return
            head += chunk
        site.heads.append(head)
        path = head.split(b" ", 2)[1].decode()
        host = head.lower().partition(b"\r\nhost: ")[2].partition(b"\r\n")[0].decode()
        site.requests.append((host.partition(":")[0], path))
        page = site.pages.get(path, NOT_FOUND)
        if callable(page):
            page(connection)
        else:
            connection.sendall(page)
