"""Whoever is killed while files change, or meets a full disk, leaves the old state or the new one."""

import fcntl
import json
import os
import subprocess
import sys
import threading
from itertools import groupby
from pathlib import Path

import pytest

from totalaudio_ops.problems import Problem
from totalaudio_ops.releases.applying import read, release
from totalaudio_ops.releases.swapping import FOLDER, swap, whole
from totalaudio_ops.releases.tests.making import checkout, contents

SRC = Path(__file__).resolve().parents[3]
KILLED, REFUSED, DONE = -9, 3, 0


def cut(how: str, folder: Path, *, proofs: bool) -> list[tuple[int, str]]:
    """How runs that were cut at one step after the other ended, and what each left."""
    words = [sys.executable, "-m", "totalaudio_ops.releases.tests.cutting", how]
    environ = {"PYTHONPATH": f"{SRC}:{SRC.parent}", "PATH": os.environ["PATH"]}
    done = subprocess.run(
        [*words, "1" if proofs else "6", str(folder)],
        env=environ, check=True, stdout=subprocess.PIPE, timeout=100,
    )  # fmt: skip
    return [(status, left) for _, status, left in json.loads(done.stdout)]


def test_a_kill_at_any_step_leaves_the_old_state_or_the_new_one(
    tmp_path: Path, proofs: bool
) -> None:
    found = cut("kill", tmp_path, proofs=proofs)
    assert [key for key, _ in groupby(left for _, left in found)] == ["old", "new"]
    assert [status for status, _ in found] == [KILLED] * (len(found) - 1) + [DONE]
    assert len(found) > 8


def test_a_disk_that_refuses_at_any_step_leaves_everything_as_it_was_and_says_so(
    tmp_path: Path, proofs: bool
) -> None:
    found = cut("fail", tmp_path, proofs=proofs)
    assert {(status, left) for status, left in found} == {(REFUSED, "old"), (DONE, "new")}
    assert len(found) > 5


def test_nothing_is_left_beside_and_a_second_run_finds_nothing_to_do(tmp_path: Path) -> None:
    root = checkout(tmp_path, a="---\ncore: patch\n---\n\nSaid.\n")
    assert len(release(root).releases) == 5
    after = contents(root)
    assert not (root / FOLDER).exists()
    assert release(root).releases == ()
    assert contents(root) == after


def test_two_releases_at_once_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("totalaudio_ops.releases.swapping.PATIENCE", 0.05)
    root = checkout(tmp_path)
    other = os.open(root, os.O_RDONLY)
    fcntl.flock(other, fcntl.LOCK_EX)
    with pytest.raises(Problem, match="another release is at work"):
        read(root)
    os.close(other)
    read(root)


def test_who_asks_while_another_reads_waits_for_a_moment(tmp_path: Path) -> None:
    root = checkout(tmp_path)
    other = os.open(root, os.O_RDONLY)
    fcntl.flock(other, fcntl.LOCK_EX)
    done = threading.Timer(0.1, os.close, [other])
    done.start()
    assert read(root).changesets == ()
    done.join()


def test_a_file_that_somebody_changed_in_between_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "one").write_text("old")
    beside = tmp_path / FOLDER

    class Killed(BaseException):
        pass

    with pytest.MonkeyPatch.context() as patched:

        def die(*_: object) -> None:
            raise Killed

        patched.setattr("totalaudio_ops.releases.swapping._move", die)
        with pytest.raises(Killed):
            swap(tmp_path, {"one": b"new"})
    assert (beside / "journal.json").exists()
    (tmp_path / "one").write_text("mine")
    with (
        pytest.raises(Problem, match="one was changed while a release was cut off"),
        whole(tmp_path),
    ):
        pass
    assert (tmp_path / "one").read_text() == "mine"
    (tmp_path / "one").write_text("old")
    with whole(tmp_path):
        assert (tmp_path / "one").read_text() == "new"


def test_files_are_made_changed_and_removed(tmp_path: Path) -> None:
    (tmp_path / "gone").write_text("x")
    (tmp_path / "same").write_text("x")
    swap(tmp_path, {"deep/er/new": b"1", "gone": None, "same": b"x", "never": None})
    assert contents(tmp_path) == {"deep/er/new": b"1", "same": b"x"}
