"""Reports: the right days, the right figures, and none where nothing was counted."""

from datetime import UTC, date, datetime, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from totalaudio_ops.slo.modes import Mode
from totalaudio_ops.slo.objectives import Counts, Span
from totalaudio_ops.slo.report_json import as_json
from totalaudio_ops.slo.report_words import as_markdown
from totalaudio_ops.slo.reports import (
    AppReport,
    ClassShare,
    Day,
    Every,
    IncidentLine,
    Left,
    ModeLine,
    ObjectiveReport,
    Report,
    Step,
    days_of,
    lefts,
    period,
)
from totalaudio_ops.slo.tests.promises import NOON, promise

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)


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


FULL = Report(
    Every.WEEK,
    Span(at(16), at(23)),
    at(23, hour=3),
    [
        AppReport(
            "tracker",
            Mode.CAUTION,
            [
                ObjectiveReport(
                    promise("0.99", 30),
                    Counts(10_000, 60),
                    Counts(2_000, 30),
                    [Day(date(2026, 11, 18), Counts(300, 30))],
                    [ClassShare("board", Counts(100, 30))],
                ),
                ObjectiveReport(
                    promise("0.95", 7, name="moonshot", decides=False), Counts(0, 0), Counts(0, 0)
                ),
            ],
            [
                ModeLine(
                    at(18, hour=9), Mode.DEVELOPMENT, Mode.CAUTION, "availability has 49.9 % left."
                )
            ],
            [
                IncidentLine(
                    "INC-2026-11-18-001", "P1", "Board | <b>down</b>\n# now", at(18, hour=9), None
                ),
                IncidentLine("INC-2026-11-19-001", "P3", "Slow", at(19), at(20)),
            ],
        ),
        AppReport("worker", Mode.DEVELOPMENT, []),
    ],
)


def test_a_report_in_words() -> None:
    assert (
        as_markdown(FULL)
        == """\
# Weekly report: 16 Nov 2026 to 22 Nov 2026

Written 23 Nov 2026 03:00. Days and hours are of UTC.
Each objective is judged over its own window, which ends with the period; burn is that of the period.

## Tracker

Mode at the end: **Caution**.

| objective | target | kept | left of the budget | spent in the period | burn | met |
|---|---|---|---|---|---|---|
| Availability | 99 % in 30 days | 99.400 % | 40.0 % | 30.0 % | 1.50 | yes |
| Moonshot (decides nothing) | 95 % in 7 days | no data | no data | no data | no data | no data |

Changes of mode:

- 18 Nov 2026 09:00: Development to Caution. availability has 49.9 % left.

Incidents:

- INC-2026-11-18-001, P1: Board \\| \\<b\\>down\\</b\\> \\# now (since 18 Nov 2026 09:00, still open)
- INC-2026-11-19-001, P3: Slow (since 19 Nov 2026 00:00, resolved 20 Nov 2026 00:00)

Worst days:

- Availability: 18 Nov 2026 (30 of 300)

Where it failed:

- Availability: board (30 of 100)

## Worker

Mode at the end: **Development**.

No objective is declared.

Changes of mode: none.

Incidents: none.

Worst days: none.

Where it failed: none.
"""
    )


def test_a_report_for_programs_has_the_same_figures_and_null_without_data() -> None:
    found = as_json(FULL)
    assert {key: found[key] for key in ("every", "start", "end", "made_at")} == {
        "every": "weekly",
        "start": "2026-11-16T00:00:00+00:00",
        "end": "2026-11-23T00:00:00+00:00",
        "made_at": "2026-11-23T03:00:00+00:00",
    }
    assert found["apps"] == [
        {
            "app": "tracker",
            "mode": "caution",
            "changes": [
                {
                    "at": "2026-11-18T09:00:00+00:00",
                    "from": "development",
                    "to": "caution",
                    "reason": "availability has 49.9 % left.",
                }
            ],
            "incidents": [
                {
                    "ref": "INC-2026-11-18-001",
                    "level": "P1",
                    "title": "Board | <b>down</b>\n# now",
                    "started_at": "2026-11-18T09:00:00+00:00",
                    "resolved_at": None,
                },
                {
                    "ref": "INC-2026-11-19-001",
                    "level": "P3",
                    "title": "Slow",
                    "started_at": "2026-11-19T00:00:00+00:00",
                    "resolved_at": "2026-11-20T00:00:00+00:00",
                },
            ],
            "objectives": [
                {
                    "name": "availability",
                    "title": "Availability",
                    "target": 0.99,
                    "window_days": 30.0,
                    "decides": True,
                    "sli": 0.994,
                    "budget_left": 0.4,
                    "spent_in_period": 0.3,
                    "burn": 1.5,
                    "is_met": True,
                    "total": 2000,
                    "bad": 30,
                    "days": [{"day": "2026-11-18", "total": 300, "bad": 30}],
                    "classes": [{"class": "board", "total": 100, "bad": 30}],
                },
                {
                    "name": "moonshot",
                    "title": "Moonshot",
                    "target": 0.95,
                    "window_days": 7.0,
                    "decides": False,
                    "sli": None,
                    "budget_left": None,
                    "spent_in_period": None,
                    "burn": None,
                    "is_met": None,
                    "total": 0,
                    "bad": 0,
                    "days": [],
                    "classes": [],
                },
            ],
        },
        {"app": "worker", "mode": "development", "changes": [], "incidents": [], "objectives": []},
    ]


@given(
    st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), min_size=1, max_size=120),
    st.integers(0, 60),
)
def test_what_was_left_over_time_is_what_each_window_leaves(
    counted: list[tuple[int, int]], first: int
) -> None:
    promised, begin = promise("0.95", 1), at(1)
    steps = [
        Step(Span(begin + HOUR * place, begin + HOUR * (place + 1)), Counts(good + bad, bad))
        for place, (good, bad) in enumerate(counted)
    ]
    start = begin + HOUR * first
    assert lefts(promised, steps, start) == [
        slow_left(steps, step.span.end) for step in steps if step.span.end >= start
    ]


def slow_left(steps: list[Step], end: datetime) -> Left:
    inside = [one.counts for one in steps if end - DAY <= one.span.start and one.span.end <= end]
    total, bad = sum(one.total for one in inside), sum(one.bad for one in inside)
    return Left(end, 1 - Fraction(bad * 20, total) if total else None)
