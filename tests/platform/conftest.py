"""Folders for a platform, and a platform that runs."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.platform.launch import Launched, launch


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    """A short folder; pytest's own are private, and too long for a socket."""
    path = Path(tempfile.mkdtemp(prefix="ta-", dir="/tmp"))
    path.chmod(0o711)
    yield path
    shutil.rmtree(path, ignore_errors=True)


@pytest.fixture(scope="module")
def platform(folder: Path) -> Iterator[Launched]:
    """A platform with a database of its own, stopped at the end."""
    with (folder / "said").open("w+") as said:
        launched = launch(folder / "data", said)
        try:
            launched.wait_until_ready()
            yield launched
        finally:
            launched.stop_if_it_runs()
