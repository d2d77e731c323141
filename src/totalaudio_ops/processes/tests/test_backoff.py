"""How long a dead child waits."""

import pytest

from totalaudio_ops.processes.backoff import recent, wait_after


def test_the_first_death_within_a_minute_is_followed_at_once() -> None:
    assert wait_after([100.0], 100.0) == 0.0
    assert wait_after([10.0, 100.0], 100.0) == 0.0


@pytest.mark.parametrize(
    ("deaths", "seconds"), [(2, 0.25), (3, 0.5), (4, 1.0), (8, 15.0), (5000, 15.0)]
)
def test_each_further_death_doubles_the_wait_up_to_fifteen_seconds(
    deaths: int, seconds: float
) -> None:
    assert wait_after([100.0] * deaths, 100.0) == seconds


def test_deaths_of_more_than_a_minute_ago_are_forgotten() -> None:
    assert recent([0.0, 39.9, 40.1, 99.0], 100.0) == (40.1, 99.0)
