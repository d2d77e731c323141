"""What Prometheus reads of the installation, from the server that also serves the status page."""

import http.client
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import psycopg
import pytest
from prometheus_client.parser import text_string_to_metric_families
from tests.support.database import Urls
from uuid_utils.compat import uuid7

from totalaudio_ops.gauges import Gauges
from totalaudio_ops.incidents.opening import open_incident
from totalaudio_ops.probes.watching import connecting
from totalaudio_ops.slo.evaluating import evaluate
from totalaudio_ops.slo.postgres_source import PostgresSource
from totalaudio_ops.slo.tests.traffic import APP, DAY, START, after, objective, traffic
from totalaudio_ops.slo.windows import SETTLING
from totalaudio_ops.status.serving import StatusPage, serve
from totalaudio_ops.status.tests.test_files import LOOK, URL

NOW = after(12) + SETTLING
TOKEN = "of-the-tests"


def gauges(url: str, token: str = TOKEN) -> Gauges:
    return Gauges(token, connecting(url), lambda: (objective(),), lambda: NOW)


@pytest.fixture
def port(db: Urls, tmp_path: Path) -> Iterator[int]:
    page = StatusPage(tmp_path, URL, LOOK)
    with serve(page, "127.0.0.1", 0, gauges(db.system).answer) as at:
        yield at


def ask(port: int, **headers: str) -> tuple[int, str]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", "/metrics", headers=headers)
        answer = connection.getresponse()
        return answer.status, answer.read().decode()
    finally:
        connection.close()


def values(text: str) -> dict[tuple[str, ...], float]:
    return {
        (sample.name.removeprefix("totalaudio_"), *sample.labels.values()): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def test_how_everything_stands(db: Urls, port: int) -> None:
    with psycopg.connect(db.system) as connection:
        traffic(connection, START - DAY, START)
        traffic(connection, START, after(30), bad=100)
        evaluate(connection, PostgresSource(connection), [objective()], NOW)
        open_incident(
            connection, level="P2", title="Slow", source="hand", key="slow", by="Alice", now=NOW
        )
        connection.execute(
            "INSERT INTO ops.backups (id, name, trigger, started_at, snapshot_at, archive, state, verified_at,"
            " restore_seconds) VALUES (%(id)s, 'daily', 'daily', %(at)s, %(at)s, 'x', 'verified', %(at)s, 3.5)",
            {"id": uuid7(), "at": NOW - timedelta(hours=3)},
        )
    status, text = ask(port, Authorization=f"Bearer {TOKEN}")
    found = values(text)
    assert status == 200
    assert found["error_budget_left_ratio", APP, objective().name] == pytest.approx(1 / 6)
    modes = {name[2]: value for name, value in found.items() if name[0] == "budget_mode"}
    assert modes == {"development": 0, "caution": 0, "freeze": 1}
    assert found["burn_alerts_open", APP] >= 1
    assert found["incidents_unresolved", "P2"] == 1
    assert (found["backup_age_seconds",], found["backup_restore_seconds",]) == (10800, 3.5)


def test_how_long_the_worker_is_silent_goes_by_the_clock_of_the_database(
    db: Urls, port: int
) -> None:
    """That of this machine stands hours apart."""
    query = "INSERT INTO totalaudio.web_heartbeat (name, version, seen_at) VALUES ('worker', '1', now() - %s)"
    with psycopg.connect(db.system) as connection:
        connection.execute(query, [timedelta(seconds=90)])
    silent = values(ask(port, Authorization=f"Bearer {TOKEN}")[1])["worker_silent_seconds",]
    assert 90 <= silent < 150


def test_without_events_backups_or_a_worker_nothing_is_invented(port: int) -> None:
    names = {name[0] for name in values(ask(port, Authorization=f"Bearer {TOKEN}")[1])}
    assert names == {"budget_mode", "burn_alerts_open", "incidents_unresolved"}


@pytest.mark.parametrize("sent", ["", "Bearer another", TOKEN])
def test_only_the_token_opens_it(sent: str, port: int) -> None:
    status, text = ask(port, Authorization=sent)
    assert (status, text) == (401, "The token is missing or another.\n")


def test_where_no_token_is_set_there_is_no_such_page() -> None:
    assert gauges("postgresql://nobody@127.0.0.1:1/none", "").answer("Bearer ")[0] == 404


def test_a_database_that_is_away_is_said() -> None:
    away = gauges("postgresql://nobody@127.0.0.1:1/none")
    status, _, said = away.answer(f"Bearer {TOKEN}")
    assert status == 503
    assert said.startswith(b"The database cannot be asked: connection")
