"""When a new version is kept and when it is taken back."""

from itertools import accumulate
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from totalaudio_ops.deploys.judging import Decision, Rules, bounds, judge, of_people
from totalaudio_ops.deploys.targets import Observed, Seen

RULES = Rules()
GOOD = Seen(10_000, 10, 20.0)
OVER = RULES.seconds
counts = st.integers(0, 5000).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of)))


def decided(new: Seen, old: Seen | None = GOOD, elapsed: float = OVER) -> Decision:
    return judge(Observed(new, old), RULES, elapsed).decision


@pytest.mark.parametrize(
    ("new", "old", "decision"),
    [
        (Seen(1000, 0, 20.0), GOOD, Decision.KEEP),
        (Seen(1000, 1, 20.0), GOOD, Decision.KEEP),
        (Seen(1000, 40, 20.0), GOOD, Decision.ROLL_BACK),
        (Seen(1000, 40, 20.0), Seen(1000, 35, 20.0), Decision.KEEP),  # it was as bad before
        (Seen(1000, 40, 20.0), Seen(5, 5, 20.0), Decision.ROLL_BACK),  # nothing is known of before
        (Seen(1000, 40, 20.0), None, Decision.ROLL_BACK),
        (Seen(421, 19, 20.0), Seen(53, 0, 20.0), Decision.ROLL_BACK),  # it was quiet before
        (Seen(421, 19, 20.0), Seen(53, 2, 20.0), Decision.KEEP),  # it was as bad before
        (Seen(20, 1, 20.0), GOOD, Decision.KEEP),  # one may be chance
        (Seen(20, 2, 20.0), GOOD, Decision.ROLL_BACK),
        (Seen(19, 9, 20.0), GOOD, Decision.KEEP),  # too few to know
        (Seen(19, 10, 20.0), GOOD, Decision.ROLL_BACK),
        (Seen(0, 0, None), GOOD, Decision.KEEP),
        (Seen(100_000, 800, 20.0), GOOD, Decision.KEEP),  # above the old one, below the floor
    ],
)
def test_too_many_errors_take_it_back(new: Seen, old: Seen | None, decision: Decision) -> None:
    assert decided(new, old) is decision


@pytest.mark.parametrize(
    ("new", "old", "decision"),
    [
        (Seen(100, 0, 301.0), Seen(100, 0, 150.0), Decision.ROLL_BACK),
        (Seen(100, 0, 300.0), Seen(100, 0, 150.0), Decision.KEEP),
        (Seen(100, 0, 299.0), Seen(100, 0, 10.0), Decision.KEEP),  # slower, and still quick
        (Seen(100, 0, 5000.0), Seen(19, 0, 10.0), Decision.KEEP),
        (Seen(19, 0, 5000.0), Seen(100, 0, 10.0), Decision.KEEP),
        (Seen(100, 0, 5000.0), None, Decision.KEEP),
        (Seen(100, 0, None), GOOD, Decision.KEEP),
    ],
)
def test_twice_as_slow_takes_it_back(new: Seen, old: Seen | None, decision: Decision) -> None:
    assert decided(new, old) is decision


def test_errors_are_judged_at_once_and_slowness_at_the_end() -> None:
    assert decided(Seen(20, 10, 20.0), elapsed=0.5) is Decision.ROLL_BACK
    assert decided(Seen(100, 0, 5000.0), elapsed=0.5) is Decision.GO_ON
    assert decided(Seen(100, 0, 20.0), elapsed=OVER - 0.1) is Decision.GO_ON


def test_the_judgement_names_its_figures() -> None:
    assert judge(Observed(Seen(1200, 60, 20.0), GOOD), RULES, OVER).said == (
        "too many errors: 60 of 1,200 requests failed, 10 of 10,000 before"
    )
    assert judge(Observed(Seen(100, 0, 901.4), GOOD), RULES, OVER).said == (
        "too slow: 901 ms a request, 20 ms before"
    )


@pytest.mark.parametrize(
    ("met", "own", "people"),
    [
        (Seen(130, 4, 246.0), Seen(100, 1, 20.0), Seen(30, 3, 999.3)),
        (Seen(100, 2, 20.0), Seen(0, 0, None), Seen(100, 2, 20.0)),
        (Seen(21, 0, 20.0), Seen(21, 0, 20.0), Seen(0, 0, None)),
        (Seen(0, 0, None), Seen(21, 21, 20.0), Seen(0, 0, None)),  # it does not count ours
        (Seen(30, 0, 1.0), Seen(20, 9, 5.0), Seen(10, 0, 0.0)),
        (Seen(30, 0, None), Seen(20, 0, 5.0), Seen(10, 0, None)),
    ],
)
def test_what_people_met_is_told_from_our_own_requests(met: Seen, own: Seen, people: Seen) -> None:
    found = of_people(met, own)
    assert (found.requests, found.errors) == (people.requests, people.errors)
    assert found.mean_ms == (
        None if people.mean_ms is None else pytest.approx(people.mean_ms, 1e-3)
    )


@pytest.mark.parametrize(("before", "came"), [(500, 50), (500, 500), (5000, 500)])
@pytest.mark.parametrize("share", [0.0, 0.005, 0.01])
def test_a_version_as_good_as_the_one_before_is_rarely_taken_back(
    share: float, before: int, came: int
) -> None:
    chance = Random(f"{share} {before} {came}")
    watches = 150
    taken_back = sum(is_taken_back(chance, share, before, came) for _ in range(watches))
    assert taken_back <= watches * 0.03


def is_taken_back(chance: Random, share: float, before: int, came: int, looks: int = 100) -> bool:
    """Whether any of the looks of a watch takes back a version that fails as often as the one before."""
    old = Seen(before, sum(chance.random() < share for _ in range(before)), 20.0)
    errors = list(accumulate(chance.random() < share for _ in range(came)))
    for look in range(1, looks + 1):
        requests = came * look // looks
        new = Seen(requests, errors[requests - 1] if requests else 0, 20.0)
        if decided(new, old, OVER * look / looks) is Decision.ROLL_BACK:
            return True
    return False


@given(counts)
def test_the_bounds_hold_the_share_and_lie_between_nothing_and_all(share: tuple[int, int]) -> None:
    hits, of = share
    low, high = bounds(hits, of)
    assert 0 <= low <= high <= 1
    if of:
        assert low - 1e-9 <= hits / of <= high + 1e-9


@given(counts, counts, st.floats(0, 100))
def test_more_errors_never_turn_taking_back_into_keeping(
    new: tuple[int, int], old: tuple[int, int], elapsed: float
) -> None:
    before = Seen(old[1], old[0], 10.0)
    found = decided(Seen(new[1], new[0], 10.0), before, elapsed)
    worse = decided(Seen(new[1], new[1], 10.0), before, elapsed)
    better = decided(Seen(new[1], 0, 10.0), before, elapsed)
    assert better is not Decision.ROLL_BACK
    if found is Decision.ROLL_BACK:
        assert worse is Decision.ROLL_BACK


@given(counts, st.floats(0, 29.9))
def test_a_version_as_good_as_the_one_before_is_never_taken_back(
    share: tuple[int, int], elapsed: float
) -> None:
    same = Seen(max(share[1], 20), share[0], 10.0)
    assert decided(same, same, elapsed) is Decision.GO_ON
