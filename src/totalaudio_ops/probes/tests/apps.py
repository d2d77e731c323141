"""A small real app with faults: slow, dripping, silent, redirecting, broken."""

import contextlib
import ssl
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import override


@dataclass
class FakeApp:
    """What it answers can be changed while it runs."""

    scheme: str = "http"
    port: int = 0
    status: int = 200
    location: str = ""
    wait: float = 0
    drips: bool = False
    body: bytes = b"ok"
    paths: list[str] = field(default_factory=list)
    ended: threading.Event = field(default_factory=threading.Event)

    @property
    def url(self) -> str:
        return f"{self.scheme}://127.0.0.1:{self.port}"


@contextlib.contextmanager
def fake_app(certificate: Path | None = None) -> Iterator[FakeApp]:
    """Runs one on loopback, behind a certificate when there is one."""
    app = FakeApp(scheme="https" if certificate else "http")

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            app.paths.append(self.path)
            app.ended.wait(app.wait)
            with contextlib.suppress(OSError):
                if app.drips:
                    self._drip()
                else:
                    self._answer()

        def _answer(self) -> None:
            self.send_response(app.status)
            if app.location:
                self.send_header("Location", app.location)
            self.send_header("Content-Length", str(len(app.body)))
            self.end_headers()
            self.wfile.write(app.body)

        def _drip(self) -> None:
            """A byte now and then: each read succeeds, and no answer ever comes."""
            self.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
            while not app.ended.wait(0.05):
                self.wfile.write(b"x")
                self.wfile.flush()

        @override
        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    app.port = server.server_address[1]
    if certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield app
    finally:
        app.ended.set()
        server.shutdown()
        server.server_close()
        thread.join()
