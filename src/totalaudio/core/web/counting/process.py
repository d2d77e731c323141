"""The counter of this process, and the thread that takes what it has to the database; a forked process has its own.

Where threads stand still between requests there is none: each request takes along what was counted.
"""

import atexit
import os
from typing import Final

import psycopg
from django.conf import settings
from django.db import connections

from totalaudio_ops.requests.counting import Counter
from totalaudio_ops.requests.flushing import Connection, Flusher

_CONNECT_SECONDS: Final = 3
_STATEMENT_MS: Final = 5_000


class _Process:
    """What belongs to one process."""

    def __init__(self) -> None:
        self.counter = Counter()
        self.flusher: Flusher | None = None


_here = _Process()


def counter() -> Counter:
    """The counter of this process."""
    return _here.counter


def start() -> None:
    """From now on, what is counted goes to the database; the rest of it when the process ends."""
    if _here.flusher is None:
        _here.flusher = Flusher(_here.counter, _connect)
        if not settings.COUNTS_WITH_REQUESTS:
            _here.flusher.start()


def ended() -> None:
    """A request has ended: what was counted is stored now, where no thread does it later."""
    if _here.flusher is not None and settings.COUNTS_WITH_REQUESTS:
        _here.flusher.flush_now()


def stop() -> None:
    """Store what was counted so far and stop doing so; counting goes on."""
    flusher, _here.flusher = _here.flusher, None
    if flusher:
        flusher.stop()


def _connect() -> Connection:
    """A connection of our own as the app role, that no request uses; it never waits for long."""
    told = connections["default"].get_connection_params()
    told |= {
        "cursor_factory": psycopg.Cursor,
        "autocommit": True,
        "connect_timeout": _CONNECT_SECONDS,
        "tcp_user_timeout": _STATEMENT_MS,
        "application_name": "requests",
    }
    found: Connection = psycopg.connect(**told)
    found.execute(f"SET statement_timeout = {_STATEMENT_MS}")
    return found


def _begin_anew() -> None:
    """A forked process counts from nothing: what its parent counted, its parent stores."""
    global _here
    was_started, _here = _here.flusher is not None, _Process()
    if was_started:
        start()


os.register_at_fork(after_in_child=_begin_anew)
atexit.register(stop)
