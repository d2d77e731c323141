"""The planner: which days, and what no plan ever does."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from totalaudio.campaigns.follow_ups import (
    BACKWARDS,
    BEFORE_IMPACT,
    SHORTEST,
    Planned,
    after_return,
    later,
    plan,
    refit,
)
from totalaudio.campaigns.stages import MOST_FOLLOW_UPS
from totalaudio.core.lib.bank_holidays import is_working_day, working_days_after

DAYS = st.dates(date(2020, 1, 1), date(2040, 1, 1))
MONDAY = date(2026, 11, 23)


def days(pitched: date, impact: date | None) -> list[date]:
    return [one.due_date for one in plan(pitched, impact)]


def test_without_an_impact_date_they_come_after_one_week_and_after_two() -> None:
    assert [(p.number, p.due_date, p.why) for p in plan(MONDAY, None)] == [
        (1, date(2026, 11, 30), "5 working days after the pitch"),
        (2, date(2026, 12, 7), "10 working days after the pitch"),
    ]


def test_the_second_stands_three_working_days_before_the_impact_date() -> None:
    assert [(p.number, p.due_date, p.why) for p in plan(MONDAY, date(2027, 1, 15))] == [
        (1, date(2026, 11, 30), "5 working days after the pitch"),
        (2, date(2027, 1, 12), "3 working days before the impact date"),
    ]


@pytest.mark.parametrize(
    ("impact", "expected"),
    [
        (date(2026, 12, 7), [date(2026, 11, 30), date(2026, 12, 2)]),
        (date(2026, 12, 4), [date(2026, 11, 30)]),
        (date(2026, 12, 3), [date(2026, 11, 30)]),
        (date(2026, 12, 2), [date(2026, 11, 27)]),
        (date(2026, 11, 30), [date(2026, 11, 25)]),
        (date(2026, 11, 27), []),
        (date(2026, 11, 1), []),
    ],
)
def test_a_near_impact_date_leaves_one_or_none(impact: date, expected: list[date]) -> None:
    assert days(MONDAY, impact) == expected


def test_christmas_and_new_year_are_left_alone() -> None:
    assert days(date(2026, 12, 18), None) == [date(2026, 12, 29), date(2027, 1, 6)]


@given(DAYS, st.none() | DAYS)
def test_no_plan_breaks_a_rule(pitched: date, impact: date | None) -> None:
    planned = plan(pitched, impact)
    due = [one.due_date for one in planned]
    assert len(planned) <= MOST_FOLLOW_UPS
    assert [one.number for one in planned] == list(range(1, len(planned) + 1))
    assert all(is_working_day(day) for day in due)
    for before, after in zip([pitched, *due], due, strict=False):
        assert working_days_after(before, SHORTEST) <= after
    if impact is not None:
        assert all(day <= working_days_after(impact, -BEFORE_IMPACT) for day in due)
        assert all(day < impact for day in due)


@given(DAYS, DAYS, st.integers(1, 10))
def test_what_is_put_off_lands_on_a_later_working_day(due: date, today: date, number: int) -> None:
    moved = later(due, today, days=number)
    assert is_working_day(moved)
    assert moved > max(due, today)


@given(DAYS, DAYS)
def test_nobody_is_written_to_before_the_day_after_their_return(due: date, returns: date) -> None:
    moved = after_return(due, returns)
    assert moved >= due
    assert moved > returns
    assert moved == due or is_working_day(moved)


@given(DAYS, st.integers(-30, 30))
def test_working_days_are_counted_both_ways(day: date, number: int) -> None:
    moved = working_days_after(day, number)
    between = [min(day, moved) + timedelta(days=n) for n in range(abs((moved - day).days) + 1)]
    outside = {day} if number else set()
    assert sum(is_working_day(one) for one in between if one not in outside) == (
        abs(number) if number else int(is_working_day(day))
    )


def test_what_was_planned_backwards_goes_with_the_impact_date() -> None:
    planned = plan(MONDAY, date(2027, 1, 15))
    assert refit(planned, date(2027, 1, 22), MONDAY) == {2: date(2027, 1, 19)}
    assert refit(planned, date(2026, 12, 11), MONDAY) == {2: date(2026, 12, 8)}
    assert refit(planned, date(2026, 12, 2), MONDAY) == {2: None}
    assert refit(planned, date(2026, 11, 30), MONDAY) == {1: date(2026, 11, 25), 2: None}
    assert refit(planned, MONDAY, MONDAY) == {1: None, 2: None}


@given(st.lists(DAYS, min_size=1, max_size=2), st.booleans(), DAYS, DAYS)
def test_nothing_is_left_on_the_impact_date_or_after_it(
    due: list[date], is_backwards: bool, impact: date, today: date
) -> None:
    reasons = ["by hand", BACKWARDS if is_backwards else "by hand"]
    planned = [Planned(n, day, why) for n, (day, why) in enumerate(zip(due, reasons), 1)]  # noqa: B905 - one or two
    changed = refit(planned, impact, today)
    left = [day for one in planned if (day := changed.get(one.number, one.due_date))]
    assert all(day < impact for day in left)
    assert all(day > today for day in changed.values() if day)
    again = [
        Planned(one.number, day, BACKWARDS if one.number in changed else one.why)
        for one in planned
        if (day := changed.get(one.number, one.due_date))
    ]
    assert [one for one in refit(again, impact, today).values() if one] == []
