"""Reports are about the right days and have the right figures."""

from datetime import UTC, date, datetime, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from totalaudio_ops.slo.objectives import Counts, Span
from totalaudio_ops.slo.reports import (
    ClassShare,
    Day,
    Every,
    Left,
    ObjectiveReport,
    Step,
    days_of,
    lefts,
    period,
)
from totalaudio_ops.slo.tests.promises import NOON, promise

DAY = timedelta(days=1)
STEP = timedelta(hours=6)


def at(day: int, month: int = 11, hour: int = 0) -> datetime:
    return datetime(2026, month, day, hour, tzinfo=UTC)


@pytest.mark.parametrize(
    ("every", "now", "start", "end"),
    [
        (Every.WEEK, NOON, at(16), at(23)),  # a Monday at noon: the week that ended at midnight
        (Every.WEEK, at(23), at(16), at(23)),
        (Every.WEEK, at(22, hour=23), at(9), at(16)),
        (Every.MONTH, NOON, at(1, 10), at(1, 11)),
        (Every.MONTH, at(1, 3), at(1, 2), at(1, 3)),
        (Every.MONTH, at(31, 1), datetime(2025, 12, 1, tzinfo=UTC), at(1, 1)),
    ],
)
def test_a_report_is_about_the_last_whole_week_or_month(
    every: Every, now: datetime, start: datetime, end: datetime
) -> None:
    assert period(every, now) == Span(start, end)


@given(st.integers(0, 3_000_000), st.sampled_from(Every))
def test_a_period_is_over_and_has_whole_days_without_gaps(minutes: int, every: Every) -> None:
    now = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    found = period(every, now)
    days = days_of(found)
    assert found.end <= now < found.end + timedelta(days=31)
    assert [day.start for day in days] == [found.start + DAY * place for place in range(len(days))]
    assert days[-1].end == found.end


def test_what_was_spent_is_measured_by_the_budget_of_the_window() -> None:
    one = ObjectiveReport(promise("0.99", 30), Counts(10_000, 60), Counts(2_000, 30))
    assert one.budget.left == Fraction(40, 100)
    assert one.spent_in_period == Fraction(30, 100)
    assert one.burn == Fraction(3, 2)


def test_the_worst_come_first_and_those_without_failures_not_at_all() -> None:
    days = [
        Day(date(2026, 11, 16 + place), Counts(10, bad))
        for place, bad in enumerate([1, 0, 3, 1, 2])
    ]
    classes = [ClassShare(name, Counts(10, bad)) for name, bad in [("b", 1), ("home", 0), ("a", 1)]]
    one = ObjectiveReport(promise(), Counts(50, 7), Counts(50, 7), days, classes)
    assert [day.day.day for day in one.worst_days()] == [18, 20, 16]
    assert [found.route_class for found in one.top_classes()] == ["a", "b"]


@given(
    st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), min_size=5, max_size=40),
    st.integers(0, 20),
)
def test_what_was_left_over_time_is_what_each_window_leaves(
    counted: list[tuple[int, int]], first: int
) -> None:
    promised, begin = promise("0.95", 1), at(1)
    steps = [
        Step(Span(begin + STEP * place, begin + STEP * (place + 1)), Counts(good + bad, bad))
        for place, (good, bad) in enumerate(counted)
    ]
    start = begin + STEP * first
    assert lefts(promised, steps, start) == [
        slow_left(steps, step.span.end) for step in steps if step.span.end >= start
    ]


def slow_left(steps: list[Step], end: datetime) -> Left:
    inside = [one.counts for one in steps if end - DAY <= one.span.start and one.span.end <= end]
    total, bad = sum(one.total for one in inside), sum(one.bad for one in inside)
    return Left(end, 1 - Fraction(bad * 20, total) if total else None)
