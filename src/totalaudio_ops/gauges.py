"""How the installation stands, as Prometheus reads it: budgets, modes, incidents, backups, the worker and its queues.

Each is asked of the database when it is read, so that a value is never older than the question.
"""

import hmac
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Final

import psycopg
from prometheus_client import CollectorRegistry
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4, generate_latest
from prometheus_client.registry import Collector

from totalaudio_ops.backups import records
from totalaudio_ops.happenings import Connection
from totalaudio_ops.incidents.incident import unresolved
from totalaudio_ops.problems import Problem
from totalaudio_ops.slo.asking import AppStanding, status
from totalaudio_ops.slo.modes import Mode
from totalaudio_ops.slo.objectives import Objective
from totalaudio_ops.slo.sources import source_of

type Connect = Callable[[], AbstractContextManager[Connection]]

LEVELS: Final = ("P0", "P1", "P2", "P3")
_WORKER = """
    SELECT extract(epoch FROM clock_timestamp() - seen_at)::float8
    FROM totalaudio.web_heartbeat WHERE name = 'worker'
"""
_JOBS = """SELECT queue_name, status::text, count(*) FROM totalaudio.procrastinate_jobs
    WHERE status IN ('todo', 'doing') GROUP BY 1, 2 ORDER BY 1, 2"""


class Gauges:
    """Answers /metrics of the process that watches: only with the token, and 404 where there is none."""

    def __init__(
        self,
        token: str,
        connect: Connect,
        objectives: Callable[[], tuple[Objective, ...]],
        clock: Callable[[], datetime],
        prometheus_url: str = "",
    ) -> None:
        self._token, self._connect, self._clock = token, connect, clock
        self._objectives, self._prometheus_url = objectives, prometheus_url

    def answer(self, authorization: str) -> tuple[int, str, bytes]:
        """The status, the type and the content; 503 with the reason while the database is away."""
        text = "text/plain; charset=utf-8"
        if not self._token:
            return 404, text, b"There is no such page.\n"
        if not hmac.compare_digest(authorization.encode(), f"Bearer {self._token}".encode()):
            return 401, text, b"The token is missing or another.\n"
        try:
            with self._connect() as connection:
                registry = CollectorRegistry()
                registry.register(_Read(tuple(self._families(connection))))
        except (psycopg.Error, Problem) as error:
            said = " ".join(str(error).split())
            return 503, text, f"The database cannot be asked: {said}\n".encode()
        return 200, CONTENT_TYPE_PLAIN_0_0_4, generate_latest(registry)

    def _families(self, connection: Connection) -> Iterator[GaugeMetricFamily]:
        now = self._clock()
        source = source_of(connection, self._prometheus_url)
        yield from _of_budgets(status(connection, source, self._objectives(), now))
        yield _of_incidents(connection)
        yield from _of_backups(connection, now)
        yield from _of_the_worker(connection)


class _Read(Collector):
    """What was read already."""

    def __init__(self, families: tuple[GaugeMetricFamily, ...]) -> None:
        self._families = families

    def collect(self) -> Iterator[GaugeMetricFamily]:
        yield from self._families


def _of_budgets(standings: list[AppStanding]) -> Iterator[GaugeMetricFamily]:
    left = GaugeMetricFamily(
        "totalaudio_error_budget_left_ratio",
        "The share of the error budget that is left; below 0 when overspent, absent without events.",
        labels=("app", "objective"),
    )
    mode = GaugeMetricFamily(
        "totalaudio_budget_mode", "1 for the mode that an app is in.", labels=("app", "mode")
    )
    alerts = GaugeMetricFamily(
        "totalaudio_burn_alerts_open", "Budgets that burn too fast now.", labels=("app",)
    )
    for one in standings:
        for each in one.standings:
            if each.budget.left is not None:
                left.add_metric((one.app, each.objective.name), float(each.budget.left))
        for name in Mode:
            mode.add_metric((one.app, name.value), float(one.mode is name))
        alerts.add_metric((one.app,), len(one.alerts))
    yield from (left, mode, alerts)


def _of_incidents(connection: Connection) -> GaugeMetricFamily:
    found = GaugeMetricFamily(
        "totalaudio_incidents_unresolved", "Incidents that are not resolved.", labels=("level",)
    )
    there = [str(one.level) for one in unresolved(connection)]
    for level in LEVELS:
        found.add_metric((level,), there.count(level))
    return found


def _of_backups(connection: Connection, now: datetime) -> Iterator[GaugeMetricFamily]:
    verified = records.last_verified(connection)
    if verified and verified.snapshot_at:
        yield GaugeMetricFamily(
            "totalaudio_backup_age_seconds",
            "How much would be lost now: the time since the moment that the newest verified backup shows.",
            (now - verified.snapshot_at).total_seconds(),
        )
    if verified and verified.restore_seconds is not None:
        yield GaugeMetricFamily(
            "totalaudio_backup_restore_seconds",
            "How long it took to restore it.",
            verified.restore_seconds,
        )


def _of_the_worker(connection: Connection) -> Iterator[GaugeMetricFamily]:
    seen = connection.execute(_WORKER).fetchone()
    if seen:
        yield GaugeMetricFamily(
            "totalaudio_worker_silent_seconds",
            "The time since the worker's last sign of life.",
            float(str(seen[0])),
        )
    jobs = GaugeMetricFamily(
        "totalaudio_jobs", "Jobs that wait (todo) or run (doing).", labels=("queue", "status")
    )
    for queue, state, count in connection.execute(_JOBS):
        jobs.add_metric((str(queue), str(state)), int(str(count)))
    yield jobs
