"""Which runner sees to a service: a file that it holds locked as long as it lives, however it ends."""

import contextlib
import fcntl
import os
import time
from pathlib import Path
from typing import Final

from totalaudio_ops.held_files import is_held

_ASKED_SECONDS: Final = 0.5  # whoever asks whether it is held holds it for a moment
_TURN: Final = 0.005


def take(file: Path) -> int | None:
    """Hold the file for this process and write who we are; None when somebody else holds it."""
    descriptor = os.open(file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    give_up_at = time.monotonic() + _ASKED_SECONDS
    while not _took(descriptor):
        if time.monotonic() > give_up_at:
            os.close(descriptor)
            return None
        time.sleep(_TURN)
    return descriptor


def _took(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def sign(descriptor: int) -> None:
    """Write who holds it: the process, and when the machine started it, so that a number is not taken for another."""
    os.ftruncate(descriptor, 0)
    os.pwrite(descriptor, f"{os.getpid()} {started_at(os.getpid())}\n".encode(), 0)


def holder(file: Path) -> int | None:
    """The process that holds it; None when nobody does."""
    if not is_held(file):
        return None
    with contextlib.suppress(OSError, ValueError):
        pid, started = file.read_text().split()
        if started == started_at(int(pid)):
            return int(pid)
    return None


def started_at(pid: int) -> str:
    """When a process was started, in the kernel's own count; '' when it is gone."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[19]
    except (OSError, IndexError):
        return ""
