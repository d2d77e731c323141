"""What a deploy does, in which order, and how it ends."""

from pathlib import Path

import pytest

from totalaudio_ops.deploys.gating import Answer
from totalaudio_ops.deploys.targets import Observed, Seen
from totalaudio_ops.deploys.tests.bench import FIRST, SECOND, Bench, lines, state

WHOLE = [
    f"{step} {done}"
    for step in ("gate", "build", "migrate", "start", "check", "switch", "watch", "keep")
    for done in ("began", "done")
]


def test_a_deploy_goes_through_every_step_and_each_is_written_before_and_after(
    bench: Bench,
) -> None:
    found = bench.deploy(SECOND)
    assert lines(found) == [*WHOLE, "all kept"]
    assert bench.serving == SECOND[:12]
    assert list(bench.place.running.values()) == [SECOND[:12]]
    assert bench.newest() == found


def test_the_first_deploy_of_all_needs_nothing_before_it(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    assert lines(bench.deploy(FIRST)) == [*WHOLE, "all kept"]
    assert bench.serving == FIRST[:12]


def test_the_gate_says_all_that_stands_in_the_way_and_nothing_is_done(bench: Bench) -> None:
    bench.gate = lambda _order: [
        Answer("budget", is_let_through=False, said="Freeze stops features."),
        Answer("checkout", is_let_through=True, said="It is clean."),
        Answer("settings", is_let_through=False, said="SECRET_KEY is not set"),
    ]
    found = bench.deploy(SECOND)
    assert lines(found) == ["gate began", "gate failed", "all refused"]
    assert found.entries[-1].said == (
        "Budget: Freeze stops features. settings: SECRET_KEY is not set. Nothing was changed."
    )
    assert (bench.serving, bench.place.built) == (FIRST[:12], {FIRST[:12]})


@pytest.mark.parametrize("step", ["build", "migrate"])
def test_what_fails_before_the_start_is_not_undone(step: str, bench: Bench) -> None:
    bench.place.broken[step] = "There is no room."
    found = bench.deploy(SECOND)
    assert lines(found)[-2:] == [f"{step} failed", "all failed"]
    assert found.entries[-1].said == "There is no room. Nothing was started."
    assert (bench.serving, "undo" in bench.place.calls) == (FIRST[:12], False)


@pytest.mark.parametrize(
    ("step", "call"), [("start", "start"), ("switch", "switch"), ("watch", "observe")]
)
def test_what_fails_once_it_has_started_is_undone_with_the_reason(
    step: str, call: str, bench: Bench
) -> None:
    bench.place.broken[call] = "It broke."
    found = bench.deploy(SECOND)
    assert lines(found)[-4:] == [f"{step} failed", "undo began", "undo done", "all rolled back"]
    assert found.entries[-1].said == "It broke. What served before serves."
    assert (bench.serving, list(bench.place.running.values())) == (FIRST[:12], [FIRST[:12]])


def test_a_version_that_is_never_ready_is_taken_back(bench: Bench) -> None:
    bench.place.url = "http://127.0.0.1:9"  # nothing listens there
    found = bench.deploy(SECOND)
    assert lines(found)[-4:] == ["check failed", "undo began", "undo done", "all rolled back"]
    assert "/health/ready did not answer" in found.entries[-1].said
    assert bench.serving == FIRST[:12]


def test_a_version_at_which_people_meet_errors_is_taken_back(bench: Bench) -> None:
    bench.place.seen = Observed(Seen(200, 20, 5.0), Seen(5000, 3, 5.0))
    found = bench.deploy(SECOND)
    assert lines(found)[-4:] == ["watch failed", "undo began", "undo done", "all rolled back"]
    assert found.entries[-1].said == (
        "Too many errors: 20 of 200 requests failed, 3 of 5,000 before. What served before serves."
    )
    assert bench.serving == FIRST[:12]


def test_a_place_that_serves_something_else_after_the_switch_is_put_right(bench: Bench) -> None:
    def lose() -> None:
        bench.place.running[bench.place.active or ""] = "elsewhere"

    bench.place.during["observe"] = lose
    found = bench.deploy(SECOND)
    assert lines(found)[-1] == "keep failed"
    assert found.entries[-1].said == "people reach elsewhere, not 222222222222"


def test_an_error_of_ours_is_undone_too(bench: Bench) -> None:
    def fail() -> None:
        raise ZeroDivisionError("by nothing")

    bench.place.during["switch"] = fail
    found = bench.deploy(SECOND)
    assert found.entries[-1].said.startswith("Unexpected, ZeroDivisionError: by nothing.")
    assert (lines(found)[-1], bench.serving) == ("all rolled back", FIRST[:12])


def test_going_back_that_fails_says_how_to_go_on_and_the_same_command_does(bench: Bench) -> None:
    bench.place.broken |= {"switch": "It broke.", "undo": "The front is gone."}
    found = bench.deploy(SECOND)
    assert lines(found)[-3:] == ["undo began", "undo failed", "all failed"]
    assert found.entries[-1].said == (
        "It broke. Going back failed: The front is gone. Run the same command again to go on."
    )
    assert not state(found).is_over
    bench.place.broken.clear()
    again = bench.deploy(SECOND)
    assert again.order.id == found.order.id
    assert lines(again)[-3:] == ["undo began", "undo done", "all rolled back"]
    assert state(again).is_over


def test_tidying_up_that_fails_leaves_the_new_version_and_is_tried_again(bench: Bench) -> None:
    bench.place.broken["keep"] = "There is no room."
    found = bench.deploy(SECOND)
    assert (lines(found)[-1], bench.serving) == ("keep failed", SECOND[:12])
    bench.place.broken.clear()
    again = bench.deploy(SECOND)
    assert lines(again)[-3:] == ["keep began", "keep done", "all kept"]
    assert again.order.id == found.order.id


def test_what_cannot_be_tidied_does_not_stop_the_next_deploy(bench: Bench) -> None:
    bench.place.broken["keep"] = "There is no room."
    found = bench.deploy(SECOND)
    assert bench.rollback().order.commit == FIRST
    settled = bench.means().journal.read(found.order.id)
    assert settled.entries[-2].said == "Left as it is: There is no room."
    assert lines(settled)[-1] == "all kept"
