"""Tags in a real repository with a real remote, and releases on a GitHub that fails."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from totalaudio_ops.github.client import Repository
from totalaudio_ops.github.tests.forge import Fault, Forge, serving
from totalaudio_ops.problems import Problem
from totalaudio_ops.releases.applying import begin_pre, release
from totalaudio_ops.releases.publishing import Publication, publish
from totalaudio_ops.releases.tags import local_tags, push_tags, remote_tags
from totalaudio_ops.releases.tests.making import add, checkout, commit, git

TAGS = {"core@0.2.0", "audio-intel@0.1.1", "tracker@0.1.1", "pitch-generator@0.1.1", "worker@0.1.1"}


@pytest.fixture
def forge() -> Iterator[Forge]:
    with serving() as found:
        yield found


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A checkout with a remote, in which core was released."""
    folder = tmp_path_factory.mktemp("made")
    git(folder, "init", "--quiet", "--bare", "--initial-branch", "main", "remote.git")
    root = checkout(folder / "w", a="---\ncore: minor\n---\n\nFaster.\n")
    git(root, "init", "--quiet", "--initial-branch", "main")
    git(root, "remote", "add", "origin", "../remote.git")
    commit(root, "Before")
    release(root)
    commit(root, "Release")
    return folder


@pytest.fixture
def root(made: Path, tmp_path: Path) -> Path:
    shutil.copytree(made, tmp_path / "copy")
    return tmp_path / "copy/w"


def test_each_released_version_gets_a_tag_at_the_commit_that_made_it(root: Path) -> None:
    commit_of_it = git(root, "rev-parse", "HEAD")
    (root / "later.txt").write_text("later")
    commit(root, "Later")
    assert set(publish(root, push=False).tags) == TAGS
    assert local_tags(root) == TAGS
    assert git(root, "rev-parse", "tracker@0.1.1^{commit}") == commit_of_it
    assert git(root, "cat-file", "-t", "tracker@0.1.1") == "tag"
    assert remote_tags(root) == {}


def test_a_second_run_does_nothing(root: Path, forge: Forge) -> None:
    publish(root, push=True, repository=forge.repository)
    found = publish(root, push=True, repository=forge.repository)
    assert found == Publication((), (), (), ())
    assert found.is_nothing


def test_versions_that_no_release_made_are_not_tagged(tmp_path: Path) -> None:
    root = checkout(tmp_path / "w")
    git(root, "init", "--quiet")
    commit(root)
    assert publish(root, push=False).is_nothing
    assert local_tags(root) == set()


def test_tags_are_pushed_and_told_to_github_with_their_notes(root: Path, forge: Forge) -> None:
    done = publish(root, push=True, repository=forge.repository)
    assert (
        set(done.tags) == set(done.pushed) == set(done.releases) == TAGS == remote_tags(root).keys()
    )
    core = next(one for one in forge.releases if one["tag_name"] == "core@0.2.0")
    assert core["name"] == "core@0.2.0"
    assert core["body"].startswith("### Minor Changes\n\n- ")
    assert core["prerelease"] is False


def test_a_tag_that_is_not_pushed_waits(root: Path, forge: Forge) -> None:
    done = publish(root, push=False, repository=forge.repository)
    assert (done.releases, set(done.waiting), forge.releases) == ((), TAGS, [])
    push_tags(root, ["core@0.2.0"])
    done = publish(root, push=False, repository=forge.repository)
    assert (done.releases, set(done.waiting)) == (("core@0.2.0",), TAGS - {"core@0.2.0"})


def test_a_plan_changes_nothing(root: Path, forge: Forge) -> None:
    found = publish(root, push=True, repository=forge.repository, only_plan=True)
    assert set(found.tags) == set(found.pushed) == set(found.releases) == TAGS
    assert (local_tags(root), remote_tags(root), forge.releases) == (set(), {}, [])


def test_a_pre_release_is_marked_as_one(root: Path, forge: Forge) -> None:
    publish(root, push=True)
    begin_pre(root, "rc")
    add(root, "b", "---\ntracker: minor\n---\n\nSoon.\n")
    release(root)
    commit(root, "Pre-release")
    publish(root, push=True, repository=forge.repository)
    told = {one["tag_name"]: one["prerelease"] for one in forge.releases}
    assert told == dict.fromkeys(TAGS - {"tracker@0.1.1"}, False) | {"tracker@0.2.0-rc.0": True}


