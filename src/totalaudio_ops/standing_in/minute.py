"""The worker's minute: judge it, follow incidents, tell people, write the status page.

Each step is the worker's own function, and does nothing twice; so it is no harm when the worker comes back in between.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import psycopg

from totalaudio_ops.incidents.following import follow
from totalaudio_ops.notifying.audience import Audience
from totalaudio_ops.notifying.delivering import deliver
from totalaudio_ops.notifying.notification import Way
from totalaudio_ops.notifying.queueing import queue
from totalaudio_ops.slo.evaluating import evaluate
from totalaudio_ops.slo.objectives import Objective
from totalaudio_ops.slo.sources import source_of
from totalaudio_ops.status.model import Page
from totalaudio_ops.status.reading import read_page

type Connection = psycopg.Connection[tuple[object, ...]]


@dataclass(frozen=True, slots=True)
class Duties:
    """What this installation promises, whom it tells and how, and where its status page goes."""

    objectives: Callable[[], Sequence[Objective]]
    audience: Audience
    ways: Mapping[str, Way]
    write: Callable[[Page, datetime], object]
    prometheus_url: str = field(default="", repr=False)


def do_minute(connection: Connection, duties: Duties, now: datetime) -> list[str]:
    """Do all of it on a connection in autocommit mode; a step that fails is named and holds up no other."""
    steps: list[tuple[str, Callable[[Connection, Duties, datetime], None]]] = [
        ("judging the minute", _judge),
        ("following incidents", _follow),
        ("writing the status page", _write),
        ("telling people", _tell),
    ]
    failed = []
    for name, step in steps:
        try:
            step(connection, duties, now)
        except Exception as error:  # whatever it is, people must be told of the rest
            failed.append(f"{name} failed: {type(error).__name__}: {' '.join(str(error).split())}")
    return failed


def _judge(connection: Connection, duties: Duties, now: datetime) -> None:
    with connection.transaction():
        evaluate(connection, source_of(connection, duties.prometheus_url), duties.objectives(), now)


def _follow(connection: Connection, duties: Duties, now: datetime) -> None:
    with connection.transaction():
        follow(connection, now)
        queue(connection, duties.audience, now)


def _write(connection: Connection, duties: Duties, now: datetime) -> None:
    with connection.transaction():
        page = read_page(connection, now)
    duties.write(page, now)


def _tell(connection: Connection, duties: Duties, now: datetime) -> None:
    deliver(connection, duties.ways, now)
