"""The fake Stripe: a real server on loopback, with the faults that a real one has on its bad days."""

import json
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Lock, Thread
from urllib.parse import urlsplit

from tests.stripe.fake import pages, shapes
from tests.stripe.fake.account import Account, MissingError
from tests.stripe.fake.api import Api, WrongError
from tests.stripe.fake.forms import parse
from tests.stripe.fake.shapes import Shape

KEY = "sk_test_fake"


@dataclass
class Fault:
    """What happens to the next requests whose path has this in it: a status, `hang` or `cut`."""

    kind: int | str
    path: str = "/v1/"
    times: int = 1


@dataclass
class FakeStripe:
    """An account behind an address."""

    account: Account
    port: int
    faults: list[Fault] = field(default_factory=list)
    asked: list[tuple[str, str, str | None]] = field(default_factory=list)
    answered: dict[str, tuple[str, int, Shape]] = field(default_factory=dict)
    stopped: Event = field(default_factory=Event)
    lock: Lock = field(default_factory=Lock)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def break_(self, kind: int | str, path: str = "/v1/", times: int = 1) -> None:
        """Let the next requests go wrong."""
        self.faults.append(Fault(kind, path, times))

    def fault_of(self, path: str) -> int | str | None:
        with self.lock:
            for fault in self.faults:
                if fault.path in path and fault.times > 0:
                    fault.times -= 1
                    return fault.kind
        return None


_FAULTS = {
    401: shapes.error("Invalid API Key provided: sk_test_****fake"),
    402: shapes.error("Your card was declined.", "card_error", "card_declined"),
    429: shapes.error("Too many requests. Please slow down.", code="rate_limit"),
    500: shapes.error("An unknown error occurred.", "api_error"),
}


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # or an answer in two pieces waits for 40 ms
    fake: FakeStripe

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        if parts.path.startswith("/v1/"):
            self._api("GET", parts.path, parts.query, None)
        else:
            self._page(parts.path, None)

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
        parts = urlsplit(self.path)
        if parts.path.startswith("/v1/"):
            self._api("POST", parts.path, body, self.headers.get("Idempotency-Key"))
        else:
            self._page(parts.path, body)

    def do_DELETE(self) -> None:
        stripe_id = urlsplit(self.path).path.removeprefix("/v1/subscriptions/")
        self._api("POST", f"/v1/subscriptions/{stripe_id}/cancel", "", None)

    def _api(self, method: str, path: str, text: str, key: str | None) -> None:
        fake = self.fake
        fake.asked.append((method, path, key))
        fault = fake.fault_of(path)
        if fault is not None:
            self._go_wrong(fault)
        elif not self.headers.get("Authorization", "").startswith("Bearer sk_test_"):
            self._json(401, _FAULTS[401])
        elif key:
            self._json(*self._once(method, path, text, key))
        else:
            self._json(*self._asked(method, path, text))

    def _once(self, method: str, path: str, text: str, key: str) -> tuple[int, Shape]:
        """The same key gets the same answer, and no other request may use it."""
        with self.fake.account.lock:
            before = self.fake.answered.get(key)
            if before is None:
                status, shape = self._asked(method, path, text)
                self.fake.answered[key] = (f"{path}?{text}", status, shape)
                return status, shape
        if before[0] != f"{path}?{text}":
            return 400, shapes.error("Keys for idempotent requests differ.", "idempotency_error")
        return before[1], before[2]

    def _asked(self, method: str, path: str, text: str) -> tuple[int, Shape]:
        try:
            return 200, Api(self.fake.account, self.fake.address).answer(method, path, parse(text))
        except MissingError as error:
            return 404, shapes.error(str(error), code="resource_missing")
        except WrongError as error:
            return 400, shapes.error(str(error))
        except (KeyError, IndexError) as error:
            return 400, shapes.error(f"Missing required param: {error}.", code="parameter_missing")

    def _go_wrong(self, fault: int | str) -> None:
        if fault == "hang":
            self.fake.stopped.wait(60)
        elif fault == "cut":
            with suppress(OSError):
                self.connection.shutdown(socket.SHUT_RDWR)
            self.close_connection = True
        else:
            self._json(int(fault), _FAULTS[int(fault)])

    def _json(self, status: int, shape: Shape) -> None:
        headers = {"Content-Type": "application/json", "Request-Id": "req_fake"}
        if status == HTTPStatus.TOO_MANY_REQUESTS:
            headers["Retry-After"] = "1"
        self._send(status, json.dumps(shape).encode(), headers)

    def _page(self, path: str, body: str | None) -> None:
        account, (_, what, stripe_id) = self.fake.account, ([*path.split("/"), "", ""])[:3]
        form = parse(body or "")
        try:
            if what == "pay":
                next_url, text = (
                    ("", pages.pay(account, stripe_id))
                    if body is None
                    else pages.paid(account, stripe_id, form)
                )
            elif what == "portal":
                act = pages.portal if body is None else pages.changed
                arguments = (account, stripe_id) if body is None else (account, stripe_id, form)
                next_url, text = "", act(*arguments)
            else:
                next_url, text = "", pages.page("Fake Stripe", "")
        except MissingError:
            self._send(404, b"no such page", {})
            return
        kind = {"Content-Type": "text/html; charset=utf-8"}
        if next_url:
            self._send(303, b"", {"Location": next_url})
        else:
            self._send(200, text.encode(), kind)

    def _send(self, status: int, body: bytes, headers: dict[str, str]) -> None:
        with suppress(OSError):
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as http.server names it
        """Tests say themselves what happened."""


@contextmanager
def fake_stripe(port: int = 0, account: Account | None = None) -> Iterator[FakeStripe]:
    """A fake Stripe on loopback as long as the block lasts."""
    handler = type("Handler", (_Handler,), {})
    server = ThreadingHTTPServer(("127.0.0.1", port), handler)
    server.daemon_threads = True
    fake = FakeStripe(account or Account(), int(server.server_address[1]))
    handler.fake = fake  # type: ignore[attr-defined]  # of this server alone
    Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    try:
        yield fake
    finally:
        fake.stopped.set()
        server.shutdown()
        server.server_close()
