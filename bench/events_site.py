"""A web process that takes events, its database, and what else is done with the same rows."""

import os
import secrets
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import psycopg

from bench.contact_table_site import web
from bench.installation import install
from bench.platform import free_port
from totalaudio.core.lib.ids import new_id
from totalaudio.core.metrics.ingest.decoding import open_envelope, read_events
from totalaudio.core.metrics.ingest.parcels import Parcel, Sender
from totalaudio.core.metrics.ingest.storing import store
from totalaudio_ops.postgres.binaries import find_binaries
from totalaudio_ops.postgres.cluster import prepare_cluster
from totalaudio_ops.postgres.roles import Urls
from totalaudio_ops.postgres.throwaway import run_server

type Admin = psycopg.Connection[tuple[object, ...]]


@dataclass(frozen=True, slots=True)
class Site:
    """Where events are taken, with which key, and an administrator of the database."""

    port: int
    key: str
    urls: Urls
    admin: Admin

    def empty(self) -> None:
        """Take all events away, and what they left behind."""
        self.admin.execute("TRUNCATE events")
        self.admin.execute("CHECKPOINT")

    def copy_again(self, expected: int) -> float:
        """Take the rows out, and put the same rows back by one COPY; returns rows a second."""
        with self.admin.cursor().copy("COPY (SELECT * FROM events) TO STDOUT") as out:
            rows = b"".join(bytes(part) for part in out)
        if rows.count(b"\n") != expected:
            raise RuntimeError(f"{rows.count(b'\n')} rows are stored, not {expected}")
        self.empty()
        begun = time.perf_counter()
        with self.admin.cursor().copy("COPY events FROM STDIN") as copy:
            copy.write(rows)
        return expected / (time.perf_counter() - begun)

    def committed_one_by_one(self, bodies: list[bytes]) -> float:
        """Events a second when each is a commit of its own, without HTTP."""
        sender = Sender(self.key, UUID(int=8 << 76 | 2 << 62), "203.0.113.0", "Bench/1")
        parcels = [_parcel(body, sender) for body in bodies]
        with psycopg.connect(self.urls.app, autocommit=True) as app:
            begun = time.perf_counter()
            for parcel in parcels:
                store(app, [parcel])
            return len(parcels) / (time.perf_counter() - begun)

    @contextmanager
    def slow_commits(self, ms: int) -> Iterator[None]:
        """Let each commit of the app role wait, as on a slower disk; the writer's connection is made anew."""
        self._say(f"ALTER ROLE totalaudio_app SET commit_delay = {ms * 1000}")
        self._say("ALTER ROLE totalaudio_app SET commit_siblings = 0")
        try:
            yield
        finally:
            self._say("ALTER ROLE totalaudio_app RESET commit_delay")
            self._say("ALTER ROLE totalaudio_app RESET commit_siblings")

    def _say(self, statement: str) -> None:
        self.admin.execute(statement.encode())
        self.admin.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'events'"
        )


def _parcel(body: bytes, sender: Sender) -> Parcel:
    events = read_events(open_envelope(body.decode()).events, now_ms=int(time.time() * 1000)).events
    return Parcel([sender], events, [0] * len(events))


@contextmanager
def serving() -> Iterator[Site]:
    """A server with one workspace and its key, and one web process in front of it."""
    with _durable_server() as url:
        made = install(url)
        port, key = free_port(), f"tap_pub_{'b' * 32}"
        with psycopg.connect(made.admin, autocommit=True) as admin:
            admin.execute("SET search_path = totalaudio")
            workspace = new_id()
            admin.execute(
                "INSERT INTO tenancy_workspace (id, name, plan, created_at)"
                " VALUES (%s, 'Bench', 'self_hosted', now())",
                [workspace],
            )
            admin.execute(
                "INSERT INTO metrics_eventkey (id, workspace_id, app_name, key, created_at)"
                " VALUES (%s, %s, 'tracker', %s, now())",
                [new_id(), workspace, key],
            )
            admin.execute("SELECT make_event_partitions_v1(1)")
            with web(
                made.told(DATABASE_URL=made.urls.app, EVENTS_PER_MINUTE="1000000000"),
                port,
                threads=16,
            ):
                yield Site(port, key, made.urls, admin)


@contextmanager
def _durable_server() -> Iterator[str]:
    """A server of our own that waits for the disk as a real one does; throwaway servers do not."""
    with tempfile.TemporaryDirectory(prefix="ta-", dir="/tmp") as folder:
        home = Path(folder)
        home.chmod(0o711)
        cluster = prepare_cluster(
            find_binaries(os.environ), home / "data", home / "s", secrets.token_urlsafe(16)
        )
        with cluster.spec() as spec, run_server(spec):
            yield cluster.url()
