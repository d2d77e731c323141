"""A list read, mapped, checked and committed, against COPY and INSERT … SELECT of the same rows."""

import json
import statistics
import subprocess
import sys

from bench.installation import installed
from bench.report import Figure, report

ROWS = 100_000
MANY = 1_000_000
RUNS = 3
RATIO_LIMIT = 3.0
MEMORY_LIMIT = 1.5


def main(json_output: bool) -> int:  # noqa: FBT001 - how the runner of benchmarks calls it
    """Time both in turn in the same database, then measure the memory of a short and a long list."""
    with installed() as environ:
        pairs = [_measure("time", ROWS, environ) for _ in range(RUNS)]
        ours = statistics.median(pair["ours"] for pair in pairs)
        peer = statistics.median(pair["peer"] for pair in pairs)
        ratio = statistics.median(pair["ours"] / pair["peer"] for pair in pairs)
        short = _measure("memory", ROWS, environ)["megabytes"]
        long = _measure("memory", MANY, environ)["megabytes"]
    return report(
        "import_list",
        [
            Figure(f"import of {ROWS:,} rows, median of {RUNS}", ours, "s"),
            Figure("COPY and INSERT … SELECT of the same rows", peer, "s"),
            Figure("import against COPY and INSERT … SELECT", ratio, "times", RATIO_LIMIT),
            Figure(f"peak memory for {ROWS:,} rows", short, "MB"),
            Figure(f"peak memory for {MANY:,} rows", long, "MB"),
            Figure("memory, long list against short", long / short, "times", MEMORY_LIMIT),
        ],
        json_output=json_output,
    )


def _measure(what: str, rows: int, environ: dict[str, str]) -> dict[str, float]:
    """Each measurement in a process of its own, as the worker is."""
    command = [sys.executable, "-m", "bench.import_list_child", what, str(rows)]
    done = subprocess.run(command, env=environ, check=True, stdout=subprocess.PIPE)
    found: dict[str, float] = json.loads(done.stdout)
    return found
