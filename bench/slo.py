"""What the objectives cost: their status over 30 days of requests, and counting each request as it comes."""

import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import psycopg

from bench.installation import install
from bench.platform import ROOT
from bench.report import Figure, report
from bench.slo_rows import APPS, REQUESTS, fill
from totalaudio_ops.postgres import throwaway_server
from totalaudio_ops.requests.rolling import roll
from totalaudio_ops.slo.asking import status
from totalaudio_ops.slo.declared import declared
from totalaudio_ops.slo.objectives import Span
from totalaudio_ops.slo.percentiles import percentiles
from totalaudio_ops.slo.postgres_source import PostgresSource
from totalaudio_ops.slo.windows import STANDARD

type Connection = psycopg.Connection[tuple[object, ...]]

STATUS_MS, COUNTING_US = 300.0, 20.0
RUNS = 15
WINDOWS = [*STANDARD, timedelta(days=30)]


def main(json_output: bool) -> int:  # noqa: FBT001 - how the runner of benchmarks calls it
    """Print the figures as a table, or as JSON; 1 when a limit was passed."""
    # The worst moment of an hour: nearly all of it is in minutes.
    now = datetime.now(UTC).replace(minute=59, second=30, microsecond=0) - timedelta(hours=1)
    with throwaway_server() as server:
        made = install(server.url)
        fill(made.admin, now)
        with psycopg.connect(made.urls.system, autocommit=True) as connection:
            figures = _asked(connection, now)
        told = made.told(DATABASE_URL=made.urls.app)
        command = [sys.executable, "-m", "bench.slo_child"]
        done = subprocess.run(command, env=told, cwd=ROOT, check=True, stdout=subprocess.PIPE)
    return report("slo", [*figures, *_counted(json.loads(done.stdout))], json_output=json_output)


def _asked(connection: Connection, now: datetime) -> list[Figure]:
    objectives = [one for one in declared() if one.app in APPS]
    spans = [Span(now - window, now) for window in WINDOWS]
    source = PostgresSource(connection)

    def counts() -> object:
        return source.count(objectives, spans)

    by_minutes = _milliseconds(counts, 3)
    begin = time.perf_counter()
    hours = roll(connection, now)
    rolled = time.perf_counter() - begin
    counted = source.count([replace(objectives[0], name="all")], spans[-1:])
    ((all_of_it,),) = counted.values()
    if abs(all_of_it.total - REQUESTS) > REQUESTS / 100:
        raise AssertionError(f"{all_of_it.total:,} requests were counted instead of {REQUESTS:,}")
    what = f"{len(objectives)} objectives of 3 apps × {len(WINDOWS)} windows"
    return [
        Figure(f"{what}, median of {RUNS}", _milliseconds(counts), "ms", STATUS_MS),
        Figure(
            "`slo status`: the same with budgets, burn and modes",
            _milliseconds(lambda: status(connection, source, declared(), now)),
            "ms",
            STATUS_MS,
        ),
        Figure("the same while no hour was summed up", by_minutes, "ms"),
        Figure(
            "percentiles of an app by class over a week",
            _milliseconds(lambda: percentiles(connection, APPS[0], Span(now - timedelta(7), now))),
            "ms",
        ),
        Figure(f"summing up {hours} hours at once", rolled, "s"),
        Figure("requests of each app in 30 days", all_of_it.total / 1e6, "million"),
    ]


def _counted(found: dict[str, float]) -> list[Figure]:
    counting = found["counting_us"] - found["plain_us"]
    return [
        Figure(
            "counting a request, with its id and its answer's header", counting, "µs", COUNTING_US
        ),
        Figure("of it the counter itself", found["counter_us"], "µs"),
        Figure("counting a statement", found["statement_us"], "µs"),
        Figure("writing its line of the log, in production", found["line_us"], "µs"),
        Figure("a page of the product with counting, beside without", found["page_ratio"], "times"),
    ]


def _milliseconds(ask: Callable[[], object], runs: int = RUNS) -> float:
    times = []
    for _ in range(runs):
        begin = time.perf_counter()
        ask()
        times.append((time.perf_counter() - begin) * 1000)
    return statistics.median(times)
