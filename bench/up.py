"""How long `up` takes to be ready on an existing data folder."""

import contextlib
import resource
import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from bench.platform import started
from bench.report import Figure, report

LIMIT_SECONDS = 3.0
RUNS = 3


def main(json_output: bool) -> int:  # noqa: FBT001 - how the runner of benchmarks calls it
    """Starts the platform once to make its data, then times it; the median counts."""
    with _data() as data:
        first = _seconds(data)
        used = _processor_seconds()
        again = [_seconds(data) for _ in range(RUNS)]
        used = (_processor_seconds() - used) / RUNS
    return report(
        "up",
        [
            Figure("first start, data made", first, "s"),
            Figure(
                f"existing data, median of {RUNS}", statistics.median(again), "s", LIMIT_SECONDS
            ),
            Figure("existing data, slowest", max(again), "s"),
            Figure("processor time of a start and stop", used, "s"),
        ],
        json_output=json_output,
    )


def _processor_seconds() -> float:
    """Seconds that processes which ended have used: tells a slow start from a busy machine."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _seconds(data: Path) -> float:
    began_at = time.monotonic()
    with started(data) as platform:
        return platform.ready_at - began_at


@contextlib.contextmanager
def _data() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="ta-", dir="/tmp") as folder:
        Path(folder).chmod(0o711)
        yield Path(folder) / "data"
