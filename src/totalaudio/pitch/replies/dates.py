"""Days as people name them in an absence note: 3 December, 12/01/2027, am 4. Januar, 2027-01-04."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

_MONTHS: Final = (
    "jan|janvier|enero|gennaio|ene", "feb|fév|fev", "mar|mär|maa|mrt", "apr|avr|abr", "may|mai|mayo|maggio|mei|mag",
    "jun|juin|giu", "jul|juil|lug", "aug|août|aout|ago", "sep|set", "oct|okt|ott|out", "nov", "dec|dez|déc|dic",
)  # fmt: skip
_MONTH: Final = r"(?P<month>[^\W\d_]{3,12})\.?"
_YEAR: Final = r"(?:,?\s*(?:de\s+)?(?P<year>20\d\d))?"
_FORMS: Final = (
    re.compile(r"\b(?P<year>20\d\d)-(?P<number>\d{1,2})-(?P<day>\d{1,2})\b"),
    re.compile(r"\b(?P<day>\d{1,2})[./](?P<number>\d{1,2})(?:[./](?P<year>20\d\d|\d\d))?(?!\d)"),
    re.compile(
        rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th|er|º|\.)?\s+(?:of\s+|de\s+)?{_MONTH}{_YEAR}(?!\w)",
        re.IGNORECASE,
    ),
    re.compile(rf"\b{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b{_YEAR}(?!\d)", re.IGNORECASE),
)
_FAR: Final = timedelta(days=366)
_MOST_TEXT: Final = 4_000


def latest_day(text: str, today: date) -> date | None:
    """The last day named in the text that is yet to come and within a year; None when there is none.

    An absence note names its first day and its last; the last is the one that matters. A day without a year is the
    next one after `today`.
    """
    found = [day for day in _days(text[:_MOST_TEXT], today) if today < day <= today + _FAR]
    return max(found, default=None)


def _days(text: str, today: date) -> Iterator[date]:
    for form in _FORMS:
        for match in form.finditer(text):
            parts = match.groupdict()
            month = int(parts["number"]) if parts.get("number") else _month(parts["month"])
            day = _day(parts.get("year") or "", month, int(parts["day"]), today)
            if day:
                yield day


def _month(name: str) -> int:
    lowered = name.lower()
    for number, starts in enumerate(_MONTHS, start=1):
        if lowered.startswith(tuple(starts.split("|"))):
            return number
    return 0


def _day(year: str, month: int, day: int, today: date) -> date | None:
    full = int(year) + (2000 if len(year) == 2 else 0) if year else today.year
    try:
        found = date(full, month, day)
        if year or found >= today:
            return found
        return date(full + 1, month, day)
    except ValueError:
        return None
