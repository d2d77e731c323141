"""The way to a server, with faults: it is cut in the middle, leads nowhere, or answers 500 in the server's place."""

import socket
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Final

_BROKEN: Final = (
    b"HTTP/1.1 500 Internal Server Error\r\nContent-Type: application/xml\r\nContent-Length: 100\r\n"
    b"Connection: close\r\n\r\n" + b"<Error><Code>InternalError</Code></Error>".ljust(100)
)


@dataclass
class Way:
    """What happens on it; `cut_after` counts the bytes sent to the server by all connections together."""

    port: int = 0
    breaks: bool = False
    hangs: bool = False
    cut_after: int | None = None
    passed: int = 0
    passed_back: int = 0
    cut_back_after: int | None = None

    @property
    def endpoint(self) -> str:
        return f"http://127.0.0.1:{self.port}"


@contextmanager
def faulty_way(to: int) -> Iterator[Way]:
    """Open a way to a port of this machine."""
    way = Way()
    ended = threading.Event()

    class Caller(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            if way.hangs:
                ended.wait()
            elif way.breaks:
                self.request.recv(65536)
                self.request.sendall(_BROKEN)
            else:
                _lead(way, self.request, to)

    class Server(socketserver.ThreadingTCPServer):
        daemon_threads = True
        block_on_close = False

        def handle_error(self, *_: object) -> None:
            """A caller that goes away in the middle is none of ours."""

    with Server(("127.0.0.1", 0), Caller) as server:
        way.port = int(server.server_address[1])
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        try:
            yield way
        finally:
            ended.set()
            server.shutdown()
            thread.join()


def _lead(way: Way, caller: socket.socket, to: int) -> None:
    with socket.create_connection(("127.0.0.1", to)) as server:
        back = threading.Thread(target=_pass_back, args=(way, server, caller), daemon=True)
        back.start()
        with suppress(OSError):
            while received := caller.recv(65536):
                way.passed += len(received)
                if way.cut_after is not None and way.passed > way.cut_after:
                    break
                server.sendall(received)
        _end(server, caller)
        back.join(5)


def _pass_back(way: Way, server: socket.socket, caller: socket.socket) -> None:
    with suppress(OSError):
        while received := server.recv(65536):
            way.passed_back += len(received)
            if way.cut_back_after is not None and way.passed_back > way.cut_back_after:
                break
            caller.sendall(received)
    _end(server, caller)


def _end(*both: socket.socket) -> None:
    for one in both:
        with suppress(OSError):
            one.shutdown(socket.SHUT_RDWR)
