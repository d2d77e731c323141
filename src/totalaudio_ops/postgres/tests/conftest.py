"""A cluster that a test may hurt: safe settings, in a folder that the server's user can reach."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture
def folder() -> Iterator[Path]:
    """A short folder; pytest's own are private, and too long for a socket."""
    path = Path(tempfile.mkdtemp(prefix="ta-", dir="/tmp"))
    path.chmod(0o711)
    yield path
    shutil.rmtree(path, ignore_errors=True)
