"""What holds for every workflow of ours: thin, pinned, least rights, limited in time."""

import re
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from tests.workflows.files import FILES, FOLDER, NAMES, ROOT, jobs, read, steps
from totalaudio.project.platform.places import ROOT as CHECKOUT
from totalaudio.project.workflows.rendering import rendered

PIN = re.compile(r"uses: ([a-z-]+/[a-z-]+)@([0-9a-f]{40}) # (v[0-9]+\.[0-9]+\.[0-9]+)$")
# Each was seen at this commit, under this version, in repositories of others.
PINS = {
    "actions/checkout": ("3d3c42e5aac5ba805825da76410c181273ba90b1", "v7.0.1"),
    "actions/cache": ("27d5ce7f107fe9357f9df03efb73ab90386fccae", "v5.0.5"),
    "actions/upload-artifact": ("043fb46d1a93c77aae656e7c1c64a875d1fc6a0a", "v7.0.1"),
    "actions/download-artifact": ("3e5f45b2cfb9172054b4087a40e8e0b5a5461e7c", "v8.0.1"),
}
EVERY = pytest.mark.parametrize("file", FILES, ids=NAMES)


def test_these_are_the_workflows() -> None:
    assert NAMES == [
        "ci.yml",
        "database-backup.yml",
        "deploy-audio-intel.yml",
        "deploy-pitch-generator.yml",
        "deploy-tracker.yml",
        "deploy-worker.yml",
        "release.yml",
    ]


@EVERY
def test_a_step_is_one_command_of_ours(file: Path) -> None:
    for step in steps(file):
        if "run" in step:
            assert step["run"].startswith("./totalaudio ")
            assert not re.search(r"[\n;&|<>`]|\$\(|\$\{", step["run"])


@EVERY
def test_nothing_from_outside_is_written_into_a_command(file: Path) -> None:
    """Values come by the environment, in quotes: then nobody's title of a branch is part of a script."""
    for step in steps(file):
        words = step.get("run", "")
        quoted = re.findall(r'"(?:origin/)?\$([A-Z_]+)"', words)
        assert quoted == re.findall(r"\$(\w*)", words)
        assert set(quoted) <= set(step.get("env", {})) | set(_environment(file))


def _environment(file: Path) -> set[str]:
    return {name for _, job in jobs(file) for name in job.get("env", {})}


@EVERY
def test_every_action_is_pinned_by_its_commit_with_the_version_behind_it(file: Path) -> None:
    lines = [line for line in file.read_text().splitlines() if "uses:" in line]
    for line in lines:
        found = PIN.search(line)
        assert found, line
        assert PINS[found[1]] == (found[2], found[3])
    assert lines


@EVERY
def test_rights_are_given_to_jobs_and_each_says_what_for(file: Path) -> None:
    assert read(file)["permissions"] == {}
    for name, job in jobs(file):
        assert job["permissions"], name
    given = re.findall(r"^ {6}[a-z-]+: (?:read|write)(.*)$", file.read_text(), re.MULTILINE)
    assert given
    assert [words for words in given if not words.startswith(" # to ")] == []


@EVERY
def test_every_job_ends_in_time_on_a_machine_of_one_kind(file: Path) -> None:
    for name, job in jobs(file):
        assert job["runs-on"] == "ubuntu-24.04", name
        assert 0 < job["timeout-minutes"] <= 60, name


def test_checks_end_within_a_quarter_of_an_hour() -> None:
    assert {name: job["timeout-minutes"] for name, job in jobs(FOLDER / "ci.yml")} == {
        "check": 15,
        "test": 15,
        "build": 15,
        "security": 15,
        "changeset": 15,
    }


