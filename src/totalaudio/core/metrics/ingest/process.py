"""The writer, the keys and their paces of this process; a process that was forked from it starts with its own."""

import os
from functools import cache

import psycopg
from django.conf import settings
from django.db import connections

from .keys import Keys
from .pacing import Paces
from .storing import Connection
from .writer import Writer

_CONNECT_SECONDS = 3
_STATEMENT_MS = 8_000


@cache
def writer() -> Writer:
    """The one writer."""
    return Writer(_connect)


@cache
def keys() -> Keys:
    """The keys that this process remembers."""
    return Keys()


@cache
def paces() -> Paces:
    """What the keys brought to this process in their minute."""
    return Paces(settings.EVENTS_PER_MINUTE)


def reset() -> None:
    """Start anew; whatever waits goes on to its end."""
    writer.cache_clear()
    keys.cache_clear()
    paces.cache_clear()


def _connect() -> Connection:
    """A connection as the app role, the only one that a web process holds."""
    told = connections["default"].get_connection_params()
    told |= {
        "cursor_factory": psycopg.Cursor,
        "autocommit": True,
        "connect_timeout": _CONNECT_SECONDS,
        "application_name": "events",
    }
    found: Connection = psycopg.connect(**told)
    found.execute(f"SET statement_timeout = {_STATEMENT_MS}")
    return found


os.register_at_fork(after_in_child=reset)
