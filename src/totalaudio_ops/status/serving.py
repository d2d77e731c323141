"""Serves the status page with what is seen of the apps now; it needs neither the database nor the product."""

import json
import mimetypes
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from totalaudio_ops.apps import Deployable
from totalaudio_ops.problems import Problem
from totalaudio_ops.status.document import write_document
from totalaudio_ops.status.feed import write_feed
from totalaudio_ops.status.files import DOCUMENT, FEED, INDEX, Look, read_files
from totalaudio_ops.status.model import AppDays, Page, Sight, State
from totalaudio_ops.status.rendering import render
from totalaudio_ops.status.server import Guarded, Server

type Sights = Callable[[], Mapping[Deployable, Sight]]
type Clock = Callable[[], datetime]

KEPT_SECONDS: Final = 1.0
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
        self,
        folder: Path,
        url: str,
        look: Look,
        sights: Sights = dict,
        clock: Clock = now_in_utc,
        *,
        keep: float = KEPT_SECONDS,
    ) -> None:
        self._folder, self._url, self._look = folder, url, look
        self._sights, self._clock, self._keep = sights, clock, keep
        self._lock = threading.Lock()
        self._made: dict[str, tuple[float, bytes]] = {}

    def answer(self, path: str) -> tuple[str, bytes, bool] | None:
        """The type and content under a path, and whether it is made anew; None when there is nothing."""
        name = path.strip("/") or INDEX
        if name == "health":
            return "application/json", json.dumps({"status": "ok"}).encode(), True
        if name in _TYPES:
            return _TYPES[name], self._fresh(name), True
        if file := self._look.files.get(name):
            kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
            return kind, file.read_bytes(), False
        return None

    def _fresh(self, name: str) -> bytes:
        """Made once a second, however many ask."""
        with self._lock:
            made = self._made.get(name)
            if made is None or time.monotonic() - made[0] >= self._keep:
                made = time.monotonic(), self._written(name)
                self._made[name] = made
            return made[1]

    def _written(self, name: str) -> bytes:
        page, now, sights = self._page(), self._clock(), self._sights()
        if name == DOCUMENT:
            return write_document(page, now, sights)
        return write_feed(page, self._url) if name == FEED else render(page, now, sights)

    def _page(self) -> Page:
        nothing = tuple(AppDays(app, State.UNKNOWN, None, ()) for app in Deployable)
        return read_files(self._folder) or Page(as_of=None, apps=nothing)


@contextmanager
def serve(page: StatusPage, host: str, port: int, guarded: Guarded | None = None) -> Iterator[int]:
    """Serve in threads of its own as long as the block lasts; yields the port. Raises Problem when it is taken.

    `guarded` answers /metrics.
    """
    try:
        server = Server((host.strip("[]"), port), page.answer, guarded)
    except OSError as error:
        raise Problem(
            f"the status page cannot listen on {host}, port {port}: {error.strerror}; "
            "name another port in STATUS_PORT."
        ) from None
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield int(server.server_address[1])
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
