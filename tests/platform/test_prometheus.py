"""PostgreSQL and a real Prometheus tell the same of the same traffic of a real web process."""

import time
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import psycopg
import pytest

from tests.platform.granian_site import site
from tests.platform.launch import until
from tests.support.database import Urls
from tests.support.prometheus import EVERY, IS_THERE, WANTED, prometheus
from totalaudio_ops.slo.objectives import Counts, Indicator, Measure, Objective, Span
from totalaudio_ops.slo.postgres_source import PostgresSource
from totalaudio_ops.slo.prometheus_source import PrometheusSource

pytestmark = pytest.mark.skipif(not IS_THERE, reason=WANTED)

TOKEN = "a-token-of-the-tests"
A_SECOND = 10  # requests


def objective(name: str, measure: Measure, threshold: int | None, *classes: str) -> Objective:
    indicator = Indicator(measure, classes, threshold)
    return Objective("audio-intel", name, name, Decimal("0.95"), timedelta(days=7), indicator)


WANTED_COUNTS = [
    objective("failed", Measure.FAILED, None),
    objective("slow", Measure.SLOW, 5),
    objective("sign-in", Measure.SLOW, 30_000, "sign-in"),
]


def test_both_sources_agree_within_what_scraping_can_lose(
    fresh_database: Urls, tmp_path: Path
) -> None:
    with (
        site(fresh_database, METRICS_TOKEN=TOKEN) as web,
        prometheus(tmp_path, [web.port], TOKEN) as url,
        psycopg.connect(fresh_database.system, autocommit=True) as connection,
    ):
        source = PrometheusSource(url)
        began = datetime.now(UTC)
        until(lambda: "sign-in" in source.tallies("audio-intel", now_since(began)), 20)
        asked = 0
        give_up_at = time.monotonic() + 12
        while time.monotonic() < give_up_at:
            assert web.get("/accounts/login/" if asked % 2 else "/pricing/")[0] == 200
            asked += 1
            time.sleep(1 / A_SECOND)
        time.sleep(3 * EVERY)  # until both have it
        span = Span(began.replace(second=0, microsecond=0), datetime.now(UTC))
        ours = PostgresSource(connection).count(WANTED_COUNTS, [span])
        theirs = source.count(WANTED_COUNTS, [span])
        paused = PrometheusSource(url, [(None, span)]).count(WANTED_COUNTS, [span])
    assert ours["audio-intel", "failed"] == [Counts(asked, 0)]
    most = 2 * A_SECOND * EVERY + 1
    for key, (counts,) in ours.items():
        assert abs(theirs[key][0].total - counts.total) <= most
        assert abs(theirs[key][0].bad - counts.bad) <= most
    assert ours["audio-intel", "sign-in"][0].total == asked // 2
    assert paused["audio-intel", "failed"] == [Counts(0, 0)]


def now_since(began: datetime) -> Span:
    return Span(began, datetime.now(UTC) + timedelta(seconds=1))
