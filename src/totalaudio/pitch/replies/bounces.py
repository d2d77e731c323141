"""Whether a message says that a letter was not delivered, and what that says of the address (RFC 3464, RFC 3463)."""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from .phrases import BOUNCE_SUBJECT, DELAYED, NOBODY, plain
from .reading import Mail

_DAEMONS: Final = re.compile(r"^(?:mailer-daemon|postmaster|mail-daemon|mdaemon)(?:[@+.-]|$)")
_STATUS: Final = re.compile(r"\b([245])\.(\d{1,3})\.(\d{1,3})\b")
_REPLY_CODE: Final = re.compile(r"\b([45])(?:[0-5])\d[ -]")
_GONE: Final = frozenset({"5.1.1", "5.1.10"})
_PASSED_ON: Final = ("delivered", "relayed", "expanded")
_LOOKED_AT: Final = 8_000


class Severity(StrEnum):
    """What a delivery report means: nobody is there, not yet, the sender is refused, refused for another reason.

    ARRIVED is no bounce at all: servers also report what they passed on.
    """

    NOBODY = "nobody"
    DELAYED = "delayed"
    SENDER = "sender"
    REFUSED = "refused"
    ARRIVED = "arrived"


@dataclass(frozen=True, slots=True)
class Bounce:
    """What a delivery report says: its status code ('' when it has none), to whom it was, and how grave it is."""

    severity: Severity
    status: str
    recipients: tuple[str, ...]
    signal: str


def find_bounce(mail: Mail) -> Bounce | None:
    """The bounce that this message is, or None."""
    signal = _signal(mail)
    if not signal:
        return None
    told = mail.delivery[0] if mail.delivery else {}
    said = f"{mail.subject}\n{told.get('diagnostic-code', '')}\n{mail.text[:_LOOKED_AT]}"
    said = plain(said)
    status = _status(told, said)
    return Bounce(_severity(status, told, said), status, _recipients(mail), signal)


def is_complaint(mail: Mail) -> bool:
    """Whether a provider passes on that somebody pressed its button for unwanted mail (RFC 5965)."""
    content = mail.header("content-type").lower()
    return content.startswith("multipart/report") and "feedback-report" in content


def _signal(mail: Mail) -> str:
    content = mail.header("content-type").lower()
    if "report-type=" in content and "delivery-status" in content:
        return "report"
    if mail.is_report and mail.delivery:
        return "report"
    if mail.header("x-failed-recipients"):
        return "failed-recipients"
    is_daemon = _DAEMONS.match(mail.sender) or _DAEMONS.match(mail.sender_name.lower())
    # A postmaster is also a person; what they write themselves has no such subject.
    if is_daemon and (
        BOUNCE_SUBJECT.search(mail.subject) or _STATUS.search(mail.text[:_LOOKED_AT])
    ):
        return "daemon"
    return ""


def _status(told: dict[str, str], said: str) -> str:
    for text in (told.get("status", ""), said):
        found = _STATUS.search(text)
        if found and found.group(1) != "2":
            return found.group()
    return ""


def _severity(status: str, told: dict[str, str], said: str) -> Severity:
    action = told.get("action", "").strip().lower()
    if action.startswith(_PASSED_ON):
        return Severity.ARRIVED
    # A server that gave up keeps the code of what held it up, and says that it failed.
    if action.startswith("delayed") or (status.startswith("4.") and action != "failed"):
        return Severity.DELAYED
    if status.startswith("5.7.") or status == "5.4.5":
        return Severity.SENDER
    if status in _GONE or (not _is_precise(status) and NOBODY.search(said)):
        return Severity.NOBODY
    if not status and _is_delay(said):
        return Severity.DELAYED
    return Severity.REFUSED


def _is_precise(status: str) -> bool:
    """5.0.0 and 5.5.0 are what servers say that have no code of their own."""
    return bool(status) and status not in {"5.0.0", "5.5.0", "5.1.0"}


def _is_delay(said: str) -> bool:
    code = _REPLY_CODE.search(said)
    return code.group(1) == "4" if code else bool(DELAYED.search(said))


def _recipients(mail: Mail) -> tuple[str, ...]:
    reported = [
        told.get(name, "").rpartition(";")[2].strip().strip("<>").lower()
        for told in mail.delivery
        for name in ("original-recipient", "final-recipient")
    ]
    failed = [
        one.strip().strip("<>").lower() for one in mail.header("x-failed-recipients").split(",")
    ]
    returned = [one.strip().strip("<>").lower() for one in mail.original.get("to", [])]
    found = [one.rpartition("<")[2].strip("<> ") for one in (*reported, *failed, *returned)]
    return tuple(dict.fromkeys(one for one in found if "@" in one))[:20]
