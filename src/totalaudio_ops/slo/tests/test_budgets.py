"""Budgets are exact: known by hand, and against a plain walk from event to event."""

from datetime import timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from totalaudio_ops.slo.budgets import allowance, budget, burn, rounded, time_left
from totalaudio_ops.slo.objectives import Counts
from totalaudio_ops.slo.tests.promises import promise

TARGETS = st.decimals("0.0001", "0.9999", places=4).map(str)


def test_the_worked_example_of_the_workbook() -> None:
    # The Site Reliability Workbook, chapter 2: 3,663,253 requests in four weeks, 3,557,865 good, 97 % promised.
    found = budget(promise("0.97", 28), Counts(3_663_253, 3_663_253 - 3_557_865))
    assert int(found.allowed) == 109_897
    assert found.sli is not None
    assert rounded(found.sli, 5) == Decimal("0.97123")
    assert found.left is not None
    assert rounded(found.left, 3) == Decimal("0.041")  # 4,509.59 of 109,897.59 are left
    assert found.is_met is True


@pytest.mark.parametrize(
    ("rate", "lasts"),
    [
        # The Site Reliability Workbook, chapter 5: burn rates over 30 days, and when the budget is gone.
        (1, timedelta(days=30)),
        (2, timedelta(days=15)),
        (10, timedelta(days=3)),
        (1000, timedelta(minutes=43)),  # 43.2, in whole minutes
    ],
)
def test_a_whole_budget_lasts_its_window_divided_by_the_burn(rate: int, lasts: timedelta) -> None:
    assert time_left(budget(promise(), Counts(1000, 0)), Fraction(rate)) == lasts


@pytest.mark.parametrize(
    ("bad", "rate", "lasts"),
    [
        (5, Fraction(1), timedelta(0)),
        (9, Fraction(0), timedelta(0)),
        (0, Fraction(0), None),
        (0, Fraction(1, 1_000_000), None),
        (0, None, None),
        (4, Fraction(2), timedelta(days=3)),
    ],
)
def test_what_is_gone_lasts_no_longer_and_what_does_not_burn_lasts(
    bad: int, rate: Fraction | None, lasts: timedelta | None
) -> None:
    assert time_left(budget(promise(), Counts(1000, bad)), rate) == lasts


def test_without_events_there_is_no_figure_at_all() -> None:
    found = budget(promise(), Counts(0, 0))
    assert (found.has_data, found.sli, found.left, found.spent, found.is_met) == (
        False,
        *[None] * 4,
    )
    assert (int(found.allowed), found.can_judge, found.can_worsen) == (0, False, False)
    assert burn(promise(), Counts(0, 0)) is None
    assert time_left(found, Fraction(1)) is None


def test_tenths_add_up_where_binary_fractions_do_not() -> None:
    # 0.1 + 0.2 > 0.3 in binary; here three tenths of a budget of three events are one event less, exactly.
    found = budget(promise("0.7"), Counts(10, 3))
    assert (found.allowed, found.left, found.is_met) == (Fraction(3), Fraction(0), True)
    assert budget(promise("0.9"), Counts(30, 3)).left == 0


def test_more_bad_than_there_were_events_is_refused() -> None:
    with pytest.raises(ValueError, match="3 bad of 2 events cannot be"):
        budget(promise(), Counts(2, 3))
    with pytest.raises(ValueError, match="-1 bad of 2 events cannot be"):
        budget(promise(), Counts(2, -1))


@pytest.mark.parametrize(
    ("total", "bad", "can"),
    [(99, 99, (False, False)), (100, 9, (True, False)), (100, 10, (True, True))],
)
def test_few_events_move_no_mode_and_few_bad_ones_make_none_worse(
    total: int, bad: int, can: tuple[bool, bool]
) -> None:
    found = budget(promise(), Counts(total, bad))
    assert (found.can_judge, found.can_worsen) == can


@given(TARGETS, st.lists(st.booleans(), max_size=300))
def test_the_budget_is_that_of_a_walk_from_event_to_event(target: str, events: list[bool]) -> None:
    found = budget(promise(target), Counts(len(events), events.count(True)))
    earned = spent = Fraction(0)
    for is_bad in events:  # every event earns its allowance, a bad one costs a whole
        earned += 1 - Fraction(target)
        spent += is_bad
    assert found.allowed == earned
    assert found.left == ((earned - spent) / earned if events else None)
    assert found.is_met == (spent <= earned if events else None)


@given(TARGETS, st.integers(1, 10**12), st.data())
def test_burn_and_what_is_left_are_two_sides_of_one_thing(
    target: str, total: int, data: st.DataObject
) -> None:
    bad = data.draw(st.integers(0, total))
    found = budget(promise(target), Counts(total, bad))
    assert found.left is not None
    assert found.sli is not None
    assert 1 - found.left == found.spent == (1 - found.sli) / (1 - Fraction(target))
    assert found.left <= 1


@given(TARGETS, st.integers(1, 10**9), st.data())
def test_one_more_bad_event_leaves_less_and_one_more_good_one_more(
    target: str, total: int, data: st.DataObject
) -> None:
    bad = data.draw(st.integers(1, total))
    one, worse = (
        burn(promise(target), Counts(total, bad)),
        burn(promise(target), Counts(total + 1, bad + 1)),
    )
    better = burn(promise(target), Counts(total + 1, bad))
    assert one is not None
    assert worse is not None
    assert better is not None
    assert better < one <= worse


@given(st.fractions(-1000, 1000), st.integers(0, 9))
def test_rounding_is_to_the_nearest_and_only_to_show(share: Fraction, places: int) -> None:
    assert abs(Fraction(rounded(share, places)) - share) <= Fraction(1, 2 * 10**places)


def test_an_allowance_is_exact() -> None:
    assert allowance(promise("0.995")) == Fraction(1, 200)
