"""When a demo call may be: half hours of working days in London, from a day ahead to two weeks ahead."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from totalaudio.core.lib.bank_holidays import is_working_day

LONDON: Final = ZoneInfo("Europe/London")
LENGTH: Final = timedelta(minutes=30)
NOTICE: Final = timedelta(hours=24)
AHEAD: Final = timedelta(days=14)
FIRST: Final = time(10, 0)
LAST: Final = time(16, 30)


def slots(now: datetime, taken: Iterable[datetime]) -> list[datetime]:
    """The beginnings of the calls that can still be booked, in London's time, in order."""
    booked = set(taken)
    today = now.astimezone(LONDON).date()
    days = [today + timedelta(days=number) for number in range(AHEAD.days + 1)]
    starts = [start for day in days if is_working_day(day) for start in _starts_on(day)]
    return [
        start for start in starts if now + NOTICE <= start <= now + AHEAD and start not in booked
    ]


def _starts_on(day: date) -> list[datetime]:
    """The clock never changes on a working day between these times, so adding half hours is right."""
    first = datetime.combine(day, FIRST, LONDON)
    last = datetime.combine(day, LAST, LONDON)
    return [first + LENGTH * number for number in range((last - first) // LENGTH + 1)]
