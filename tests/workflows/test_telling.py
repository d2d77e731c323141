"""What a deploy's workflow says on GitHub, and what it waits for, as its steps run it."""

from pathlib import Path

import pytest

from tests.workflows.running import Clone, of_github
from totalaudio_ops.deploys.checks import green
from totalaudio_ops.github.tests.forge import Fault, Forge

COMMIT = "0123456789abcdef0123456789abcdef01234567"


def tell(clone: Clone, forge: Forge, *more: str, summary: Path) -> tuple[int, str]:
    words = ("github", "deployment", "tracker", "--env", "preview", "--commit", COMMIT, *more)
    run = {"GITHUB_RUN_ID": "77", "GITHUB_SERVER_URL": "https://github.example"}
    done = clone.run(*words, **of_github(forge), **run, GITHUB_STEP_SUMMARY=str(summary))
    return done.status, done.err


def test_a_deploy_is_told_in_the_summary_and_on_the_pull_request_with_its_address(
    clone: Clone, forge: Forge, tmp_path: Path
) -> None:
    summary = tmp_path / "summary"
    words = ("--outcome", "success", "--domain", "preview.example.com", "--pull-request", "7")
    assert tell(clone, forge, *words, summary=summary) == (0, "")
    expected = (
        "### Tracker is deployed\n\n| | |\n| --- | --- |\n| Where | preview |\n| Version | 0.1.0 |\n"
        "| Commit | `0123456789ab` |\n| Address | <https://tracker.preview.example.com/> |\n"
        "| Run | [log](https://github.example/example/platform/actions/runs/77) |\n"
    )
    assert summary.read_text() == expected
    marker = "<!-- totalaudio: deployment of tracker to preview -->\n"
    assert [comment["body"] for comment in forge.comments[7]] == [marker + expected]


def test_an_address_that_all_apps_share_is_told_as_it_is(
    clone: Clone, forge: Forge, tmp_path: Path
) -> None:
    words = ("--outcome", "success", "--domain", "https://preview.example.com")
    assert tell(clone, forge, *words, summary=tmp_path / "summary") == (0, "")
    assert "| Address | <https://preview.example.com/> |" in (tmp_path / "summary").read_text()


def test_the_next_deploy_brings_the_same_comment_up_to_date(
    clone: Clone, forge: Forge, tmp_path: Path
) -> None:
    summary = tmp_path / "summary"
    for outcome in ("success", "failure"):
        tell(clone, forge, "--outcome", outcome, "--pull-request", "7", summary=summary)
    (comment,) = forge.comments[7]
    assert "could not be deployed, and what served before serves on" in comment["body"]
    assert summary.read_text().count("###") == 2


def test_without_a_pull_request_only_the_summary_is_written(
    clone: Clone, forge: Forge, tmp_path: Path
) -> None:
    words = ("--outcome", "skipped", "--domain", "", "--pull-request", "")
    assert tell(clone, forge, *words, summary=tmp_path / "summary") == (0, "")
    assert forge.asked == []
    assert "the checks did not pass" in (tmp_path / "summary").read_text()


@pytest.mark.parametrize(
    ("missing", "said"),
    [
        ("GITHUB_TOKEN", "totalaudio: GITHUB_TOKEN is not set"),
        ("GITHUB_REPOSITORY", "totalaudio: GITHUB_REPOSITORY is not set"),
    ],
)
def test_what_is_not_set_is_named(clone: Clone, forge: Forge, missing: str, said: str) -> None:
    told = {name: value for name, value in of_github(forge).items() if name != missing}
    words = ("github", "wait", "ci.yml", "--commit", COMMIT)
    done = clone.run(*words, **told)
    assert (done.status, done.err.partition(":")[0]) == (2, "totalaudio")
    assert done.err.startswith(said)


def test_a_commit_whose_checks_passed_is_remembered_for_the_gate(
    clone: Clone, forge: Forge
) -> None:
    run = {"run_number": 1, "status": "completed", "conclusion": "success", "html_url": ""}
    forge.runs.append(run | {"head_sha": clone.commit, "workflow": "ci.yml"})
    done = clone.run("github", "wait", "ci.yml", "--commit", clone.commit, **of_github(forge))
    assert (done.status, done.out) == (0, f"ci.yml on {clone.commit[:12]}: success.\n")
    assert green.check_green(clone.root, clone.commit, {}).is_let_through


def test_a_commit_whose_checks_failed_goes_no_further(clone: Clone, forge: Forge) -> None:
    run = {"run_number": 1, "status": "completed", "conclusion": "failure", "html_url": "there"}
    forge.runs.append(run | {"head_sha": clone.commit, "workflow": "ci.yml"})
    forge.faults = [Fault(502)]
    done = clone.run("github", "wait", "ci.yml", "--commit", clone.commit, **of_github(forge))
    assert (done.status, done.out) == (1, f"ci.yml on {clone.commit[:12]}: failure; there\n")
    assert not green.check_green(clone.root, clone.commit, {}).is_let_through
