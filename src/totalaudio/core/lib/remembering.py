"""Looks something up once per key, however many threads ask for it at the same time."""

import threading
from collections import OrderedDict
from collections.abc import Callable


class _Slot[V]:
    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.filled: tuple[V] | None = None


class OncePerKey[V]:
    """Remembers what a look-up gave for each of the latest `most` keys, failures told as values too."""

    def __init__(self, look_up: Callable[[str], V], most: int = 10_000) -> None:
        self._look_up = look_up
        self._most = most
        self._lock = threading.Lock()
        self._slots: OrderedDict[str, _Slot[V]] = OrderedDict()

    def get(self, key: str) -> V:
        """The remembered value, or that of one look-up, for which all who ask meanwhile wait."""
        slot = self._slot(key)
        with slot.lock:
            if slot.filled is None:
                slot.filled = (self._look_up(key),)
            return slot.filled[0]

    def _slot(self, key: str) -> _Slot[V]:
        with self._lock:
            slot = self._slots.setdefault(key, _Slot())
            self._slots.move_to_end(key)
            if len(self._slots) > self._most:
                self._slots.popitem(last=False)
            return slot
