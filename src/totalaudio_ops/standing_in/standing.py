"""Takes the worker's place while it gives no sign of life, and leaves it again when the worker is back."""

import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from typing import Final

import psycopg

from totalaudio_ops.probes.counting import silent_for
from totalaudio_ops.repeating import Say, repeat

from .minute import Connection, Duties, do_minute

EVERY_SECONDS: Final = 60.0
AWAY_AFTER: Final = timedelta(minutes=2)


class StandIn:
    """A thread that looks every minute whether the worker is there, and does its minute when it is not."""

    def __init__(
        self,
        connect: Callable[[], AbstractContextManager[Connection]],
        duties: Duties,
        say: Say,
        clock: Callable[[], datetime],
        *,
        every: float = EVERY_SECONDS,
    ) -> None:
        self._connect, self._duties, self._say = connect, duties, say
        self._clock, self._every = clock, every
        self._stopped = threading.Event()
        # A worker that was never seen may only just be starting.
        self._began_at = clock()
        self._is_standing_in = False

    def start(self) -> None:
        """Begin, until `stop`."""
        work = (self.turn, self._every, self._stopped, self._say)
        threading.Thread(target=repeat, args=work, daemon=True).start()

    def stop(self) -> None:
        """End at the next turn."""
        self._stopped.set()

    def turn(self) -> bool:
        """Look once; returns whether the worker's minute was done here. Without the database nothing can be done."""
        try:
            with self._connect() as connection:
                now = self._clock()
                silent = silent_for(connection)
                is_away = (now - self._began_at if silent is None else silent) > AWAY_AFTER
                connection.commit()
                self._note(is_away=is_away)
                if is_away:
                    connection.autocommit = True
                    for failure in do_minute(connection, self._duties, now):
                        self._say(failure)
                return is_away
        except psycopg.OperationalError:
            return False  # the watcher says that the database is away

    def _note(self, *, is_away: bool) -> None:
        if is_away is not self._is_standing_in:
            self._say(
                "the worker is away: its minutes are done here until it is back."
                if is_away
                else "the worker is back and does its minutes itself."
            )
        self._is_standing_in = is_away
