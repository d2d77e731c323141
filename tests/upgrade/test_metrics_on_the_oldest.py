"""Partitions, sums and counters do the same on the oldest supported server as on the newest."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.sources import ROOT
from tests.support.server import ADMIN_URL

OLDEST = Path("/usr/lib/postgresql/15/bin")
FILES = ("test_functions.py", "test_partitions.py", "test_rollups.py")


@pytest.mark.skipif(not OLDEST.exists(), reason="the distribution has no PostgreSQL 15 here")
def test_the_tests_of_the_metrics_pass_on_the_oldest_supported_server() -> None:
    folder = ROOT / "src/totalaudio/core/metrics/tests"
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist"]
        + [str(folder / name) for name in FILES],
        env={name: value for name, value in os.environ.items() if name != ADMIN_URL}
        | {"PG_BINDIR": str(OLDEST)},
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=110,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
