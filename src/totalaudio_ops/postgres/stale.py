"""What an earlier server left: ends a postmaster of this very folder, and never another process.

A process id alone proves nothing, numbers are given again. A server is recognised by its working
folder, which is its data folder.
"""

import contextlib
import os
import signal
import time
from pathlib import Path

from totalaudio_ops.problems import Problem

PROC = Path("/proc")
FAST_STOP_SECONDS = 30.0
IMMEDIATE_STOP_SECONDS = 10.0


def clear_stale(data: Path) -> None:
    """Leaves no process in the folder and no pid file that another process's number keeps valid."""
    pid = recorded_pid(data)
    if pid is None or not PROC.joinpath("self").exists():
        return
    if pid in processes_in(data):
        _end(data, pid)
    _wait_until_empty(data, IMMEDIATE_STOP_SECONDS)
    if processes_in(data):
        raise Problem(
            f"an earlier database server in {data} does not stop (process {pid}): "
            "end it, then run this again."
        )
    if _exists(
        pid
    ):  # the number belongs to somebody else now, and PostgreSQL would refuse to start
        (data / "postmaster.pid").unlink(missing_ok=True)


def recorded_pid(data: Path) -> int | None:
    """Returns the process id in the first line of postmaster.pid."""
    try:
        return abs(int((data / "postmaster.pid").read_text().splitlines()[0]))
    except (OSError, ValueError, IndexError):
        return None


def processes_in(data: Path) -> frozenset[int]:
    """Returns the processes whose working folder this is; dead ones have none."""
    try:
        wanted = data.stat()
    except OSError:
        return frozenset()
    found = set()
    for entry in PROC.iterdir():
        if entry.name.isdigit():
            with contextlib.suppress(OSError):
                if os.path.samestat((entry / "cwd").stat(), wanted):
                    found.add(int(entry.name))
    return frozenset(found)


def _end(data: Path, pid: int) -> None:
    steps = ((signal.SIGINT, FAST_STOP_SECONDS), (signal.SIGQUIT, IMMEDIATE_STOP_SECONDS))
    for sent, seconds in steps:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, sent)
        if _wait_until_empty(data, seconds):
            return


def _wait_until_empty(data: Path, seconds: float) -> bool:
    give_up_at = time.monotonic() + seconds
    while processes_in(data):
        if time.monotonic() > give_up_at:
            return False
        time.sleep(0.05)
    return True


def _exists(pid: int) -> bool:
    return PROC.joinpath(str(pid)).exists()
