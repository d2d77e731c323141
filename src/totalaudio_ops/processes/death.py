"""Ties a child's life to its parent's, where the system can."""

import ctypes
import os
import signal
import sys
from collections.abc import Callable

PR_SET_PDEATHSIG = 1


def dies_with_parent(sent: signal.Signals) -> Callable[[], None] | None:
    """Returns what a new child calls to get `sent`, and heed it, when the thread that started it ends (Linux)."""
    if sys.platform != "linux":
        return None
    prctl = ctypes.CDLL(None, use_errno=True).prctl
    parent = os.getpid()

    def ask() -> None:
        signal.signal(
            sent, signal.SIG_DFL
        )  # a shell has what it puts in the background ignore SIGINT
        prctl(PR_SET_PDEATHSIG, int(sent), 0, 0, 0)
        if os.getppid() != parent:  # it died between the fork and the call
            os.kill(os.getpid(), sent)

    return ask
