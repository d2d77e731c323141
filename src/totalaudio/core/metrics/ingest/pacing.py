"""How many events a key may bring in a minute: counted in this process, so that a flood costs no look into a table."""

import math
import threading
import time
from collections.abc import Callable
from typing import Final

from .refusals import RequestRefusedError

_MINUTE: Final = 60.0
_MOST_KEYS: Final = 10_000


class Paces:
    """Counts what each key brought in its minute, which begins with the first of it."""

    def __init__(self, most: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._most, self._clock = most, clock
        self._lock = threading.Lock()
        self._minutes: dict[str, tuple[float, int]] = {}

    def refuse_fast(self, key: str) -> None:
        """Raises RequestRefusedError (429) when the key has used its minute up; a request that was let in is whole."""
        until, used = self._minute(key)
        if used >= self._most:
            detail = f"This key brought more than {self._most:,} events in a minute; nothing of these was stored."
            seconds = max(1, math.ceil(until - self._clock()))
            raise RequestRefusedError(429, "Too many events", detail, retry_after=seconds)

    def count(self, key: str, events: int) -> None:
        """The key brought so many; a request without any counts as one."""
        with self._lock:
            until, used = self._minute(key)
            if key not in self._minutes:
                self._make_room()
            self._minutes[key] = (until, used + max(events, 1))

    def _make_room(self) -> None:
        """Forget the minutes that are over; only where too many are under way at once, all begin anew."""
        if len(self._minutes) >= _MOST_KEYS:
            now = self._clock()
            self._minutes = {one: it for one, it in self._minutes.items() if now < it[0]}
        if len(self._minutes) >= _MOST_KEYS:
            self._minutes.clear()

    def _minute(self, key: str) -> tuple[float, int]:
        now = self._clock()
        until, used = self._minutes.get(key, (0.0, 0))
        return (until, used) if now < until else (now + _MINUTE, 0)
