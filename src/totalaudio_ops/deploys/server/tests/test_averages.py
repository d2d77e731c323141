"""What the front's moving averages tell of the newest requests, against the requests themselves."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from totalaudio_ops.deploys.server.averages import WINDOW, seen_between
from totalaudio_ops.deploys.server.state import Counted
from totalaudio_ops.deploys.targets import Seen


def averaged(had: int, mean: float, came: int, took: float) -> float:
    """As HAProxy does it: a plain mean while it is young, then one that forgets."""
    for number in range(had + 1, had + came + 1):
        mean += (took - mean) / min(number, WINDOW)
    return mean


@given(
    had=st.integers(0, 3000),
    old=st.integers(0, 2000),
    came=st.integers(60, 2500),
    took=st.integers(0, 2000),
)
def test_the_new_mean_is_found_beneath_the_old_one(
    had: int, old: int, came: int, took: int
) -> None:
    now = Counted(had + came, 0, averaged(had, old, came, took))
    found = seen_between(Counted(had, 0, old), now)
    assert found.requests == came
    assert found.mean_ms == pytest.approx(took, abs=1e-3)


def test_too_few_requests_say_nothing_of_the_mean() -> None:
    assert seen_between(Counted(5000, 0, 10), Counted(5020, 1, 11)) == Seen(20, 1, None)
    assert seen_between(Counted(5, 2, 10), Counted(5, 2, 10)) == Seen(0, 0, None)


def test_counters_that_went_back_began_anew() -> None:
    assert seen_between(Counted(5000, 7, 10), Counted(10, 1, 30)) == Seen(10, 1, 30)
