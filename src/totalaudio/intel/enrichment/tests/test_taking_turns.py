"""A request and the worker use the same rows at one moment, in the same order, so that neither waits in a ring."""

from threading import Event, Thread
from time import sleep

import pytest
from django.db import connections
from tests.support.cast import Person

from totalaudio.core.billing import quotas
from totalaudio.core.billing.quotas.tests.using import put_on
from totalaudio.core.tenancy.models import Plan
from totalaudio.core.web import session_time
from totalaudio.intel.enrichment import work
from totalaudio.intel.enrichment.tests.running import batch, bring, start, stored
from totalaudio.intel.enrichment.tests.test_charging import many
from totalaudio.intel.enrichment.tests.test_runs import Fixed, use
from totalaudio.intel.models import Run

pytestmark = pytest.mark.usefixtures("db")


@pytest.mark.parametrize("verb", ["cancel", "start"])
def test_a_request_that_counts_its_time_and_a_worker_that_charges_both_come_through(
    alice: Person, monkeypatch: pytest.MonkeyPatch, verb: str
) -> None:
    put_on(alice.workspace_id, Plan.FREE)
    use(monkeypatch, Fixed(("format", "Show")))
    *first, last = bring(alice, many(4))
    run = start(alice, [contact.id for contact in first])
    client, moment = alice.client(), [1_800_000_000.0]
    monkeypatch.setattr(session_time, "time", lambda: moment[0])
    for _ in range(2):  # the row of the day is there when the third request counts
        client.get("/intel/contacts/")
        moment[0] += 120
    worker, is_charging = _worker(run, monkeypatch)
    assert is_charging.wait(20)
    url = f"/intel/runs/{run.id}/cancel" if verb == "cancel" else "/intel/runs/start"
    assert client.post(url, {"contact": str(last.id)}).status_code == 302
    worker.join()
    assert stored(run).done == 3


def _worker(run: Run, monkeypatch: pytest.MonkeyPatch) -> tuple[Thread, Event]:
    """One that rests between what it charges and what it counts."""
    settle, is_charging = quotas.settle, Event()

    def settle_and_rest(*args: object, **told: object) -> int:
        charged = settle(*args, **told)  # type: ignore[arg-type]  # passed on
        is_charging.set()
        sleep(0.5)
        return charged

    def work_once() -> None:
        try:
            work.run_batch(batch(run))
        finally:
            connections.close_all()

    monkeypatch.setattr(quotas, "settle", settle_and_rest)
    worker = Thread(target=work_once)
    worker.start()
    return worker, is_charging
