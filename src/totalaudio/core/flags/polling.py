"""Looks for overrides now and then, where no thread can listen: between requests such a process stands still."""

import logging
import threading
import time
from collections.abc import Callable

from .deciding import Snapshot
from .listening import Connection, connected, first_line, read_snapshot, version_in

log = logging.getLogger(__name__)

# A database that hangs keeps a request no longer than this.
_STATEMENT_MS = 2_000


class Poller:
    """A connection that is asked again when the last answer is older than `life` seconds."""

    def __init__(self, address: str, publish: Callable[[Snapshot], None], life: float) -> None:
        self._address, self._publish, self._life = address, publish, life
        self._lock = threading.Lock()
        self._connection: Connection | None = None
        self._version: int | None = None
        self._looked_at: float | None = None

    def look_if_due(self) -> None:
        """Publish what is new; one thread looks, the others go on with what is known.

        By the clock on the wall: the other one may stand still with the process.
        """
        if not self._is_due() or not self._lock.acquire(blocking=self._looked_at is None):
            return
        try:
            if self._is_due():
                self._look()
                self._looked_at = time.time()
        finally:
            self._lock.release()

    def end(self) -> None:
        """Give the connection back."""
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()

    def _is_due(self) -> bool:
        return self._looked_at is None or abs(time.time() - self._looked_at) >= self._life

    def _look(self) -> None:
        """A connection that was lost while the process stood still is made again."""
        was_open = self._connection is not None
        try:
            self._read()
        except Exception as error:  # a request goes on with what is known, whatever happened
            self.end()
            if was_open:
                self._look()
            else:
                log.warning("flags: %s; the last known overrides stay", first_line(error))

    def _read(self) -> None:
        if self._connection is None:
            self._connection = connected(self._address)
        with self._connection.transaction():
            self._connection.execute(f"SET LOCAL statement_timeout = {_STATEMENT_MS}")
            if version_in(self._connection) == self._version:
                return
            found = read_snapshot(self._connection)
        self._publish(found)
        self._version = found.version
