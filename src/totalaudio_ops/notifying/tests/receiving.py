"""A small real receiver of webhooks on loopback, which can refuse, be silent, slow or endless, or cut the line."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Post:
    """One request that came."""

    path: str
    headers: dict[str, str]
    body: bytes


@dataclass
class Receiver:
    """Where it listens, what came, and what it answers: a status, 'cut', 'silent', 'slow' or 'endless'."""

    url: str = ""
    answer: int | str = 204
    location: str = ""
    posts: list[Post] = field(default_factory=list)
    stopped: threading.Event = field(default_factory=threading.Event)


@contextmanager
def receiving() -> Iterator[Receiver]:
    """A receiver as long as the block lasts."""
    receiver = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            receiver.posts.append(Post(self.path, dict(self.headers), body))
            _answer(self, receiver)

        def log_message(self, *_: object) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    receiver.url = f"http://127.0.0.1:{server.server_port}/hooks/of-ours"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield receiver
    finally:
        receiver.stopped.set()
        server.shutdown()
        thread.join()
        server.server_close()


def _answer(to: BaseHTTPRequestHandler, receiver: Receiver) -> None:
    match receiver.answer:
        case "cut":
            to.connection.close()
        case "silent":
            receiver.stopped.wait(30)
        case "slow":
            _drip(to, receiver, b"HTTP/1.1 204 No Content\r\nX-Slow: " + b"x" * 300)
        case "endless":
            to.send_response(200)
            to.end_headers()
            with suppress(OSError):
                while not receiver.stopped.is_set():
                    to.wfile.write(b"x" * 65536)
        case int() as status:
            to.send_response(status)
            if receiver.location:
                to.send_header("Location", receiver.location)
            to.send_header("Content-Length", "0")
            to.end_headers()


def _drip(to: BaseHTTPRequestHandler, receiver: Receiver, text: bytes) -> None:
    with suppress(OSError):
        for letter in text:
            to.wfile.write(bytes([letter]))
            if receiver.stopped.wait(0.1):
                return
