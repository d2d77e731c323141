"""A forge that answers for check runs (GitHub's REST API), with faults."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit


@dataclass
class Forge:
    """What it knows of one commit, how it fails, and what it was asked."""

    runs: list[dict[str, str | None]] = field(default_factory=list)
    status: int = 200
    body: bytes | None = None
    is_cut: bool = False
    counted: int | None = None
    asked: list[tuple[str, str | None]] = field(default_factory=list)
    url: str = ""

    def answer(self, query: dict[str, list[str]]) -> bytes:
        if self.body is not None:
            return self.body
        size, page = int(query["per_page"][0]), int(query["page"][0])
        shown = self.runs[(page - 1) * size : page * size]
        total = len(self.runs) if self.counted is None else self.counted
        return json.dumps({"total_count": total, "check_runs": shown}).encode()


def run(name: str, conclusion: str | None = "success") -> dict[str, str | None]:
    """A check run; without a conclusion it goes on."""
    status = "completed" if conclusion else "in_progress"
    return {"name": name, "status": status, "conclusion": conclusion}


@contextmanager
def forge() -> Iterator[Forge]:
    """A forge on loopback, until the block ends."""
    known = Forge()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            address = urlsplit(self.path)
            known.asked.append((address.path, self.headers["Authorization"]))
            body = known.answer(parse_qs(address.query))
            self.send_response(known.status)
            self.send_header("Content-Length", str(len(body) + (9 if known.is_cut else 0)))
            self.end_headers()
            self.wfile.write(body)
            if known.is_cut:
                self.close_connection = True

        def log_message(self, *_: object) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    known.url = f"http://127.0.0.1:{server.server_port}"
    try:
        yield known
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
