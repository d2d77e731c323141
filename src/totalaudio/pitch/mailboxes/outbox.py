"""What lies in the outbox of this machine, as a mail program shows it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import Message
from typing import Final
from urllib.parse import urlsplit
from uuid import UUID

from totalaudio.pitch.models import LocalMessage

from .answering import text_of

SHOWN: Final = 100
_HEADERS: Final = ("From", "To", "Subject", "Date")


@dataclass(frozen=True, slots=True)
class Shown:
    """One message with its headers decoded; `unsubscribe` is the page of its List-Unsubscribe header."""

    id: UUID
    at: datetime
    is_incoming: bool
    sender: str
    recipient: str
    subject: str
    text: str
    unsubscribe: str
    headers: tuple[tuple[str, str], ...]
    answers: tuple["Shown", ...] = ()


def threads(messages: Iterable[LocalMessage]) -> list[Shown]:
    """What was sent, the newest first, each with the answers to it in their order."""
    answers: dict[str, list[Shown]] = {}
    sent: list[tuple[Shown, str]] = []
    for one in messages:
        message = message_from_bytes(bytes(one.raw))
        shown = _shown(one, message)
        if one.is_incoming:
            answers.setdefault(_plain(message["In-Reply-To"]), []).insert(0, shown)
        else:
            sent.append((shown, _plain(message["Message-ID"])))
    return [_with_answers(shown, answers.get(its_id, [])) for shown, its_id in sent]


def parsed(message: LocalMessage) -> Message:
    """A message, taken apart."""
    return message_from_bytes(bytes(message.raw))


def _with_answers(shown: Shown, answers: list[Shown]) -> Shown:
    return replace(shown, answers=tuple(answers))


def _shown(kept: LocalMessage, message: Message) -> Shown:
    sender, recipient, subject, _ = (_decoded(message[name]) for name in _HEADERS)
    return Shown(
        id=kept.id,
        at=kept.at,
        is_incoming=kept.is_incoming,
        sender=sender,
        recipient=recipient,
        subject=subject,
        text=text_of(message).strip(),
        unsubscribe=_page_of(_plain(message["List-Unsubscribe"])),
        headers=tuple((name, _decoded(value)) for name, value in message.items()),
    )


def _page_of(header: str) -> str:
    """The first web address of a List-Unsubscribe header; '' when it has none."""
    for part in header.split(","):
        address = part.strip().strip("<>")
        if urlsplit(address).scheme in {"http", "https"}:
            return address
    return ""


def _decoded(value: object) -> str:
    plain = _plain(value)
    try:
        return str(make_header(decode_header(plain)))
    except (LookupError, UnicodeError, ValueError):
        return plain


def _plain(value: object) -> str:
    return " ".join(str(value or "").split())
