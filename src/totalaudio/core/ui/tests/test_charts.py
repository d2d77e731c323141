"""The shapes of charts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from totalaudio.core.ui.charts import bars, line, round_up


def test_the_longest_bar_is_as_wide_as_the_box() -> None:
    chart = bars("By genre", [("Indie", 412), ("Folk", 103), ("Jazz", 0)])
    assert [bar.width for bar in chart.bars] == [100.0, 25.0, 0.0]
    assert [bar.text for bar in chart.bars] == ["412", "103", "0"]


def test_bars_of_nothing_have_no_width() -> None:
    assert [bar.width for bar in bars("Empty", [("Indie", 0)]).bars] == [0.0]


def test_a_line_starts_left_ends_right_and_stands_on_zero() -> None:
    chart = line("Days", [("Mon", 0), ("Tue", 50), ("Wed", 100)])
    assert chart.path == "M0.00 100.00 L50.00 50.00 L100.00 0.00"
    assert chart.area == chart.path + " L100.00 100 L0 100 Z"
    assert (chart.top, chart.ticks) == ("100", ("Mon", "Tue", "Wed"))


def test_a_line_without_values_draws_nothing() -> None:
    chart = line("Days", [])
    assert (chart.path, chart.area, chart.ticks) == ("", "", ())


@pytest.mark.parametrize(("value", "top"), [(0, 1), (1, 1), (3, 5), (140, 200), (501, 1000)])
def test_the_axis_ends_at_a_round_number(value: float, top: float) -> None:
    assert round_up(value) == top


@given(st.floats(1e-6, 1e12))
def test_the_axis_never_ends_below_the_highest_value(value: float) -> None:
    assert value <= round_up(value) <= max(10 * value, 1)


def test_a_negative_value_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match="'Refunds' is -3"):
        bars("Money", [("Refunds", -3)])