@EVERY
def test_no_checkout_leaves_a_token_behind_and_the_shell_is_said(file: Path) -> None:
    checkouts = [step for step in steps(file) if "checkout" in step.get("uses", "")]
    assert checkouts
    assert {step["with"]["persist-credentials"] for step in checkouts} == {False}
    shells = {read(file).get("defaults", {}).get("run", {}).get("shell")}
    shells |= {job.get("defaults", {}).get("run", {}).get("shell") for _, job in jobs(file)}
    assert shells - {None} == {"bash"}


@EVERY
def test_runs_of_one_thing_do_not_overlap_and_nothing_that_changes_something_is_cut_off(
    file: Path,
) -> None:
    found = read(file)["concurrency"]
    assert found["group"]
    if file.name != "ci.yml":
        assert found["cancel-in-progress"] is False


def test_each_commit_of_a_branch_that_is_deployed_is_judged_also_when_pushes_pile_up() -> None:
    """Of runs that wait in one group GitHub keeps only the newest, and a deploy waits for its own commit's."""
    group = read(FOLDER / "ci.yml")["concurrency"]["group"]
    assert group == "ci-${{ github.event_name == 'pull_request' && github.ref || github.sha }}"


def test_a_name_of_a_branch_opens_no_gate_to_a_stranger() -> None:
    """A fork's branch can be called as ours are; whoever trusts a name asks where the branch is."""
    for file in FILES:
        for name, job in jobs(file):
            if "github.head_ref" in (condition := job.get("if", "")):
                where = "github.event.pull_request.head.repo.full_name == github.repository"
                assert f"&& {where})" in condition, (file.name, name)


@EVERY
def test_none_runs_a_stranger_s_code_with_our_rights(file: Path) -> None:
    assert "pull_request_target" not in read(file)["on"]
    assert "workflow_run" not in read(file)["on"]


def test_what_is_kept_is_kept_for_7_days_and_backups_for_30() -> None:
    kept = {
        file.name: [
            step["with"]["retention-days"]
            for step in steps(file)
            if "upload-artifact" in step.get("uses", "")
        ]
        for file in FILES
    }
    assert {name: days for name, days in kept.items() if days} == {
        "ci.yml": [7],
        "database-backup.yml": [30],
    }


def test_a_backup_is_made_at_two_and_leaves_only_when_it_is_encrypted() -> None:
    file = FOLDER / "database-backup.yml"
    assert read(file)["on"]["schedule"] == [{"cron": "0 2 * * *"}]
    made = dict(jobs(file))
    assert made["verify"]["needs"] == "backup"
    steps_of_backup = [
        step.get("run", step.get("uses", ""))[:26] for step in made["backup"]["steps"]
    ]
    sealed = steps_of_backup.index("./totalaudio backup sealed")
    assert steps_of_backup[sealed + 1].startswith("actions/upload-artifact")


@pytest.mark.parametrize("app", ["audio-intel", "tracker", "pitch-generator", "worker"])
def test_an_app_goes_out_by_push_by_pull_request_and_by_hand(app: str) -> None:
    on = read(FOLDER / f"deploy-{app}.yml")["on"]
    assert on["push"]["branches"] == ["production"]
    assert on["pull_request"]["paths"] == on["push"]["paths"]
    asked = on["workflow_dispatch"]["inputs"]
    assert asked["environment"]["options"] == ["preview", "production"]
    assert asked["change"]["options"] == ["feature", "fix", "security"]
    assert {"incident", "override"} < set(asked)


def test_the_generated_workflows_are_what_the_template_and_the_graph_give() -> None:
    for name, text in rendered(CHECKOUT).items():
        assert (ROOT / name).read_text(encoding="utf-8") == text, name


def test_every_kind_of_package_is_kept_up_to_date() -> None:
    found = YAML(typ="safe", pure=True).load((ROOT / ".github/dependabot.yml").read_text())
    kinds = {(update["package-ecosystem"], update["directory"]) for update in found["updates"]}
    assert kinds == {("github-actions", "/"), ("pip", "/requirements"), ("npm", "/tests/node")}
    for _, directory in kinds:
        assert (ROOT / directory.lstrip("/")).is_dir()
