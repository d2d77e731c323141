"""An HTTP server for everybody: who is slow, says nothing or comes a thousand times keeps nobody else from the page."""

import contextlib
import socket
import threading
from collections.abc import Callable
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Final, override
from urllib.parse import urlsplit

MOST_AT_ONCE: Final = 128
_SECONDS: Final = 10
_TEXT: Final = "text/plain; charset=utf-8"
_POLICY: Final = (
    "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)

type Request = socket.socket | tuple[bytes, socket.socket]
# The type and content under a path, and whether it is made anew each time; None when there is nothing.
type Answer = Callable[[str], tuple[str, bytes, bool] | None]
# What the header Authorization holds, to the status, type and content: for one path that is not for everybody.
type Guarded = Callable[[str], tuple[int, str, bytes]]
GUARDED: Final = "/metrics"


class Server(ThreadingHTTPServer):
    """Answers many at once; when it is full, whoever waits longest makes room, so nobody can sit on all places."""

    daemon_threads = True
    allow_reuse_address = True
    request_queue_size = MOST_AT_ONCE

    def __init__(
        self, address: tuple[str, int], answer: Answer, guarded: Guarded | None = None
    ) -> None:
        self.answer, self.guarded = answer, guarded
        self._here: dict[object, None] = {}
        self._lock = threading.Lock()
        if ":" in address[0]:
            self.address_family = socket.AF_INET6
        super().__init__(address, _Handler)

    @override
    def process_request(self, request: Request, client_address: object) -> None:
        with self._lock:
            if len(self._here) >= MOST_AT_ONCE:
                longest = next(iter(self._here))
                del self._here[longest]
                _hang_up(longest)
            self._here[request] = None
        super().process_request(request, client_address)

    @override
    def shutdown_request(self, request: Request) -> None:
        with self._lock:
            self._here.pop(request, None)
        super().shutdown_request(request)

    @override
    def handle_error(self, request: object, client_address: object) -> None:
        """Whoever went away while they were answered is no error of ours."""


class _Handler(BaseHTTPRequestHandler):
    server: Server
    server_version, sys_version = "TotalAudioStatus", ""
    timeout = _SECONDS

    def do_GET(self) -> None:
        """Answer with the content."""
        self._answer(with_body=True)

    def do_HEAD(self) -> None:
        """Answer without it."""
        self._answer(with_body=False)

    @override
    def log_message(self, format: str, *args: object) -> None:
        """Who reads the page is nobody's business."""

    def _answer(self, *, with_body: bool) -> None:
        status, kind, content, is_live = self._found(urlsplit(self.path).path)
        self.send_response(status)
        for name, value in (
            ("Content-Type", kind),
            ("Content-Length", str(len(content))),
            ("Cache-Control", "no-cache" if is_live else "public, max-age=3600"),
            ("Access-Control-Allow-Origin", "*"),
            ("Content-Security-Policy", _POLICY),
            ("X-Content-Type-Options", "nosniff"),
            ("Referrer-Policy", "no-referrer"),
        ):
            self.send_header(name, value)
        self.end_headers()
        if with_body:
            self.wfile.write(content)

    def _found(self, path: str) -> tuple[int, str, bytes, bool]:
        if path == GUARDED and self.server.guarded:
            return (*self.server.guarded(self.headers.get("Authorization", "")), True)
        found = self.server.answer(path)
        if found is None:
            return HTTPStatus.NOT_FOUND, _TEXT, b"There is no such page.\n", True
        return (HTTPStatus.OK, *found)


def _hang_up(connection: object) -> None:
    # Its thread wakes up, finds that nobody is there, and ends.
    if isinstance(connection, socket.socket):
        with contextlib.suppress(OSError):
            connection.shutdown(socket.SHUT_RDWR)
