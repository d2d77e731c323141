"""Folders for a platform, and a platform that runs."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.platform.launch import Launched, launch
from tests.platform.made import copy_made, run_folder


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    """A short folder; pytest's own are private, and too long for a socket."""
    path = Path(tempfile.mkdtemp(prefix="ta-", dir="/tmp"))
    path.chmod(0o711)
    yield path
    shutil.rmtree(path, ignore_errors=True)


@pytest.fixture(scope="session")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all processes of this run of the tests share."""
    return run_folder(tmp_path_factory)


@pytest.fixture(scope="module")
def platform(folder: Path, run: Path) -> Iterator[Launched]:
    """A platform with a database of its own, stopped at the end."""
    copy_made(run, folder / "data")
    with (folder / "said").open("w+") as said:
        launched = launch(folder / "data", said)
        try:
            launched.wait_until_ready()
            yield launched
        finally:
            launched.stop_if_it_runs()
