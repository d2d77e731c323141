"""Commands on a platform: a data folder that is held, whose note of the run names the test's database."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.support.database import Urls

from totalaudio.project.cli.tests.enriching import SRC, Answer
from totalaudio.project.platform.data import hold
from totalaudio.project.platform.running import Run, write_run
from totalaudio_ops.postgres.roles import Urls as RunningUrls

_COMMAND = [sys.executable, "-W", "error", "-m", "totalaudio"]
_ENVIRONMENT = {"PYTHONPATH": str(SRC), "PATH": os.environ["PATH"], "NO_COLOR": "1"}


@contextmanager
def platform(folder: Path, urls: Urls) -> Iterator[Path]:
    """A data folder in which a platform seems to run, as long as the block lasts."""
    database = RunningUrls(owner=urls.owner, app=urls.app, system=urls.system)
    with hold(folder) as held:
        write_run(held, Run("test", os.getpid(), "http://127.0.0.1:1", True, database=database))
        yield folder


def totalaudio(*arguments: str | Path) -> Answer:
    """Run a command as people do."""
    done = subprocess.run(
        [*_COMMAND, *arguments], capture_output=True, env=_ENVIRONMENT, check=False, timeout=90
    )
    return Answer(done.returncode, done.stdout, done.stderr.decode())


def most_memory(*arguments: str | Path) -> int:
    """Run a command, which must be done; returns the most memory that it held, in KiB."""
    process = subprocess.Popen([*_COMMAND, *arguments], env=_ENVIRONMENT)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)  # waited for already
    assert process.returncode == 0
    return used.ru_maxrss
