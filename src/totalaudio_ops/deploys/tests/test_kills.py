"""Whoever deploys may be killed at any moment: one version serves, and the next command brings it to an end."""

import contextlib
import os
from collections.abc import Callable, Iterator
from functools import partial
from itertools import count, product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from totalaudio_ops.deploys.journal import Journal
from totalaudio_ops.deploys.steps import Done
from totalaudio_ops.deploys.tests.bench import FIRST, SECOND, THIRD, Bench, lines, state
from totalaudio_ops.deploys.tests.places import Bomb, Killed
from totalaudio_ops.problems import Problem

FAULTS = ("", "build", "migrate", "start", "switch", "observe", "keep")
type Act = Callable[[Bench], object]
type Make = Callable[..., Bench]


@pytest.fixture(autouse=True)
def memory(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody pulls the plug here: what was written is there."""
    monkeypatch.setattr(os, "fsync", lambda _descriptor: None)


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Make:
    """The first version serves; the next one meets a fault."""

    root, numbers = tmp_path_factory.mktemp("journals"), count()

    def make(fault: str = "") -> Bench:
        bench = Bench(root / str(next(numbers)))
        bench.deploy(FIRST)
        bench.place.broken = {fault: "It broke."} if fault else {}
        return bench

    return make


@pytest.fixture(scope="module")
def switched(begun: Make) -> Make:
    """The second version serves, and the first was kept before it."""

    def make() -> Bench:
        bench = begun()
        bench.deploy(SECOND)
        return bench

    return make


def second(bench: Bench) -> object:
    return bench.deploy(SECOND)


def third(bench: Bench) -> object:
    return bench.deploy(THIRD)


def back(bench: Bench) -> object:
    return bench.rollback()


def is_killed(bench: Bench, act: Act, at: int | None) -> bool:
    bench.place.bomb = Bomb(at)
    try:
        act(bench)
    except Killed:
        return True
    finally:
        bench.place.bomb = Bomb()
    return False


def killed_at_every_moment(make: Make, act: Act) -> Iterator[Bench]:
    """A bench for each moment at which this can be killed, as it is left behind."""
    for moment in count(1):
        bench = make()
        if not is_killed(bench, act, moment):
            assert moment > 5
            return
        yield bench


def assert_one_serves(bench: Bench) -> None:
    assert bench.serving in {FIRST[:12], SECOND[:12], THIRD[:12]}


def assert_over(bench: Bench) -> None:
    """Everything has ended, and nothing runs but what serves."""
    assert all(state(one).is_over for one in Journal(bench.folder).newest())
    assert list(bench.place.running) == [bench.place.active]


@pytest.mark.parametrize("fault", FAULTS)
def test_killed_anywhere_and_asked_again_a_deploy_ends_as_without_the_kill(
    fault: str, begun: Make
) -> None:
    for bench in killed_at_every_moment(partial(begun, fault), second):
        assert_one_serves(bench)
        bench.deploy(SECOND)
        assert_one_serves(bench)
        if fault == "keep":
            assert (lines(bench.newest())[-1], bench.serving) == ("keep failed", SECOND[:12])
            continue
        assert_over(bench)
        assert bench.serving == (FIRST if fault else SECOND)[:12]


@pytest.mark.parametrize("fault", FAULTS)
def test_killed_anywhere_another_commit_takes_over(fault: str, begun: Make) -> None:
    for bench in killed_at_every_moment(partial(begun, fault), second):
        bench.place.broken.clear()
        bench.deploy(THIRD)
        assert_over(bench)
        assert bench.serving == THIRD[:12]


def test_killed_anywhere_one_goes_back(switched: Make) -> None:
    for bench in killed_at_every_moment(switched, third):
        found = bench.rollback()
        assert_over(bench)
        assert bench.serving in (FIRST[:12], SECOND[:12])
        is_kept = any(
            state(one).outcome is Done.KEPT and one.order.commit == THIRD
            for one in Journal(bench.folder).newest()
        )
        # Going back is to what served before the deploy that was killed, or before the one before it.
        if found.order.commit == THIRD or is_kept:
            assert bench.serving == SECOND[:12]


def test_going_back_can_be_killed_anywhere_and_asked_for_again(switched: Make) -> None:
    for bench in killed_at_every_moment(switched, back):
        assert_one_serves(bench)
        is_done = state(bench.newest()).is_over and lines(bench.newest())[-1] == "all kept"
        if bench.newest().order.commit == FIRST and not (is_done and bench.serving == FIRST[:12]):
            bench.rollback()
            assert bench.serving == FIRST[:12]
        assert_over(bench)


ACTS: tuple[Act, ...] = (second, third, back)


@given(
    story=st.lists(
        st.tuples(
            st.sampled_from(ACTS),
            st.none() | st.integers(1, 90),
            st.sampled_from((*FAULTS, "undo")),
        ),
        max_size=6,
    )
)
@settings(
    max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_however_often_and_whatever_is_killed_one_version_serves_and_the_next_deploy_ends_it(
    begun: Make, story: list[tuple[Act, int | None, str]]
) -> None:
    bench = begun()
    for act, moment, fault in story:
        bench.place.broken = {fault: "It broke."} if fault else {}
        with contextlib.suppress(Problem):
            is_killed(bench, act, moment)
        assert_one_serves(bench)
    bench.place.broken = {}
    bench.deploy(THIRD)
    bench.deploy(SECOND)
    assert_over(bench)
    assert bench.serving == SECOND[:12]


@pytest.mark.timeout(900)  # the long form has 5,476 pairs
def test_killed_twice_at_any_two_moments_it_ends(proofs: bool, begun: Make) -> None:
    moments = range(1, 75) if proofs else range(1, 75, 14)
    for first, again in product(moments, moments):
        bench = begun()
        is_killed(bench, second, first)
        is_killed(bench, second, again)
        assert_one_serves(bench)
        bench.deploy(SECOND)
        assert_over(bench)
        assert bench.serving == SECOND[:12]
