"""When an override ends, as people write it."""

import re
from datetime import UTC, datetime, time, timedelta, tzinfo

_SPAN = re.compile(r"(\d{1,4})([hdw])")
_UNITS = {"h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1)}
LONGEST = timedelta(days=36_525)
FORMS = "write a span as 12h, 7d or 2w, or a day as 2026-12-31"


class UnreadableExpiryError(ValueError):
    """Not an end in time; the message says what to write."""


def read_expiry(text: str, now: datetime, zone: tzinfo = UTC) -> datetime:
    """`7d` from now, or the end of the day `2026-12-31` in the zone; UnreadableExpiryError for anything else."""
    ends_at = _end(text.strip().lower(), now, zone)
    if ends_at <= now:
        raise UnreadableExpiryError(f"{text} is over: {FORMS}, in the future.")
    if ends_at - now > LONGEST:
        raise UnreadableExpiryError(f"{text} is more than a hundred years away: leave the end out.")
    return ends_at


def _end(text: str, now: datetime, zone: tzinfo) -> datetime:
    if found := _SPAN.fullmatch(text):
        return now + int(found[1]) * _UNITS[found[2]]
    try:
        day = datetime.strptime(text, "%Y-%m-%d").date()  # noqa: DTZ007 - only the day is taken
    except ValueError:
        raise UnreadableExpiryError(f"{text} is no end in time: {FORMS}.") from None
    return datetime.combine(day, time.max, zone).replace(microsecond=0)
