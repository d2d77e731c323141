"""Reads a message that anybody may have sent: in bounded time, never raising, whatever it says of itself."""

import email.utils
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email import message_from_bytes
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.message import Message
from typing import Final

from .markup import text_of_html

# Of a long message the end is not read; a bounce that returns the whole letter says all that matters before it.
_MOST_BYTES: Final = 256 * 1024
_MOST_TEXT: Final = 20_000
_LONGEST_LINE: Final = 2_000
_LONGEST_HEADER: Final = 2_000
# The parser of the standard library calls itself for each level; honest mail has four or five.
_MOST_PARTS: Final = 60
_ANSWERING: Final = re.compile(r"^(?:(?:re|aw|sv|rv|r|antw)\s*:\s*)+", re.IGNORECASE)
_MULTIPART: Final = re.compile(rb"multipart/|message/rfc822", re.IGNORECASE)
_LONG_LINE: Final = re.compile(rb"([^\n]{%d})[^\n]+" % _LONGEST_LINE)


@dataclass(frozen=True, slots=True)
class Mail:
    """What was read: headers by lower-case name, the text (made of HTML where there is no other), and the reports.

    `delivery` are the fields of a delivery report, one mapping per recipient; `original` the headers of the letter
    that came back. `at` is None when the date cannot be read.
    """

    headers: dict[str, list[str]] = field(default_factory=dict)
    subject: str = ""
    sender: str = ""
    sender_name: str = ""
    at: datetime | None = None
    text: str = ""
    is_report: bool = False
    delivery: tuple[dict[str, str], ...] = ()
    original: dict[str, list[str]] = field(default_factory=dict)

    def header(self, name: str) -> str:
        """The first header of this name, '' when there is none."""
        return next(iter(self.headers.get(name.lower(), ())), "")


def read(raw: bytes) -> Mail:
    """Read the source of a message; what is broken is read as far as it goes."""
    cut = _LONG_LINE.sub(rb"\1", raw[:_MOST_BYTES].replace(b"\0", b""))
    if len(_MULTIPART.findall(cut)) > _MOST_PARTS:
        cut = _only_the_head(cut)
    try:
        return _read(message_from_bytes(cut))
    except (ValueError, LookupError, TypeError, RecursionError, AttributeError, AssertionError):
        # Hostile mail finds holes in every parser; its first words are still worth showing.
        return Mail(text=cut.decode("utf-8", "replace")[:_MOST_TEXT])


def plain_subject(subject: str) -> str:
    """The subject without the marks of an answer, for comparing two."""
    return _ANSWERING.sub("", " ".join(subject.split())).casefold()


def _only_the_head(cut: bytes) -> bytes:
    head, gap, body = cut.replace(b"\r\n", b"\n").partition(b"\n\n")
    lines = re.sub(rb"\n[ \t]+", b" ", head).split(b"\n")
    kept = [line for line in lines if not line.lower().startswith(b"content-")]
    return b"\n".join(kept) + gap + body[:_MOST_TEXT]


def _read(message: Message) -> Mail:
    headers = _headers(message)
    name, sender = email.utils.parseaddr(_first(headers, "from"))
    parts = list(_parts(message))
    return Mail(
        headers=headers,
        subject=" ".join(_first(headers, "subject").split()),
        sender=sender.strip().lower(),
        sender_name=name,
        at=_moment(_first(headers, "date")),
        text=_text(parts),
        is_report="delivery-status" in _first(headers, "content-type").lower()
        or any(part.get_content_type() == "message/delivery-status" for part in parts),
        delivery=tuple(_delivery(parts)),
        original=_original(parts),
    )


def _first(headers: dict[str, list[str]], name: str) -> str:
    return next(iter(headers.get(name, ())), "")


def _headers(message: Message) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, value in message.items():
        found.setdefault(str(name).lower(), []).append(_decoded(value))
    return found


def _decoded(value: object) -> str:
    text = str(value)[:_LONGEST_HEADER]
    if "=?" in text:
        with suppress(HeaderParseError, ValueError, LookupError, AssertionError):
            text = str(make_header(decode_header(text)))
    return _clean(text).replace("\n", " ").strip()


def _clean(text: str) -> str:
    """Text that the database takes: without NUL and without halves of characters."""
    return text.replace("\0", "").replace("\r", "").encode("utf-8", "replace").decode()


def _moment(text: str) -> datetime | None:
    try:
        found = email.utils.parsedate_to_datetime(text)
        return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None


def _parts(message: Message) -> Iterator[Message]:
    """The leaves, at most so many; what stands inside a returned letter is not part of this one."""
    waiting, seen = [message], 0
    while waiting and seen < _MOST_PARTS:
        part = waiting.pop(0)
        seen += 1
        inside = part.get_payload()
        if part.get_content_type().startswith("message/") or not isinstance(inside, list):
            yield part
        else:
            waiting[:0] = [one for one in inside if isinstance(one, Message)]


def _text(parts: list[Message]) -> str:
    plain = [p for p in parts if p.get_content_type() == "text/plain" and not _is_attached(p)]
    if plain:
        return "\n".join(_body(part) for part in plain)[:_MOST_TEXT]
    html = [p for p in parts if p.get_content_type() == "text/html" and not _is_attached(p)]
    return "\n".join(text_of_html(_body(part)) for part in html)[:_MOST_TEXT]


def _is_attached(part: Message) -> bool:
    return "attachment" in str(part.get("content-disposition", "")).lower()


def _body(part: Message) -> str:
    try:
        payload = part.get_payload(decode=True)
    except (ValueError, LookupError, AssertionError):
        payload = None
    if not isinstance(payload, bytes):
        return ""
    charset = str(part.get_param("charset") or "utf-8")
    try:
        text = payload.decode(charset, "replace")
    except (LookupError, ValueError):
        text = payload.decode("utf-8", "replace")
    return _clean(text)


def _delivery(parts: list[Message]) -> Iterator[dict[str, str]]:
    for part in parts:
        blocks = part.get_payload()
        if part.get_content_type() != "message/delivery-status" or not isinstance(blocks, list):
            continue
        for block in blocks[:_MOST_PARTS]:
            if isinstance(block, Message):
                fields = {name: values[0] for name, values in _headers(block).items()}
                if "final-recipient" in fields or "status" in fields:
                    yield fields


def _original(parts: list[Message]) -> dict[str, list[str]]:
    for part in parts:
        inside = part.get_payload()
        if part.get_content_type() == "message/rfc822" and isinstance(inside, list) and inside:
            return _headers(inside[0]) if isinstance(inside[0], Message) else {}
        if part.get_content_type() == "text/rfc822-headers":
            return _headers(message_from_bytes(_body(part).encode()))
    return {}
