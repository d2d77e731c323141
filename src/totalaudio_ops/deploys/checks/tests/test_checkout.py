"""Only a commit of a branch, from a checkout with nothing beside it, is let through."""

import subprocess
from pathlib import Path

import pytest

from totalaudio_ops.deploys.checks import check_checkout

NAMED = ("-c", "user.name=Made Up", "-c", "user.email=made.up@example.com")


def git(root: Path, *words: str) -> str:
    done = subprocess.run(
        ["git", "-C", str(root), *NAMED, *words], capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def commit(root: Path, text: str) -> str:
    (root / "file.txt").write_text(text)
    git(root, "add", "file.txt")
    git(root, "commit", "-qm", text)
    return git(root, "rev-parse", "HEAD")


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    root = tmp_path / "checkout"
    root.mkdir()
    git(root, "init", "-q", "-b", "main")
    (root / ".gitignore").write_text("ignored\n")
    git(root, "add", ".gitignore")
    commit(root, "one")
    return root


def test_a_clean_checkout_of_a_branch_is_let_through(checkout: Path) -> None:
    (checkout / "ignored").write_text("built")
    found = check_checkout(checkout, head := git(checkout, "rev-parse", "HEAD"))
    assert (found.is_let_through, found.said) == (
        True,
        f"The checkout is clean and {head[:12]} is on a branch.",
    )


def test_an_older_commit_of_a_branch_is_let_through(checkout: Path) -> None:
    older = git(checkout, "rev-parse", "HEAD")
    commit(checkout, "two")
    assert check_checkout(checkout, older).is_let_through


@pytest.mark.parametrize("is_staged", [False, True])
def test_changes_are_named(checkout: Path, is_staged: bool) -> None:
    (checkout / "file.txt").rename(checkout / "an other.txt")
    if is_staged:
        git(checkout, "add", "--all")
    found = check_checkout(checkout, git(checkout, "rev-parse", "HEAD"))
    assert not found.is_let_through
    assert found.said.startswith("The checkout has changes beside its commit (")
    assert "an other.txt" in found.said
    assert "file.txt" in found.said


def test_of_many_changes_some_are_named(checkout: Path) -> None:
    for number in range(8):
        (checkout / f"{number}.txt").write_text("")
    said = check_checkout(checkout, git(checkout, "rev-parse", "HEAD")).said
    assert "(0.txt, 1.txt, 2.txt, 3.txt, 4.txt and 3 more)" in said


def test_a_commit_of_no_branch_is_refused_also_while_it_is_checked_out(checkout: Path) -> None:
    git(checkout, "checkout", "-q", "--detach")
    lost = commit(checkout, "two")
    assert check_checkout(checkout, lost).said == (
        f"{lost[:12]} is on no branch: push it to one, so that it can be found again."
    )


def test_a_detached_checkout_of_a_branch_that_was_pushed_is_let_through(
    checkout: Path, tmp_path: Path
) -> None:
    clone = tmp_path / "clone"
    subprocess.run(["git", "clone", "-q", str(checkout), str(clone)], check=True)
    git(clone, "checkout", "-q", "--detach")
    git(clone, "branch", "-D", "main")
    assert check_checkout(clone, git(clone, "rev-parse", "HEAD")).is_let_through


def test_a_shallow_clone_says_so(checkout: Path, tmp_path: Path) -> None:
    older = git(checkout, "rev-parse", "HEAD")
    commit(checkout, "two")
    clone = tmp_path / "clone"
    command = ["git", "clone", "-q", "--depth", "1", f"file://{checkout}", str(clone)]
    subprocess.run(command, check=True)
    assert check_checkout(clone, older).said == (
        f"{older[:12]} is not in this shallow clone: run git fetch --unshallow."
    )


def test_a_commit_that_is_not_there_is_refused(checkout: Path) -> None:
    assert check_checkout(checkout, "a" * 40).said == (
        "aaaaaaaaaaaa is not in this checkout: fetch it, or name another commit."
    )


def test_a_folder_without_git_is_refused(tmp_path: Path) -> None:
    said = check_checkout(tmp_path, "a" * 40).said
    assert said.startswith(
        f"The checkout could not be looked at: git status in {tmp_path}: not a git"
    )


def test_a_machine_without_git_is_refused(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(checkout))
    assert check_checkout(checkout, "a" * 40).said == (
        "The checkout could not be looked at: git is not installed: install it, or deploy from where it is."
    )


def test_another_repository_that_the_surroundings_name_is_not_asked(
    checkout: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    head = git(checkout, "rev-parse", "HEAD")
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "elsewhere"))
    assert check_checkout(checkout, head).is_let_through
