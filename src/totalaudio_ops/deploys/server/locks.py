"""What several commands of one site must not do at once: a file that is held as long as the block lasts."""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from totalaudio_ops.problems import Problem

_TURN: Final = 0.05


@contextmanager
def holding(file: Path, seconds: float, busy: str, *, shared: bool = False) -> Iterator[None]:
    """Holds the file, alone or with others who share it; raises Problem with `busy` after that many seconds.

    Whoever dies lets go of it.
    """
    try:
        descriptor = os.open(file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise Problem(f"{file} cannot be written: {error.strerror}.") from None
    try:
        _wait(descriptor, fcntl.LOCK_SH if shared else fcntl.LOCK_EX, seconds, busy)
        yield
    finally:
        os.close(descriptor)


def _wait(descriptor: int, kind: int, seconds: float, busy: str) -> None:
    give_up_at = time.monotonic() + seconds
    while True:
        try:
            fcntl.flock(descriptor, kind | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > give_up_at:
                raise Problem(busy) from None
            time.sleep(_TURN)
        else:
            return
