"""Every question of the operator's dashboard, asked of the roll-ups, of what the platform itself recorded.

`using` is the connection: the web's, where policies let operators see the installation, or the system's.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connections

from totalaudio.core.metrics.histograms import percentile
from totalaudio.core.metrics.names import EventName, Feature

from .figures import Adoption, Day, Enrichments, Failure, Joined, Reached, Timed
from .windows import Window, monday_of

type Told = dict[str, date | datetime | str | int | list[str]]

WEB = "default"
# What a person does by coming: renewals and letters happen to people who are away.
PRESENT: list[str] = [EventName.PAGE_VIEW, EventName.SIGN_IN, EventName.FEATURE_USED]
COHORT_WEEKS = 12


def reached(window: Window, using: str = WEB) -> Reached:
    """The steps from the first visit to the first payment, each counted for itself in the window."""
    [row] = _rows(
        """
        SELECT (SELECT coalesce(sum(people), 0)::bigint FROM event_days
                WHERE event_name = %(visit)s AND source = 'platform' AND date BETWEEN %(first)s AND %(last)s),
               count(*) FILTER (WHERE event_name = %(sign_up)s),
               count(*) FILTER (WHERE event_name = %(enrichment)s),
               (SELECT coalesce(sum(events), 0)::bigint FROM event_days
                WHERE event_name = %(call)s AND source = 'platform' AND date BETWEEN %(first)s AND %(last)s),
               count(*) FILTER (WHERE event_name = %(payment)s)
        FROM event_firsts
        WHERE event_name IN (%(sign_up)s, %(enrichment)s, %(payment)s)
          AND first_at >= %(begins_at)s AND first_at < %(ends_at)s
        """,
        _told(window)
        | {
            "visit": EventName.PAGE_VIEW,
            "sign_up": EventName.SIGN_UP,
            "enrichment": EventName.ENRICHMENT_SUCCESS,
            "call": EventName.DEMO_CALL_BOOKED,
            "payment": EventName.PAYMENT_COMPLETED,
        },
        using,
    )
    return Reached(*row)


def by_day(window: Window, using: str = WEB) -> list[Day]:
    """Visits, events and errors of every day, those without any included."""
    rows = _rows(
        """SELECT date, coalesce(sum(people) FILTER (WHERE event_name = %(visit)s), 0)::bigint, sum(events)::bigint
           FROM event_days WHERE source = 'platform' AND date BETWEEN %(first)s AND %(last)s GROUP BY date""",
        _told(window) | {"visit": EventName.PAGE_VIEW},
        using,
    )
    found = {day: (visits, events) for day, visits, events in rows}
    errors = _errors_by_day(window, using)
    return [Day(day, *found.get(day, (0, 0)), errors.get(day, 0)) for day in window.days]


def _errors_by_day(window: Window, using: str) -> dict[date, int]:
    return dict(
        _rows(
            """SELECT (hour AT TIME ZONE 'UTC')::date, sum(events)::bigint FROM event_hours
               WHERE source = 'platform' AND status = 'error' AND hour >= %(begins_at)s AND hour < %(ends_at)s
               GROUP BY 1""",
            _told(window),
            using,
        )
    )


def joined(today: date, using: str = WEB) -> list[Joined]:
    """The cohorts of the last whole weeks, oldest first; weeks in which nobody signed up are left out."""
    running = monday_of(today)
    rows = _rows(
        """
        WITH cohort AS (
            SELECT user_id, date_trunc('week', first_at AT TIME ZONE 'UTC')::date AS week FROM event_firsts
            WHERE event_name = %(sign_up)s AND first_at >= %(since)s::date AND first_at < %(running)s::date
        ), back AS (
            SELECT c.week, (w.week - c.week) / 7 AS after, count(DISTINCT w.user_id) AS people
            FROM cohort c JOIN event_weeks w ON w.user_id = c.user_id AND w.week > c.week
            WHERE w.week >= %(since)s AND w.week < %(running)s AND w.event_name = ANY (%(present)s)
            GROUP BY 1, 2
        )
        SELECT s.week, s.people, b.after, b.people
        FROM (SELECT week, count(*) AS people FROM cohort GROUP BY week) s LEFT JOIN back b USING (week)
        ORDER BY s.week
        """,
        {
            "sign_up": EventName.SIGN_UP,
            "since": running - timedelta(weeks=COHORT_WEEKS),
            "running": running,
            "present": PRESENT,
        },
        using,
    )
    sizes = {week: people for week, people, _, _ in rows}
    back = {(week, after): people for week, _, after, people in rows if after is not None}
    return [
        Joined(week, size, tuple(back.get((week, i), 0) for i in range(1, _weeks(week, running))))
        for week, size in sizes.items()
    ]


def adoption(window: Window, using: str = WEB) -> Adoption:
    """Who was there since the window began, and who used what; both by the last time that they did."""
    [[people]] = _rows(
        """SELECT count(DISTINCT user_id) FROM event_firsts
           WHERE event_name = ANY (%(present)s) AND last_at >= %(begins_at)s""",
        _told(window) | {"present": PRESENT},
        using,
    )
    used = dict(
        _rows(
            """SELECT feature, count(*) FROM event_firsts
               WHERE event_name = %(used)s AND last_at >= %(begins_at)s GROUP BY feature""",
            _told(window) | {"used": EventName.FEATURE_USED},
            using,
        )
    )
    return Adoption(people, {feature: used.get(feature, 0) for feature in Feature})


def enrichments(window: Window, using: str = WEB) -> Enrichments:
    """How many contacts were enriched, and how many failed."""
    names = (EventName.ENRICHMENT_SUCCESS, EventName.ENRICHMENT_FAILED)
    found = dict(
        _rows(
            """SELECT event_name, sum(events)::bigint FROM event_days
               WHERE event_name = ANY (%(names)s) AND source = 'platform' AND date BETWEEN %(first)s AND %(last)s
               GROUP BY event_name""",
            _told(window) | {"names": list(names)},
            using,
        )
    )
    return Enrichments(*(found.get(name, 0) for name in names))


def durations(window: Window, using: str = WEB) -> list[Timed]:
    """How long events take, by name, the slowest first; names without durations are left out."""
    rows = _rows(
        """SELECT event_name, array_agg(n ORDER BY place) FROM (
               SELECT d.event_name, h.place, sum(h.n)::bigint AS n
               FROM event_days d, unnest(d.histogram) WITH ORDINALITY AS h (n, place)
               WHERE d.source = 'platform' AND d.date BETWEEN %(first)s AND %(last)s
               GROUP BY d.event_name, h.place) AS places
           GROUP BY event_name""",
        _told(window),
        using,
    )
    found = [_timed(name, histogram) for name, histogram in rows if sum(histogram)]
    return sorted(found, key=lambda one: (-one.p95_ms, one.event_name))


def latest_errors(window: Window, limit: int = 20, using: str = WEB) -> list[Failure]:
    """The newest errors of the window, from the events themselves."""
    rows = _rows(
        """SELECT created_at, event_name, app_name, coalesce(error_message, '') FROM events
           WHERE status = 'error' AND source = 'platform' AND created_at >= %(begins_at)s AND created_at < %(ends_at)s
           ORDER BY created_at DESC LIMIT %(limit)s""",
        _told(window) | {"limit": limit},
        using,
    )
    return [Failure(*row) for row in rows]


def newest_hour(using: str = WEB) -> datetime | None:
    """The newest hour that is summed up, None before the first; what came later is not in the figures yet."""
    [[found]] = _rows("SELECT max(hour) FROM event_hours", {}, using)
    return found if isinstance(found, datetime) else None


def _timed(name: str, histogram: Sequence[int]) -> Timed:
    p50, p95 = (percentile(histogram, share) or 0.0 for share in (0.5, 0.95))
    return Timed(name, sum(histogram), p50, p95)


def _weeks(week: date, running: date) -> int:
    return (running - week).days // 7


def _told(window: Window) -> Told:
    return {
        "first": window.first,
        "last": window.last,
        "begins_at": window.begins_at,
        "ends_at": window.ends_at,
    }


def _rows(sql: str, told: Told, using: str) -> list[tuple[Any, ...]]:
    with connections[using].cursor() as cursor:
        cursor.execute(sql, told)
        return list(cursor.fetchall())
