"""Starts the platform as a person does, for tests that hurt it."""

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import psycopg

ROOT = Path(__file__).resolve().parents[2]


def environment(**changes: str) -> dict[str, str]:
    """What a terminal has: nothing of the tests' own settings."""
    kept = {
        name: os.environ[name]
        for name in ("PATH", "HOME", "LANG", "PG_BINDIR")
        if name in os.environ
    }
    return kept | {"PYTHONPATH": str(ROOT / "src")} | changes


def totalaudio(*arguments: str, **changes: str) -> subprocess.CompletedProcess[str]:
    """Runs a command to its end."""
    command = [sys.executable, "-P", "-m", "totalaudio", *arguments]
    return subprocess.run(
        command,
        env=environment(**changes),
        cwd="/",
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Launched:
    """A platform that was started, and what it said so far."""

    process: subprocess.Popen[str]
    port: int
    data: Path
    said: IO[str]

    def text(self) -> str:
        self.said.seek(0)
        return self.said.read()

    def run_file(self) -> dict[str, object]:
        found = json.loads((self.data / "run.json").read_text())
        assert isinstance(found, dict)
        return found

    def get(self, path: str) -> int:
        """Returns the status of a page, 0 when nobody answers."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.request("GET", path)
            return connection.getresponse().status
        except (OSError, http.client.HTTPException):
            return 0
        finally:
            connection.close()

    def child(self, name: str) -> int:
        """Returns the process that a child's name stands for; one that has just died is waited for."""
        until(lambda: Path(f"/proc/{self._latest(name)}").exists())
        return self._latest(name)

    def _latest(self, name: str) -> int:
        log = (self.data / "logs" / "platform.log").read_text().splitlines()
        return int(
            next(line for line in reversed(log) if f"{name} started: process" in line).split()[-1]
        )

    def events(self) -> list[str]:
        log = (self.data / "logs" / "platform.log").read_text().splitlines()
        return [line.split(" ", 2)[2] for line in log]

    def wait_until_ready(self, seconds: float = 90) -> None:
        until(lambda: self.process.poll() is not None or "is ready after" in self.text(), seconds)
        assert self.process.poll() is None, self.text()

    def stop_if_it_runs(self) -> None:
        if self.process.poll() is None:
            assert self.stop() == 0

    def stop(self) -> int:
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(60)


def launch(data: Path, said: IO[str], *options: str, **changes: str) -> Launched:
    """Starts the platform without its demo."""
    port = free_port()
    command = [sys.executable, "-P", "-m", "totalaudio", "up", "--no-demo"]
    process = subprocess.Popen(
        [*command, "--port", str(port), "--data", str(data), *options],
        env=environment(**changes),
        cwd="/",
        stdout=said,
        stderr=said,
        text=True,
        start_new_session=True,
    )
    return Launched(process, port, data, said)


def until(condition: Callable[[], bool], seconds: float = 60) -> None:
    give_up_at = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < give_up_at, "it did not happen in time"
        time.sleep(0.05)


def urls(platform: Launched) -> dict[str, str]:
    found = platform.run_file()["database"]
    assert isinstance(found, dict)
    return found


def write_rows(url: str, count: int) -> None:
    with psycopg.connect(url, autocommit=True) as owner:
        owner.execute("CREATE TABLE IF NOT EXISTS kept_by_test (n int)")
        for n in range(count):
            owner.execute("INSERT INTO kept_by_test VALUES (%s)", [n])


def count_rows(url: str) -> int:
    with psycopg.connect(url) as owner:
        row = owner.execute("SELECT count(*) FROM kept_by_test").fetchone()
    return int(row[0]) if row else -1


def processes_of(run_id: object) -> list[int]:
    """Every process of one run, by its mark; a dead one has none."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            if f"TOTALAUDIO_RUN={run_id}".encode() in (entry / "environ").read_bytes():
                found.append(int(entry.name))
        except OSError:
            continue
    return found
