"""What is due as a calendar file (RFC 5545): days without times; what is done is not there any more."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from totalaudio.core.lib.content_lines import as_file, text, utc, whole_day

# How often readers should ask again; the first is of RFC 7986, the second what Outlook reads.
_AGAIN: Final = ("REFRESH-INTERVAL;VALUE=DURATION:PT1H", "X-PUBLISHED-TTL:PT1H")


@dataclass(frozen=True, slots=True)
class Day:
    """One entry: `uid` is the same as long as the thing exists, `at` when it was made, `url` where it can be done."""

    uid: str
    day: date
    at: datetime
    summary: str
    description: str
    url: str


def calendar_file(name: str, days: Iterable[Day]) -> bytes:
    """The file with all days, under a name."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Total Audio Platform//Today//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{text(name)}",
        *_AGAIN,
        *(line for day in days for line in _event(day)),
        "END:VCALENDAR",
    ]
    return as_file(lines)


def _event(day: Day) -> list[str]:
    return [
        "BEGIN:VEVENT",
        f"UID:{text(day.uid)}",
        f"DTSTAMP:{utc(day.at)}",
        f"DTSTART;VALUE=DATE:{whole_day(day.day)}",
        f"DTEND;VALUE=DATE:{whole_day(day.day + timedelta(days=1))}",
        "TRANSP:TRANSPARENT",
        f"SUMMARY:{text(day.summary)}",
        *([f"DESCRIPTION:{text(day.description)}"] if day.description else []),
        f"URL:{day.url}",
        "END:VEVENT",
    ]
