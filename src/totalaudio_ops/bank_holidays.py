"""The bank holidays of England and Wales, as the law of 1971 and custom make them.

Computed: days that are proclaimed for one year, such as a coronation, are not known.
"""

from datetime import date, timedelta
from functools import cache

_MONDAY, _SATURDAY = 0, 5


@cache
def bank_holidays(year: int) -> frozenset[date]:
    """The eight days of a year; those that fall on a weekend are moved to the next free working day."""
    easter = easter_sunday(year)
    fixed: list[date] = []
    for day in (date(year, 1, 1), date(year, 12, 25), date(year, 12, 26)):
        fixed.append(_next_free(day, fixed))
    return frozenset(
        [
            *fixed,
            easter - timedelta(days=2),
            easter + timedelta(days=1),
            _monday_from(date(year, 5, 1)),
            _monday_from(date(year, 5, 25)),
            _monday_from(date(year, 8, 25)),
        ]
    )


def is_working_day(day: date) -> bool:
    """Whether it is neither a weekend nor a bank holiday."""
    return day.weekday() < _SATURDAY and day not in bank_holidays(day.year)


def working_days_after(day: date, number: int) -> date:
    """The working day that is so many working days after a day; before it when the number is negative."""
    step = timedelta(days=1 if number > 0 else -1)
    for _ in range(abs(number)):
        day += step
        while not is_working_day(day):
            day += step
    return day


def working_day_from(day: date) -> date:
    """The day itself when it is a working day, else the next one."""
    return day if is_working_day(day) else working_days_after(day, 1)


def easter_sunday(year: int) -> date:
    """By the anonymous Gregorian algorithm (Meeus, Astronomical Algorithms)."""
    golden, (century, rest) = year % 19, divmod(year, 100)
    leaps, left = divmod(century, 4)
    skipped = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leaps - skipped + 15) % 30
    quarter, odd = divmod(rest, 4)
    weekday = (32 + 2 * left + 2 * quarter - epact - odd) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def _next_free(day: date, taken: list[date]) -> date:
    while day.weekday() >= _SATURDAY or day in taken:
        day += timedelta(days=1)
    return day


def _monday_from(day: date) -> date:
    return day + timedelta(days=(_MONDAY - day.weekday()) % 7)
