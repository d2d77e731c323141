"""Services run by our own runner: what is to run is a file, and a lock beside it tells whether somebody sees to it."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import msgspec

from totalaudio_ops.deploys.server.services import held
from totalaudio_ops.deploys.server.services.ended import read_ended
from totalaudio_ops.deploys.server.services.service import Service, as_file
from totalaudio_ops.deploys.server.state import write_whole
from totalaudio_ops.held_files import is_held
from totalaudio_ops.problems import Problem

_SOURCE: Final = Path(__file__).resolve().parents[4]
_RUNNER: Final = "totalaudio_ops.deploys.server.services.running"
_TURN: Final = 0.05
_LONGER: Final = 5.0  # what the runner itself needs beyond the time of its service


@dataclass(frozen=True, slots=True)
class OwnServices:
    """The services of one folder."""

    folder: Path
    logs: Path

    def install(self, service: Service) -> None:
        """Write its file."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_whole(self._file(service.name), as_file(service))

    def start(self, name: str) -> None:
        """Start its runner, which returns once it has detached itself."""
        if self.is_running(name):
            return
        command = [sys.executable, "-P", "-m", _RUNNER, str(self._file(name)), str(self.logs)]
        environment = {"PATH": os.environ.get("PATH", os.defpath), "PYTHONPATH": str(_SOURCE)}
        done = subprocess.run(
            command, env=environment, cwd="/", capture_output=True, text=True, check=False
        )
        if done.returncode:
            said = (done.stderr.strip().splitlines() or ["it said nothing"])[-1]
            raise Problem(f"the service {name} cannot be started: {said}; see {self.said(name)}.")

    def stop(self, name: str) -> None:
        """Ask its runner to end, which stops the service first."""
        give_up_at = time.monotonic() + self._stop_seconds(name) + _LONGER
        asked = False
        while is_held(self._lock(name)):
            pid = held.holder(self._lock(name))
            late = time.monotonic() > give_up_at
            if pid and (late or not asked):
                asked = True
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL if late else signal.SIGTERM)
            if late and time.monotonic() > give_up_at + _LONGER:
                raise Problem(
                    f"the service {name} does not end (process {pid}): end it by hand and run this again."
                )
            time.sleep(_TURN)

    def reload(self, name: str) -> None:
        """Send SIGUSR2 to the service itself."""
        if runner := held.holder(self._lock(name)):
            for child in children_of(runner):
                os.kill(child, signal.SIGUSR2)

    def is_running(self, name: str) -> bool:
        """Whether its runner lives."""
        return is_held(self._lock(name))

    def remove(self, name: str) -> None:
        """Stop it and take its files away."""
        self.stop(name)
        for file in (self._file(name), self._lock(name), self._ended(name)):
            file.unlink(missing_ok=True)

    def names(self) -> tuple[str, ...]:
        """What has a file."""
        return tuple(sorted(file.stem for file in self.folder.glob("*.json")))

    def said(self, name: str) -> str:
        """Its log."""
        return str(self.logs / f"{name}.log")

    def ends(self, name: str) -> int:
        """As its runner wrote it down."""
        return read_ended(self._ended(name)).times

    def last_words(self, name: str) -> str:
        """As its runner heard them before it ended last."""
        return read_ended(self._ended(name)).said

    def _stop_seconds(self, name: str) -> float:
        try:
            return msgspec.json.decode(self._file(name).read_bytes(), type=Service).stop_seconds
        except (OSError, msgspec.DecodeError):
            return Service("", (), "").stop_seconds

    def _file(self, name: str) -> Path:
        return self.folder / f"{name}.json"

    def _lock(self, name: str) -> Path:
        return self.folder / f"{name}.pid"

    def _ended(self, name: str) -> Path:
        return self.folder / f"{name}.ended"


def children_of(pid: int) -> tuple[int, ...]:
    """The processes that a process started and that live."""
    try:
        return tuple(map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text().split()))
    except OSError:
        return ()
