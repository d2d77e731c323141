"""Any beginning of a journal has a state, and each state has one way on."""

from datetime import UTC, datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from totalaudio_ops.deploys.folding import Way, is_undone, state_of, steps_of
from totalaudio_ops.deploys.steps import Done, Entry, Kind, Step

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
ENDS = (Done.KEPT, Done.ROLLED_BACK, Done.REFUSED, Done.FAILED, Done.ABANDONED)
IN_STEPS = (Done.BEGAN, Done.DONE, Done.FAILED, Done.INTERRUPTED)
lines = st.tuples(st.sampled_from(Step), st.sampled_from(IN_STEPS)) | st.tuples(
    st.none(), st.sampled_from(ENDS)
)


def journal(*said: tuple[Step | None, Done]) -> list[Entry]:
    return [
        Entry(number, NOON, step, done, f"{step} {done}")
        for number, (step, done) in enumerate(said, 1)
    ]


def done_until(last: Step, kind: Kind = Kind.DEPLOY) -> list[tuple[Step | None, Done]]:
    """Everything up to this step was begun and done."""
    steps = steps_of(kind)
    before = steps[: steps.index(last) + 1]
    return [(step, done) for step in before for done in (Done.BEGAN, Done.DONE)]


def test_nothing_written_begins_with_the_first_step() -> None:
    assert (state_of([]).way, state_of([]).step) == (Way.ON, Step.GATE)
    assert state_of([], Kind.ROLLBACK).step is Step.START


@pytest.mark.parametrize("kind", Kind)
def test_what_is_done_leads_to_the_next_and_the_last_to_the_end(kind: Kind) -> None:
    steps = steps_of(kind)
    for step, following in pairwise(steps):
        found = state_of(journal(*done_until(step, kind)), kind)
        assert (found.way, found.step) == (Way.ON, following)
    last = state_of(journal(*done_until(Step.KEEP, kind)), kind)
    assert (last.way, last.outcome) == (Way.END, Done.KEPT)
    over = state_of(journal(*done_until(Step.KEEP, kind), (None, Done.KEPT)), kind)
    assert (over.way, over.outcome, over.finished_at) == (Way.OVER, Done.KEPT, NOON)


@pytest.mark.parametrize(
    ("step", "way", "outcome"),
    [
        (Step.GATE, Way.END, Done.REFUSED),
        (Step.BUILD, Way.END, Done.FAILED),
        (Step.MIGRATE, Way.END, Done.FAILED),
        (Step.START, Way.UNDO, None),
        (Step.CHECK, Way.UNDO, None),
        (Step.SWITCH, Way.UNDO, None),
        (Step.WATCH, Way.UNDO, None),
        (Step.KEEP, Way.ON, None),
    ],
)
def test_a_failure_leads_back_once_something_runs_and_until_it_was_found_good(
    step: Step, way: Way, outcome: Done | None
) -> None:
    found = state_of(journal(*done_until(step)[:-1], (step, Done.FAILED)))
    assert (found.way, found.outcome) == (way, outcome)
    assert found.reason == f"{step} failed"
    assert is_undone(step) is (way is Way.UNDO)


def test_going_back_that_failed_is_tried_again_until_it_is_done() -> None:
    failed = [*done_until(Step.CHECK), (Step.SWITCH, Done.FAILED), (Step.UNDO, Done.BEGAN)]
    told = [*failed, (Step.UNDO, Done.FAILED), (None, Done.FAILED)]
    found = state_of(journal(*told))
    assert (found.way, found.outcome, found.reason) == (Way.UNDO, Done.FAILED, "switch failed")
    done = [*told, (Step.UNDO, Done.BEGAN), (Step.UNDO, Done.DONE)]
    assert (state_of(journal(*done)).way, state_of(journal(*done)).outcome) == (
        Way.END,
        Done.ROLLED_BACK,
    )
    assert state_of(journal(*done, (None, Done.ROLLED_BACK))).is_over


def test_a_step_that_failed_and_was_done_after_all_is_done() -> None:
    again = [*done_until(Step.KEEP)[:-1], (Step.KEEP, Done.FAILED), (Step.KEEP, Done.DONE)]
    assert (state_of(journal(*again)).way, state_of(journal(*again)).outcome) == (
        Way.END,
        Done.KEPT,
    )


@given(st.lists(lines))
def test_every_journal_has_a_state_that_says_what_comes(
    said: list[tuple[Step | None, Done]],
) -> None:
    for kind in Kind:
        found = state_of(journal(*said), kind)
        if found.way is Way.ON:
            assert found.step in steps_of(kind)
            assert found.step not in found.done
        if found.way is Way.END:
            assert found.outcome in ENDS
        if found.way is Way.UNDO:
            assert found.has_started or Step.UNDO in found.began or found.reason
        assert found.is_over == (found.way is Way.OVER)


@given(st.lists(lines))
def test_whatever_was_written_the_ends_of_its_way_are_reached(
    said: list[tuple[Step | None, Done]],
) -> None:
    """Following the ways from anywhere, with everything going well, it is over after one line for each step."""
    written = list(said)
    for _ in range(2 * len(Step) + 2):
        found = state_of(journal(*written))
        if found.is_over:
            return
        if found.way is Way.END:
            assert found.outcome is not None
            written.append((None, found.outcome))
        else:
            assert found.step is not None
            written += [(found.step, Done.BEGAN), (found.step, Done.DONE)]
    raise AssertionError("it never ends")
