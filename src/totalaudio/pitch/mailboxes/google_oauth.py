"""Permission from Google: the way to its page and back, tokens, and taking the permission back."""

import base64
import hashlib
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urlencode

import httpx

from .transport import NotHandedOverError, ReconnectError

SEND: Final = "https://www.googleapis.com/auth/gmail.send"
METADATA: Final = "https://www.googleapis.com/auth/gmail.metadata"
READ: Final = "https://www.googleapis.com/auth/gmail.readonly"
# Who it is: a permission to send alone does not say the address.
_WHO: Final = ("openid", "email")
_SECONDS: Final = 20.0
_GONE: Final = (
    "Google has withdrawn its permission: it was taken back, the password was changed, or it ended after a time."
    " Connect the mailbox again. What is queued waits."
)


@dataclass(frozen=True, slots=True)
class Google:
    """Where Google answers, and who we are there."""

    client_id: str
    client_secret: str = field(repr=False)
    accounts: str = "https://accounts.google.com"
    oauth: str = "https://oauth2.googleapis.com"
    api: str = "https://gmail.googleapis.com"
    seconds: float = _SECONDS


@dataclass(frozen=True, slots=True)
class Errand:
    """One way to Google's page: `state` proves on the way back that it is ours, `verifier` that we began it."""

    state: str
    verifier: str = field(repr=False)

    @property
    def challenge(self) -> str:
        """What Google is told of the verifier (PKCE, S256)."""
        digest = hashlib.sha256(self.verifier.encode("ascii")).digest()
        return base64.urlsafe_b64encode(digest).decode("ascii").rstrip("=")


@dataclass(frozen=True, slots=True)
class Granted:
    """What Google gave: the address, what may be done, and the tokens."""

    address: str
    scopes: frozenset[str]
    refresh_token: str = field(repr=False)
    access_token: str = field(repr=False)


class NotGrantedError(Exception):
    """The way back from Google brought no usable permission; the text says why and what to do."""


def new_errand() -> Errand:
    """A fresh one, for one use."""
    return Errand(secrets.token_urlsafe(32), secrets.token_urlsafe(64))


def consent_url(google: Google, errand: Errand, *, back: str, reads: str, hint: str = "") -> str:
    """The page on which Google asks; `reads` is the scope for replies, '' without."""
    asked = {
        "client_id": google.client_id,
        "redirect_uri": back,
        "response_type": "code",
        "scope": " ".join([*_WHO, SEND, *([reads] if reads else [])]),
        "access_type": "offline",
        "prompt": "consent",
        "state": errand.state,
        "code_challenge": errand.challenge,
        "code_challenge_method": "S256",
    }
    if hint:
        asked["login_hint"] = hint
    return f"{google.accounts}/o/oauth2/v2/auth?{urlencode(asked)}"


def redeem(google: Google, errand: Errand, *, code: str, back: str) -> Granted:
    """Exchange a code for tokens; raises NotGrantedError."""
    told = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": back,
        "code_verifier": errand.verifier,
    }
    status, said = _ask(google, "/token", told)
    if status != 200:
        raise NotGrantedError("Google did not accept the way back. Begin again.")
    granted = Granted(
        address=_address(said.get("id_token", ""), google.client_id),
        scopes=frozenset(str(said.get("scope", "")).split()),
        refresh_token=str(said.get("refresh_token", "")),
        access_token=str(said.get("access_token", "")),
    )
    _refuse_incomplete(granted)
    return granted


def refresh(google: Google, refresh_token: str) -> str:
    """A new access token; ReconnectError when the permission is gone, NotHandedOverError when Google is away."""
    told = {"grant_type": "refresh_token", "refresh_token": refresh_token}
    try:
        status, said = _ask(google, "/token", told)
    except NotGrantedError as error:
        raise NotHandedOverError(str(error)) from None
    if status == 200 and said.get("access_token"):
        return str(said["access_token"])
    if said.get("error") == "invalid_grant":
        raise ReconnectError(_GONE)
    if status in {400, 401, 403}:
        told_us = "Google does not know this installation any more. Whoever runs it has to look at GOOGLE_CLIENT_ID."
        raise ReconnectError(told_us)
    raise NotHandedOverError(f"Google gave no new access ({status}). It is tried again.")


def revoke(google: Google, token: str) -> bool:
    """Take the permission back; False when Google could not be asked and it should be tried again."""
    try:
        status, _ = _ask(google, "/revoke", {"token": token})
    except NotGrantedError:
        return False
    return status < 500  # 400: it was gone already


def _refuse_incomplete(granted: Granted) -> None:
    if SEND not in granted.scopes:
        raise NotGrantedError(
            "Google was not told that this may send mail. Begin again, and tick “Send email on your behalf”."
        )
    if not granted.refresh_token:
        raise NotGrantedError("Google gave a permission that ends within the hour. Begin again.")
    if not granted.address:
        raise NotGrantedError("Google did not say which address this is. Begin again.")


def _ask(google: Google, path: str, told: dict[str, str]) -> tuple[int, Mapping[str, object]]:
    """The status and the answer. Nothing of the request stays in an error."""
    ours = {"client_id": google.client_id, "client_secret": google.client_secret}
    try:
        with httpx.Client(timeout=google.seconds, trust_env=False) as client:
            answer = client.post(google.oauth + path, data=told | ours)
    except httpx.HTTPError:
        raise NotGrantedError("Google does not answer. Try again in a moment.") from None
    try:
        said = answer.json()
    except ValueError:
        said = {}
    return answer.status_code, said if isinstance(said, dict) else {}


def _address(id_token: object, client_id: str) -> str:
    """The verified address in an id token that came from Google itself, over TLS; '' when there is none."""
    parts = str(id_token).split(".")
    try:
        padded = parts[1] + "=" * (-len(parts[1]) % 4)
        said = json.loads(base64.urlsafe_b64decode(padded))
    except (IndexError, ValueError):
        return ""
    is_ours = isinstance(said, dict) and said.get("aud") == client_id
    return str(said.get("email", "")) if is_ours and said.get("email_verified") is True else ""
