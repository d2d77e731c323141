"""A disk that is full costs lines of the log, and never the platform."""

import errno
from pathlib import Path

import pytest
from psycopg.errors import DiskFull

from totalaudio.project.platform.up import having_room
from totalaudio_ops.problems import Problem
from totalaudio_ops.processes.logs import Logs


def test_a_log_that_cannot_be_written_is_told_once_and_stops_nothing(tmp_path: Path) -> None:
    shown: list[str] = []
    logs = Logs(tmp_path, shown.append)
    (tmp_path / "web.log").symlink_to("/dev/full")
    for number in range(3):
        logs.line("web", f"line {number}")
    logs.line("web", "ERROR: still shown")
    assert shown == [
        f"the logs in {tmp_path} cannot be written (No space left on device): make room there.",
        "web | ERROR: still shown",
    ]
    (tmp_path / "web.log").unlink()
    logs.line("web", "there is room again")
    assert (tmp_path / "web.log").read_text().endswith(" web there is room again\n")


@pytest.mark.parametrize(
    "error", [OSError(errno.ENOSPC, "No space left on device"), DiskFull("could not extend file")]
)
def test_a_full_disk_is_one_line_that_says_what_to_do(tmp_path: Path, error: Exception) -> None:
    with pytest.raises(Problem, match="is full: make room there"), having_room(tmp_path):
        raise error


def test_any_other_fault_stays_what_it_is(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="odd"), having_room(tmp_path):
        raise OSError(errno.EIO, "odd")
