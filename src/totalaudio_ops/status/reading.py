"""Reads from the database what may be public, and nothing else: no counts, no names, no private entry."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Final

import psycopg

from totalaudio_ops.apps import Deployable
from totalaudio_ops.maintenance import coming_and_now
from totalaudio_ops.status.model import (
    DAYS,
    AppDays,
    Day,
    Incident,
    Page,
    Progress,
    State,
    Update,
    Window,
    availability,
    last_days,
    utc,
)

type Connection = psycopg.Connection[tuple[object, ...]]

# Hours up to where they hold what the minutes hold, and minutes from there on.
_DAYS = """
WITH summed AS (
    SELECT least((SELECT until FROM ops.rolled_until), (SELECT min(hour) FROM ops.stale_hours)) AS until
    WHERE EXISTS (SELECT FROM ops.rolled_until)
), rolled AS (
    SELECT app, (hour AT TIME ZONE 'UTC')::date AS day, total, bad FROM ops.request_hours
    WHERE hour >= %(start)s AND hour < (SELECT until FROM summed) AND route_class NOT LIKE '%%:%%'
), fresh AS (
    SELECT m.app, (m.minute AT TIME ZONE 'UTC')::date AS day, m.total, m.bad FROM ops.request_minutes m
    WHERE m.minute >= greatest((SELECT until FROM summed), %(start)s) AND m.minute <= %(now)s
      AND m.route_class NOT LIKE '%%:%%' AND NOT EXISTS (
        SELECT FROM ops.maintenance w WHERE w.cancelled_at IS NULL AND (w.app IS NULL OR w.app = m.app)
           AND m.minute < w.ends_at AND m.minute + interval '1 minute' > w.starts_at)
)
SELECT app, day, sum(total)::bigint, sum(bad)::bigint
FROM (SELECT * FROM rolled UNION ALL SELECT * FROM fresh) counted GROUP BY app, day
"""
# Probes of the last two minutes say whether an app answers; requests of five say whether it answers well.
_NOW = """
SELECT app,
       coalesce(sum(total) FILTER (WHERE route_class = 'probe' AND minute > %(now)s - interval '2 minutes'), 0)::bigint,
       coalesce(sum(bad) FILTER (WHERE route_class = 'probe' AND minute > %(now)s - interval '2 minutes'), 0)::bigint,
       coalesce(sum(total) FILTER (WHERE route_class <> 'probe'), 0)::bigint,
       coalesce(sum(bad) FILTER (WHERE route_class <> 'probe'), 0)::bigint
FROM ops.request_minutes
WHERE minute > %(now)s - interval '5 minutes' AND minute <= %(now)s AND route_class NOT LIKE '%%:%%'
GROUP BY app
"""
_INCIDENTS = """
SELECT i.ref, i.app, i.level, i.title, i.status, i.started_at, i.resolved_at,
       coalesce(array_agg(e.at ORDER BY e.at DESC, e.id DESC) FILTER (WHERE e.id IS NOT NULL), '{}'),
       coalesce(array_agg(e.text ORDER BY e.at DESC, e.id DESC) FILTER (WHERE e.id IS NOT NULL), '{}')
FROM ops.incidents i LEFT JOIN ops.incident_entries e ON e.incident_id = i.id AND e.is_public
WHERE i.is_public AND (i.status <> 'resolved' OR i.started_at >= %(start)s)
GROUP BY i.id ORDER BY i.started_at DESC, i.ref DESC
"""
_FEWEST: Final = 20
_MANY_BAD: Final = 0.05


def read_page(connection: Connection, now: datetime) -> Page:
    """Everything that the status page shows at this moment; the transaction is the caller's."""
    now = utc(now)
    states, counts = _states(connection, now), _counts(connection, now)
    return Page(
        as_of=now,
        apps=tuple(
            _app(app, states.get(app, State.UNKNOWN), counts, now.date()) for app in Deployable
        ),
        incidents=_incidents(connection, now),
        windows=_windows(connection, now),
    )


def _counts(connection: Connection, now: datetime) -> dict[tuple[str, date], tuple[int, int]]:
    first = last_days(now.date())[0]
    start = datetime(first.year, first.month, first.day, tzinfo=UTC)
    return {
        (str(app), _date(day)): (_whole(total), _whole(bad))
        for app, day, total, bad in connection.execute(_DAYS, {"start": start, "now": now})
    }


def _app(
    app: Deployable,
    measured: State,
    counts: Mapping[tuple[str, date], tuple[int, int]],
    today: date,
) -> AppDays:
    found = [(day, counts.get((app, day), (0, 0))) for day in last_days(today)]
    total, bad = (sum(numbers[n] for _, numbers in found) for n in (0, 1))
    days = tuple(Day(day, availability(*numbers)) for day, numbers in found)
    return AppDays(app, measured, availability(total, bad), days)


def _states(connection: Connection, now: datetime) -> dict[str, State]:
    rows = connection.execute(_NOW, {"now": now})
    return {str(app): _state(*map(_whole, counts)) for app, *counts in rows}


def _state(probes: int, probes_bad: int, requests: int, requests_bad: int) -> State:
    if probes and probes_bad == probes:
        return State.DOWN
    fails_often = requests >= _FEWEST and requests_bad / requests > _MANY_BAD
    if probes_bad or fails_often:
        return State.DEGRADED
    return State.OPERATIONAL if probes or requests else State.UNKNOWN


def _incidents(connection: Connection, now: datetime) -> tuple[Incident, ...]:
    rows = connection.execute(_INCIDENTS, {"start": now - timedelta(days=DAYS)})
    return tuple(_incident(row) for row in rows)


def _incident(row: Sequence[object]) -> Incident:
    ref, app, level, title, status, started_at, resolved_at, moments, texts = row
    if not isinstance(moments, list) or not isinstance(texts, list):
        raise TypeError("the updates of an incident are arrays")
    return Incident(
        ref=str(ref),
        app=Deployable(str(app)) if app else None,
        level=str(level),
        title=str(title),
        progress=Progress(str(status)),
        started_at=_moment(started_at),
        resolved_at=_moment(resolved_at) if resolved_at else None,
        updates=tuple(
            Update(_moment(at), str(text)) for at, text in zip(moments, texts, strict=True)
        ),
    )


def _windows(connection: Connection, now: datetime) -> tuple[Window, ...]:
    return tuple(
        Window(str(one.id), one.app, one.starts_at, one.ends_at, one.reason, one.declared_at)
        for one in coming_and_now(connection, now)
    )


def _whole(value: object) -> int:
    return int(str(value))


def _date(value: object) -> date:
    if not isinstance(value, date):
        raise TypeError(f"{value!r} is no day")
    return value


def _moment(value: object) -> datetime:
    if not isinstance(value, datetime):
        raise TypeError(f"{value!r} is no moment")
    return utc(value)
