"""Opens incidents: one for each trouble, however often it is reported."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from uuid_utils.compat import uuid7

from totalaudio_ops.apps import Deployable
from totalaudio_ops.problems import Problem

from .changing import change_level
from .entries import write
from .incident import COLUMNS, Connection, Incident, find, select
from .levels import Level, respond_by
from .words import one_line, tidy
from .writing import minutes, moment

SOURCES = frozenset({"alert", "backup", "hand"})
# Trouble that comes back this soon is told as the same trouble.
COMES_BACK = timedelta(minutes=30)

# Whoever opens stands in line here until the transaction ends: numbers have no gaps, and a key opens one.
_LOCK = "SELECT pg_advisory_xact_lock(7201128)"
_NUMBER = "SELECT coalesce(max(substring(ref FROM 16)::bigint), 0) + 1 FROM ops.incidents WHERE ref LIKE %s"
_INSERT = f"""INSERT INTO ops.incidents ({COLUMNS})
    VALUES (%s, %s, %s, %s, %s, %s, %s, 'open', false, '', %s, %s, %s, NULL, NULL, NULL, NULL)"""  # noqa: S608 - both parts are ours


def open_incident(
    connection: Connection,
    *,
    level: Level | str,
    title: str,
    now: datetime,
    app: str | None = None,
    source: str = "hand",
    key: str | None = None,
    started_at: datetime | None = None,
    by: str,
    detail: str = "",
) -> Incident:
    """Open an incident, or add to the one with this key that is not resolved; the caller's transaction keeps it.

    A second report is written into the timeline (once an hour with the same words) and may make the level worse, never
    better. `started_at` is when the trouble began, as far as known; now when it is not given.
    """
    wanted, said, actor = _level(level), one_line(title, "the title"), one_line(by, "who opens it")
    began = started_at or now
    _refuse_unknown(app, source)
    if began > now:
        raise Problem(
            f"the trouble would begin in the future, at {moment(began)}: give when it began."
        )
    connection.execute(_LOCK)
    if key and (there := select(connection, "WHERE source_key = %s AND status <> 'resolved'", key)):
        return _add(connection, there[0], wanted, said, tidy(detail), actor, now)
    made = _insert(connection, wanted, said, app, source, key, began, now)
    detail_too = f"\n{tidy(detail)}" if tidy(detail) else ""
    text = f"Opened as {wanted}: {said}. Response by {moment(made.respond_by)}.{detail_too}"
    write(connection, made.id, "opened", text, actor=actor, at=now)
    if key:
        _name_the_last(connection, made, key, now)
    return made


def _level(given: Level | str) -> Level:
    try:
        return Level(given.strip().upper())
    except ValueError:
        raise Problem(f"{given[:20]!r} is no level: P0, P1, P2 and P3 are.") from None


def _refuse_unknown(app: str | None, source: str) -> None:
    if app is not None and app not in list(Deployable):
        raise Problem(f"{app[:40]!r} is no app: {', '.join(Deployable)} are; leave it out for all.")
    if source not in SOURCES:
        raise ValueError(f"{source!r} is no source of incidents")


def _insert(
    connection: Connection,
    level: Level,
    title: str,
    app: str | None,
    source: str,
    key: str | None,
    began: datetime,
    now: datetime,
) -> Incident:
    day = f"INC-{now.astimezone(UTC):%Y-%m-%d}-"
    row = connection.execute(_NUMBER, [f"{day}%"]).fetchone()
    ref = f"{day}{row[0] if row else 1:03}"
    made: UUID = uuid7()
    due = respond_by(level, now)
    connection.execute(
        _INSERT.encode(), [made, ref, app, level, title, source, key, began, now, due]
    )
    return find(connection, ref)


def _add(
    connection: Connection,
    there: Incident,
    level: Level,
    title: str,
    detail: str,
    actor: str,
    now: datetime,
) -> Incident:
    text = f"Reported again: {title}" + (f"\n{detail}" if detail else "")
    hour = f"{now.astimezone(UTC):%Y-%m-%dT%H}"
    write(
        connection, there.id, "again", text, actor=actor, at=now, key=f"again {hour} {text}"[:1000]
    )
    if level.is_worse_than(there.level):
        return change_level(
            connection, there.ref, level, reason=f"reported again as {level}", by=actor, now=now
        )
    return there


def _name_the_last(connection: Connection, made: Incident, key: str, now: datetime) -> None:
    """What comes back soon is told in both timelines; the resolved one stays resolved."""
    asked = "WHERE source_key = %s AND resolved_at > %s ORDER BY resolved_at DESC LIMIT 1"
    for last in select(connection, asked, key, now - COMES_BACK):
        since = minutes(now - (last.resolved_at or now))
        here = f"The same trouble as {last.ref}, which was resolved {since} before."
        write(connection, made.id, "note", here, actor="platform", at=now)
        there = f"The trouble came back {since} after it was resolved, as {made.ref}."
        write(connection, last.id, "note", there, actor="platform", at=now)
