"""What a process counted goes to the database every two seconds, in a thread of its own that no request waits for."""

import logging
import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from typing import Final
from uuid import UUID

import psycopg
from uuid_utils.compat import uuid7

from .counting import Counter, Row

type Connection = psycopg.Connection[tuple[object, ...]]

logger = logging.getLogger(__name__)

EVERY: Final = 2.0  # seconds
_IDLE: Final = 30.0  # seconds after which an unused connection is given back
_MOST_ROWS: Final = 2_000  # in one statement
_LEAVE_ALONE: Final = 5.0  # seconds, for a database that was away when a request brought its counts
_COUNT: Final = """SELECT ops.count_requests_v1(%s::uuid, %s::bigint, %s::text[], %s::timestamptz[], %s::text[],
    %s::bigint[], %s::bigint[], %s::bigint[])"""


def store(connection: Connection, source: UUID, number: int, rows: Sequence[Row]) -> bool:
    """Add rows to the minutes; returns False when the parcel of that number was stored before."""
    values = [
        source,
        number,
        [row.app for row in rows],
        [row.minute for row in rows],
        [row.route_class for row in rows],
        [row.tally.bad for row in rows],
        [row.tally.left_out for row in rows],
        [number for row in rows for number in row.tally.histogram],
    ]
    found = connection.execute(_COUNT, values).fetchone()
    return bool(found and found[0])


class Flusher:
    """Takes what a counter has to the database; while that is away, the counter goes on and nothing is lost."""

    def __init__(
        self,
        counter: Counter,
        connect: Callable[[], Connection],
        *,
        every: float = EVERY,
        idle: float = _IDLE,
    ) -> None:
        self._counter, self._connect = counter, connect
        self._every, self._idle = every, idle
        self._source = uuid7()
        self._number = 0
        self._parcels: deque[tuple[int, Sequence[Row]]] = deque()
        self._connection: Connection | None = None
        self._is_away = False
        self._stopping = threading.Event()
        self._at_once = threading.Lock()
        self._again_at = 0.0
        self._thread = threading.Thread(target=self._work, name="requests", daemon=True)

    def start(self) -> None:
        """Begin; the connection is made when there is something to store."""
        self._thread.start()

    def flush_now(self) -> None:
        """Store what was counted in the thread of the caller, in place of `start`; never in a hurry to try again."""
        with self._at_once:
            if time.monotonic() < self._again_at:
                return
            was_waiting = bool(self._parcels)
            self._flush()
            if was_waiting and not self._is_away:
                self._flush()  # what was counted since
            if self._is_away:
                self._again_at = time.monotonic() + _LEAVE_ALONE

    def stop(self, seconds: float = 3.0) -> bool:
        """Store what was counted and end; returns whether that was done in time."""
        if self._thread.ident is None:
            self.flush_now()
            self._hang_up()
            return not self._parcels
        self._stopping.set()
        self._counter.has_news.set()
        self._thread.join(seconds)
        return not self._thread.is_alive() and not self._parcels

    def _work(self) -> None:
        while not self._stopping.is_set():
            if not self._parcels and not self._counter.has_news.wait(self._idle):
                self._hang_up()
                self._counter.has_news.wait()
            self._stopping.wait(self._every)
            self._flush()
        self._flush()  # what was counted while the last parcel was on its way
        self._hang_up()

    def _flush(self) -> None:
        """Whatever happens, the thread goes on: a request must never learn of it."""
        try:
            if not self._parcels:
                self._pack(self._counter.take())
            while self._parcels:
                self._send(*self._parcels[0])
                self._parcels.popleft()
        except Exception as problem:
            self._hang_up()
            if not self._is_away:
                logger.warning("Counts of requests wait for the database: %s", problem)
            self._is_away = True
        else:
            if self._is_away:
                logger.warning("Counts of requests are stored again.")
            self._is_away = False

    def _pack(self, rows: Sequence[Row]) -> None:
        for begin in range(0, len(rows), _MOST_ROWS):
            self._number += 1
            self._parcels.append((self._number, rows[begin : begin + _MOST_ROWS]))

    def _send(self, number: int, rows: Sequence[Row]) -> None:
        """A connection that was lost says nothing of the commit, so the same parcel is sent until it is answered."""
        if self._connection is None:
            self._connection = self._connect()
        try:
            store(self._connection, self._source, number, rows)
        except (psycopg.DataError, psycopg.IntegrityError):
            self._refused(rows)

    def _refused(self, rows: Sequence[Row]) -> None:
        """A clock that jumped spoils its own minutes alone: what came with them is sent again, each row by itself."""
        if len(rows) == 1:
            logger.exception("Counts of requests were refused and are lost.")
            return
        for row in rows:
            self._pack([row])

    def _hang_up(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None
