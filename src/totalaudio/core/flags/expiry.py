"""When an override ends, as people write it."""

import re
from datetime import UTC, datetime, time, timedelta, tzinfo

_SPAN = re.compile(r"(\d{1,4})([hdw])")
_UNITS = {"h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1)}
FORMS = "write a span as 12h, 7d or 2w, or a day as 2026-12-31"


class UnreadableExpiryError(ValueError):
    """Not an end in time; the message says what to write."""


def read_expiry(text: str, now: datetime, zone: tzinfo = UTC) -> datetime:
    """`7d` from now, or the end of the day `2026-12-31` in the zone; UnreadableExpiryError for anything else."""
    if found := _SPAN.fullmatch(text.strip().lower()):
        return now + int(found[1]) * _UNITS[found[2]]
    try:
        day = datetime.strptime(text.strip(), "%Y-%m-%d").date()  # noqa: DTZ007 - only the day is taken
    except ValueError:
        raise UnreadableExpiryError(f"{text} is no end in time: {FORMS}.") from None
    ends_at = datetime.combine(day, time.max, zone).replace(microsecond=0)
    if ends_at <= now:
        raise UnreadableExpiryError(f"{text} is over: {FORMS}, in the future.")
    return ends_at
