"""Takes locks in haste and tries again at leisure, so that a migration never stands in front of everybody else.

A statement that waits for a strong lock makes every later reader of its table wait behind it, for as long as some
long query runs. Both migrators give up after a moment, let the others through, and try again.
"""

import time
from collections.abc import Callable
from typing import Final

import psycopg

from totalaudio_ops.problems import Problem

LOCK_TIMEOUT: Final = "2s"
SECONDS: Final = 120.0
_GAVE_UP: Final = (
    "a migration did not get its lock within {seconds:.0f} s, because a long query or transaction holds it; "
    "what had not run was left as it was: look into pg_stat_activity, let that query end, and run this again."
)
_PAUSE: Final = 0.5
_LONGEST_PAUSE: Final = 8.0


def patiently[Answer](
    attempt: Callable[[], Answer],
    *,
    seconds: float = SECONDS,
    pause: float = _PAUSE,
    clock: Callable[[], float] = time.monotonic,
    sleep: Callable[[float], None] = time.sleep,
) -> Answer:
    """What the attempt answers once it gets its locks; raises Problem when nobody lets go in time."""
    until = clock() + seconds
    while True:
        try:
            return attempt()
        except Exception as error:
            if not is_locked_out(error):
                raise
            if clock() + pause > until:
                raise Problem(_GAVE_UP.format(seconds=seconds)) from None
        sleep(pause)
        pause = min(2 * pause, _LONGEST_PAUSE)


def is_locked_out(error: BaseException) -> bool:
    """Whether the server gave up waiting for a lock; Django keeps what it was told as the cause."""
    return isinstance(error, psycopg.errors.LockNotAvailable) or isinstance(
        error.__cause__, psycopg.errors.LockNotAvailable
    )
