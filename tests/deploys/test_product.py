"""The product itself is switched under load: no request fails, no task is lost or done twice."""

import http.client
import json
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest
from pytest_django import DjangoDbBlocker

from tests.api.calling import program_of
from tests.deploys.deploying import Deployed
from tests.deploys.load import load
from tests.deploys.product import PRODUCT_CROWD, opening, product_site
from tests.machines.ledger import keep_ledger
from tests.machines.work import found_contacts
from tests.platform.launch import until
from tests.support import database, proxy
from tests.support.cast import make_person, make_workspace
from tests.support.database import Urls
from totalaudio.core.tenancy.roles import Role
from totalaudio_ops.apps import WEB_APPS, Deployable
from totalaudio_ops.deploys.steps import Done

pytestmark = [
    pytest.mark.proof,
    pytest.mark.skipif(not proxy.IS_THERE, reason=proxy.WANTED),
    pytest.mark.timeout(3600),
]

_LEDGER = """
SELECT count(*) FILTER (WHERE said = 'added'), count(*) FILTER (WHERE said = 'doing'),
    count(*) FILTER (WHERE said = 'done')
FROM totalaudio.ledger WHERE task = 'intel.enrich' GROUP BY job
"""


@pytest.fixture
def site(
    fresh_database: Urls, databases: Urls, django_db_blocker: DjangoDbBlocker
) -> Iterator[Deployed]:
    keep_ledger(fresh_database)
    database.connect(fresh_database)
    try:
        with django_db_blocker.unblock(), product_site(fresh_database) as found:
            yield found
            database.disconnect()
    finally:
        database.connect(databases)


def deploy(site: Deployed, name: str, app: Deployable) -> None:
    found = site.deploy(name, app=app)
    assert found.entries[-1].done is Done.KEPT, found.entries[-1].said


def test_web_apps_and_the_worker_are_switched_and_nobody_notices(
    site: Deployed, fresh_database: Urls, proofs: bool
) -> None:
    apps, switches = (WEB_APPS, 20) if proofs else ((Deployable.INTEL,), 1)
    for app in (*apps, Deployable.WORKER):
        deploy(site, "first", app)
    with load(site.place, PRODUCT_CROWD, opening) as counts, working(site) as asked:
        for n in range(switches):
            for app in (*apps, Deployable.WORKER):
                deploy(site, f"turn{n}", app)
    assert counts.failures == []
    assert set(asked) == {201}
    ledger = settled(fresh_database)
    assert set(ledger) == {(1, 1, 1)}  # each was added, taken and done once
    assert len(ledger) == len(asked) > 10 * switches
    sys.stdout.write(
        f"switches={switches * (len(apps) + 1)} requests={counts.requests} tasks={len(ledger)}\n"
    )  # shown by -rP


@contextmanager
def working(site: Deployed) -> Iterator[list[int]]:
    """Somebody hands over task after task, as long as the block lasts; the statuses of the answers."""
    workspace = make_workspace("Busy")
    owner = make_person("Olga", workspace, Role.OWNER)
    key = program_of(owner).key
    contacts, statuses, is_over = found_contacts(workspace, 200), list[int](), threading.Event()

    def hand_over() -> None:
        while not is_over.wait(0.3):  # a key has 240 turns in a minute
            contact = contacts[len(statuses) % len(contacts)]
            statuses.append(start_run(site, key, contact))

    thread = threading.Thread(target=hand_over)
    thread.start()
    try:
        yield statuses
    finally:
        is_over.set()
        thread.join()


def start_run(site: Deployed, key: str, contact: str) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", site.place.port, timeout=30)
    headers = {
        "Host": site.place.host,
        "Authorization": f"Bearer {key}",
        "Content-Type": "application/json",
    }
    try:
        connection.request("POST", "/api/v1/runs", json.dumps({"contact_ids": [contact]}), headers)
        return connection.getresponse().status
    finally:
        connection.close()


def settled(urls: Urls) -> list[tuple[object, ...]]:
    """The ledger once nothing is left to do."""
    left = (
        "SELECT count(*) FROM totalaudio.procrastinate_jobs"
        " WHERE queue_name = 'intel' AND status IN ('todo', 'doing')"
    )
    with psycopg.connect(urls.admin, autocommit=True) as admin:
        until(lambda: admin.execute(left).fetchall() == [(0,)], 60)
        return admin.execute(_LEDGER).fetchall()
