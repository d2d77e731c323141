"""How much memory the idle platform holds: PostgreSQL, web and worker, in PSS."""

import tempfile
import time
import urllib.request
from collections import defaultdict
from pathlib import Path

import psutil

from bench.platform import Started, started
from bench.report import Figure, report

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
    supervisor = psutil.Process(platform.pid)
    sums["supervisor"] = _pss(supervisor)
    for child in supervisor.children():
        part = _part(child.cmdline())
        for process in (child, *child.children(recursive=True)):
            sums[part] += _pss(process)
    return sums


def _part(command: list[str]) -> str:
    if "granian" in command:
        return "web"
    return "worker" if "worker" in command else "postgres"


def _pss(process: psutil.Process) -> float:
    rollup = Path(f"/proc/{process.pid}/smaps_rollup").read_text()
    line = next(line for line in rollup.splitlines() if line.startswith("Pss:"))
    return int(line.split()[1]) / 1024
