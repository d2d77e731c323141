"""Releases are exactly their commit, and whole or not there."""

import hashlib
import subprocess
from pathlib import Path

import pytest
from tests.support.sites import Repository, small_repository

from totalaudio_ops.deploys.server import installing, releases
from totalaudio_ops.deploys.server.releases import MANIFEST, build, find_release, prune, the_release
from totalaudio_ops.problems import Problem


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return small_repository(tmp_path / "repository")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "releases"


def test_a_release_is_exactly_its_commit(repository: Repository, folder: Path) -> None:
    commit = repository.commit("one")
    (repository.path / "VERSION").write_text("not committed")
    (repository.path / "stray").touch()
    release, is_new = build(folder, repository.path, commit)
    assert is_new
    assert release.path == folder / commit[:12]
    assert (release.path / "VERSION").read_text() == "one\n"
    assert not (release.path / "stray").exists()
    git = ["git", "-C", str(repository.path), "archive", "--format=tar", commit]
    packed = subprocess.run(git, capture_output=True, check=True).stdout
    assert release.manifest.source_sha256 == hashlib.sha256(packed).hexdigest()
    assert release.manifest.commit == commit
    assert list(release.source.rglob("*.pyc"))


def test_built_again_it_is_there(repository: Repository, folder: Path) -> None:
    commit = repository.commit("one")
    first, _ = build(folder, repository.path, commit)
    assert build(folder, repository.path, commit) == (first, False)


def test_a_build_that_was_killed_is_no_release_and_is_made_again(
    repository: Repository, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit = repository.commit("one")

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(releases, "install", killed)
        with pytest.raises(KeyboardInterrupt):
            build(folder, repository.path, commit)
    assert (folder / commit[:12]).exists()
    assert find_release(folder, commit[:12]) is None
    (folder / commit[:12] / "left").touch()
    release, is_new = build(folder, repository.path, commit)
    assert is_new
    assert not (release.path / "left").exists()


def test_a_commit_that_is_not_there_is_named(repository: Repository, folder: Path) -> None:
    repository.commit("one")
    with pytest.raises(Problem, match=f"git cannot give the commit {'0' * 40}"):
        build(folder, repository.path, "0" * 40)
    assert list(folder.iterdir()) == []


def test_an_environment_that_cannot_be_made_says_why(repository: Repository, folder: Path) -> None:
    script = repository.path / "totalaudio"
    script.write_text("#!/bin/sh\necho 'totalaudio: no way to the registry' >&2\nexit 2\n")
    with pytest.raises(Problem, match="cannot be made: no way to the registry"):
        build(folder, repository.path, repository.commit("one"))


def test_another_commit_under_the_same_name_is_refused(
    repository: Repository, folder: Path
) -> None:
    commit = repository.commit("one")
    build(folder, repository.path, commit)
    with pytest.raises(Problem, match="is of another commit"):
        build(folder, repository.path, commit[:12] + "0" * 28)


def test_the_environment_of_the_same_locks_is_taken_over(
    repository: Repository, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (repository.path / "requirements").mkdir()
    lock = repository.path / "requirements" / "runtime.txt"
    lock.write_text("one==1\n")
    first, _ = build(folder, repository.path, repository.commit("one"))
    kept = first.path / ".totalaudio" / "venv" / "installed"
    kept.write_text("by hand")
    second, _ = build(folder, repository.path, repository.commit("two"))
    taken = second.path / ".totalaudio" / "venv" / "installed"
    assert kept.samefile(taken)
    lock.write_text("one==2\n")
    third, _ = build(folder, repository.path, repository.commit("three"))
    assert not (third.path / ".totalaudio" / "venv" / "installed").exists()


def test_nothing_of_our_own_settings_reaches_the_installer(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("SECRET_KEY", "DATABASE_URL", "GIT_DIR", "PYTHONPATH"):
        monkeypatch.setenv(name, "x")
    monkeypatch.setenv("UV_DEFAULT_INDEX", "https://packages.example.com/")
    found = installing.environ()
    assert found["UV_DEFAULT_INDEX"] == "https://packages.example.com/"
    assert not {"SECRET_KEY", "DATABASE_URL", "GIT_DIR", "PYTHONPATH"} & found.keys()


def test_the_newest_stay_and_whatever_is_needed(repository: Repository, folder: Path) -> None:
    names = []
    for number in range(4):
        build(folder, repository.path, commit := repository.commit(str(number)))
        names.append(commit[:12])
    (folder / "stray").mkdir()
    assert prune(folder, 2, {names[0]}) == (names[1],)
    assert {path.name for path in folder.iterdir()} == {names[0], *names[2:], "stray"}
    with pytest.raises(Problem, match="deploy its commit again"):
        the_release(folder, names[1])
    assert not (folder / names[1] / MANIFEST).exists()
