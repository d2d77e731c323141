"""Requests counted in memory: a few additions each, behind one lock, until somebody takes them to the database."""

import threading
import time
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Final

from .bounds import BOUNDS, PLACES

# Rows that are kept while the database is away: about ten hours of a busy process.
MOST_ROWS: Final = 20_000
_SECONDS: Final = tuple(bound / 1000 for bound in BOUNDS)

type Key = tuple[str, str, int]


@dataclass(slots=True)
class Tally:
    """What was counted of one app and class: the bad ones, those left out, all but those by duration, and its sum."""

    bad: int = 0
    left_out: int = 0
    seconds: float = 0.0
    histogram: list[int] = field(default_factory=lambda: [0] * PLACES)

    @property
    def total(self) -> int:
        """How many count; the bad ones are among them."""
        return sum(self.histogram)

    def add(self, other: "Tally") -> None:
        """Take what the other counted as well."""
        self.bad += other.bad
        self.left_out += other.left_out
        self.seconds += other.seconds
        self.histogram = [a + b for a, b in zip(self.histogram, other.histogram, strict=True)]


@dataclass(frozen=True, slots=True)
class Row:
    """What was counted in one minute."""

    app: str
    route_class: str
    minute: datetime
    tally: Tally


class Counter:
    """Counts for a whole process; every thread may call everything."""

    def __init__(self, most_rows: int = MOST_ROWS) -> None:
        self._most_rows = most_rows
        self._lock = threading.Lock()
        self._rows: dict[Key, Tally] = {}
        self._ever: dict[tuple[str, str], Tally] = {}
        self.dropped = 0  # requests, for want of room
        self.has_news = threading.Event()

    def count(
        self, app: str, route_class: str, seconds: float, status: int, at: float | None = None
    ) -> None:
        """Count one request that ended now, or at a time since 1970: it was left out for 4xx, and bad from 500 on."""
        key = (app, route_class, int(time.time() if at is None else at) // 60)
        with self._lock:
            tally = self._rows.get(key)
            if tally is None:
                tally = self._begin(key)
            if 400 <= status < 500:
                tally.left_out += 1
                return
            if status >= 500:
                tally.bad += 1
            tally.seconds += seconds
            tally.histogram[bisect_left(_SECONDS, seconds)] += 1

    def take(self) -> list[Row]:
        """What was counted since the last time; from now on it is the caller's, to be stored or put back."""
        with self._lock:
            self.has_news.clear()
            taken, self._rows = self._rows, {}
            for (app, route_class, _), tally in taken.items():
                self._ever.setdefault((app, route_class), Tally()).add(tally)
        return [
            Row(app, route_class, datetime.fromtimestamp(minute * 60, UTC), tally)
            for (app, route_class, minute), tally in taken.items()
        ]

    def totals(self) -> Mapping[tuple[str, str], Tally]:
        """Everything since the process began, by app and class; what was dropped is among it."""
        found: dict[tuple[str, str], Tally] = {}
        with self._lock:
            for key, tally in self._everything():
                found.setdefault(key, Tally()).add(tally)
        return found

    def _everything(self) -> Iterator[tuple[tuple[str, str], Tally]]:
        yield from self._ever.items()
        for (app, route_class, _), tally in self._rows.items():
            yield (app, route_class), tally

    def _begin(self, key: Key) -> Tally:
        if len(self._rows) >= self._most_rows:
            self._drop_oldest()
        self._rows[key] = tally = Tally()
        self.has_news.set()
        return tally

    def _drop_oldest(self) -> None:
        oldest = min(self._rows, key=lambda key: key[2])
        lost = self._rows.pop(oldest)
        self._ever.setdefault(oldest[:2], Tally()).add(lost)
        self.dropped += lost.total + lost.left_out
