"""A mail server and a Stripe that refuse, and in refusing repeat the secret that they were handed."""

import base64
import json
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread


@contextmanager
def refusing_mail_server() -> Iterator[tuple[int, list[str]]]:
    """Its port, and the passwords that it was told so far."""
    told: list[str] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        Thread(target=_answer_mail, args=(server, told), daemon=True).start()
        yield server.getsockname()[1], told


def _answer_mail(server: socket.socket, told: list[str]) -> None:
    with suppress(OSError):
        while True:
            caller, _ = server.accept()
            Thread(target=_refuse, args=(caller, told), daemon=True).start()


def _refuse(caller: socket.socket, told: list[str]) -> None:
    with caller, suppress(OSError):
        _talk(caller, told)


def _talk(caller: socket.socket, told: list[str]) -> None:
    caller.sendall(b"220 here\r\n")
    for line in caller.makefile("rb"):
        words = line.split()
        if words[0].upper() == b"EHLO":
            caller.sendall(b"250-here\r\n250 AUTH PLAIN\r\n")
        elif words[0].upper() == b"AUTH":
            password = base64.b64decode(words[2]).split(b"\0")[2]
            told.append(password.decode())
            caller.sendall(b"535 5.7.8 not with %s, that is %s\r\n" % (password, words[2]))
        else:
            caller.sendall(b"250 well\r\n")


@contextmanager
def refusing_stripe() -> Iterator[tuple[str, list[str]]]:
    """Its address, and the keys that it was told so far."""
    told: list[str] = []

    class Refusing(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            key = self.headers.get("Authorization", "").removeprefix("Bearer ")
            told.append(key)
            error = {"type": "invalid_request_error", "message": f"Invalid API Key provided: {key}"}
            body = json.dumps({"error": error}).encode()
            self.send_response(401)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_POST = do_GET  # noqa: N815 - http.server calls it so

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - of http.server
            """Nothing: the test listens elsewhere."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Refusing)
    Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", told
    finally:
        server.shutdown()
        server.server_close()
