"""Answers that wait to be counted: while the database is away they are kept, and burn the budget afterwards."""

import threading
from collections import deque
from datetime import datetime
from typing import Final

from totalaudio_ops.probes.asking import Answer

# A day of four apps, asked four times a minute; then the oldest go.
MOST: Final = 4 * 4 * 60 * 24


class Backlog:
    """A bounded line of answers, the oldest first; threads may share it."""

    def __init__(self, most: int = MOST) -> None:
        self._waiting: deque[Answer] = deque(maxlen=most)
        self._lock = threading.Lock()
        self.lost = 0

    def __len__(self) -> int:
        return len(self._waiting)

    def add(self, answer: Answer) -> None:
        """Let an answer wait; when the line is full, the oldest is lost, and that is counted."""
        with self._lock:
            self.lost += len(self._waiting) == self._waiting.maxlen
            self._waiting.append(answer)

    def first(self, count: int) -> list[Answer]:
        """The oldest answers, which go on waiting until they are taken out."""
        with self._lock:
            return [self._waiting[n] for n in range(min(count, len(self._waiting)))]

    def forget_until(self, at: datetime) -> None:
        """Forget what was asked until then: somebody else has counted that."""
        with self._lock:
            while self._waiting and self._waiting[0].at <= at:
                self._waiting.popleft()

    def take_out(self, counted: list[Answer]) -> None:
        """Forget what was counted; what was lost meanwhile is gone already."""
        with self._lock:
            for answer in counted:
                if self._waiting and self._waiting[0] is answer:
                    self._waiting.popleft()
