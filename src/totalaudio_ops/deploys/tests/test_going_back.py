"""Going back, and the deploy of another commit while one is unfinished."""

import signal

import pytest

from totalaudio_ops.deploys.gating import Answer
from totalaudio_ops.deploys.tests.bench import FIRST, SECOND, THIRD, Bench, lines
from totalaudio_ops.problems import Problem


def test_another_commit_takes_the_unfinished_one_back_first(bench: Bench) -> None:
    bench.place.during["observe"] = lambda: signal.raise_signal(signal.SIGTERM)
    left = bench.deploy(SECOND)
    bench.place.during.clear()
    found = bench.deploy(THIRD)
    assert lines(bench.means().journal.read(left.order.id))[-3:] == [
        "undo began",
        "undo done",
        "all rolled back",
    ]
    assert (lines(found)[-1], bench.serving) == ("all kept", THIRD[:12])
    assert bench.place.kept == [FIRST[:12], THIRD[:12]]


def test_a_deploy_does_not_begin_over_one_that_cannot_be_taken_back(bench: Bench) -> None:
    bench.place.broken |= {"switch": "It broke.", "undo": "The front is gone."}
    bench.deploy(SECOND)
    with pytest.raises(Problem) as told:
        bench.deploy(THIRD)
    assert str(told.value) == (
        "the deploy of 222222222222 that was not finished could not be taken back: It broke. Going back failed: "
        "The front is gone. Run the same command again to go on. Put that right, then run the same command again."
    )


def test_going_back_takes_a_few_steps_and_asks_neither_gate_nor_database(bench: Bench) -> None:
    bench.deploy(SECOND)
    bench.gate = lambda _order: [Answer("budget", is_let_through=False, said="No.")]
    bench.place.broken |= {"build": "No.", "migrate": "The database is away."}
    found = bench.rollback()
    assert lines(found) == [
        *(
            f"{step} {done}"
            for step in ("start", "check", "switch", "keep")
            for done in ("began", "done")
        ),
        "all kept",
    ]
    assert (bench.serving, found.order.commit, found.order.by) == (FIRST[:12], FIRST, "olive")


def test_going_back_twice_goes_two_versions_back_and_never_to_what_was_left(bench: Bench) -> None:
    bench.deploy(SECOND)
    bench.deploy(THIRD)
    assert bench.rollback().order.commit == SECOND
    assert bench.rollback().order.commit == FIRST
    with pytest.raises(Problem, match="no version that was kept before"):
        bench.rollback()
    bench.deploy(THIRD)
    assert bench.rollback().order.commit == FIRST


def test_going_back_from_an_unfinished_deploy_is_taking_it_back(bench: Bench) -> None:
    bench.place.during["observe"] = lambda: signal.raise_signal(signal.SIGTERM)
    left = bench.deploy(SECOND)
    found = bench.rollback()
    assert (found.order.id, lines(found)[-1]) == (left.order.id, "all rolled back")
    assert bench.serving == FIRST[:12]


def test_the_same_commit_can_be_deployed_again_with_other_settings(bench: Bench) -> None:
    found = bench.deploy(FIRST)
    assert (lines(found)[-1], list(bench.place.running)) == ("all kept", [found.order.id])
