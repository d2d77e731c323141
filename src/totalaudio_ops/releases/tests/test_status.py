"""Which packages changed without a changeset, on branches of a real repository."""

import shutil
from pathlib import Path

import pytest

from totalaudio_ops.problems import Problem
from totalaudio_ops.releases.applying import read, release
from totalaudio_ops.releases.status import Status, status
from totalaudio_ops.releases.tests.making import add, checkout, commit, git

TRACKER = "src/totalaudio/tracker/board/cards.py"
SHARED = "src/totalaudio/core/lib/words.py"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A branch that was left where the first changeset was there already."""
    root = checkout(tmp_path_factory.mktemp("made") / "w", old="---\nworker: patch\n---\n\nOld.\n")
    git(root, "init", "--quiet", "--initial-branch", "main")
    commit(root)
    git(root, "checkout", "--quiet", "-b", "feature")
    return root


@pytest.fixture
def root(made: Path, tmp_path: Path) -> Path:
    return shutil.copytree(made, tmp_path / "w")


def change(root: Path, *paths: str) -> None:
    for path in paths:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text("changed = True\n")


def found(root: Path) -> Status:
    return status(root, read(root), "main")


def test_a_change_without_a_changeset_is_named(root: Path) -> None:
    change(root, TRACKER, "docs/how.md", "src/totalaudio/tracker/board/tests/test_cards.py")
    commit(root)
    assert found(root) == Status({"tracker": frozenset({TRACKER})}, (), ("tracker",))


def test_work_that_is_not_committed_counts(root: Path) -> None:
    change(root, TRACKER)
    assert found(root).uncovered == ("tracker",)


def test_a_new_changeset_covers_its_package_and_an_old_one_does_not(root: Path) -> None:
    change(root, TRACKER, "src/totalaudio_ops/backups/making.py")
    add(root, "new", "---\ntracker: patch\n---\n\nSaid.\n")
    commit(root)
    assert found(root).new == ("new",)
    assert found(root).uncovered == ("core",)


def test_a_changeset_of_core_covers_the_apps_that_it_reaches(root: Path) -> None:
    change(root, TRACKER, SHARED)
    add(root, "new", "---\ncore: patch\n---\n\nSaid.\n")
    assert found(root).uncovered == ()
    assert set(found(root).changed) == {"tracker", "core"}


@pytest.mark.parametrize("text", ["---\n---\n", "---\ntracker: none\n---\n"])
def test_who_says_that_nothing_is_released_is_believed(root: Path, text: str) -> None:
    change(root, TRACKER)
    add(root, "new", text)
    assert found(root).uncovered == ()


def test_what_changed_on_the_main_line_meanwhile_is_not_ours(root: Path) -> None:
    git(root, "checkout", "--quiet", "main")
    change(root, SHARED)
    commit(root)
    git(root, "checkout", "--quiet", "feature")
    change(root, TRACKER)
    commit(root)
    assert set(found(root).changed) == {"tracker"}


def test_a_release_covers_what_it_releases(root: Path) -> None:
    add(root, "new", "---\ncore: minor\n---\n\nSaid.\n")
    commit(root)
    git(root, "checkout", "--quiet", "-B", "main")
    git(root, "checkout", "--quiet", "-b", "release")
    release(root)
    commit(root)
    assert found(root).changed == {"core": frozenset({"src/totalaudio/__init__.py"})}
    assert found(root).uncovered == ()


def test_a_version_that_was_moved_by_hand_is_no_release(root: Path) -> None:
    change(root, TRACKER)
    file = root / "deployables.toml"
    head, _, rest = file.read_text().partition("[deployables.tracker]")
    file.write_text(f"{head}[deployables.tracker]{rest.replace('0.1.0', '0.1.1', 1)}")
    commit(root)
    assert [str(one.version) for one in read(root).packages if one.name == "tracker"] == ["0.1.1"]
    assert found(root).uncovered == ("tracker",)


def test_a_changeset_that_was_changed_or_moved_counts_and_one_that_went_does_not(
    root: Path,
) -> None:
    change(root, TRACKER)
    (root / ".changeset/old.md").unlink()
    assert found(root).uncovered == ("tracker",)
    add(root, "renamed", "---\ntracker: patch\n---\n\nOld.\n")
    assert found(root).new == ("renamed",)


@pytest.mark.parametrize("revision", ["nowhere", "--output=/tmp/evil", "-h"])
def test_a_revision_that_git_does_not_know_is_named(root: Path, revision: str) -> None:
    with pytest.raises(Problem, match="git merge-base refuses"):
        status(root, read(root), revision)


def test_outside_of_a_repository_git_says_so(tmp_path: Path) -> None:
    root = checkout(tmp_path / "x")
    with pytest.raises(Problem, match="not a git repository"):
        status(root, read(root), "main")
