"""The data folder of a platform that was stopped before anything was served: made once for a run, then copied.

Making a database takes far longer than most tests; those that begin with none start their platform themselves.
"""

import fcntl
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest

from tests.platform.launch import Launched, launch, until

KEPT = ("postgres", "secrets.json")


def run_folder(folders: pytest.TempPathFactory) -> Path:
    """A folder that all processes of this run of the tests share."""
    base = folders.getbasetemp()
    return base.parent if "PYTEST_XDIST_WORKER" in os.environ else base


def copy_made(run: Path, data: Path) -> None:
    """Copy the folder of this run of the tests, which all of its processes share; the first who asks makes it."""
    made = run / "made-data"
    with (run / "made-data.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            _make(made)
    _copy(made, data)


def _make(made: Path) -> None:
    folder = Path(tempfile.mkdtemp(prefix="ta-", dir="/tmp"))  # short enough for a socket
    folder.chmod(0o711)
    try:
        with (folder / "said").open("w+") as said:
            platform = launch(folder / "data", said)
            try:
                until(lambda: platform.process.poll() is not None or _serves_soon(platform), 300)
                assert platform.stop() == 0, platform.text()
            finally:
                platform.stop_if_it_runs()
        half = made.with_suffix(".half")
        shutil.rmtree(half, ignore_errors=True)
        _copy(folder / "data", half)
        half.rename(made)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _serves_soon(platform: Launched) -> bool:
    """The database is made and has every table."""
    log = platform.data / "logs" / "platform.log"
    return log.exists() and "web started" in log.read_text()


def _copy(origin: Path, target: Path) -> None:
    """With the owners of the files: the database belongs to another user where tests run as root."""
    target.mkdir(mode=0o711, parents=True)
    named = [origin / name for name in KEPT]
    subprocess.run(["cp", "-a", "--reflink=auto", *named, target], check=True)
