"""When somebody who is away comes back, as far as their answer says so."""

import re
from datetime import date, timedelta
from typing import Final

_MONTHS: Final = (
    "jan",
    "feb",
    "mar",
    "apr",
    "may",
    "jun",
    "jul",
    "aug",
    "sep",
    "oct",
    "nov",
    "dec",
)
_WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
# Longer absences are mistakes of reading more often than absences.
_LONGEST: Final = timedelta(days=365)
# A date without a year belongs to the next half year, or is one that has passed.
_NEAR: Final = timedelta(days=183)
_WORDS: Final = r"(?:back|return\w*|until|till|to)"
_DAY: Final = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_MONTH: Final = rf"(?P<month>{'|'.join(_MONTHS)})[a-z]*\.?"
_YEAR: Final = r"(?:,?\s+(?P<year>20\d{2}))?"
_DATES: Final = (
    r"(?P<year>20\d{2})-(?P<month>\d{2})-(?P<day>\d{2})",
    r"(?P<day>\d{1,2})[/.](?P<month>\d{1,2})(?:[/.](?P<year>20\d{2}|\d{2}))?\b",
    rf"{_DAY}\s+(?:of\s+)?{_MONTH}{_YEAR}",
    rf"{_MONTH}\s+{_DAY}\b{_YEAR}",
)
_NAMED: Final = rf"(?P<weekday>{'|'.join(_WEEKDAYS)})[a-z]*"
_GAP: Final = rf"[^.\n]{{0,30}}?(?:\b{_NAMED},?\s+)?(?:the\s+)?"


def return_date(text: str, sent: date) -> date | None:
    """The first day back that an out-of-office answer names; None when it names none, or one that is past.

    Day stands before month, as in Britain. "until 12 January" counts as the day itself.
    """
    found = [_first(text, shape, sent) for shape in _DATES]
    days = [day for day in found if day and sent <= day <= sent + _LONGEST]
    return max(days, default=None) or _weekday(text, sent)


def _first(text: str, shape: str, sent: date) -> date | None:
    days = [_read(match, sent) for match in re.finditer(rf"\b{_WORDS}\b{_GAP}{shape}", text, re.I)]
    return max((day for day in days if day), default=None)


def _read(match: re.Match[str], sent: date) -> date | None:
    month, year = match["month"].lower(), match["year"]
    number = int(month) if month.isdigit() else _MONTHS.index(month[:3]) + 1
    try:
        if year:
            return date(
                int(year) if len(year) == 4 else 2000 + int(year), number, int(match["day"])
            )
        day = date(sent.year, number, int(match["day"]))
        coming = day if day >= sent else day.replace(year=sent.year + 1)
        return coming if coming <= sent + _NEAR else None
    except ValueError:
        return None


def _weekday(text: str, sent: date) -> date | None:
    match = re.search(rf"\b{_WORDS}\b\s+(?:on\s+)?{_NAMED}\b", text, re.I)
    if match is None:
        return None
    ahead = (_WEEKDAYS.index(match["weekday"].lower()) - sent.weekday()) % 7
    return sent + timedelta(days=ahead or 7)
