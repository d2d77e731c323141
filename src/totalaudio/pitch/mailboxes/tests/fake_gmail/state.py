"""What the stand-in remembers: codes, tokens, messages, and what is to go wrong."""

import base64
import hashlib
import json
import secrets
from collections import defaultdict
from dataclasses import dataclass, field
from email import message_from_bytes
from time import time

CLIENT_ID, CLIENT_SECRET = "id-of-the-client", "mark-of-the-client-secret"
ADDRESS = "alice@gmail.example"
_PREFIX = "https://www.googleapis.com/auth/"


@dataclass(frozen=True)
class Fault:
    """What happens in place of an answer: a status with a reason, or `cut`, `hang`, after taking or before."""

    status: int = 0
    reason: str = ""
    message: str = "It did not work."
    headers: dict[str, str] = field(default_factory=dict)
    then: str = ""
    takes: bool = False


@dataclass
class Stored:
    """One message of the mailbox."""

    id: str
    thread_id: str
    raw: bytes
    labels: tuple[str, ...]
    history: int
    at: int = field(default_factory=lambda: int(time() * 1000))


@dataclass
class Code:
    """What was agreed on the consent page, for one use."""

    scopes: list[str]
    challenge: str
    back: str


@dataclass
class Google:
    """The state of the stand-in; `faults` are by what is asked: send, token, revoke, get, list, history."""

    base: str = ""
    address: str = ADDRESS
    is_verified: bool = True
    codes: dict[str, Code] = field(default_factory=dict)
    refresh_tokens: dict[str, list[str]] = field(default_factory=dict)
    access_tokens: dict[str, list[str]] = field(default_factory=dict)
    revoked: list[str] = field(default_factory=list)
    messages: dict[str, Stored] = field(default_factory=dict)
    faults: dict[str, list[Fault]] = field(default_factory=lambda: defaultdict(list))
    asked: list[str] = field(default_factory=list)
    history: int = 1000
    oldest_history: int = 0
    page_size: int = 100

    def permit(self, *names: str) -> str:
        """A refresh token with these permissions, such as gmail.send."""
        token = f"1//{secrets.token_urlsafe(12)}"
        self.refresh_tokens[token] = [_PREFIX + name for name in names]
        return token

    def fail(self, what: str, *faults: Fault) -> None:
        """Let the next askings go wrong, one after the other."""
        self.faults[what] += faults

    def fault(self, what: str) -> Fault | None:
        """What is to go wrong now."""
        return self.faults[what].pop(0) if self.faults[what] else None

    def sent(self) -> list[Stored]:
        """What was taken, in its order."""
        return [one for one in self.messages.values() if "SENT" in one.labels]

    def arrive(
        self, raw: bytes, *, thread_id: str = "", labels: tuple[str, ...] = ("INBOX",)
    ) -> Stored:
        """A message comes in."""
        self.history += 7
        its_id = f"{self.history:x}"
        made = Stored(its_id, thread_id or its_id, raw, labels, self.history)
        self.messages[its_id] = made
        return made

    def headers_of(self, stored: Stored) -> list[dict[str, str]]:
        """As `payload.headers` has them."""
        items = message_from_bytes(stored.raw).items()
        return [{"name": name, "value": str(value)} for name, value in items]

    def new_tokens(self, scopes: list[str], *, with_refresh: bool) -> dict[str, object]:
        """The answer of the token endpoint."""
        access = f"ya29.{secrets.token_urlsafe(12)}"
        self.access_tokens[access] = scopes
        said: dict[str, object] = {
            "access_token": access,
            "expires_in": 3599,
            "scope": " ".join(scopes),
            "token_type": "Bearer",
        }
        if with_refresh:
            refresh = f"1//{secrets.token_urlsafe(12)}"
            self.refresh_tokens[refresh] = scopes
            said |= {"refresh_token": refresh, "id_token": self._id_token()}
        return said

    def withdraw(self) -> None:
        """Every permission ends."""
        self.refresh_tokens.clear()
        self.access_tokens.clear()

    def _id_token(self) -> str:
        said = {"aud": CLIENT_ID, "email": self.address, "email_verified": self.is_verified}
        return ".".join([_part({"alg": "RS256"}), _part(said), "signature"])


def challenge_of(verifier: str) -> str:
    """What a verifier was announced as."""
    digest = hashlib.sha256(verifier.encode()).digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def _part(said: dict[str, object]) -> str:
    return base64.urlsafe_b64encode(json.dumps(said).encode()).decode().rstrip("=")
