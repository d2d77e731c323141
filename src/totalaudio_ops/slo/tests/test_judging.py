"""Which classes an indicator counts, and what is slow."""

from datetime import timedelta
from decimal import Decimal

import pytest

from totalaudio_ops.requests.bounds import PLACES, place_of
from totalaudio_ops.slo.judging import Tallies, counts, counts_of
from totalaudio_ops.slo.objectives import Counts, Indicator, Measure, Objective


def objective(indicator: Indicator) -> Objective:
    return Objective("tracker", "one", "One", Decimal("0.95"), timedelta(days=7), indicator)


def tallies(*milliseconds: float, bad: int = 0) -> Tallies:
    histogram = [0] * PLACES
    for one in milliseconds:
        histogram[place_of(one)] += 1
    return Tallies(bad, histogram)


@pytest.mark.parametrize(
    ("classes", "counted"),
    [
        ((), ["home", "probe", "sends"]),
        (("home",), ["home"]),
        (("s*",), ["sends"]),
        (("work:*", "home"), ["home", "work:payment"]),
        (("*",), ["db:query", "home", "probe", "sends", "work:payment"]),
        (("hom",), []),
    ],
)
def test_classes_are_named_or_all_of_the_web(classes: tuple[str, ...], counted: list[str]) -> None:
    known = ["db:query", "home", "probe", "sends", "work:payment"]
    indicator = Indicator(Measure.FAILED, classes)
    assert [name for name in known if counts(indicator, name)] == counted


def test_probes_tell_whether_an_app_is_there_and_not_how_fast_pages_are() -> None:
    found = {"home": tallies(10, 9000), "probe": tallies(*[1] * 98)}
    assert counts_of(objective(Indicator(Measure.FAILED)), found) == Counts(100, 0)
    assert counts_of(objective(Indicator(Measure.SLOW, threshold=3000)), found) == Counts(2, 1)
    named = Indicator(Measure.SLOW, ("probe",), threshold=3000)
    assert counts_of(objective(named), found) == Counts(98, 0)


def test_exactly_at_the_threshold_is_fast_enough_and_beyond_the_last_bound_is_slow() -> None:
    found = {"home": tallies(1999, 2000, 2001, 99_999)}
    slow = objective(Indicator(Measure.SLOW, threshold=2000))
    assert counts_of(slow, found) == Counts(4, 2)
    assert counts_of(objective(Indicator(Measure.SLOW, threshold=30_000)), found) == Counts(4, 1)


def test_a_class_may_have_a_threshold_of_its_own() -> None:
    slow = objective(Indicator(Measure.SLOW, threshold=3000, slower={"home": 2000, "runs": 5000}))
    found = {"home": tallies(2500), "runs": tallies(4500), "other": tallies(2500)}
    assert counts_of(slow, found) == Counts(3, 1)


def test_failures_count_whatever_they_took_and_work_is_not_among_requests() -> None:
    found = {"home": tallies(1, 2, 3, bad=2), "work:payment": tallies(1, bad=1)}
    assert counts_of(objective(Indicator(Measure.FAILED)), found) == Counts(3, 2)


def test_nothing_counted_is_nothing() -> None:
    assert counts_of(objective(Indicator(Measure.FAILED)), {}) == Counts(0, 0)
