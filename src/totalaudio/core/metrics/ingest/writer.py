"""One thread per process that stores what all its requests bring: a commit for as many as wait, none for each alone."""

import logging
import threading
from collections import deque
from collections.abc import Callable, Sequence

import psycopg

from .parcels import Parcel, Reply
from .storing import Connection, store

logger = logging.getLogger(__name__)

MAX_WAITING = 20_000  # events
GROUP = 2_000  # events in one transaction, about
PATIENCE = 10.0  # seconds that a request waits for its commit
_IDLE = 30.0  # seconds after which an unused connection is given back


class BusyError(Exception):
    """Too much waits to be stored, or it took too long."""


class Writer:
    """Stores parcels in the order in which they come; the thread starts with the first and ends when none comes."""

    def __init__(
        self, connect: Callable[[], Connection], *, patience: float = PATIENCE, idle: float = _IDLE
    ) -> None:
        self._connect = connect
        self._patience, self._idle = patience, idle
        self._changed = threading.Condition()
        self._waiting: deque[Parcel] = deque()
        self._count = 0
        self._thread: threading.Thread | None = None
        self._is_closing = False

    def deliver(self, parcel: Parcel) -> Reply:
        """Return once the parcel is committed; raises BusyError, or the error of the database, when it may not be."""
        self._put(parcel)
        if not parcel.done.wait(self._patience):
            parcel.is_given_up = True
            raise BusyError(f"not stored within {self._patience:g} s")
        if parcel.reply is None:
            raise parcel.problem or BusyError("not stored")
        return parcel.reply

    def close(self) -> None:
        """End the thread and its connection once what waits is stored; a later parcel starts them again."""
        with self._changed:
            self._is_closing = True
            self._changed.notify()

    def _put(self, parcel: Parcel) -> None:
        with self._changed:
            if self._count + len(parcel.events) > MAX_WAITING:
                raise BusyError("too many events wait to be stored")
            self._start()
            self._count += len(parcel.events)
            self._waiting.append(parcel)
            self._changed.notify()

    def _start(self) -> None:
        if self._thread is not None:
            return
        self._is_closing = False
        thread = threading.Thread(target=self._work, name="events", daemon=True)
        try:
            thread.start()
        except RuntimeError as problem:  # the process may have no more threads now
            raise BusyError(str(problem)) from None
        self._thread = thread

    def _work(self) -> None:
        line = _Line(self._connect)
        while group := self._next():
            try:
                for parcel, reply in zip(group, line.store(group), strict=True):
                    parcel.reply = reply
            except Exception as problem:  # whatever it is, those who wait must learn of it
                logger.warning("Events could not be stored: %s", problem)
                line.hang_up()
                for parcel in group:
                    parcel.problem = problem
            for parcel in group:
                parcel.done.set()
        line.hang_up()

    def _next(self) -> list[Parcel]:
        """What waits, up to the size of a group; nothing when nothing came for long, and then the thread is gone."""
        with self._changed:
            group: list[Parcel] = []
            while not group:
                self._changed.wait_for(lambda: self._waiting or self._is_closing, self._idle)
                if not self._waiting:
                    self._thread = None
                    return []
                group = self._taken()
            return group

    def _taken(self) -> list[Parcel]:
        """Parcels that share no id: one that is sent again finds the first committed, whoever sends it."""
        group: list[Parcel] = []
        taken: set[str] = set()
        while self._waiting:
            ids = [event.id for event in self._waiting[0].events]
            # The first is taken whatever its size, or it would keep the thread busy for ever.
            if taken and (len(taken) + len(ids) > GROUP or not taken.isdisjoint(ids)):
                break
            parcel = self._waiting.popleft()
            self._count -= len(ids)
            if not parcel.is_given_up:
                taken.update(ids)
                group.append(parcel)
        return group


class _Line:
    """The connection of one thread, made when it is needed and made anew when it was lost."""

    def __init__(self, connect: Callable[[], Connection]) -> None:
        self._connect = connect
        self._connection: Connection | None = None

    def store(self, group: Sequence[Parcel]) -> list[Reply]:
        """A connection that was lost says nothing of the commit; as each event is stored once, it is done again."""
        if self._connection is not None:
            try:
                return store(self._connection, group)
            except (psycopg.OperationalError, psycopg.InterfaceError):
                self.hang_up()
        self._connection = self._connect()
        return store(self._connection, group)

    def hang_up(self) -> None:
        """Give the connection back."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None
