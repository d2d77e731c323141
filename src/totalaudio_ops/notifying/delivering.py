"""Hands out what is due: each notice by itself, so that one that fails holds up no other."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from psycopg.rows import class_row

from totalaudio_ops.incidents.incident import Connection

from .notification import Notification, NotTakenError, Way

GIVEN_UP_AFTER = timedelta(days=1)
_LONGEST_WAIT = timedelta(hours=2)
_NO_WAY = {
    "mail": "there is no mail server: set EMAIL_URL where this is delivered",
    "webhook": "there is no webhook: set ALERT_WEBHOOK_URL and ALERT_WEBHOOK_SECRET where this is delivered",
}

# Mail first: it is the way that is always there. Nobody else takes a row that is being handed over.
_NEXT = """SELECT id, channel, recipient, subject, body, first_at, attempts FROM ops.notifications
    WHERE sent_at IS NULL AND given_up_at IS NULL AND overtaken_at IS NULL
    AND not_before <= %s AND NOT id = ANY(%s) AND NOT channel || ' ' || recipient = ANY(%s)
    ORDER BY channel, not_before, id LIMIT 1 FOR UPDATE SKIP LOCKED"""


@dataclass(frozen=True, slots=True)
class Delivered:
    """How many were taken, how many wait for another try, and how many were given up."""

    sent: int = 0
    waiting: int = 0
    given_up: int = 0


@dataclass(frozen=True, slots=True)
class _Due:
    id: UUID
    channel: str
    recipient: str
    subject: str
    body: str
    first_at: datetime
    attempts: int


def deliver(connection: Connection, ways: Mapping[str, Way], now: datetime) -> Delivered:
    """Hand out all that is due, each in a transaction of its own on a connection that has none open.

    After a failure nothing else is tried with the same recipient until the next call. What was taken just before a
    crash may be sent again: its id is the same.
    """
    counts = {"sent": 0, "waiting": 0, "given_up": 0}
    seen: list[UUID] = []
    failing: list[str] = []
    while True:
        with connection.transaction():
            due = _next(connection, now, seen, failing)
            if due is None:
                return Delivered(**counts)
            seen.append(due.id)
            problem = _try(due, ways)
            if problem:
                failing.append(f"{due.channel} {due.recipient}")
            counts[_note(connection, due, problem, now)] += 1


def _next(
    connection: Connection, now: datetime, seen: list[UUID], failing: list[str]
) -> _Due | None:
    with connection.cursor(row_factory=class_row(_Due)) as cursor:
        return cursor.execute(_NEXT, [now, seen, failing]).fetchone()


def _try(due: _Due, ways: Mapping[str, Way]) -> str:
    way = ways.get(due.channel)
    if way is None:
        return _NO_WAY[due.channel]
    try:
        way(Notification(due.id, due.channel, due.recipient, due.subject, due.body))
    except NotTakenError as error:
        return str(error)
    return ""


def _note(connection: Connection, due: _Due, problem: str, now: datetime) -> str:
    tried = "UPDATE ops.notifications SET attempts = attempts + 1, problem = %s, "
    if not problem:
        connection.execute(tried + "sent_at = %s WHERE id = %s", ["", now, due.id])
        return "sent"
    if now - due.first_at >= GIVEN_UP_AFTER:
        connection.execute(tried + "given_up_at = %s WHERE id = %s", [problem, now, due.id])
        return "given_up"
    wait = min(timedelta(minutes=2 ** min(due.attempts, 10)), _LONGEST_WAIT)
    again_at = min(now + wait, due.first_at + GIVEN_UP_AFTER)
    connection.execute(tried + "not_before = %s WHERE id = %s", [problem, again_at, due.id])
    return "waiting"
