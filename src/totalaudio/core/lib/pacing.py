"""Keeps requests to one host apart, across threads."""

import threading
import time
from collections.abc import Callable

_MOST_HOSTS = 10_000


class Pacer:
    """Lets one caller per host through each `interval` seconds; the others wait for their turn."""

    def __init__(
        self,
        interval: float = 1.0,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._interval = interval
        self._clock = clock
        self._sleep = sleep
        self._lock = threading.Lock()
        self._free_at: dict[str, float] = {}

    def wait(self, host: str) -> float:
        """Returns when it is the caller's turn at this host, with the seconds that it waited."""
        with self._lock:
            now = self._clock()
            turn = max(now, self._free_at.get(host, now))
            self._free_at[host] = turn + self._interval
            if len(self._free_at) > _MOST_HOSTS:
                self._free_at = {name: free for name, free in self._free_at.items() if free > now}
        if turn > now:
            self._sleep(turn - now)
        return turn - now
