"""A database with a year of events, summed up, and a web process in front of it, as long as a block lasts."""

import http.client
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import psycopg

from bench.contact_table_site import sign_in, web
from bench.dashboards_rows import BUSY_PERSON, DAYS, Admin, fill
from bench.installation import Installation, install
from bench.platform import free_port

_TABLES = ("events", "event_hours", "event_days", "event_weeks", "event_firsts", "usage_counters")


@dataclass(frozen=True, slots=True)
class Site:
    """Where the pages are served, the session of an operator, and an administrator of the database."""

    port: int
    session: str
    admin: Admin
    app_url: str
    year_seconds: float
    recent_seconds: float

    def page(self, path: str) -> float:
        """Ask for a page and return the seconds that its answer took."""
        headers = {"Cookie": f"sessionid={self.session}", "Host": "localhost"}
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        begun = time.perf_counter()
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        answer.read()
        took = time.perf_counter() - begun
        connection.close()
        if answer.status != 200:
            raise RuntimeError(f"{path} answered {answer.status}")
        return took


@contextmanager
def serve(server_url: str) -> Iterator[Site]:
    """Make the database, fill it, sum it up, serve it on loopback."""
    made = install(server_url)
    told = made.told(DATABASE_URL=made.urls.app)
    with psycopg.connect(made.admin, autocommit=True) as admin:
        admin.execute("SET search_path = totalaudio")
        _operator(admin)
        start = datetime.now(UTC) - timedelta(days=DAYS)
        _partitions(made, start)
        fill(admin, start)
        _tidy(admin)
        year = _roll_up(made, start)
        _tidy(admin)
        recent = _roll_up(made, datetime.now(UTC) - timedelta(hours=2))
        port = free_port()
        with web(told, port):
            session = sign_in(told, BUSY_PERSON)
            yield Site(port, session, admin, made.urls.app, year, recent)


def _operator(admin: Admin) -> None:
    admin.execute(
        "INSERT INTO accounts_user (id, email, password, name, zone, is_active, joined_at)"
        " VALUES (%s, 'bench@example.com', '!', 'Bench', 'Europe/London', true, now())",
        [BUSY_PERSON],
    )
    admin.execute(
        "INSERT INTO accounts_operator (user_id, created_at) VALUES (%s, now())", [BUSY_PERSON]
    )


def _partitions(made: Installation, start: datetime) -> None:
    with psycopg.connect(made.urls.owner, autocommit=True) as owner:
        owner.execute(
            "SELECT make_event_partition_v1(month::date) FROM generate_series("
            "date_trunc('month', %s::timestamptz, 'UTC'), now(), interval '1 month') AS month",
            [start],
        )


def _roll_up(made: Installation, since: datetime) -> float:
    with psycopg.connect(made.urls.system, autocommit=True) as system:
        begun = time.perf_counter()
        system.execute("SELECT roll_up_v1(%s)", [since])
        return time.perf_counter() - begun


def _tidy(admin: Admin) -> None:
    """Give the planner its statistics, as autovacuum does in time."""
    for table in _TABLES:
        admin.execute(f"VACUUM (ANALYZE) {table}".encode())
