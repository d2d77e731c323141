"""Files that a process holds for as long as it lives, however it ends."""

import fcntl
import os
from pathlib import Path


def is_held(file: Path) -> bool:
    """Whether somebody holds it; one that is not there is held by nobody."""
    try:
        descriptor = os.open(file, os.O_RDWR | os.O_CLOEXEC)
    except FileNotFoundError:
        return False
    try:
        # Shared, so that whoever asks at the same moment is not taken for who holds it.
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    else:
        return False
    finally:
        os.close(descriptor)