@pytest.mark.parametrize("how", [500, 502, 429, "cut", "lost"])
def test_what_fails_on_the_way_is_asked_again_and_told_once(
    root: Path, forge: Forge, how: int | str
) -> None:
    forge.faults = [
        Fault(how, "POST", "releases", times=2),
        Fault(how, "GET", "releases", times=1),
    ]
    publish(root, push=True, repository=forge.repository)
    assert sorted(one["tag_name"] for one in forge.releases) == sorted(TAGS)


def test_one_that_was_cut_off_goes_on(root: Path, forge: Forge) -> None:
    """Each place at which a run can end: after some tags, after the push, after some releases."""
    git(root, "tag", "core@0.2.0", "HEAD")
    push_tags(root, ["core@0.2.0"])
    forge.faults = [Fault(403, "POST", "releases", times=1)]
    with pytest.raises(Problem, match="GitHub answered 403"):
        publish(root, push=True, repository=forge.repository)
    assert remote_tags(root).keys() == TAGS
    forge.releases.append({"tag_name": "worker@0.1.1"})
    done = publish(root, push=True, repository=forge.repository)
    assert (done.tags, done.pushed, set(done.releases)) == ((), (), TAGS - {"worker@0.1.1"})


def test_a_refused_token_is_said(root: Path, forge: Forge) -> None:
    wrong = Repository("example/platform", "wrong", forge.url, pause=0.01)
    with pytest.raises(Problem, match="GITHUB_TOKEN"):
        publish(root, push=True, repository=wrong)
    assert local_tags(root) == set()


def test_what_is_not_committed_is_not_tagged(root: Path) -> None:
    add(root, "b", "---\ncore: minor\n---\n\nFaster.\n")
    release(root)
    with pytest.raises(Problem, match="is not committed: tags stand at commits"):
        publish(root, push=False)
    assert local_tags(root) == set()


def test_without_a_remote_there_is_no_push(root: Path) -> None:
    git(root, "remote", "remove", "origin")
    with pytest.raises(Problem, match="this checkout has no remote origin"):
        publish(root, push=True)
    assert local_tags(root) == set()


def test_a_remote_that_is_away_is_said_before_anything_is_tagged(root: Path) -> None:
    git(root, "remote", "set-url", "origin", str(root.parent / "nowhere.git"))
    with pytest.raises(Problem, match="git ls-remote refuses"):
        publish(root, push=True)
    assert local_tags(root) == set()


def test_a_tag_that_only_the_remote_has_is_not_made_again(root: Path) -> None:
    publish(root, push=True)
    git(root, "tag", "--delete", "core@0.2.0")
    with pytest.raises(
        Problem, match=r"^core@0\.2\.0 is at origin and not here: run git fetch --tags"
    ):
        publish(root, push=True)


def test_a_tag_at_a_commit_that_did_not_make_the_version_is_refused(root: Path) -> None:
    git(root, "tag", "core@0.2.0", "HEAD~1")
    with pytest.raises(Problem, match=r"tag core@0\.2\.0 stands at a commit in which core is not"):
        publish(root, push=True)
    assert (local_tags(root), remote_tags(root)) == ({"core@0.2.0"}, {})


def test_a_tag_that_stands_elsewhere_at_the_remote_is_refused(root: Path) -> None:
    publish(root, push=True)
    (root / "later.txt").write_text("later")
    commit(root, "Later")
    git(root, "tag", "--force", "core@0.2.0", "HEAD")
    with pytest.raises(Problem, match=r"core@0\.2\.0 stands at another commit at origin than here"):
        publish(root, push=True)


def test_a_history_that_is_cut_off_cannot_say_which_commit_made_a_version(
    root: Path, tmp_path: Path
) -> None:
    (root / "later.txt").write_text("later")
    commit(root, "Later")
    git(root, "push", "--quiet", "origin", "main")
    address = f"file://{root.parent}/remote.git"
    git(tmp_path, "clone", "--quiet", "--depth", "1", address, "shallow")
    with pytest.raises(Problem, match="has not the whole history"):
        publish(tmp_path / "shallow", push=True)
    assert local_tags(tmp_path / "shallow") == set()


def test_a_remote_that_refuses_one_tag_has_none_and_the_next_run_pushes_all(root: Path) -> None:
    hook = root.parent / "remote.git/hooks/update"
    hook.write_text("#!/bin/sh\ncase $1 in *tracker*) exit 1 ;; esac\n")
    hook.chmod(0o755)
    with pytest.raises(Problem, match="git push refuses"):
        publish(root, push=True)
    assert remote_tags(root) == {}
    hook.unlink()
    assert set(publish(root, push=True).pushed) == TAGS == remote_tags(root).keys()
