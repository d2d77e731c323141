"""The data folder and what is remembered in it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from totalaudio.project.platform.data import DataFolder, hold, is_held, read_secrets
from totalaudio.project.platform.running import (
    MARK,
    Run,
    end_orphans,
    read_run,
    running_database,
    write_run,
)
from totalaudio_ops.postgres.roles import Urls
from totalaudio_ops.problems import Problem


def test_one_at_a_time_holds_a_folder(tmp_path: Path) -> None:
    with hold(tmp_path / "data"):
        assert is_held(tmp_path / "data")
        with pytest.raises(Problem, match="is in use by the platform that runs at another address"):
            hold(tmp_path / "data").__enter__()
    assert not is_held(tmp_path / "data")
    with hold(tmp_path / "data"):
        pass


def test_secrets_are_made_once(tmp_path: Path) -> None:
    with hold(tmp_path) as folder:
        made = read_secrets(folder)
        assert read_secrets(folder) == made
    assert (tmp_path / "secrets.json").stat().st_mode & 0o777 == 0o600
    assert len({made.secret_key, made.postgres_password}) == 2
    assert len(made.secret_key) >= 50


def test_lost_secrets_are_not_made_anew_beside_a_database(tmp_path: Path) -> None:
    (tmp_path / "postgres").mkdir()
    with hold(tmp_path) as folder, pytest.raises(Problem, match="put it back from a backup"):
        read_secrets(folder)


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"secret_key": "x"}', "\x00"])
def test_broken_secrets_are_a_problem(tmp_path: Path, text: str) -> None:
    (tmp_path / "secrets.json").write_text(text)
    with hold(tmp_path) as folder, pytest.raises(Problem, match=r"secrets\.json cannot be read"):
        read_secrets(folder)


def test_a_run_is_read_as_it_was_written(tmp_path: Path) -> None:
    folder = DataFolder(tmp_path)
    run = Run("mark", 1, "http://127.0.0.1:8000", is_ready=True, database=Urls("a", "s", "o"))
    write_run(folder, run)
    assert read_run(folder) == run
    assert folder.run_file.stat().st_mode & 0o777 == 0o600


def test_a_run_that_was_killed_does_not_count_as_running(tmp_path: Path) -> None:
    write_run(DataFolder(tmp_path), Run("mark", 1, "", database=Urls("a", "s", "o")))
    with pytest.raises(Problem, match=f"no platform runs in the data folder {tmp_path}"):
        running_database(tmp_path)
    with hold(tmp_path):
        assert running_database(tmp_path) == Urls("a", "s", "o")


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"pid": "x"}'])
def test_a_broken_note_of_a_run_is_ignored(tmp_path: Path, text: str) -> None:
    (tmp_path / "run.json").write_text(text)
    assert read_run(DataFolder(tmp_path)) is None
    end_orphans(DataFolder(tmp_path))


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_only_what_carries_the_mark_is_ended(tmp_path: Path) -> None:
    def sleeper(mark: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen(["sleep", "600"], env={"PATH": os.environ["PATH"], MARK: mark})

    ours, others = sleeper("this-run"), sleeper("this-run-of-another")
    try:
        # The process id that was noted belongs to somebody else now: it proves nothing.
        write_run(DataFolder(tmp_path), Run("this-run", others.pid, ""))
        end_orphans(DataFolder(tmp_path))
        assert ours.wait(10) != 0
        assert others.poll() is None
        assert not (tmp_path / "run.json").exists()
    finally:
        for one in (ours, others):
            one.kill()
            one.wait()


def test_what_lies_there_is_readable_as_json(tmp_path: Path) -> None:
    write_run(DataFolder(tmp_path), Run("mark", 7, "http://127.0.0.1:8000"))
    assert json.loads((tmp_path / "run.json").read_text()) == {
        "id": "mark",
        "pid": 7,
        "url": "http://127.0.0.1:8000",
        "is_ready": False,
        "socket": "",
        "database": None,
    }
