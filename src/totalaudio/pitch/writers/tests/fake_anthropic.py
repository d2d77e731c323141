"""A stand-in for the Messages API: a real server on loopback, with the bad days of a real one.

Written from https://platform.claude.com/docs/en/api/messages, /api/errors and /build-with-claude/handling-stop-reasons.
"""

import json
import socket
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread

KEY = "sk-ant-of-a-test"
MODEL = "model-of-a-test"
ERRORS = {
    400: "invalid_request_error",
    401: "authentication_error",
    402: "billing_error",
    403: "permission_error",
    404: "not_found_error",
    413: "request_too_large",
    429: "rate_limit_error",
    500: "api_error",
    529: "overloaded_error",
}


@dataclass(frozen=True)
class Fault:
    """What happens to one request: a status, or `hang`, `cut` (no answer) or `half` (an answer that breaks off)."""

    kind: int | str
    headers: Mapping[str, str] = field(default_factory=dict)
    body: str = ""


@dataclass
class FakeAnthropic:
    """What it was asked, what it will answer with, and what goes wrong before."""

    port: int
    texts: list[str] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    stop_reason: str = "end_turn"
    asked: list[bytes] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    stopped: Event = field(default_factory=Event)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def break_(self, kind: int | str, *, times: int = 1, body: str = "", **headers: str) -> None:
        """Let the next requests go wrong; `retry_after="1"` is a header."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.faults += [Fault(kind, named, body)] * times

    def said(self, number: int = 0) -> str:
        """All that one request told the model, as text."""
        question = json.loads(self.asked[number])
        texts = [question["system"], *(turn["content"] for turn in question["messages"])]
        return "\n".join(texts)


def error(status: int, code: str = "") -> str:
    """The body of an error."""
    details = {"details": {"error_code": code}} if code else {}
    kind = {"type": ERRORS[status], "message": "Said by the service."} | details
    return json.dumps({"type": "error", "error": kind, "request_id": "req_1"})


def message(text: str, stop_reason: str = "end_turn") -> str:
    """The body of an answer, which cost 300 tokens to ask and 50 to write."""
    return json.dumps(
        {
            "id": "msg_1",
            "type": "message",
            "role": "assistant",
            "model": MODEL,
            "content": [{"type": "text", "text": text}],
            "stop_reason": stop_reason,
            "stop_sequence": None,
            "usage": {"input_tokens": 300, "output_tokens": 50, "cache_read_input_tokens": 0},
        }
    )


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # or an answer in two pieces waits for 40 ms
    fake: FakeAnthropic

    def do_POST(self) -> None:
        fake = self.fake
        fake.asked.append(self.rfile.read(int(self.headers.get("Content-Length") or 0)))
        fake.headers.append({name.lower(): value for name, value in self.headers.items()})
        if fake.faults:
            self._go_wrong(fake.faults.pop(0))
        elif self.path != "/v1/messages":
            self._send(404, error(404))
        elif self.headers.get("x-api-key") != KEY:
            self._send(401, error(401))
        elif not fake.texts:
            self._send(500, error(500))
        else:
            self._send(200, message(fake.texts.pop(0), fake.stop_reason))

    def _go_wrong(self, fault: Fault) -> None:
        if fault.kind == "hang":
            self.fake.stopped.wait(20)
        elif fault.kind == "cut":
            self._close()
        elif fault.kind == "half":
            self._send(200, message("never read")[:40], {"Content-Length": "400"})
            self._close()
        else:
            status = int(fault.kind)
            self._send(status, fault.body or error(status), fault.headers)

    def _close(self) -> None:
        with suppress(OSError):
            self.connection.shutdown(socket.SHUT_RDWR)
        self.close_connection = True

    def _send(self, status: int, text: str, headers: Mapping[str, str] | None = None) -> None:
        body = text.encode()
        shown = {"Content-Type": "application/json", "Content-Length": str(len(body))}
        with suppress(OSError):
            self.send_response(status)
            for name, value in (shown | dict(headers or {})).items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)
            self.wfile.flush()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as http.server names it
        """Tests say themselves what happened."""


@contextmanager
def fake_anthropic() -> Iterator[FakeAnthropic]:
    """A stand-in on loopback as long as the block lasts."""
    handler = type("Handler", (_Handler,), {})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    fake = FakeAnthropic(int(server.server_address[1]))
    handler.fake = fake  # type: ignore[attr-defined]  # of this server alone
    Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    try:
        yield fake
    finally:
        fake.stopped.set()
        server.shutdown()
        server.server_close()
