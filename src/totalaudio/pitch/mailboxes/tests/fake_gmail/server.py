"""The HTTP side of the stand-in: Google's consent page, its token endpoint, and six methods of Gmail."""

import base64
import html
import json
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from .state import CLIENT_ID, CLIENT_SECRET, Code, Fault, Google, Stored, challenge_of

_ME = "/gmail/v1/users/me"
_READERS = {"gmail.readonly", "gmail.metadata"}
HANG_SECONDS = 3.0


@contextmanager
def fake_gmail() -> Iterator[Google]:
    """A stand-in for as long as the block lasts."""
    state = Google()
    handler = type("Handler", (_Handler,), {"google": state})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    state.base = f"http://127.0.0.1:{server.server_port}"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield state
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)


class _Handler(BaseHTTPRequestHandler):
    google: Google
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # or an answer in two pieces waits for 40 ms

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - of http.server
        """Nothing: the state remembers what was asked."""

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        asked = dict(parse_qsl(parts.query))
        self.google.asked.append(f"GET {parts.path}")
        if parts.path == "/o/oauth2/v2/auth":
            self._consent_page(asked)
        elif parts.path.startswith(_ME):
            self._read(parts.path.removeprefix(_ME), asked)
        else:
            self._refuse(404, "notFound", "Not found.")

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        path = urlsplit(self.path).path
        self.google.asked.append(f"POST {path}")
        match path:
            case "/consent":
                self._consented(parse_qsl(body.decode()))
            case "/token":
                self._token(dict(parse_qsl(body.decode())))
            case "/revoke":
                self._revoke(dict(parse_qsl(body.decode())))
            case "/gmail/v1/users/me/messages/send":
                self._send(json.loads(body))
            case _:
                self._refuse(404, "notFound", "Not found.")

    # --- permission ---------------------------------------------------------------------------------------------

    def _consent_page(self, asked: dict[str, str]) -> None:
        is_right = (
            asked.get("client_id") == CLIENT_ID
            and asked.get("response_type") == "code"
            and asked.get("code_challenge_method") == "S256"
            and asked.get("access_type") == "offline"
        )
        if not is_right:
            return self._answer(400, b"Error 400: invalid_request", "text/plain")
        boxes = "".join(
            f'<p><label><input type="checkbox" name="scope" value="{html.escape(scope)}" checked>'
            f" {html.escape(scope.rpartition('/')[2])}</label></p>"
            for scope in asked["scope"].split()
        )
        hidden = "".join(
            f'<input type="hidden" name="{name}" value="{html.escape(asked[name])}">'
            for name in ("redirect_uri", "state", "code_challenge")
        )
        page = (
            "<!doctype html><html lang=en><title>A stand-in for Google</title>"
            f'<h1>May it send as {self.google.address}?</h1><form method="post" action="/consent">'
            f'{hidden}{boxes}<button name="do" value="allow">Allow</button>'
            '<button name="do" value="deny">Deny</button></form>'
        )
        return self._answer(200, page.encode(), "text/html; charset=utf-8")

    def _consented(self, told: list[tuple[str, str]]) -> None:
        said = dict(told)
        back, state = said["redirect_uri"], said["state"]
        if said.get("do") != "allow":
            return self._go(back, error="access_denied", state=state)
        code = f"4/{len(self.google.codes) + 1}"
        scopes = [value for name, value in told if name == "scope"]
        self.google.codes[code] = Code(scopes, said["code_challenge"], back)
        return self._go(back, code=code, state=state)

    def _token(self, told: dict[str, str]) -> None:
        if self._went_wrong("token"):
            return None
        if (told.get("client_id"), told.get("client_secret")) != (CLIENT_ID, CLIENT_SECRET):
            return self._oauth_error(401, "invalid_client")
        if told.get("grant_type") == "refresh_token":
            scopes = self.google.refresh_tokens.get(told.get("refresh_token", ""))
            if scopes is None:
                return self._oauth_error(400, "invalid_grant")
            return self._json(200, self.google.new_tokens(scopes, with_refresh=False))
        agreed = self.google.codes.pop(told.get("code", ""), None)
        is_right = (
            agreed is not None
            and agreed.back == told.get("redirect_uri")
            and agreed.challenge == challenge_of(told.get("code_verifier", ""))
        )
        if agreed is None or not is_right:
            return self._oauth_error(400, "invalid_grant")
        return self._json(200, self.google.new_tokens(agreed.scopes, with_refresh=True))

    def _revoke(self, told: dict[str, str]) -> None:
        if self._went_wrong("revoke"):
            return None
        token = told.get("token", "")
        if self.google.refresh_tokens.pop(token, None) is None:
            return self._oauth_error(400, "invalid_token")
        self.google.revoked.append(token)
        return self._json(200, {})

    # --- Gmail --------------------------------------------------------------------------------------------------

    def _send(self, told: dict[str, str]) -> None:
        if not self._may({"gmail.send"}):
            return None
        fault = self.google.fault("send")
        if fault and not fault.takes:
            return self._fail(fault)
        thread_id = told.get("threadId", "")
        if thread_id and thread_id not in {one.thread_id for one in self.google.messages.values()}:
            return self._refuse(404, "notFound", "Requested entity was not found.")
        raw = base64.urlsafe_b64decode(told["raw"])
        made = self.google.arrive(raw, thread_id=thread_id, labels=("SENT",))
        if fault:
            return self._fail(fault)
        said = {"id": made.id, "threadId": made.thread_id, "labelIds": list(made.labels)}
        return self._json(200, said)

    def _read(self, path: str, asked: dict[str, str]) -> None:
        if not self._may(_READERS):
            return None
        if path == "/profile":
            said = {"emailAddress": self.google.address, "historyId": str(self.google.history)}
            return self._json(200, said)
        if path == "/history":
            return None if self._went_wrong("history") else self._history(asked)
        if path == "/messages":
            return None if self._went_wrong("list") else self._list(asked)
        if self._went_wrong("get"):
            return None
        stored = self.google.messages.get(path.removeprefix("/messages/"))
        if stored is None:
            return self._refuse(404, "notFound", "Requested entity was not found.")
        return self._get(stored, asked.get("format", "full"))

    def _get(self, stored: Stored, form: str) -> None:
        said: dict[str, Any] = {
            "id": stored.id,
            "threadId": stored.thread_id,
            "labelIds": list(stored.labels),
            "historyId": str(stored.history),
            "internalDate": str(stored.at),
            "sizeEstimate": len(stored.raw),
        }
        if form == "metadata":
            said["payload"] = {"headers": self.google.headers_of(stored)}
        elif self._only_metadata():
            told = "Metadata scope doesn't allow format FULL"
            return self._refuse(403, "insufficientPermissions", told)
        else:
            said["raw"] = base64.urlsafe_b64encode(stored.raw).decode().rstrip("=")
        return self._json(200, said)

    def _list(self, asked: dict[str, str]) -> None:
        if asked.get("q") and self._only_metadata():
            told = "Metadata scope does not support 'q' parameter"
            return self._refuse(403, "insufficientPermissions", told)
        label = "SENT" if "in:sent" in asked.get("q", "") else asked.get("labelIds", "INBOX")
        wanted = asked.get("q", "").partition("rfc822msgid:")[2].partition(" ")[0]
        found = [
            {"id": one.id, "threadId": one.thread_id}
            for one in sorted(self.google.messages.values(), key=lambda one: -one.at)
            if label in one.labels
            and (not wanted or wanted in str(message_from_bytes(one.raw)["Message-ID"]))
        ]
        return self._json(200, {"messages": found[: int(asked.get("maxResults", 100))]})

    def _history(self, asked: dict[str, str]) -> None:
        start = int(asked["startHistoryId"])
        if start < self.google.oldest_history:
            return self._refuse(404, "notFound", "Requested entity was not found.")
        label, first = asked.get("labelId", ""), int(asked.get("pageToken", 0))
        added = [
            one for one in self.google.messages.values()
            if one.history > start and (not label or label in one.labels)
        ]  # fmt: skip
        page = added[first : first + self.google.page_size]
        said: dict[str, Any] = {"historyId": str(self.google.history)}
        if page:
            said["history"] = [
                {
                    "id": str(one.history),
                    "messagesAdded": [{"message": {"id": one.id, "threadId": one.thread_id}}],
                }
                for one in page
            ]
        if first + len(page) < len(added):
            said["nextPageToken"] = str(first + len(page))
        return self._json(200, said)

    def _may(self, wanted: set[str]) -> bool:
        scopes = self._scopes()
        if scopes is None:
            self._refuse(401, "authError", "Invalid Credentials")
        elif not wanted & scopes:
            told = "Request had insufficient authentication scopes."
            self._refuse(403, "insufficientPermissions", told)
        else:
            return True
        return False

    def _only_metadata(self) -> bool:
        return "gmail.readonly" not in (self._scopes() or set())

    def _scopes(self) -> set[str] | None:
        token = self.headers.get("Authorization", "").removeprefix("Bearer ")
        scopes = self.google.access_tokens.get(token)
        return None if scopes is None else {scope.rpartition("/")[2] for scope in scopes}

    # --- answers ------------------------------------------------------------------------------------------------

    def _went_wrong(self, what: str) -> bool:
        fault = self.google.fault(what)
        if fault:
            self._fail(fault)
        return fault is not None

    def _fail(self, fault: Fault) -> None:
        if fault.then == "hang":
            time.sleep(HANG_SECONDS)
        if fault.then:
            self.close_connection = True
            self.connection.shutdown(socket.SHUT_RDWR)
            return
        self._refuse(fault.status, fault.reason, fault.message, fault.headers)

    def _refuse(
        self, status: int, reason: str, message: str, headers: dict[str, str] | None = None
    ) -> None:
        one = {"domain": "global", "reason": reason, "message": message}
        error = {"code": status, "message": message, "errors": [one]}
        self._json(status, {"error": error}, headers)

    def _oauth_error(self, status: int, error: str) -> None:
        self._json(status, {"error": error, "error_description": "Bad Request"})

    def _json(
        self, status: int, said: dict[str, Any], headers: dict[str, str] | None = None
    ) -> None:
        self._answer(status, json.dumps(said).encode(), "application/json", headers)

    def _go(self, back: str, **told: str) -> None:
        self._answer(302, b"", "text/plain", {"Location": f"{back}?{urlencode(told)}"})

    def _answer(
        self, status: int, body: bytes, kind: str, headers: dict[str, str] | None = None
    ) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)
