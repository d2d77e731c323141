"""Reports of a week or a month: what was promised, what was kept, what the budget went on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from fractions import Fraction

from totalaudio_ops.slo.budgets import Budget, allowance, budget, burn
from totalaudio_ops.slo.modes import Mode
from totalaudio_ops.slo.objectives import Counts, Objective, Span
from totalaudio_ops.slo.windows import whole_minute


class Every(StrEnum):
    """How long a report is about."""

    WEEK = "weekly"
    MONTH = "monthly"


@dataclass(frozen=True, slots=True)
class Day:
    """What was counted of an objective on a day of UTC."""

    day: date
    counts: Counts


@dataclass(frozen=True, slots=True)
class ClassShare:
    """What was counted of an objective in a class of routes, over the whole period."""

    route_class: str
    counts: Counts


@dataclass(frozen=True, slots=True)
class ObjectiveReport:
    """An objective: its own window as it stood when the period ended, the period itself, its days and classes."""

    objective: Objective
    at_end: Counts
    in_period: Counts
    days: Sequence[Day] = ()
    classes: Sequence[ClassShare] = ()

    @property
    def budget(self) -> Budget:
        """The budget of the window that ended with the period."""
        return budget(self.objective, self.at_end)

    @property
    def burn(self) -> Fraction | None:
        """How many times faster than allowed the budget went during the period."""
        return burn(self.objective, self.in_period)

    @property
    def spent_in_period(self) -> Fraction | None:
        """The share of the window's budget that the period's bad events are; None without events in the window."""
        allowed = self.budget.allowed
        return Fraction(self.in_period.bad) / allowed if allowed else None

    def worst_days(self, most: int = 3) -> list[Day]:
        """The days with the most bad events, those with none left out; the earlier of two equal ones first."""
        bad = [day for day in self.days if day.counts.bad]
        return sorted(bad, key=lambda one: (-one.counts.bad, one.day))[:most]

    def top_classes(self, most: int = 5) -> list[ClassShare]:
        """The classes of routes with the most bad events, those with none left out."""
        bad = [one for one in self.classes if one.counts.bad]
        return sorted(bad, key=lambda one: (-one.counts.bad, one.route_class))[:most]


@dataclass(frozen=True, slots=True)
class ModeLine:
    """A change of mode in the period."""

    at: datetime
    before: Mode
    mode: Mode
    reason: str


@dataclass(frozen=True, slots=True)
class IncidentLine:
    """An incident that was open in the period."""

    ref: str
    level: str
    title: str
    started_at: datetime
    resolved_at: datetime | None


@dataclass(frozen=True, slots=True)
class AppReport:
    """An app in the period."""

    app: str
    mode: Mode
    objectives: Sequence[ObjectiveReport]
    changes: Sequence[ModeLine] = ()
    incidents: Sequence[IncidentLine] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """All apps in a period; `made_at` is when it was written."""

    every: Every
    span: Span
    made_at: datetime
    apps: Sequence[AppReport]


def period(every: Every, now: datetime) -> Span:
    """The last whole week, Monday to Sunday, or the last whole month that was over at a moment; days are of UTC."""
    today = whole_minute(now).replace(hour=0, minute=0)
    if every is Every.WEEK:
        end = today - timedelta(days=today.weekday())
        return Span(end - timedelta(days=7), end)
    end = today.replace(day=1)
    return Span((end - timedelta(days=1)).replace(day=1), end)


def days_of(span: Span) -> list[Span]:
    """The days of a period; the last ends with it."""
    found, start = [], span.start
    while start < span.end:
        end = min(start + timedelta(days=1), span.end)
        found.append(Span(start, end))
        start = end
    return found


@dataclass(frozen=True, slots=True)
class Step:
    """What was counted of an objective between two moments."""

    span: Span
    counts: Counts


@dataclass(frozen=True, slots=True)
class Left:
    """The share of a budget that was left at a moment; None when its window held no events."""

    at: datetime
    left: Fraction | None


def lefts(objective: Objective, steps: Sequence[Step], start: datetime) -> list[Left]:
    """What was left of the budget at the end of each step from `start` on, for a chart.

    The steps follow each other without a gap and reach back to a window before `start`; a step that lies across the
    beginning of a window counts in it as a whole.
    """
    found: list[Left] = []
    first = total = bad = 0
    for step in steps:
        total, bad = total + step.counts.total, bad + step.counts.bad
        while steps[first].span.end <= step.span.end - objective.window:
            total, bad = total - steps[first].counts.total, bad - steps[first].counts.bad
            first += 1
        if step.span.end >= start:
            left = 1 - Fraction(bad, total) / allowance(objective) if total else None
            found.append(Left(step.span.end, left))
    return found
