"""A demo call as a calendar file (RFC 5545), published or taken back (RFC 5546)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from totalaudio.core.lib.content_lines import as_file, text, utc


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
        f"UID:{text(appointment.uid)}",
        f"DTSTAMP:{utc(stamp)}",
        f"DTSTART:{utc(appointment.starts_at)}",
        f"DTEND:{utc(appointment.starts_at + appointment.length)}",
        f"SEQUENCE:{int(is_off)}",
        f"STATUS:{'CANCELLED' if is_off else 'CONFIRMED'}",
        f"ORGANIZER:mailto:{appointment.organiser}",
        f"SUMMARY:{text(appointment.summary)}",
        f"DESCRIPTION:{text(appointment.description)}",
        *([f"LOCATION:{text(appointment.place)}"] if appointment.place else []),
        f"URL:{appointment.url}",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return as_file(lines)
