"""Web processes and connections are killed while events stream in: what was acknowledged is there, nothing twice."""

import http.client
import json
import os
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
import pytest

from tests.journeys.site import Site, serving
from tests.support.database import Urls
from totalaudio.core.lib.ids import new_id

pytestmark = [pytest.mark.proof, pytest.mark.timeout(300)]

KEY = f"tap_pub_{'k' * 32}"
CUT = """SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
    WHERE datname = current_database() AND application_name = 'events'"""


@dataclass
class Sender(threading.Thread):
    """Sends until it is told to stop, and sends again what was not acknowledged."""

    ports: list[int]
    size: int
    acknowledged: set[str] = field(default_factory=set)
    sent: set[str] = field(default_factory=set)
    failed: int = 0
    stopping: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        super().__init__(daemon=True)

    __hash__ = threading.Thread.__hash__

    def run(self) -> None:
        while not self.stopping.is_set():
            ids = [str(new_id()) for _ in range(self.size)]
            self.sent.update(ids)
            while not self._is_acknowledged(ids) and not self.stopping.is_set():
                self.failed += 1
                time.sleep(0.02)

    def _is_acknowledged(self, ids: list[str]) -> bool:
        body = json.dumps({"key": KEY, "events": [{"id": i, "event_name": "beat"} for i in ids]})
        connection = http.client.HTTPConnection("127.0.0.1", self.ports[-1], timeout=15)
        try:
            connection.request("POST", "/api/v1/events", body)
            answer = connection.getresponse()
            said = answer.read()
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()
        if answer.status != 200:
            assert answer.status == 503, said
            return False
        assert json.loads(said) == {"accepted": len(ids), "refused": []}
        self.acknowledged.update(ids)
        return True


@pytest.fixture
def senders(fresh_database: Urls) -> Iterator[list[Sender]]:
    """Some send one event at a time, some send many; all to the server that was started last."""
    with psycopg.connect(fresh_database.admin) as admin:
        admin.execute("SET search_path = totalaudio")
        workspace = new_id()
        admin.execute(
            "INSERT INTO tenancy_workspace (id, name, plan, created_at) VALUES (%s, 'Beats', 'free', now())",
            [workspace],
        )
        admin.execute(
            "INSERT INTO metrics_eventkey (id, workspace_id, app_name, key, created_at)"
            " VALUES (%s, %s, 'core', %s, now())",
            [new_id(), workspace, KEY],
        )
    ports: list[int] = []
    made = [Sender(ports, size) for size in (1, 1, 1, 20, 200)]
    yield made
    stop(made)


def stop(senders: list[Sender]) -> None:
    for sender in senders:
        sender.stopping.set()
    for sender in senders:
        if sender.ident is not None:
            sender.join(30)


def serve(stack: ExitStack, urls: Urls, folder: Path, senders: list[Sender]) -> Site:
    site = stack.enter_context(serving(urls, folder, with_worker=False))
    senders[0].ports.append(site.port)
    return site


def check(urls: Urls, senders: list[Sender]) -> None:
    """All that was acknowledged is there; nothing is there twice, and nothing that was not sent."""
    stop(senders)
    with psycopg.connect(urls.system) as system:
        stored = [str(row[0]) for row in system.execute("SELECT id FROM events")]
    acknowledged = set().union(*(sender.acknowledged for sender in senders))
    sent = set().union(*(sender.sent for sender in senders))
    assert len(stored) == len(set(stored))
    assert acknowledged - set(stored) == set()
    assert set(stored) - sent == set()
    assert len(acknowledged) > 100
    assert all(sender.acknowledged for sender in senders)


def test_its_connection_is_cut_again_and_again(
    fresh_database: Urls, senders: list[Sender], tmp_path: Path, proofs: bool
) -> None:
    with ExitStack() as stack:
        serve(stack, fresh_database, tmp_path, senders)
        for sender in senders:
            sender.start()
        cut = 0
        for _ in range(200 if proofs else 12):
            time.sleep(0.15)
            with psycopg.connect(fresh_database.admin) as admin:
                row = admin.execute(CUT).fetchone()
            cut += int(str(row[0])) if row else 0
        check(fresh_database, senders)
        assert cut > 5


def test_the_web_process_is_killed_and_another_takes_over(
    fresh_database: Urls, senders: list[Sender], tmp_path: Path, proofs: bool
) -> None:
    with ExitStack() as stack:
        for number in range(20 if proofs else 2):
            site = serve(stack, fresh_database, tmp_path, senders)
            if not number:
                for sender in senders:
                    sender.start()
            known = sum(len(sender.acknowledged) for sender in senders)
            until_more = time.monotonic() + 30
            while sum(len(sender.acknowledged) for sender in senders) < known + 500:
                assert time.monotonic() < until_more, "nothing is acknowledged"
                time.sleep(0.01)
            for process in (*children_of(site.web), site.web):
                os.kill(process, signal.SIGKILL)
        serve(stack, fresh_database, tmp_path, senders)
        time.sleep(1)
        check(fresh_database, senders)
        assert sum(sender.failed for sender in senders) > 0


def children_of(parent: int) -> list[int]:
    """The processes that do the work of a server."""
    listed = Path(f"/proc/{parent}/task/{parent}/children").read_text()
    return [int(process) for process in listed.split()]
