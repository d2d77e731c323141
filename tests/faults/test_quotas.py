"""Thirty-two who use one limit at once, fail and die: never over it, and nobody is charged for what was not kept."""

import random
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Event, Thread
from uuid import UUID

import psycopg
import pytest

from tests.faults import quota_worker
from tests.faults.quota_worker import LASTS, LEDGER, Worker
from tests.platform.launch import environment
from tests.support.cast import Person
from tests.support.database import Urls
from totalaudio.core.billing.quotas.tests.using import held, put_on, used
from totalaudio.core.tenancy.models import Plan

pytestmark = [pytest.mark.proof, pytest.mark.timeout(300)]

WORKERS = 32
# One statement is one look at the account.
ACCOUNT = """
SELECT coalesce(sum(u.used), 0) + coalesce((SELECT sum(r.amount) FROM billing_reservation r
    WHERE r.workspace_id = %s AND r.expires_at > clock_timestamp()), 0)
FROM billing_usage u WHERE u.workspace_id = %s
"""


@pytest.fixture
def ledger(db: Urls) -> Iterator[str]:
    """What the workers did and kept; the address of whoever may read all of it."""
    with psycopg.connect(db.owner, autocommit=True) as owner:
        owner.execute(LEDGER)
        owner.execute("GRANT INSERT ON quota_ledger TO totalaudio_app")
        yield db.owner
        owner.execute("DROP TABLE quota_ledger")


@pytest.fixture
def workspace(alice: Person) -> UUID:
    put_on(alice.workspace_id, Plan.FREE)
    return alice.workspace_id


def watch(url: str, workspace: UUID, allowed: int, seconds: float) -> int:
    """Look at the account again and again; the number of looks."""
    looks, over_at = 0, time.monotonic() + seconds
    with psycopg.connect(url, autocommit=True) as system:
        while time.monotonic() < over_at:
            row = system.execute(ACCOUNT, [workspace, workspace]).fetchone()
            assert row
            assert row[0] <= allowed
            looks += 1
            time.sleep(0.005)
    return looks


def check(ledger: str, workspace: UUID, allowed: int) -> tuple[int, int]:
    """What is counted is what was kept; and what is left can still be used. Returns used and what was not charged."""
    with psycopg.connect(ledger) as owner:
        row = owner.execute(
            """SELECT coalesce(sum(counted), 0)::int, coalesce(sum(did - counted), 0)::int,
            count(*) FILTER (WHERE counted < 0 OR counted > did) FROM quota_ledger"""
        ).fetchone()
    assert row
    counted, uncharged, wrong = row
    assert (used(workspace), wrong) == (counted, 0)
    assert counted <= allowed
    time.sleep(LASTS * 2)
    assert held(workspace) == 0
    return counted, uncharged


def test_thirty_two_at_once_never_pass_the_limit(db: Urls, ledger: str, workspace: UUID) -> None:
    allowed, is_over, at_latest = 500, Event(), time.monotonic() + 60
    chances = [random.Random(seed) for seed in range(WORKERS)]
    workers = [Worker(db.app, workspace, allowed, chance) for chance in chances]
    ended: list[Worker] = []

    def work(worker: Worker) -> None:
        worker.work(is_over.is_set)
        ended.append(worker)

    threads = [Thread(target=work, args=[worker]) for worker in workers]
    for thread in threads:
        thread.start()
    looks = watch(db.system, workspace, allowed, 4)
    while not _is_reached(workers, workspace, allowed) and time.monotonic() < at_latest:
        looks += watch(db.system, workspace, allowed, 0.5)
    is_over.set()
    for thread in threads:
        thread.join()
    assert len(ended) == WORKERS
    check(ledger, workspace, allowed)
    assert looks > 100
    assert _is_reached(workers, workspace, allowed), "the limit was hardly reached"


def _is_reached(workers: list[Worker], workspace: UUID, allowed: int) -> bool:
    """Whether nearly all is used, and somebody was refused."""
    return used(workspace) > allowed * 0.9 and any(worker.refused for worker in workers)


def test_killed_at_any_moment_thirty_two_processes_never_pass_the_limit(
    db: Urls, ledger: str, workspace: UUID, proofs: bool
) -> None:
    """The long form: real processes, killed at random and replaced."""
    if not proofs:
        pytest.skip("only with --proofs")
    allowed, chance, kills = 6_000, random.Random(3), 0
    seeds = iter(range(1_000_000))

    def start() -> subprocess.Popen[bytes]:
        arguments = [db.app, str(workspace), str(allowed), str(next(seeds))]
        return subprocess.Popen(
            [sys.executable, str(Path(quota_worker.__file__)), *arguments], env=environment()
        )

    processes = [start() for _ in range(WORKERS)]
    watching: list[int] = []
    watcher = Thread(
        target=lambda: watching.append(watch(db.system, workspace, allowed, 60)), daemon=True
    )
    watcher.start()
    try:
        while watcher.is_alive():
            time.sleep(chance.uniform(0, 0.5))
            n = chance.randrange(WORKERS)
            assert processes[n].poll() is None, "a worker ended by itself"
            processes[n].kill()
            processes[n].wait()
            processes[n], kills = start(), kills + 1
    finally:
        for process in processes:
            process.kill()
            process.wait()
    assert watching, "the account was over the limit"
    time.sleep(1)  # for servers that have not noticed yet
    counted, uncharged = check(ledger, workspace, allowed)
    sys.stdout.write(f"{kills=} looks={watching[0]} {counted=} {uncharged=}\n")  # shown by -rP
    assert kills > 100
