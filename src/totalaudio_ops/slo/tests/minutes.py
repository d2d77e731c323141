"""Judgements of single minutes around an outage, and what they wrote: minutes are told from its beginning."""

from totalaudio_ops.happenings import Connection
from totalaudio_ops.slo.evaluating import Evaluated, evaluate
from totalaudio_ops.slo.objectives import Objective
from totalaudio_ops.slo.postgres_source import PostgresSource
from totalaudio_ops.slo.storing import Alert, alerts, mode_changes
from totalaudio_ops.slo.tests.traffic import APP, DAY, START, after, objective
from totalaudio_ops.slo.windows import SETTLING


def judge(connection: Connection, minutes: float, *objectives: Objective) -> Evaluated:
    """One judgement, in a transaction of its own, as the worker makes it."""
    with connection.transaction():
        wanted = objectives or (objective(),)
        return evaluate(connection, PostgresSource(connection), wanted, after(minutes) + SETTLING)


def history(connection: Connection, app: str = APP) -> list[tuple[float, str, str]]:
    """Minutes after the outage began, and from which mode to which; oldest first."""
    found = mode_changes(connection, [app], START - 9 * DAY, START + 9 * DAY)
    return [((c.at - START).total_seconds() / 60, c.from_mode, c.to_mode) for c in found[::-1]]


def told(connection: Connection) -> list[Alert]:
    return alerts(connection, [APP], START - 9 * DAY, START + 9 * DAY)[::-1]


def minutes_of(alert: Alert) -> tuple[str, float, float | None]:
    ended = (alert.ended_at - START).total_seconds() / 60 if alert.ended_at else None
    return alert.rule, (alert.started_at - START).total_seconds() / 60, ended
