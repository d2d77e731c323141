"""A real worker on the test database, to be killed, and what the queue says of its tasks."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import psycopg
from django.db import connections

from tests.platform.launch import environment, until
from tests.support.database import Urls

NEWEST = "SELECT coalesce(max(id), 0) FROM procrastinate_workers"
READY = "SELECT count(*) FROM procrastinate_workers WHERE id > %s"
WAITING = (
    "SELECT count(*) FROM procrastinate_jobs"
    " WHERE queue_name = 'intel' AND status IN ('todo', 'doing')"
)
# Which they are, for the message of a test that waited in vain.
LEFT = (
    "SELECT coalesce(string_agg(concat_ws(' ', j.id, task_name, status, 'attempts', attempts, 'at', scheduled_at,"
    " 'now', now(), 'worker', worker_id, last_heartbeat), '; '), '') FROM procrastinate_jobs j"
    " LEFT JOIN procrastinate_workers w ON w.id = j.worker_id WHERE status IN ('todo', 'doing')"
)


@dataclass
class Workers:
    """The workers that a test started; all are gone when it ends."""

    urls: Urls
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)
    settings: dict[str, str] = field(default_factory=dict)

    def start(self, count: int = 1) -> None:
        """Start workers and wait until they take tasks."""
        known = self.ask(NEWEST)
        for _ in range(count):
            self.processes.append(
                subprocess.Popen(
                    [sys.executable, "-P", "-m", "totalaudio", "worker"],
                    env=environment(
                        DATABASE_URL=self.urls.app,
                        DATABASE_SYSTEM_URL=self.urls.system,
                        APP="worker",
                        LOOK_OUTSIDE="false",
                        PYTHONWARNINGS="ignore",
                        **self.settings,
                    ),
                    cwd="/",
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                )
            )
        until(lambda: self.ask(READY, known) == count)

    def kill(self) -> None:
        """Kill all of them at once, so that they can finish nothing."""
        for process in self.processes:
            process.send_signal(signal.SIGKILL)
        for process in self.processes:
            process.wait()
        self.processes.clear()

    def ask(self, query: str, *values: object) -> Any:
        """The one value that a query gives."""
        with psycopg.connect(self.urls.system) as system:
            row = system.execute(query, values).fetchone()
        return row[0] if row else None

    def wait_until_idle(self, seconds: float = 30) -> None:
        """Wait until no task is left; says which are."""
        try:
            until(lambda: self.ask(WAITING) == 0, seconds)
        except AssertionError:
            raise AssertionError(f"tasks are left: {self.ask(LEFT)}") from None

    def hasten(self) -> None:
        """Let the silence of the killed workers be old already, and their tasks be looked for now."""
        with psycopg.connect(self.urls.system) as system:
            system.execute(
                "UPDATE procrastinate_workers SET last_heartbeat = now() - interval '1 minute'"
            )
            system.execute(
                "INSERT INTO procrastinate_jobs (queue_name, task_name, priority, args)"
                " VALUES ('queue', 'queue.take_up', 0, '{\"timestamp\": 0}')"
            )

    def cut(self) -> int:
        """Cut the connections on which the workers do the work of workspaces; how many there were."""
        with psycopg.connect(self.urls.admin) as admin:
            ended = admin.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND usename = 'totalaudio_app' AND pid <> ALL(%s)",
                [list(self.ours())],
            )
            return len(ended.fetchall())

    def ours(self) -> Iterator[int]:
        """The test's own connections, which are to stay."""
        for alias in connections:
            held = connections[alias].connection
            if held is not None:
                yield held.info.backend_pid


@contextmanager
def workers(urls: Urls, **settings: str) -> Iterator[Workers]:
    """Workers that are killed in the end, whatever happens."""
    started = Workers(urls, settings=settings)
    try:
        yield started
    finally:
        started.kill()
