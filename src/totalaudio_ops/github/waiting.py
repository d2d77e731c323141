"""Waits for a workflow's verdict on a commit (`GET /repos/{repo}/actions/workflows/{file}/runs`)."""

import time
from datetime import timedelta
from typing import Final

import msgspec

from totalaudio_ops.github.client import Repository
from totalaudio_ops.problems import Problem
from totalaudio_ops.slo.gate import Verdict

# A run appears some seconds after the push that starts it.
UNTIL_IT_APPEARS: Final = timedelta(minutes=3)
BETWEEN: Final = timedelta(seconds=15)


class _Run(msgspec.Struct, frozen=True):
    run_number: int
    status: str
    conclusion: str | None = None
    html_url: str = ""


class _Runs(msgspec.Struct, frozen=True):
    workflow_runs: tuple[_Run, ...]


def wait_for(
    repository: Repository,
    workflow: str,
    commit: str,
    at_most: timedelta,
    *,
    appears: timedelta = UNTIL_IT_APPEARS,
    between: timedelta = BETWEEN,
) -> Verdict:
    """Lets through when the newest run of the workflow on this commit succeeded; raises Problem after `at_most`."""
    began = time.monotonic()
    while True:
        run, waited = (
            _newest(repository, workflow, commit),
            timedelta(seconds=time.monotonic() - began),
        )
        if run is not None and run.status == "completed":
            return _verdict(run, workflow, commit)
        if run is None and waited >= min(appears, at_most):
            said = f"{workflow} never ran on {commit[:12]}: push it to a branch where it runs."
            return Verdict(is_let_through=False, said=said)
        if waited >= at_most:
            raise Problem(
                f"{workflow} on {commit[:12]} did not end within {at_most}: see {run.html_url if run else workflow}."
            )
        time.sleep(between.total_seconds())


def _newest(repository: Repository, workflow: str, commit: str) -> _Run | None:
    path = f"actions/workflows/{workflow}/runs"
    runs = repository.get(path, _Runs, head_sha=commit, per_page=50).workflow_runs
    return max(runs, key=lambda run: run.run_number, default=None)


def _verdict(run: _Run, workflow: str, commit: str) -> Verdict:
    passed = run.conclusion == "success"
    said = f"{workflow} on {commit[:12]}: {run.conclusion}"
    return Verdict(is_let_through=passed, said=f"{said}." if passed else f"{said}; {run.html_url}")
