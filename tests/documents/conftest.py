"""One platform with its demo for all documents."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.platform.launch import Launched, launch
from tests.platform.made import copy_made, run_folder


@pytest.fixture(scope="session")
def shown_platform(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Launched]:
    """A platform as `./totalaudio up` starts it, in a folder that is short enough for a socket."""
    folder = Path(tempfile.mkdtemp(prefix="ta-", dir="/tmp"))
    folder.chmod(0o711)
    copy_made(run_folder(tmp_path_factory), folder / "data")
    with (folder / "said").open("w+") as said:
        platform = launch(folder / "data", said, "--demo", LOOK_OUTSIDE="false")
        try:
            platform.wait_until_ready(300)  # for all of the documents
            yield platform
        finally:
            platform.stop_if_it_runs()
            shutil.rmtree(folder, ignore_errors=True)
