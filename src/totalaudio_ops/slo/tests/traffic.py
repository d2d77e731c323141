"""Rows of requests, minute by minute, and an objective whose budget is known by hand.

A day of 100 requests a minute, of which 99 % must be good: the budget is 1,440 bad ones.
"""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

from totalaudio_ops.happenings import Connection
from totalaudio_ops.requests.bounds import PLACES
from totalaudio_ops.slo.objectives import Indicator, Measure, Objective, Rule

APP = "tracker"
START = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)  # when the outage begins
DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)
OUTAGE = 30  # minutes
RULES = (
    Rule(timedelta(hours=1), timedelta(minutes=5), Decimal("14.4"), "P1"),
    Rule(timedelta(hours=6), timedelta(minutes=30), Decimal(6), "P2"),
    Rule(timedelta(days=1), timedelta(hours=2), Decimal(3), "P3"),
    Rule(timedelta(days=3), timedelta(hours=6), Decimal(1), "P3"),
)
_ROWS = """INSERT INTO ops.request_minutes (app, minute, route_class, total, bad, left_out, histogram)
    SELECT %s, minute, %s, %s, %s, 0, %s FROM generate_series(%s::timestamptz, %s::timestamptz, '1 minute') AS minute
    ON CONFLICT (app, minute, route_class) DO UPDATE SET bad = excluded.bad, histogram = excluded.histogram"""


def objective(name: str = "availability", app: str = APP, **more: object) -> Objective:
    """Of an app's requests in a day, 99 % are good."""
    made: dict[str, object] = {
        "app": app,
        "name": name,
        "title": name.capitalize(),
        "target": Decimal("0.99"),
        "window": DAY,
        "indicator": Indicator(Measure.FAILED),
        "rules": RULES,
    }
    return Objective(**(made | more))  # type: ignore[arg-type]  # the fields of an objective


def after(minutes: float) -> datetime:
    """So many minutes after the outage began."""
    return START + timedelta(minutes=minutes)


def traffic(
    connection: Connection,
    start: datetime,
    end: datetime,
    *,
    bad: int = 0,
    slow: int = 0,
    total: int = 100,
    app: str = APP,
    name: str = "pages",
) -> None:
    """So many requests in each minute of a time; what was there is replaced."""
    histogram = [0] * PLACES
    histogram[0], histogram[-1] = total - slow, slow
    values = [app, name, total, bad, histogram, start, end - MINUTE]
    connection.execute(_ROWS, values)
