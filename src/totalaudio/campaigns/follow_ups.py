"""When to write again: planned backwards from the impact date, on working days, at most twice."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from totalaudio.core.lib.bank_holidays import working_day_from, working_days_after

# All in working days.
FIRST_AFTER: Final = 5
SECOND_AFTER: Final = 10
BEFORE_IMPACT: Final = 3
# Nobody is written to again sooner than this, however near the impact date is.
SHORTEST: Final = 2
BACKWARDS: Final = f"{BEFORE_IMPACT} working days before the impact date"


@dataclass(frozen=True, slots=True)
class Planned:
    """A follow-up that is to be: its number from 1, its day, and why it is that day."""

    number: int
    due_date: date
    why: str


def plan(pitched: date, impact: date | None) -> tuple[Planned, ...]:
    """The follow-ups of a pitch sent on a day; none when the impact date leaves no time for one."""
    days = _unbounded(pitched) if impact is None else _until(pitched, impact)
    return tuple(Planned(number, *day) for number, day in enumerate(days, start=1))


def _unbounded(pitched: date) -> list[tuple[date, str]]:
    return [_after(pitched, FIRST_AFTER), _after(pitched, SECOND_AFTER)]


def _until(pitched: date, impact: date) -> list[tuple[date, str]]:
    last = working_days_after(impact, -BEFORE_IMPACT)
    first = _after(pitched, FIRST_AFTER)
    second = (last, BACKWARDS)
    if working_days_after(first[0], SHORTEST) <= last:
        return [first, second]
    if first[0] <= last:
        return [first]
    return [second] if working_days_after(pitched, SHORTEST) <= last else []


def _after(pitched: date, days: int) -> tuple[date, str]:
    return working_days_after(pitched, days), f"{days} working days after the pitch"


def refit(planned: Sequence[Planned], impact: date, today: date) -> dict[int, date | None]:
    """What a new impact date does to open follow-ups: by number the new day, or None when no time is left for it.

    Those that were planned backwards go with the impact date; the others move only when they would not be before it.
    """
    last, before = working_days_after(impact, -BEFORE_IMPACT), today
    changed: dict[int, date | None] = {}
    for one in sorted(planned, key=lambda each: each.number):
        if one.due_date < impact and one.why != BACKWARDS:
            before = max(before, one.due_date)
        elif last <= before:
            changed[one.number] = None
        else:
            before = last
            if one.due_date != last:
                changed[one.number] = last
    return changed


def later(due: date, today: date, *, days: int = SHORTEST) -> date:
    """The day to which a follow-up is put off: so many working days from now, or from its own day if that is later."""
    return working_days_after(max(due, today), days)


def after_return(due: date, returns: date) -> date:
    """The day of a follow-up to somebody who is away: never before the first working day after their return."""
    return max(due, working_days_after(working_day_from(returns), 1))
