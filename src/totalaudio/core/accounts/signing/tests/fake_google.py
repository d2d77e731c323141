"""Google's token endpoint on loopback, after its OpenID Connect page; it can refuse."""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from urllib.parse import parse_qs

import jwt

CLIENT_ID = "client-of-the-tests"


@dataclass
class Google:
    """Who signs in, and what was asked; `status` other than 200 is a fault."""

    claims: dict[str, object]
    status: int = 200
    asked: list[dict[str, list[str]]] = field(default_factory=list)
    url: str = ""

    def token(self) -> bytes:
        """The answer of the token endpoint."""
        now = int(time.time())
        fixed = {
            "iss": "https://accounts.google.com",
            "aud": CLIENT_ID,
            "iat": now,
            "exp": now + 600,
        }
        signed = jwt.encode(fixed | self.claims, "k" * 32, algorithm="HS256")
        answer = {
            "access_token": "a",
            "token_type": "Bearer",
            "expires_in": 600,
            "id_token": signed,
        }
        return json.dumps(answer).encode()


@contextmanager
def fake_google(claims: dict[str, object]) -> Iterator[Google]:
    """Google's token endpoint as long as the block lasts."""
    google = Google(claims)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            google.asked.append(parse_qs(body.decode()))
            self.send_response(google.status)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(google.token() if google.status == 200 else b"{}")

        def log_message(self, *args: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    google.url = f"http://127.0.0.1:{server.server_port}/token"
    try:
        yield google
    finally:
        server.shutdown()
        server.server_close()
