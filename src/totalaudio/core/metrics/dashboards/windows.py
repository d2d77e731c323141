"""The stretches of time that a dashboard can show: whole days in UTC, the last of them today."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

RANGES: Final = (7, 30, 90, 365)
USUAL: Final = 30


@dataclass(frozen=True, slots=True)
class Window:
    """From the first to the last day, both included."""

    first: date
    last: date

    @property
    def begins_at(self) -> datetime:
        """Midnight (UTC) before the first day."""
        return datetime.combine(self.first, time(), UTC)

    @property
    def ends_at(self) -> datetime:
        """Midnight (UTC) after the last day."""
        return datetime.combine(self.last + timedelta(days=1), time(), UTC)

    @property
    def days(self) -> list[date]:
        """Every day of it."""
        length = (self.last - self.first).days + 1
        return [self.first + timedelta(days=i) for i in range(length)]


def last_days(days: int, today: date | None = None) -> Window:
    """The window of so many days that ends today (UTC)."""
    last = today or datetime.now(UTC).date()
    return Window(last - timedelta(days=days - 1), last)


def range_of(text: str) -> int:
    """Read one of the ranges; anything else is the usual one."""
    known = {str(days): days for days in RANGES}
    return known.get(text, USUAL)


def monday_of(day: date) -> date:
    """The Monday with which the week of a day begins."""
    return day - timedelta(days=day.weekday())
