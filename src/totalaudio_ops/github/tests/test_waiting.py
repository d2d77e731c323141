"""A deploy waits for the checks of its commit, and goes no further without their success."""

from datetime import timedelta

import pytest

from totalaudio_ops.github.tests.forge import Fault, Forge
from totalaudio_ops.github.waiting import wait_for
from totalaudio_ops.problems import Problem
from totalaudio_ops.slo.gate import Verdict

COMMIT = "a" * 40
NOW = timedelta()


def run(forge: Forge, status: str, conclusion: str | None = None, **more: object) -> None:
    number = len(forge.runs) + 1
    url = f"https://github.example/runs/{number}"
    forge.runs.append(
        {"run_number": number, "status": status, "conclusion": conclusion, "html_url": url}
        | {"head_sha": COMMIT, "workflow": "ci.yml"}
        | more
    )


def ask(forge: Forge, at_most: float = 5) -> Verdict:
    return wait_for(
        forge.repository,
        "ci.yml",
        COMMIT,
        timedelta(seconds=at_most),
        appears=NOW,
        between=timedelta(milliseconds=5),
    )


def test_success_lets_through(forge: Forge) -> None:
    run(forge, "completed", "success")
    assert ask(forge) == Verdict(is_let_through=True, said="ci.yml on aaaaaaaaaaaa: success.")


@pytest.mark.parametrize("conclusion", ["failure", "cancelled", "timed_out", "skipped", "neutral"])
def test_everything_else_stops_and_says_where_to_look(forge: Forge, conclusion: str) -> None:
    run(forge, "completed", conclusion)
    said = f"ci.yml on aaaaaaaaaaaa: {conclusion}; https://github.example/runs/1"
    assert ask(forge) == Verdict(is_let_through=False, said=said)


def test_it_waits_while_the_checks_run(forge: Forge) -> None:
    run(forge, "queued", then_next=True)
    run(forge, "in_progress", then_next=True)
    run(forge, "completed", "success")
    assert ask(forge).is_let_through
    assert len(forge.asked) == 3


def test_checks_of_another_commit_do_not_count(forge: Forge) -> None:
    run(forge, "completed", "success", head_sha="b" * 40)
    said = "ci.yml never ran on aaaaaaaaaaaa: push it to a branch where it runs."
    assert ask(forge) == Verdict(is_let_through=False, said=said)


def test_it_does_not_wait_for_ever(forge: Forge) -> None:
    run(forge, "in_progress")
    with pytest.raises(Problem, match="see https://github"):
        ask(forge, at_most=0.05)


def test_a_moment_without_an_answer_is_waited_out(forge: Forge) -> None:
    run(forge, "completed", "success")
    forge.faults = [Fault("lost"), Fault(502), Fault("lost")]
    assert ask(forge).is_let_through
