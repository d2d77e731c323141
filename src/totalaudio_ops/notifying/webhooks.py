"""Posts a notification to a webhook, signed so that its receiver can tell that it is ours and new.

`TotalAudio-Timestamp` has the seconds since 1970, `TotalAudio-Signature` is `v1=` and the hexadecimal HMAC-SHA256 of
the timestamp, a full stop and the body; `TotalAudio-Delivery` is the same each time that it is tried.
"""

import asyncio
import hashlib
import hmac
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import httpx

from .notification import Notification, NotTakenError

SECONDS = 10
WINDOW = timedelta(minutes=5)
TIMESTAMP, SIGNATURE, DELIVERY = (
    "TotalAudio-Timestamp",
    "TotalAudio-Signature",
    "TotalAudio-Delivery",
)


@dataclass(frozen=True, slots=True)
class Webhook:
    """A way by POST: an address and the secret that both sides know."""

    url: str = field(repr=False)
    secret: str = field(repr=False)

    def __call__(self, given: Notification) -> None:
        """Post it; raises NotTakenError unless it is answered with 2xx. A redirect is not followed."""
        body = given.body.encode()
        timestamp = str(int(datetime.now(UTC).timestamp()))
        headers = {
            "Content-Type": "application/json",
            TIMESTAMP: timestamp,
            SIGNATURE: signature(self.secret, timestamp, body),
            DELIVERY: str(given.id),
        }
        try:
            answer = asyncio.run(self._post(body, headers))
        except (TimeoutError, httpx.TimeoutException):
            raise NotTakenError(f"the webhook did not answer within {SECONDS} seconds") from None
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise NotTakenError(
                f"the webhook could not be reached ({type(error).__name__})"
            ) from None
        if not 200 <= answer < 300:
            raise NotTakenError(f"the webhook answered {answer}")

    async def _post(self, body: bytes, headers: dict[str, str]) -> int:
        # One limit for all of it: who answers a letter at a time would hold up everybody who is told after. And
        # streamed: what a receiver answers is of no use, however long it is.
        async with (
            asyncio.timeout(SECONDS),
            httpx.AsyncClient(timeout=SECONDS, trust_env=False) as client,
            client.stream("POST", self.url, content=body, headers=headers) as answer,
        ):
            return answer.status_code


def signature(secret: str, timestamp: str, body: bytes) -> str:
    """The signature of a body that is sent at a moment."""
    signed = hmac.new(secret.encode(), timestamp.encode() + b"." + body, hashlib.sha256)
    return f"v1={signed.hexdigest()}"


def is_ours(secret: str, timestamp: str, signed: str, body: bytes, now: datetime) -> bool:
    """What a receiver asks: whether the signature fits, and the moment is no more than 5 minutes away."""
    if not (timestamp.isascii() and timestamp.isdigit() and len(timestamp) < 12):
        return False
    is_new = abs(now - datetime.fromtimestamp(int(timestamp), UTC)) <= WINDOW
    return is_new and hmac.compare_digest(signature(secret, timestamp, body), signed)
