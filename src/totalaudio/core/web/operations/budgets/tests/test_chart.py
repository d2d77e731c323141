"""The line of a budget."""

from hypothesis import given
from hypothesis import strategies as st

from totalaudio.core.web.operations.budgets.chart import Left, burn_down, percent_text

FEW = [Left("1 Nov", 100.0), Left("2 Nov", 60.0), Left("3 Nov", 20.0)]


def test_a_budget_that_is_not_overspent_is_drawn_from_100_to_0() -> None:
    chart = burn_down("Availability", FEW)
    assert (chart.path, chart.area) == (
        "M0.00 0.00 L50.00 40.00 L100.00 80.00",
        "M0.00 0.00 L50.00 40.00 L100.00 80.00 L100.00 100.00 L0.00 100.00 Z",
    )
    assert (chart.zero, chart.caution, chart.freeze) == ("100.00", "50.00", "75.00")
    assert (chart.bottom, chart.ticks) == ("0\u00a0%", ("1 Nov", "2 Nov", "3 Nov"))


def test_an_overspent_one_goes_below_zero_in_steps_of_25() -> None:
    chart = burn_down("Availability", [*FEW, Left("4 Nov", -30.0)])
    assert (chart.bottom, chart.zero) == ("\u221250\u00a0%", "66.67")
    assert chart.path.endswith("L100.00 86.67")


def test_beyond_a_whole_budget_overspent_the_table_has_the_figure() -> None:
    chart = burn_down("Availability", [Left("1 Nov", 100.0), Left("2 Nov", -2380.5)])
    assert chart.path == "M0.00 0.00 L100.00 100.00"
    assert chart.spots[-1].text == "\u22122380\u00a0%"


def test_what_was_never_counted_is_no_part_of_the_line() -> None:
    chart = burn_down(
        "Availability", [Left("1 Nov", None), Left("2 Nov", 100.0), Left("3 Nov", 50)]
    )
    assert chart.path == "M50.00 0.00 L100.00 50.00"
    assert chart.spots[0].text == "no data"
    assert burn_down("Availability", [Left("1 Nov", None)]).path == ""


def test_a_single_moment_is_a_dot() -> None:
    chart = burn_down("Availability", [Left("1 Nov", None), Left("2 Nov", 40.0)])
    assert (chart.path, chart.area) == ("M100.00 60.00 h0", "")


def test_nearly_nothing_is_not_written_as_nothing_nor_nearly_all_as_all() -> None:
    assert [percent_text(value) for value in (0.0, 0.004, 62.44, 99.999, 100.0, -0.001)] == [
        "0\u00a0%",
        "0.01\u00a0%",
        "62.4\u00a0%",
        "99.99\u00a0%",
        "100\u00a0%",
        "\u22120.01\u00a0%",
    ]


@given(st.lists(st.none() | st.floats(-1e6, 100), min_size=1, max_size=40))
def test_every_place_is_inside_the_box(percents: list[float | None]) -> None:
    chart = burn_down("Any", [Left(str(at), percent) for at, percent in enumerate(percents)])
    numbers = [float(word.strip("MLZ")) for word in chart.area.split() if word.strip("MLZ")]
    assert all(0 <= number <= 100 for number in numbers)
    assert len(chart.spots) == len(percents)
