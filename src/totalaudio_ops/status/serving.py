"""Serves the status page with what is seen of the apps now; it needs neither the database nor the product."""

import json
import mimetypes
import socket
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Final, override
from urllib.parse import urlsplit

from totalaudio_ops.apps import Deployable
from totalaudio_ops.problems import Problem
from totalaudio_ops.status.document import write_document
from totalaudio_ops.status.feed import write_feed
from totalaudio_ops.status.files import DOCUMENT, FEED, INDEX, Look, read_files
from totalaudio_ops.status.model import AppDays, Page, Sight, State
from totalaudio_ops.status.rendering import render

type Sights = Callable[[], Mapping[Deployable, Sight]]
type Clock = Callable[[], datetime]

MOST_AT_ONCE: Final = 64
_SECONDS: Final = 10
_POLICY: Final = (
    "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
_TYPES: Final = {
    INDEX: "text/html; charset=utf-8",
    DOCUMENT: "application/json; charset=utf-8",
    FEED: "application/rss+xml; charset=utf-8",
}


def now_in_utc() -> datetime:
    """The clock of this machine."""
    return datetime.now(UTC)


class StatusPage:
    """What is served under each name: the page that was written last, with what is seen now."""

    def __init__(
        self, folder: Path, url: str, look: Look, sights: Sights = dict, clock: Clock = now_in_utc
    ) -> None:
        self._folder, self._url, self._look = folder, url, look
        self._sights, self._clock = sights, clock

    def answer(self, path: str) -> tuple[str, bytes] | None:
        """The type and content under a path; None when there is nothing."""
        name = path.strip("/") or INDEX
        if name == "health":
            return "application/json", json.dumps({"status": "ok"}).encode()
        if name in _TYPES:
            return _TYPES[name], self._written(name)
        if file := self._look.files.get(name):
            kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
            return kind, file.read_bytes()
        return None

    def _written(self, name: str) -> bytes:
        page, now, sights = self._page(), self._clock(), self._sights()
        if name == DOCUMENT:
            return write_document(page, now, sights)
        return write_feed(page, self._url) if name == FEED else render(page, now, sights)

    def _page(self) -> Page:
        nothing = tuple(AppDays(app, State.UNKNOWN, None, ()) for app in Deployable)
        return read_files(self._folder) or Page(as_of=None, apps=nothing)


class Server(ThreadingHTTPServer):
    """Answers many at once, and no more than it can."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, address: tuple[str, int], page: StatusPage) -> None:
        self.page = page
        self._places = threading.BoundedSemaphore(MOST_AT_ONCE)
        if ":" in address[0]:
            self.address_family = socket.AF_INET6
        super().__init__(address, _Handler)

    @override
    def process_request_thread(self, request: object, client_address: object) -> None:
        with self._places:
            super().process_request_thread(request, client_address)  # type: ignore[arg-type]  # passed on

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
        found = self.server.page.answer(urlsplit(self.path).path)
        status = HTTPStatus.OK if found else HTTPStatus.NOT_FOUND
        kind, content = found or ("text/plain; charset=utf-8", b"There is no such page.\n")
        self.send_response(status)
        is_live = kind in _TYPES.values() or not found
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


@contextmanager
def serve(page: StatusPage, host: str, port: int) -> Iterator[int]:
    """Serve in threads of its own as long as the block lasts; yields the port. Raises Problem when it is taken."""
    try:
        server = Server((host.strip("[]"), port), page)
    except OSError as error:
        raise Problem(
            f"the status page cannot listen on {host}, port {port}: {error.strerror}; "
            "name another port in STATUS_PORT."
        ) from None
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield int(server.server_address[1])
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
