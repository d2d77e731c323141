"""Workers are killed and connections are cut in the middle of an import and of a run: all of it is done, once."""

import random
import time
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

import pytest
from django.conf import settings

from tests.faults.worker import WAITING, Workers, workers
from tests.platform.launch import until
from tests.support.cast import Person
from tests.support.database import Urls
from totalaudio.contacts.models import Contact, Evidence, Outlet
from totalaudio.core.billing.models import Reservation
from totalaudio.core.billing.quotas.tests.using import used
from totalaudio.core.metrics.models import Event, UsageCounter
from totalaudio.intel.enrichment.charging import CHARGED
from totalaudio.intel.enrichment.tests import running
from totalaudio.intel.imports.tests import bringing
from totalaudio.intel.models import Import, ImportedRow, ImportPiece, Run, RunItem

pytestmark = [pytest.mark.proof, pytest.mark.timeout(600)]

ENDED = {"done", "failed", "cancelled"}


def table(count: int) -> str:
    """A list in which every tenth row is a contact that came before, and every twentieth is nobody."""
    rows = ["Name,Email,Outlet,Genres"]
    for n in range(count):
        who = n - 1 if n % 10 == 9 else n
        rows.append(
            f"Ada {who},ada{who}@example.com,Radio {n % 97},indie" if n % 20 != 10 else ",,Nobody,"
        )
    return "\n".join(rows) + "\n"


@dataclass
class Both:
    """An import of Alice's and a run of Charlie's, which workers do at the same time."""

    urls: Urls
    workers: Workers
    imported_id: UUID
    run: Run
    rows: int

    @property
    def imported(self) -> Import:
        return Import.objects.using("system").get(id=self.imported_id)

    def reload(self) -> None:
        self.run = running.stored(self.run)

    def is_done(self) -> bool:
        self.reload()
        return self.run.state in ENDED and self.imported.state in ENDED

    def check_nothing_half(self) -> None:
        """Before its end an import has written nothing; a run has written what it counts."""
        imported, alices = self.imported, self.imported.workspace_id
        if imported.state != "done":
            assert Contact.objects.using("system").filter(workspace_id=alices).count() == 0
            assert ImportedRow.objects.using("system").filter(workspace_id=alices).count() == 0
        self.reload()
        done = RunItem.objects.using("system").filter(run=self.run).exclude(status="")
        with_evidence = Evidence.objects.using("system").filter(workspace_id=self.run.workspace_id)
        assert done.count() == self.run.done
        assert with_evidence.values("contact").distinct().count() == self.run.done
        self.check_charged_once()

    def check_charged_once(self) -> None:
        """What the plan counts is what was written, whoever was killed in between."""
        items = RunItem.objects.using("system").filter(run=self.run)
        charged = items.filter(status__in=CHARGED).count()
        assert used(self.run.workspace_id) == charged
        counted = UsageCounter.objects.using("system").filter(workspace_id=self.run.workspace_id)
        assert sum(counted.values_list("enrichments_count", flat=True)) == charged

    def check_all_once(self) -> None:
        """All of it is there, and nothing twice."""
        imported, run = self.imported, self.run
        nobody, twice = self.rows // 20, self.rows // 10
        assert bringing.figures(imported) == ("done", self.rows - nobody - twice, 0, 0, nobody)
        mine = Contact.objects.using("system").filter(workspace_id=imported.workspace_id)
        assert mine.count() == self.rows - nobody - twice
        assert (
            Outlet.objects.using("system").filter(workspace_id=imported.workspace_id).count() == 97
        )
        rows = ImportedRow.objects.using("system").filter(of=imported)
        assert (rows.count(), rows.values("row").distinct().count()) == (self.rows - nobody,) * 2
        assert ImportPiece.objects.using("system").count() == 0
        assert (run.state, run.done) == ("done", run.total)
        assert RunItem.objects.using("system").filter(run=run, status="").count() == 0
        found = Evidence.objects.using("system").filter(workspace_id=run.workspace_id)
        once = found.values("contact", "step", "field").distinct()
        assert found.count() == once.count()
        assert found.values("contact").distinct().count() == run.total
        self.check_charged_once()
        assert Reservation.objects.using("system").count() == 0
        events = Event.objects.using("system").filter(event_name="enrichment-success")
        assert [event.properties["contacts"] for event in events] == [run.total]
        assert self.workers.ask(WAITING) == 0


@pytest.fixture
def both(
    db: Urls,
    alice: Person,
    charlie: Person,
    monkeypatch: pytest.MonkeyPatch,
    request: pytest.FixtureRequest,
) -> Iterator[Both]:
    monkeypatch.setattr(settings, "LOOK_OUTSIDE", False)
    running.bring(charlie, table(3_000))
    run = running.start(charlie)
    client, rows = alice.client(), getattr(request, "param", 20_000)
    imported = bringing.brought(bringing.upload(client, table(rows)))
    bringing.confirm(client, imported)
    with workers(db) as started:
        yield Both(db, started, imported.id, run, rows)


def test_killed_while_reading_and_while_writing_it_is_done_once_by_two_others(both: Both) -> None:
    both.workers.start()
    until(lambda: running.stored(both.run).done > 0 and both.imported.rows_done > 0)
    both.workers.kill()
    both.check_nothing_half()
    both.workers.hasten()
    both.workers.start()
    until(lambda: both.imported.bytes_done == both.imported.bytes, 60)
    both.workers.kill()
    both.check_nothing_half()
    both.workers.hasten()
    both.workers.start(2)
    until(both.is_done, 60)
    both.workers.wait_until_idle()
    both.check_all_once()


@pytest.mark.parametrize("both", [6_000], indirect=True)
def test_cut_off_from_the_database_the_same_worker_tries_again(both: Both) -> None:
    both.workers.start()
    until(lambda: running.stored(both.run).done > 0 and both.imported.rows_done > 0)
    assert both.workers.cut() >= 1
    both.check_nothing_half()
    until(both.is_done, 60)
    both.workers.wait_until_idle()
    both.check_all_once()


def test_killed_at_any_moment_without_help(both: Both, proofs: bool) -> None:
    """The long form: kills at random moments, and the tasks are taken up after the real time of silence."""
    if not proofs:
        pytest.skip("only with --proofs")
    moments = random.Random(2)
    for _ in range(12):
        both.workers.start(moments.choice([1, 2]))
        time.sleep(moments.uniform(0.0, 25.0))
        both.workers.kill()
        both.check_nothing_half()
    both.workers.start()
    until(both.is_done, 120)
    both.workers.wait_until_idle(60)
    both.check_all_once()
