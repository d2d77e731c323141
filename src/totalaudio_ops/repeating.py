"""Does something again and again, at even distances of a clock that never jumps."""

import threading
import time
from collections.abc import Callable

type Say = Callable[[str], None]


def repeat(work: Callable[[], None], every: float, stopped: threading.Event, say: Say) -> None:
    """Work every so many seconds until stopped; a turn that took too long swallows the next."""
    began_at = time.monotonic()
    while not stopped.is_set():
        try:
            work()
        except Exception as error:  # whatever happens, the next turn comes
            say(f"a turn failed: {type(error).__name__}: {error}")
        passed = time.monotonic() - began_at
        stopped.wait(every - passed % every)
