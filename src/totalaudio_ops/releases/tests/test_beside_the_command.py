"""The command `changeset` itself, in a repository: the same plan, and the same changelogs to the letter."""

import json
import subprocess
from pathlib import Path

import msgspec
import pytest
from tests.support.node import MODULES, is_here

from totalaudio_ops.releases import changelog
from totalaudio_ops.releases.changelog import Entry, entries
from totalaudio_ops.releases.changesets import read_changesets
from totalaudio_ops.releases.history import adding_commits
from totalaudio_ops.releases.plan import plan
from totalaudio_ops.releases.tests.making import commit, git
from totalaudio_ops.releases.tests.oracle import Workspace

pytestmark = pytest.mark.skipif(not is_here(), reason="needs the programs of tests/node")

CHANGESETS = {
    "calm-keys-run": '---\n"core": minor\n---\n\nPages are faster.\n\nAnd smaller.\n',
    "kind-bells-ring": '---\n"tracker": major\n"core": patch\n---\n\nBoards can be sorted.\n',
}


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    made = Workspace(tmp_path / "w")
    made.configure(prettier=True, baseBranch="main")
    made.add_package("core", "0.1.0", {})
    for name in ("tracker", "worker"):
        made.add_package(name, "0.1.0", {"core": "workspace:*"})
    (made.root / "package-lock.json").write_text("{}")
    git(made.root, "init", "--quiet", "--initial-branch", "main")
    for name, text in CHANGESETS.items():
        made.add_changeset(name, text)
        commit(made.root, name)
    return made


def changeset(root: Path, *words: str) -> None:
    command = [str(MODULES / ".bin/changeset"), *words]
    subprocess.run(command, cwd=root, check=True, capture_output=True, timeout=60)


def plain(entry: Entry) -> Entry:
    """Without what changed beneath, which is ours alone."""
    updated = tuple(msgspec.structs.replace(one, beneath=()) for one in entry.updated)
    return msgspec.structs.replace(entry, updated=updated)


def test_status_and_version_come_to_the_same(workspace: Workspace) -> None:
    commits = adding_commits(workspace.root, ".changeset")
    said = [
        msgspec.structs.replace(one, commit=commits[f".changeset/{one.id}.md"])
        for one in read_changesets(workspace.root)
    ]
    packages = workspace.packages()
    ours = plan(packages, said)
    changeset(workspace.root, "status", "--output", "plan.json")
    theirs = json.loads((workspace.root / "plan.json").read_text())["releases"]
    assert {one.name: str(one.new) for one in ours.releases} == {
        one["name"]: one["newVersion"] for one in theirs
    }
    changeset(workspace.root, "version")
    assert {one.name: str(one.version) for one in workspace.packages()} == {
        "core": "0.2.0",
        "tracker": "1.0.0",
        "worker": "0.1.1",
    }
    assert read_changesets(workspace.root) == []
    for entry in entries(ours, packages):
        told = changelog.added("", entry.package, changelog.rendered(plain(entry)))
        assert told == workspace.changelog(entry.package)
