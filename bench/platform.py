"""A platform that is started for a benchmark, as a person starts it."""

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True, slots=True)
class Started:
    """A platform that is ready: when (monotonic seconds), its process, its address, its run's mark."""

    ready_at: float
    pid: int
    url: str
    run_id: str


@contextlib.contextmanager
def started(data: Path) -> Iterator[Started]:
    """Runs `up` by the script, without its demo, until the block ends."""
    port = free_port()
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    command: list[str | Path] = [
        ROOT / "totalaudio",
        "up",
        "--no-demo",
        "--port",
        str(port),
        "--data",
        str(data),
    ]
    said = data.parent / "said"
    with said.open("wb") as errors:
        process = subprocess.Popen(command, env=kept, cwd="/", stderr=errors)
    try:
        run = _wait(process, data, said)
        yield Started(time.monotonic(), process.pid, f"http://127.0.0.1:{port}", str(run["id"]))
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(60)


def _wait(process: subprocess.Popen[bytes], data: Path, said: Path) -> dict[str, object]:
    while process.poll() is None:
        with contextlib.suppress(OSError, ValueError):
            run = json.loads((data / "run.json").read_text())
            if run["is_ready"]:
                return dict(run)
        time.sleep(0.01)
    sys.exit(f"the platform did not start: {said.read_text()}")


def free_port() -> int:
    """A port of loopback that nobody listens at just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
