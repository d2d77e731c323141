"""How soon a changed flag is seen in every server process, those that were forked after asking among them."""

import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TextIO
from uuid import uuid4

import psycopg

from bench.flags_propagation_child import FORKS
from bench.platform import ROOT, started
from bench.report import Figure, report

CHANGES = 300
TREES = 2
LIMIT_MS = 50.0
_CHANGE = "SELECT totalaudio.change_flag_v1(%s, 'export-formats', 'all', NULL, %s, NULL, NULL, 'Measured')"


def main(json_output: bool) -> int:  # noqa: FBT001 - how the runner of benchmarks calls it
    """Starts a platform and six server processes beside it, and changes a flag some hundred times."""
    with tempfile.TemporaryDirectory(prefix="ta-", dir="/tmp") as folder:
        Path(folder).chmod(0o711)
        with started(Path(folder) / "data"):
            from totalaudio.project.platform.running import running_database

            urls = running_database(Path(folder) / "data")
            times = sorted(measured(urls.app, urls.system, CHANGES))
    cuts = statistics.quantiles(times, n=100)
    figures = [
        Figure("change to seen, median", cuts[49], "ms"),
        Figure("change to seen, 99th of 100", cuts[98], "ms", LIMIT_MS),
        Figure("change to seen, slowest", times[-1], "ms"),
        Figure("seen by a process", len(times), "times"),
    ]
    return report("flags_propagation", figures, json_output=json_output)


def measured(app: str, system: str, changes: int) -> list[float]:
    """Milliseconds from before each change to every process's seeing it; it waits until all have."""
    with _watchers(app) as lines, psycopg.connect(system, autocommit=True) as connection:
        times: list[float] = []
        for number in range(changes):
            changed_at = time.monotonic_ns()
            found = connection.execute(_CHANGE, [uuid4(), number % 2 == 0]).fetchone()
            version = int(found[0]) if found else 0
            times += [(seen - changed_at) / 1e6 for seen in _seen(lines, version)]
    return times


def _seen(lines: TextIO, version: int) -> Iterator[int]:
    for _ in range(TREES * (FORKS + 1)):
        word, seen, at = lines.readline().split()
        if (word, int(seen)) != ("seen", version):
            raise AssertionError(f"a process saw {seen} instead of {version}")
        yield int(at)


@contextmanager
def _watchers(app: str) -> Iterator[TextIO]:
    """Trees of processes, each a parent and its forks, and what they say once all are ready."""
    with ExitStack() as stack:
        end, start = os.pipe()
        lines = stack.enter_context(os.fdopen(end))
        for _ in range(TREES):
            tree = subprocess.Popen(
                [sys.executable, "-W", "ignore", "-m", "bench.flags_propagation_child"],
                env=_environment(app),
                cwd=ROOT,
                stdout=start,
                start_new_session=True,
            )
            stack.callback(tree.wait, 10)
            stack.callback(os.killpg, tree.pid, signal.SIGTERM)
        os.close(start)
        for _ in range(TREES * (FORKS + 1)):
            if not lines.readline().startswith("ready"):
                raise AssertionError("a process did not start")
        yield lines


def _environment(app: str) -> dict[str, str]:
    return {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
        "DJANGO_SETTINGS_MODULE": "totalaudio.project.settings",
        "DATABASE_URL": app,
    }
