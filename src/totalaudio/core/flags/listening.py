"""Hears of overrides from the database: at once, and again whenever a notification may have been lost."""

import json
import logging
import random
import threading
from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

import psycopg

from .deciding import Override, Snapshot
from .names import Scope

log = logging.getLogger(__name__)

CHANNEL = "flags_v1"
# NOTIFY is lossy: what was sent while a connection was half dead never comes.
COMPARE_EVERY = 30.0
SHORTEST_PAUSE, LONGEST_PAUSE = 0.1, 5.0

type Connection = psycopg.Connection[tuple[Any, ...]]


class Listener(threading.Thread):
    """A connection and a thread of its own; it publishes a snapshot at the start and after each change."""

    def __init__(self, address: str, publish: Callable[[Snapshot], None]) -> None:
        super().__init__(name="flags", daemon=True)
        self.has_heard = threading.Event()
        self._address, self._publish = address, publish
        self._version: int | None = None
        self._pause = SHORTEST_PAUSE
        self._has_ended = threading.Event()

    def run(self) -> None:
        """Listen until the process ends; a lost connection is made again, ever more slowly."""
        while not self._has_ended.is_set():
            try:
                with connected(self._address) as connection:
                    self._listen(connection)
            except (
                Exception
            ) as error:  # without this thread the process would never hear of a change again
                log.warning("flags: %s; the last known overrides stay", first_line(error))
            self._has_ended.wait(self._pause * random.uniform(0.5, 1))  # noqa: S311 - so that not all come back at once
            self._pause = min(2 * self._pause, LONGEST_PAUSE)

    def end(self) -> None:
        """Stop at the next wake-up."""
        self._has_ended.set()

    def _listen(self, connection: Connection) -> None:
        # Listen first, then look: a change between the two is heard.
        connection.execute(f"LISTEN {CHANNEL}")
        self._look(connection)
        while not self._has_ended.is_set():
            is_told = any(connection.notifies(timeout=COMPARE_EVERY, stop_after=1))
            if is_told or version_in(connection) != self._version:
                self._look(connection)

    def _look(self, connection: Connection) -> None:
        found = read_snapshot(connection)
        self._publish(found)
        self._version = found.version
        self._pause = SHORTEST_PAUSE
        self.has_heard.set()


def connected(address: str) -> Connection:
    """A line that is noticed when it is dead."""
    return psycopg.connect(
        address,
        autocommit=True,
        prepare_threshold=None,  # a pooler in between may hand out another connection
        connect_timeout=3,
        application_name="totalaudio flags",
        keepalives_idle=10,
        keepalives_interval=5,
        keepalives_count=3,
        tcp_user_timeout=20_000,
    )


def read_snapshot(connection: Connection) -> Snapshot:
    """The overrides as they stand, and their version, in one statement."""
    # As text, because Django's connections have another idea of JSON than psycopg.
    row = connection.execute("SELECT flags_snapshot_v1()::text").fetchone()
    found: dict[str, Any] = json.loads(row[0] if row else "")
    return Snapshot(found["version"], tuple(_override(each) for each in found["overrides"]))


def version_in(connection: Connection) -> int:
    """The number of the latest change."""
    row = connection.execute("SELECT flags_version_v1()").fetchone()
    return int(row[0]) if row else 0


def _override(row: dict[str, Any]) -> Override:
    return Override(
        flag=row["flag"],
        scope=Scope(row["scope"]),
        subject=UUID(row["subject"]) if row["subject"] else None,
        is_on=row["is_on"],
        variant=row["variant"],
        expires_at=datetime.fromisoformat(row["expires_at"]) if row["expires_at"] else None,
    )


def first_line(error: Exception) -> str:
    """What an error says, on one line."""
    return next(iter(str(error).strip().splitlines()), type(error).__name__)
