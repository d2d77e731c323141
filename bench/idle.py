"""How much memory the idle platform holds: PostgreSQL, web and worker, in PSS."""

import tempfile
import time
import urllib.request
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from bench.platform import Started, started
from bench.report import Figure, report

PROC = Path("/proc")
LIMIT_MB = 450.0
SETTLE_SECONDS = 10
PAGES = ("/", "/health", "/health/ready")


def main(json_output: bool) -> int:  # noqa: FBT001 - how the runner of benchmarks calls it
    """Starts a platform, asks for a few pages, waits until it is idle, and adds up its processes."""
    with tempfile.TemporaryDirectory(prefix="ta-", dir="/tmp") as folder:
        Path(folder).chmod(0o711)
        with started(Path(folder) / "data") as platform:
            for page in PAGES:
                with urllib.request.urlopen(platform.url + page) as answer:
                    answer.read()
            time.sleep(SETTLE_SECONDS)
            by_part = measure(platform)
    parts = [
        Figure(name, by_part[name], "MB") for name in ("postgres", "web", "worker", "supervisor")
    ]
    together = sum(by_part[name] for name in ("postgres", "web", "worker"))
    total = Figure("PostgreSQL, web and worker together", together, "MB", LIMIT_MB)
    return report("idle", [*parts, total], json_output=json_output)


def measure(platform: Started) -> dict[str, float]:
    """Returns megabytes of PSS by part."""
    sums: dict[str, float] = defaultdict(float)
    sums["supervisor"] = _pss(platform.pid)
    for child in _children(platform.pid):
        part = _part((PROC / str(child) / "cmdline").read_bytes().split(b"\0"))
        for process in _family(child):
            sums[part] += _pss(process)
    return sums


def _family(pid: int) -> Iterator[int]:
    yield pid
    for child in _children(pid):
        yield from _family(child)


def _children(pid: int) -> list[int]:
    return [int(child) for child in (PROC / f"{pid}/task/{pid}/children").read_text().split()]


def _part(command: list[bytes]) -> str:
    if b"granian" in command:
        return "web"
    return "worker" if b"worker" in command else "postgres"


def _pss(pid: int) -> float:
    lines = (PROC / str(pid) / "smaps_rollup").read_text().splitlines()
    return int(next(line for line in lines if line.startswith("Pss:")).split()[1]) / 1024
