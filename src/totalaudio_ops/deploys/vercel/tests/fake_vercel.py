"""A stand-in for Vercel's REST API: a real server on loopback, with the bad days of a real one."""

import json
import socket
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs, urlsplit

from .fake_projects import CODES, TEAM, TOKEN, FakeVercel, Json


@contextmanager
def fake_vercel() -> Iterator[FakeVercel]:
    """A server that answers until the end of the block."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler)
    server.daemon_threads = True
    fake = FakeVercel(server.server_address[1])
    server.RequestHandlerClass = type("_Ours", (_Handler,), {"fake": fake})
    thread = Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield fake
    finally:
        fake.released.set()
        server.shutdown()
        server.server_close()
        thread.join(5)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1  # an answer in one piece
    fake: FakeVercel

    def do_GET(self) -> None:
        self._take("GET")

    def do_POST(self) -> None:
        self._take("POST")

    def do_PATCH(self) -> None:
        self._take("PATCH")

    def log_message(self, *_: object) -> None:
        """Nothing is told of it."""

    def _take(self, method: str) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        address = urlsplit(self.path)
        with self.fake.lock:
            self.fake.asked.append((method, address.path))
            fault = next((one for one in self.fake.faults if one.where in address.path), None)
            if fault:
                self.fake.faults.remove(fault)
        if fault and isinstance(fault.kind, int):
            code = CODES.get(fault.kind, "internal_server_error")
            self._send(
                fault.kind,
                {"error": {"code": code, "message": f"a fault {fault.kind}"}},
                fault.headers,
            )
            return
        if fault and fault.kind == "hang":
            self.fake.released.wait(10)
            return
        query = parse_qs(address.query)
        status, answer = self._answer(method, address.path, query, body)
        if fault:
            self._break_off(fault.kind == "half")
        else:
            self._send(status, answer, {})

    def _answer(
        self, method: str, path: str, query: dict[str, list[str]], body: bytes
    ) -> tuple[int, Json]:
        if self.headers["Authorization"] != f"Bearer {TOKEN}":
            return 401, {"error": {"code": "not_authorized", "message": "Not authorized"}}
        if query.get("teamId") != [TEAM]:
            return 403, {"error": {"code": "forbidden", "message": "Not of this team"}}
        with self.fake.lock:
            if path == "/v2/files":
                return self.fake.upload(self.headers["x-vercel-digest"], body)
            return self.fake.answer(method, path, query, body)

    def _send(self, status: int, answer: Json, headers: Mapping[str, str]) -> None:
        content = json.dumps(answer).encode()
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)
        self.wfile.flush()

    def _break_off(self, is_half: bool) -> None:
        with suppress(OSError):
            if is_half:
                self.send_response(200)
                self.send_header("Content-Length", "100")
                self.end_headers()
                self.wfile.write(b'{"id": ')
            self.wfile.flush()
            self.connection.shutdown(socket.SHUT_RDWR)
        self.close_connection = True
