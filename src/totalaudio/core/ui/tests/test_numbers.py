"""Proportions and confidence labels."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from totalaudio.core.ui.numbers import Interval, confidence_label, is_rate, percent, wilson


def test_the_interval_of_seven_of_thirty_one_is_the_published_one() -> None:
    interval = wilson(7, 31)
    assert (round(interval.low, 4), round(interval.high, 4)) == (0.1140, 0.3981)


def test_the_interval_of_none_starts_at_zero_and_of_all_ends_at_one() -> None:
    assert wilson(0, 10).low == 0.0
    assert wilson(10, 10).high == 1.0
    assert round(wilson(0, 10).high, 4) == 0.2775


@given(st.integers(1, 100_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_interval_holds_the_share_and_stays_between_zero_and_one(case: tuple[int, int]) -> None:
    hits, n = case
    interval = wilson(hits, n)
    assert 0 <= interval.low <= hits / n <= interval.high <= 1


@given(st.integers(0, 1000), st.integers(1, 1000))
def test_the_interval_of_the_misses_mirrors_that_of_the_hits(hits: int, misses: int) -> None:
    n = hits + misses
    here, there = wilson(hits, n), wilson(misses, n)
    mirrored = Interval(1 - there.high, 1 - there.low)
    assert (round(here.low, 9), round(here.high, 9)) == (
        round(mirrored.low, 9), round(mirrored.high, 9),
    )  # fmt: skip


@pytest.mark.parametrize(("hits", "n"), [(1, 0), (5, 4), (-1, 4)])
def test_an_impossible_proportion_is_refused(hits: int, n: int) -> None:
    with pytest.raises(ValueError, match=f"not {hits} of {n}"):
        wilson(hits, n)


def test_nothing_under_five_is_a_rate() -> None:
    assert [is_rate(n) for n in (0, 4, 5)] == [False, False, True]


@pytest.mark.parametrize(
    ("share", "whole"), [(0.0, 0), (0.004, 0), (0.005, 1), (0.2258, 23), (1.0, 100)]
)
def test_percent_rounds_halves_up(share: float, whole: int) -> None:
    assert percent(share) == whole


@pytest.mark.parametrize(
    ("confidence", "label"),
    [(1.0, "high"), (0.8, "high"), (0.79, "medium"), (0.5, "medium"), (0.49, "low"), (0.0, "low"),
     (None, "not known")],
)  # fmt: skip
def test_a_confidence_has_one_label(confidence: float | None, label: str) -> None:
    assert confidence_label(confidence) == label
