"""What calendar files and contact cards are made of (RFC 5545, 6350): escaped texts, times, days, folded lines."""

from collections.abc import Iterable
from datetime import UTC, date, datetime

_LONGEST = 75  # octets of a line, without its end


def as_file(lines: Iterable[str]) -> bytes:
    """The content lines as a file: folded, each ended by CRLF, in UTF-8."""
    return "".join(f"{folded(line)}\r\n" for line in lines).encode()


def utc(moment: datetime) -> str:
    """A moment as DATE-TIME in UTC."""
    return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def whole_day(day: date) -> str:
    """A day as DATE."""
    return day.strftime("%Y%m%d")


def text(value: str) -> str:
    r"""Escape as TEXT: backslash, semicolon, comma, and line ends as \n; other controls go."""
    value = value.replace("\r\n", "\n").replace("\r", "\n")
    for plain in ("\\", ";", ","):
        value = value.replace(plain, f"\\{plain}")
    value = value.replace("\n", "\\n")
    return "".join(letter for letter in value if letter >= " " and letter != "\x7f")


def folded(line: str) -> str:
    """Break at 75 octets, never inside of a character; what follows begins with a space."""
    pieces, size = [""], 0
    for letter in line:
        width = len(letter.encode())
        if size + width > _LONGEST:
            pieces.append(" ")
            size = 1
        pieces[-1] += letter
        size += width
    return "\r\n".join(pieces)
