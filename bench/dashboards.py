"""How long the figures of a year of 10,000,000 events take: each page of the dashboard, and a person's own summary.

The pages are asked over HTTP, of a web process that holds the app role alone. Takes some minutes and 6 GB of disk.
"""

import random
import statistics
import time

import psycopg

from bench.dashboards_rows import BUSY_PERSON, PEOPLE, SOMEBODY
from bench.dashboards_site import Site, serve
from bench.report import Figure, report
from totalaudio_ops.postgres import throwaway_server

RANGES = (7, 30, 90, 365)
EVENTS = 10_000_000
PAGE_LIMIT = 1_000  # ms, of the slowest answer
SUMMARY_LIMIT = 30  # ms, of the median
ROUNDS = 7
ASKED = 100  # people whose summaries are asked for, each for the first time
_SEED = 7
_STRAIGHT = """
SELECT (created_at AT TIME ZONE 'UTC')::date, count(*), count(*) FILTER (WHERE status = 'error') FROM events
WHERE source = 'platform' AND created_at > now() - interval '90 days' GROUP BY 1
"""
_SUMMED = """
SELECT (hour AT TIME ZONE 'UTC')::date, sum(events), sum(events) FILTER (WHERE status = 'error') FROM event_hours
WHERE source = 'platform' AND hour > now() - interval '90 days' GROUP BY 1
"""


def run(site: Site) -> list[Figure]:
    """Ask for everything, some times each."""
    [stored] = site.admin.execute("SELECT count(*) FROM events").fetchone() or [0]
    figures = [
        Figure("events stored", int(str(stored)), "rows", EVENTS, at_least=True),
        Figure("sums of the whole year, once", site.year_seconds, "s"),
        Figure("sums of the last two hours, every minute", site.recent_seconds * 1000, "ms"),
    ]
    for days in RANGES:
        figures += _page(site, f"dashboard of {days} days", f"/operator/metrics/?days={days}")
    figures += _page(site, "a person's own page", "/people/usage/")
    for days in (30, 365):
        times = _summaries(site, days)
        name = f"summary of a person, {days} days, median"
        figures.append(Figure(name, statistics.median(times), "ms", SUMMARY_LIMIT))
    straight, summed = _asked(site, _STRAIGHT), _asked(site, _SUMMED)
    return [
        *figures,
        Figure("events and errors a day, 90 days, from the events", straight, "ms"),
        Figure("the same from the sums", summed, "ms", straight),
    ]


def _page(site: Site, name: str, path: str) -> list[Figure]:
    times = [site.page(path) * 1000 for _ in range(ROUNDS)]
    return [
        Figure(f"{name}, median", statistics.median(times), "ms"),
        Figure(f"{name}, slowest", max(times), "ms", PAGE_LIMIT),
    ]


def _summaries(site: Site, days: int) -> list[float]:
    """Of people who are drawn by lot and of the busiest, as the app role, each in their own context."""
    pick = random.Random(_SEED + days)
    people = [SOMEBODY.format(pick.randint(1, PEOPLE)) for _ in range(ASKED)]
    with psycopg.connect(site.app_url) as app:
        return [_summary(app, person, days) for person in [*people, str(BUSY_PERSON)]]


def _summary(app: psycopg.Connection[tuple[object, ...]], person: str, days: int) -> float:
    with app.transaction():
        app.execute("SELECT set_context_v1(%s, NULL, '')", [person])
        begun = time.perf_counter()
        app.execute("SELECT * FROM get_user_event_summary(%s, %s)", [person, days]).fetchall()
        return (time.perf_counter() - begun) * 1000


def _asked(site: Site, sql: str) -> float:
    begun = time.perf_counter()
    site.admin.execute(sql.encode()).fetchall()
    return (time.perf_counter() - begun) * 1000


def main(json_output: bool) -> int:  # noqa: FBT001 - how the runner of benchmarks calls it
    """Print the figures as a table, or as JSON; 1 when one is over its limit."""
    with throwaway_server() as server, serve(server.url) as site:
        figures = run(site)
    return report("dashboards", figures, json_output=json_output)
