"""A demo call as a calendar file (RFC 5545), published or taken back (RFC 5546)."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

_LONGEST = 75  # octets of a line, without its end


class Method(StrEnum):
    """What the reader's calendar is to do with it."""

    PUBLISH = "PUBLISH"
    CANCEL = "CANCEL"


@dataclass(frozen=True, slots=True)
class Appointment:
    """One appointment: `uid` stays the same when it is taken back; `organiser` is an address."""

    uid: str
    starts_at: datetime
    length: timedelta
    summary: str
    description: str
    organiser: str
    url: str
    place: str = ""


def calendar(
    appointment: Appointment, *, stamp: datetime, method: Method = Method.PUBLISH
) -> bytes:
    """The file, with times in UTC; `stamp` is when the appointment was made or taken back."""
    is_off = method is Method.CANCEL
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Total Audio Platform//Demo calls//EN",
        f"METHOD:{method}",
        "BEGIN:VEVENT",
        f"UID:{_text(appointment.uid)}",
        f"DTSTAMP:{_utc(stamp)}",
        f"DTSTART:{_utc(appointment.starts_at)}",
        f"DTEND:{_utc(appointment.starts_at + appointment.length)}",
        f"SEQUENCE:{int(is_off)}",
        f"STATUS:{'CANCELLED' if is_off else 'CONFIRMED'}",
        f"ORGANIZER:mailto:{appointment.organiser}",
        f"SUMMARY:{_text(appointment.summary)}",
        f"DESCRIPTION:{_text(appointment.description)}",
        *([f"LOCATION:{_text(appointment.place)}"] if appointment.place else []),
        f"URL:{appointment.url}",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return "".join(f"{_folded(line)}\r\n" for line in lines).encode()


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _text(value: str) -> str:
    r"""Escape as TEXT: backslash, semicolon, comma, and line ends as \n; other controls go."""
    value = value.replace("\r\n", "\n").replace("\r", "\n")
    for plain in ("\\", ";", ","):
        value = value.replace(plain, f"\\{plain}")
    value = value.replace("\n", "\\n")
    return "".join(letter for letter in value if letter >= " " and letter != "\x7f")


def _folded(line: str) -> str:
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
