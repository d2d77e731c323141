"""The release pull request: one, whole, up to date, and gone when there is nothing to release."""

import shutil
import subprocess
from pathlib import Path

import pytest

from totalaudio_ops.github.pull_requests import Proposal, keep_open
from totalaudio_ops.github.release_words import release_proposal
from totalaudio_ops.github.tests.forge import Fault, Forge
from totalaudio_ops.problems import Problem

DEPLOYABLES = Path(__file__).resolve().parents[4] / "deployables.toml"
PROPOSAL = Proposal("release/next", "main", "Release tracker 0.2.0", "All of it.")


@pytest.fixture
def checkout(tmp_path: Path, forge: Forge) -> Path:
    root = tmp_path / "checkout"
    root.mkdir()
    shutil.copy(DEPLOYABLES, root / "deployables.toml")
    (root / ".changeset").mkdir()
    (root / ".changeset" / "brave-owl.md").write_text('---\n"tracker": minor\n---\n\nMore.\n')
    run(root, "init", "--quiet")
    run(root, "add", "--all")
    run(root, "-c", "user.name=Alice", "-c", "user.email=alice@example.com", "commit", "-qm", "x")
    commit = run(root, "rev-parse", "HEAD").strip()
    forge.commits[commit] = {"sha": commit, "tree": {"sha": "t" * 40}, "parents": []}
    return root


def run(root: Path, *words: str) -> str:
    return subprocess.run(
        ["git", *words], cwd=root, check=True, capture_output=True, text=True
    ).stdout


def release(root: Path) -> None:
    text = (root / "deployables.toml").read_text()
    before, _, after = text.partition("[deployables.tracker]")
    raised = after.replace('version = "0.1.0"', 'version = "0.2.0"', 1)
    (root / "deployables.toml").write_text(f"{before}[deployables.tracker]{raised}")
    (root / ".changeset" / "brave-owl.md").unlink()
    (root / "changelogs").mkdir(exist_ok=True)
    (root / "changelogs" / "tracker.md").write_text("# tracker\n\n## 0.2.0\n\nMore. £\n")


def test_what_the_release_changed_becomes_one_commit_on_a_branch_of_its_own(
    forge: Forge, checkout: Path
) -> None:
    release(checkout)
    address = keep_open(forge.repository, checkout, PROPOSAL)
    commit = forge.commits[forge.refs["heads/release/next"]]
    assert commit["parents"] == [{"sha": run(checkout, "rev-parse", "HEAD").strip()}]
    tree = forge.trees[commit["tree"]["sha"]]
    assert tree["base_tree"] == "t" * 40
    assert tree["tree"] == [
        {"path": ".changeset/brave-owl.md", "mode": "100644", "type": "blob", "sha": None},
        {
            "path": "changelogs/tracker.md",
            "mode": "100644",
            "type": "blob",
            "content": "# tracker\n\n## 0.2.0\n\nMore. £\n",
        },
        {
            "path": "deployables.toml",
            "mode": "100644",
            "type": "blob",
            "content": (checkout / "deployables.toml").read_text(),
        },
    ]
    (pull,) = forge.pulls
    assert pull["html_url"] == address
    assert (pull["title"], pull["body"], pull["base"]) == (
        "Release tracker 0.2.0",
        "All of it.",
        {"ref": "main"},
    )


def test_the_next_push_moves_the_branch_and_opens_no_second_one(
    forge: Forge, checkout: Path
) -> None:
    release(checkout)
    keep_open(forge.repository, checkout, PROPOSAL)
    first = forge.refs["heads/release/next"]
    (checkout / "changelogs" / "tracker.md").write_text("# tracker\n\n## 0.2.0\n\nMore still.\n")
    again = Proposal("release/next", "main", "Release tracker 0.2.0, worker 0.1.1", "More.")
    keep_open(forge.repository, checkout, again)
    assert forge.refs["heads/release/next"] != first
    assert [pull["title"] for pull in forge.pulls] == ["Release tracker 0.2.0, worker 0.1.1"]


def test_with_nothing_to_release_the_one_that_stood_open_is_closed(
    forge: Forge, checkout: Path
) -> None:
    release(checkout)
    keep_open(forge.repository, checkout, PROPOSAL)
    run(checkout, "checkout", "--quiet", "--", ".")
    run(checkout, "clean", "-fdq")
    assert keep_open(forge.repository, checkout, PROPOSAL) is None
    assert "heads/release/next" not in forge.refs
    assert [pull["state"] for pull in forge.pulls] == ["closed"]


def test_with_nothing_to_release_and_none_open_nothing_is_done(
    forge: Forge, checkout: Path
) -> None:
    assert keep_open(forge.repository, checkout, PROPOSAL) is None
    assert forge.asked == [("GET", "pulls")]


@pytest.mark.parametrize("path", ["git/trees", "git/commits", "git/refs", "pulls"])
@pytest.mark.parametrize("how", ["cut", "lost", 502])
def test_a_lost_answer_anywhere_ends_with_one_pull_request(
    forge: Forge, checkout: Path, path: str, how: int | str
) -> None:
    release(checkout)
    forge.faults = [Fault(how, "POST", path)]
    try:
        keep_open(forge.repository, checkout, PROPOSAL)
    except Problem:  # the branch was made, and its answer lost: running it again goes on from there
        keep_open(forge.repository, checkout, PROPOSAL)
    assert len(forge.pulls) == 1
    assert set(forge.refs) == {"heads/release/next"}


@pytest.mark.parametrize("path", ["git/commits/", "git/trees", "git/commits"])
def test_until_the_commit_is_whole_nobody_sees_anything(
    forge: Forge, checkout: Path, path: str
) -> None:
    release(checkout)
    forge.faults = [Fault(500, path=path, times=99)]
    with pytest.raises(Problem, match="5 times"):
        keep_open(forge.repository, checkout, PROPOSAL)
    assert (forge.refs, forge.pulls) == ({}, [])


def test_it_says_which_versions_come(checkout: Path) -> None:
    release(checkout)
    found = release_proposal(checkout, "main")
    assert found.title == "Release tracker 0.2.0"
    assert "| tracker | 0.1.0 | 0.2.0 |" in found.body.splitlines()
    assert "worker" not in found.body


def test_a_file_that_is_no_text_is_refused(forge: Forge, checkout: Path) -> None:
    (checkout / "picture.png").write_bytes(b"\x89PNG\xff")
    with pytest.raises(Problem, match=r"picture\.png is no text"):
        keep_open(forge.repository, checkout, PROPOSAL)
