"""Windows: whole days in UTC, the last of them today."""

import itertools
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from totalaudio.core.metrics.dashboards.windows import (
    RANGES,
    Window,
    last_days,
    monday_of,
    range_of,
)


def test_a_window_ends_with_today_and_holds_that_many_days() -> None:
    window = last_days(7, date(2026, 3, 2))
    assert window == Window(date(2026, 2, 24), date(2026, 3, 2))
    assert window.begins_at == datetime(2026, 2, 24, tzinfo=UTC)
    assert window.ends_at == datetime(2026, 3, 3, tzinfo=UTC)


@given(st.integers(1, 1000), st.dates(date(1990, 1, 1), date(2100, 1, 1)))
def test_its_days_follow_each_other_without_a_gap(days: int, today: date) -> None:
    found = last_days(days, today).days
    assert (len(found), found[-1]) == (days, today)
    assert {later - earlier for earlier, later in itertools.pairwise(found)} <= {timedelta(days=1)}


@given(st.text())
def test_any_text_is_one_of_the_ranges(text: str) -> None:
    assert range_of(text) in RANGES


@pytest.mark.parametrize(("text", "days"), [("7", 7), ("365", 365), ("8", 30), ("", 30)])
def test_an_unknown_range_is_the_usual_one(text: str, days: int) -> None:
    assert range_of(text) == days


@given(st.dates(min_value=date(1, 1, 8)))
def test_a_week_begins_on_the_monday_before_or_on_the_day(day: date) -> None:
    monday = monday_of(day)
    assert monday.weekday() == 0
    assert timedelta(0) <= day - monday < timedelta(days=7)
