"""What Gmail's refusals mean: wait, this message never, this sender not now, or connect again."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Final

import httpx

from .transport import (
    NotHandedOverError,
    ReconnectError,
    RefusedError,
    SenderRefusedError,
    TransportError,
    UnsureError,
)

_RATE: Final = frozenset({"rateLimitExceeded", "userRateLimitExceeded", "RATE_LIMIT_EXCEEDED"})
_DAILY: Final = frozenset({"dailyLimitExceeded", "quotaExceeded", "limitExceeded"})
_SCOPE: Final = frozenset(
    {"insufficientPermissions", "ACCESS_TOKEN_SCOPE_INSUFFICIENT", "forbidden"}
)
_UNTIL: Final = re.compile(r"[Rr]etry after (\d{4}-\d\d-\d\dT[\d:.]+Z)")
_A_DAY: Final = 24 * 3600.0
_A_MINUTE: Final = 60.0
_LONGEST: Final = 300


@dataclass(frozen=True, slots=True)
class Refusal:
    """One answer that is no 2xx: its status, the reason's name, and what it says."""

    status: int
    reason: str
    text: str
    retry_after: float

    @property
    def says(self) -> str:
        """For people, on one line and capped."""
        plain = " ".join(char if char.isprintable() else " " for char in [self.text])
        return " ".join(plain.split())[:_LONGEST] or f"status {self.status}"


def refusal_of(answer: httpx.Response) -> Refusal:
    """Take an answer apart; whatever it looks like."""
    try:
        said = answer.json()
    except ValueError:
        said = None
    error = said.get("error") if isinstance(said, dict) else None
    if not isinstance(error, dict):
        return Refusal(answer.status_code, "", "", _header_wait(answer))
    text = str(error.get("message", ""))
    wait = max(_header_wait(answer), _text_wait(text))
    return Refusal(answer.status_code, _reason(error), text, wait)


def error_of(refusal: Refusal) -> TransportError:
    """What a refusal to send means."""
    match refusal.status:
        case 401:
            return ReconnectError(
                "Google does not accept the permission. Connect the mailbox again."
            )
        case 403 | 429:
            return _of_limits(refusal)
        case 400 | 413:
            return _of_message(refusal)
        case 404:
            return NotHandedOverError(f"Gmail says: {refusal.says}")
        case 503:
            return NotHandedOverError("Gmail is away for now.", refusal.retry_after)
        case status if status >= 500:
            # Behind such an answer the message may have been taken.
            return UnsureError(f"Gmail answered with an error of its own ({status}).")
        case _:
            return RefusedError(f"Gmail refused the message: {refusal.says}")


def _of_message(refusal: Refusal) -> TransportError:
    if refusal.reason == "failedPrecondition":
        return SenderRefusedError(f"Gmail does not send for this account: {refusal.says}")
    return RefusedError(f"Gmail refused the message: {refusal.says}")


def _of_limits(refusal: Refusal) -> TransportError:
    is_of_sending = "(mail sending)" in refusal.text.lower() or refusal.reason in _DAILY
    if is_of_sending:
        told = f"Gmail says that this mailbox has sent its most for now: {refusal.says}"
        return SenderRefusedError(told, pause_seconds=refusal.retry_after or _A_DAY)
    if refusal.status == 429 or refusal.reason in _RATE:
        told = f"Gmail asks to slow down: {refusal.says}"
        return NotHandedOverError(told, max(refusal.retry_after, _A_MINUTE))
    if refusal.reason in _SCOPE:
        return ReconnectError(
            "Google was not told that this may be done. Connect the mailbox again, and tick every box that is asked."
        )
    return SenderRefusedError(f"Gmail refuses this sender: {refusal.says}")


def _reason(error: Mapping[str, object]) -> str:
    """The name of the cause, in the older form (errors) or the newer one (details)."""
    for place in ("errors", "details"):
        listed = error.get(place)
        for one in listed if isinstance(listed, list) else ():
            if isinstance(one, dict) and one.get("reason"):
                return str(one["reason"])
    return str(error.get("status", ""))


def _header_wait(answer: httpx.Response) -> float:
    told = answer.headers.get("retry-after", "")
    if told.isdecimal():
        return float(told)
    try:
        return _until(parsedate_to_datetime(told)) if told else 0.0
    except (TypeError, ValueError):
        return 0.0


def _text_wait(text: str) -> float:
    found = _UNTIL.search(text)
    try:
        return _until(datetime.fromisoformat(found[1])) if found else 0.0
    except ValueError:
        return 0.0


def _until(moment: datetime) -> float:
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max((aware - datetime.now(UTC)).total_seconds(), 0.0)
