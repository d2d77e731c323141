"""Percentiles out of histograms, against those of the durations themselves."""

import math

from hypothesis import given
from hypothesis import strategies as st

from totalaudio.core.metrics.histograms import GROWTH, PLACES, percentile

from .places import histogram_of, place_of

DURATIONS = st.lists(st.integers(1, 30_000_000), min_size=1, max_size=200)
SHARES = st.sampled_from([0.05, 0.5, 0.9, 0.95, 0.99, 1.0])


def exactly(durations: list[int], share: float) -> int:
    """The nearest-rank percentile."""
    return sorted(durations)[math.ceil(share * len(durations)) - 1]


@given(DURATIONS, SHARES)
def test_a_percentile_is_at_most_ten_per_cent_off(durations: list[int], share: float) -> None:
    found = percentile(histogram_of(durations), share)
    assert found is not None
    exact = exactly(durations, share)
    assert abs(found - exact) <= 0.1 * exact


def test_of_nothing_there_is_no_percentile() -> None:
    assert percentile([], 0.5) is None
    assert percentile([0, 0], 0.5) is None


def test_a_duration_beyond_the_last_place_counts_in_it() -> None:
    assert place_of(2**31 - 1) == PLACES - 1
    assert percentile(histogram_of([2**31 - 1]), 0.5) == GROWTH ** (PLACES - 1)


def test_no_time_at_all_counts_in_the_first_place() -> None:
    assert histogram_of([0, 1]) == [2]
