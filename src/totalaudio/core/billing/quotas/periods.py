"""The months of a workspace: they begin on the day and at the time of its making, in UTC."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, datetime


@dataclass(frozen=True, slots=True)
class Month:
    """From `begins_at` until before `ends_at`, both in UTC."""

    begins_at: datetime
    ends_at: datetime


def month_at(anchor: datetime, moment: datetime) -> Month:
    """The month of a workspace made at `anchor` in which `moment` lies.

    A day that a month does not have is its last one, and only in that month: 31 Jan, 28 Feb, 31 Mar.
    """
    made, at = anchor.astimezone(UTC), moment.astimezone(UTC)
    number = (at.year - made.year) * 12 + at.month - made.month
    if _nth(made, number) > at:
        number -= 1
    return Month(_nth(made, number), _nth(made, number + 1))


def _nth(made: datetime, number: int) -> datetime:
    """The beginning of a month, counted from the making so that a short month shortens no later one."""
    years, month = divmod(made.month - 1 + number, 12)
    year, month = made.year + years, month + 1
    return made.replace(year=year, month=month, day=min(made.day, monthrange(year, month)[1]))
