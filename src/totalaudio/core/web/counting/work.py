"""Work of the worker and statements of every process go through the same counter as requests."""

from collections.abc import Callable
from contextvars import ContextVar
from time import perf_counter
from typing import Final

from django.conf import settings
from django.db import OperationalError
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created

from totalaudio.core.lib.worked import Outcome, Work, listen

from . import process

QUERY: Final = "db:query"
WORKER: Final = "worker"
_STATUS: Final = {Outcome.GOOD: 200, Outcome.BAD: 500, Outcome.LEFT_OUT: 400}

# The app whose request is being answered; its statements count for it.
app_in_hand: Final[ContextVar[str]] = ContextVar("app_in_hand", default="")

type Execute = Callable[[str, object, bool, dict[str, object]], object]


def follow() -> None:
    """Count work as it is told, and the statements of every connection that is opened from now on."""
    listen(_worked)
    connection_created.connect(_opened, dispatch_uid="counting.statements")


def _worked(work: Work, outcome: Outcome, seconds: float) -> None:
    process.counter().count(WORKER, work, seconds, _STATUS[outcome])


def _opened(connection: BaseDatabaseWrapper, **_: object) -> None:
    if timed not in connection.execute_wrappers:
        connection.execute_wrappers.append(timed)


def timed(
    execute: Execute,
    sql: str,
    params: object,
    many: bool,  # noqa: FBT001 - as Django calls it
    context: dict[str, object],
) -> object:
    """Run a statement and count how long it took; one that the database did not answer is bad."""
    began, status = perf_counter(), 200
    try:
        return execute(sql, params, many, context)
    except OperationalError:
        status = 500
        raise
    finally:
        app = app_in_hand.get() or settings.COUNTED_APP
        process.counter().count(app, QUERY, perf_counter() - began, status)
