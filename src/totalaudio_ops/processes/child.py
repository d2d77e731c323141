"""One child process in a process group of its own."""

import contextlib
import os
import signal
import subprocess
import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from totalaudio_ops.processes.death import dies_with_parent


@dataclass(frozen=True, slots=True)
class Identity:
    """The user and group that a process runs as."""

    uid: int
    gid: int


def always(_pid: int) -> bool:
    """Ready as soon as it runs."""
    return True


def never(_pid: int) -> bool:
    """Stays until it is dead."""
    return False


def nothing() -> None:
    """Needs no preparation."""


@dataclass(frozen=True, slots=True)
class Spec:
    """How one child is started, known to be ready, and stopped."""

    name: str
    argv: tuple[str, ...]
    env: Mapping[str, str] = field(default_factory=dict)
    is_ready: Callable[[int], bool] = always
    is_leaving: Callable[[int], bool] = (
        never  # asked by somebody else to stop, and waiting for others
    )
    before: Callable[[], None] = nothing
    ready_seconds: float = 60
    stop_signal: signal.Signals = signal.SIGTERM
    hurry_signal: signal.Signals = signal.SIGKILL
    stop_seconds: float = 15
    identity: Identity | None = None
    pass_fds: tuple[int, ...] = ()
    cwd: Path = Path("/")


class Child:
    """A started child; its output is one pipe that the parent reads."""

    def __init__(self, spec: Spec) -> None:
        self.spec = spec
        with warnings.catch_warnings():
            # Our preparation of the new process takes no lock, so other threads cannot block it.
            warnings.simplefilter("ignore", DeprecationWarning)
            self._process = subprocess.Popen(
                spec.argv,
                env=dict(spec.env),
                cwd=spec.cwd,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                process_group=0,
                pass_fds=spec.pass_fds,
                user=spec.identity.uid if spec.identity else None,
                group=spec.identity.gid if spec.identity else None,
                extra_groups=[] if spec.identity else None,
                preexec_fn=dies_with_parent(spec.stop_signal),
            )
        self.pid = self._process.pid

    @property
    def output(self) -> int:
        """The file descriptor to read what it says from."""
        pipe = self._process.stdout
        if pipe is None:
            raise RuntimeError("a child is always started with a pipe")
        return pipe.fileno()

    def poll(self) -> int | None:
        """Returns its exit status (negative: a signal) once it is dead, and ends what it left."""
        if self._process.returncode is None and self._is_dead():
            # Before it is reaped its number belongs to nobody else, so the group is surely ours.
            self.signal_group(signal.SIGKILL)
            self._process.wait()
        return self._process.returncode

    def _is_dead(self) -> bool:
        options = os.WEXITED | os.WNOHANG | os.WNOWAIT
        return os.waitid(os.P_PID, self.pid, options) is not None

    def send(self, sent: signal.Signals) -> None:
        """Sends a signal to the child itself, if it is not reaped yet."""
        self._process.send_signal(sent)

    def signal_group(self, sent: signal.Signals) -> None:
        """Sends a signal to the child and what it started; only while it is not reaped."""
        if self._process.returncode is None:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self.pid, sent)

    def close(self) -> None:
        """Gives back the pipe."""
        if self._process.stdout:
            self._process.stdout.close()


def describe_exit(status: int) -> str:
    """Says how a process ended: `killed by SIGKILL` or `exit status 1`."""
    if status < 0:
        try:
            return f"killed by {signal.Signals(-status).name}"
        except ValueError:
            return f"killed by signal {-status}"
    return f"exit status {status}"
