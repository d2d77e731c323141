"""How long `up` takes to be ready on an existing data folder."""

import contextlib
import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from bench.platform import Started, started
from bench.report import Figure, report

LIMIT_SECONDS = 3.0
RUNS = 3


def main(json_output: bool) -> int:  # noqa: FBT001 - how the runner of benchmarks calls it
    """Starts the platform once to make its data, then times it; the median counts."""
    with _data() as data:
        first, *again = [_seconds(data) for _ in range(1 + RUNS)]
    return report(
        "up",
        [
            Figure("first start, data made", first, "s"),
            Figure(
                f"existing data, median of {RUNS}", statistics.median(again), "s", LIMIT_SECONDS
            ),
            Figure("existing data, slowest", max(again), "s"),
        ],
        json_output=json_output,
    )


def _seconds(data: Path) -> float:
    began_at = time.monotonic()
    with started(data) as platform:
        return _ready(platform) - began_at


def _ready(platform: Started) -> float:
    return platform.ready_at


@contextlib.contextmanager
def _data() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="ta-", dir="/tmp") as folder:
        Path(folder).chmod(0o711)
        yield Path(folder) / "data"
