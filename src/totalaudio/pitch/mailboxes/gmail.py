"""Gmail through its HTTP interface: messages handed over once, and what came in as far as it may be read."""

import base64
import binascii
from collections.abc import Iterable
from typing import Any, Final

import httpx

from . import google_oauth
from .gmail_errors import Refusal, error_of, refusal_of
from .gmail_reading import GmailReader
from .google_oauth import METADATA, READ, Google
from .transport import (
    Fetched,
    Handed,
    NotHandedOverError,
    Outgoing,
    ReconnectError,
    TransportError,
    UnsureError,
)

_ME: Final = "/gmail/v1/users/me"
# Before anything was given to the server, or while it was: an incomplete request is not acted upon.
_NOT_GIVEN: Final = (
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.PoolTimeout,
    httpx.WriteError,
    httpx.WriteTimeout,
    httpx.ProxyError,
    httpx.UnsupportedProtocol,
    httpx.LocalProtocolError,
)
_AWAY: Final = "Gmail does not answer now."


class GmailTransport:
    """One Gmail mailbox; its access token is fetched when it is first needed, and once more when it has ended."""

    def __init__(self, google: Google, refresh_token: str, scopes: Iterable[str]) -> None:
        self._google, self._refresh_token = google, refresh_token
        self._scopes = frozenset(scopes)
        self._token = ""
        self._client = httpx.Client(
            base_url=google.api, timeout=google.seconds, trust_env=False, follow_redirects=False
        )

    def hand_over(self, message: Outgoing) -> Handed:
        body = {"raw": base64.urlsafe_b64encode(message.raw).decode("ascii")}
        answer = self._send(body | ({"threadId": message.thread_id} if message.thread_id else {}))
        if answer.status_code == 404 and message.thread_id:
            answer = self._send(body)  # the conversation was deleted, the message can still go
        if not answer.is_success:
            raise error_of(refusal_of(answer))
        said = _json(answer)
        message_id = self._read_back(str(said.get("id", ""))) or message.message_id
        return Handed(message_id=message_id, thread_id=str(said.get("threadId", "")))

    def was_sent(self, message_id: str) -> bool | None:
        """True when it is found. Not finding it says nothing: Gmail may have given it another id."""
        if READ not in self._scopes:
            return None
        wanted = {"q": f"rfc822msgid:{message_id.strip('<>')} in:sent", "maxResults": "1"}
        try:
            return bool(self.get("/messages", wanted).get("messages")) or None
        except (TransportError, _NotFoundError):
            return None

    def fetch(self, cursor: dict[str, str | int]) -> Fetched:
        if not self._scopes & {READ, METADATA}:
            raise ReconnectError("Google lets this mailbox send only, so nothing can be read.")
        return GmailReader(self.get, _NotFoundError, reads_text=READ in self._scopes).fetch(cursor)

    def close(self) -> None:
        self._client.close()

    def get(self, path: str, params: dict[str, str]) -> dict[str, Any]:
        """A resource of the mailbox; raises the errors of a transport, or says that it is not there."""
        answer = self._read(path, params)
        if answer.status_code == 401:
            self._token = ""
            answer = self._read(path, params)
        if answer.status_code == 404:
            raise _NotFoundError(path)
        if not answer.is_success:
            raise _of_reading(refusal_of(answer))
        return _json(answer)

    def _send(self, body: dict[str, str]) -> httpx.Response:
        answer = self._post(body)
        if answer.status_code == 401:
            self._token = ""  # it has ended; nothing was taken
            answer = self._post(body)
        return answer

    def _post(self, body: dict[str, str]) -> httpx.Response:
        headers = self._headers()
        try:
            return self._client.post(f"{_ME}/messages/send", json=body, headers=headers)
        except _NOT_GIVEN:
            raise NotHandedOverError(_AWAY) from None
        except httpx.HTTPError:
            told = "Gmail was given the message and did not say whether it took it."
            raise UnsureError(told) from None

    def _read(self, path: str, params: dict[str, str]) -> httpx.Response:
        headers = self._headers()
        try:
            return self._client.get(_ME + path, params=params, headers=headers)
        except httpx.HTTPError:
            raise NotHandedOverError(_AWAY) from None

    def _read_back(self, gmail_id: str) -> str:
        """The Message-ID under which it went, where it may be read; '' else. It is sent whatever happens here."""
        if not gmail_id or not self._scopes & {READ, METADATA}:
            return ""
        wanted = {"format": "metadata", "metadataHeaders": "Message-ID"}
        try:
            found = self.get(f"/messages/{gmail_id}", wanted)
        except (TransportError, _NotFoundError):
            return ""
        headers = found.get("payload", {}).get("headers", [])
        return next((str(h["value"]) for h in headers if h["name"].lower() == "message-id"), "")

    def _headers(self) -> dict[str, str]:
        if not self._token:
            self._token = google_oauth.refresh(self._google, self._refresh_token)
        return {"Authorization": f"Bearer {self._token}"}


class _NotFoundError(Exception):
    """Google knows no such thing."""


def _of_reading(refusal: Refusal) -> TransportError:
    """Reading changes nothing, so nobody can be unsure about it."""
    error = error_of(refusal)
    return error if isinstance(error, ReconnectError) else NotHandedOverError(str(error))


def _json(answer: httpx.Response) -> dict[str, Any]:
    try:
        said = answer.json()
    except (ValueError, binascii.Error):
        return {}
    return said if isinstance(said, dict) else {}
