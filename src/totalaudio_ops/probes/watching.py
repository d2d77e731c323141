"""Asks every app every fifteen seconds, counts what it finds, and knows what it saw last, whatever else runs."""

import asyncio
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import psycopg

from totalaudio_ops.apps import Deployable
from totalaudio_ops.probes.asking import LIMIT_SECONDS, Answer, ask_all
from totalaudio_ops.probes.backlog import Backlog
from totalaudio_ops.probes.counting import Connection, ask_worker, count_probes, ever_answered
from totalaudio_ops.probes.targets import Target
from totalaudio_ops.probes.turn import Turn
from totalaudio_ops.repeating import Say, repeat
from totalaudio_ops.status.model import Sight

EVERY_SECONDS: Final = 15.0
FORGOTTEN_AFTER: Final = 60.0
_AT_ONCE: Final = 500

type Connect = Callable[[], AbstractContextManager[Connection]]


def connecting(url: str) -> Connect:
    """How to reach a database that may be away or hang: nobody waits long for it."""

    def connect() -> AbstractContextManager[Connection]:
        return psycopg.connect(
            url,
            connect_timeout=5,
            keepalives_idle=10,
            keepalives_interval=5,
            keepalives_count=2,
            tcp_user_timeout=15_000,
            options="-c statement_timeout=30s -c lock_timeout=10s",
        )

    return connect


def now_in_utc() -> datetime:
    """The clock of this machine."""
    return datetime.now(UTC)


class Watcher:
    """Two threads: one asks the apps, one reaches for the database, so that neither waits for the other."""

    def __init__(
        self,
        targets: Sequence[Target],
        connect: Connect,
        say: Say,
        *,
        every: float = EVERY_SECONDS,
        limit: float = LIMIT_SECONDS,
        clock: Callable[[], datetime] = now_in_utc,
        trusts: Path | None = None,
    ) -> None:
        self._targets, self._connect, self._say = targets, connect, say
        self._every, self._limit, self._clock, self._trusts = every, limit, clock, trusts
        self._stopped = threading.Event()
        self._lock = threading.Lock()
        self._seen: dict[Deployable, tuple[float, Answer]] = {}
        self._is_away = False
        # The worker is heard of only when it was seen.
        self._known = {Deployable.WORKER}
        self._new: frozenset[Deployable] = frozenset()
        self._turn = Turn()
        self.backlog = Backlog()

    def start(self) -> None:
        """Begin, until `stop`."""
        for work in (self.ask_once, self.count_once):
            turns = (work, self._every, self._stopped, self._say)
            threading.Thread(target=repeat, args=turns, daemon=True).start()

    def stop(self) -> None:
        """End both threads at their next turn."""
        self._stopped.set()

    def sights(self) -> Mapping[Deployable, Sight]:
        """What was seen of each app last; what is a minute old, or never answered anybody, counts for nothing."""
        oldest = time.monotonic() - FORGOTTEN_AFTER
        with self._lock:
            return {
                app: Sight(answer.is_good, answer.at)
                for app, (seen, answer) in self._seen.items()
                if seen >= oldest and (answer.is_good or app not in self._new)
            }

    def ask_once(self) -> None:
        """Ask every web app once."""
        heard, limit = self._heard, self._limit
        asyncio.run(ask_all(self._targets, self._clock, heard, limit, self._trusts))

    def count_once(self) -> None:
        """Look for the worker and count what waits; a database that is away is tried again."""
        try:
            self._count()
        except psycopg.Error as error:
            if not self._is_away:
                said = " ".join(str(error).split())
                self._say(f"the database cannot be reached, so answers to probes wait: {said}")
            self._is_away = True
            return
        if self._is_away:
            self._say(f"the database is back; {self.backlog.lost} answers to probes were lost.")
        self._is_away = False

    def _count(self) -> None:
        with self._connect() as connection:
            worker = ask_worker(connection, self._clock())
            connection.commit()
            if worker:
                self._heard(worker)
            looked_at = self._clock()
            counted_ago = self._turn.taken_by_another(connection)
            connection.commit()
            if counted_ago is not None:
                self._get_to_know(connection, self.backlog.first(_AT_ONCE))
                self.backlog.forget_until(looked_at - counted_ago)
                return
            while waiting := self.backlog.first(_AT_ONCE):
                self._get_to_know(connection, waiting)
                known = (one for one in waiting if one.app in self._known)
                count_probes(connection, known)
                connection.commit()
                self.backlog.take_out(waiting)

    def _get_to_know(self, connection: Connection, waiting: Sequence[Answer]) -> None:
        """Which apps answer, or ever did: what fails before that was not deployed yet, and burns no budget."""
        self._known |= {one.app for one in waiting if one.is_good}
        if strangers := {one.app for one in waiting} - self._known:
            self._known |= ever_answered(connection, strangers)
        # Stays until it answers: the next turn may come before the next question.
        self._new = (self._new | {one.app for one in waiting}) - self._known

    def _heard(self, answer: Answer) -> None:
        with self._lock:
            before = self._seen.get(answer.app)
            self._seen[answer.app] = (time.monotonic(), answer)
        self.backlog.add(answer)
        if before is None or before[1].is_good != answer.is_good:
            self._say(f"{answer.app} {'answers' if answer.is_good else 'fails: ' + answer.problem}")
