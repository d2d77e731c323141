"""Workers on several hosts share one queue: every task is done once, whoever dies."""

import json
import os
import signal
import sys
import time
from collections.abc import Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass

import pytest

from tests.api.calling import program_of
from tests.machines.installation import Machines
from tests.machines.work import found_contacts
from tests.platform.launch import until
from tests.support.cast import Person, make_person, make_workspace
from totalaudio.contacts.models import Evidence
from totalaudio.core.billing.quotas.tests.using import held, used
from totalaudio.core.lib.ids import new_id
from totalaudio.core.metrics.models import Event
from totalaudio.core.tenancy.roles import Role
from totalaudio.intel.enrichment.charging import CHARGED
from totalaudio.intel.models import Run, RunItem

pytestmark = [pytest.mark.proof, pytest.mark.timeout(900)]

_MINE = "args ->> 'workspace_id' = ANY(%s)"
_LEFT = (
    "SELECT count(*) FROM totalaudio.procrastinate_jobs"
    f" WHERE {_MINE} AND status IN ('todo', 'doing')"
)
_WORKERS = "SELECT id FROM totalaudio.procrastinate_workers"
_IN_HAND = (
    "SELECT count(*) FROM totalaudio.procrastinate_jobs"
    " WHERE worker_id = %s AND status = 'doing' AND queue_name = 'intel'"
)
_ENDS = (
    "SELECT count(*) FILTER (WHERE said = 'done'),"
    " count(*) FILTER (WHERE said IN ('failed', 'aborted', 'cancelled'))"
    f" FROM totalaudio.ledger WHERE {_MINE} GROUP BY job"
)
_TAKEN = (
    "SELECT array_agg(worker ORDER BY at) FROM totalaudio.ledger"
    f" WHERE {_MINE} AND said = 'doing' GROUP BY job"
)
_PERIODIC = (
    "SELECT task, args ->> 'timestamp', count(*) FILTER (WHERE said = 'added'),"
    " count(*) FILTER (WHERE said = 'done') FROM totalaudio.ledger"
    " WHERE args ? 'timestamp' GROUP BY 1, 2"
)


@dataclass(frozen=True)
class Work:
    """A workspace whose contacts are enriched one by one: each run is a task of its own."""

    owner: Person
    key: str
    contacts: tuple[str, ...]

    def ask_for(self, there: Machines, web: str, contact: str) -> int:
        """Start a run at a host; its status."""
        body = json.dumps({"contact_ids": [contact]})
        named = {"Content_Type": "application/json", "Authorization": f"Bearer {self.key}"}
        return there.web(web).ask("POST", "/api/v1/runs", body, **named).status


def work_of(number: int) -> Work:
    """A new workspace with so many contacts."""
    name = f"owner{new_id().hex}"
    workspace = make_workspace(name)
    person = make_person(name, workspace, Role.OWNER)
    key = program_of(person, key=new_id().hex).key
    return Work(person, key, found_contacts(workspace, number))


def start_victim(there: Machines) -> int:
    """Start one more worker, before there is work that the others could have done by then; returns its id."""
    known = {row[0] for row in there.ask(_WORKERS)}
    there.start_worker("work2", "-victim")
    until(lambda: len({row[0] for row in there.ask(_WORKERS)} - known) == 1)
    [victim] = {row[0] for row in there.ask(_WORKERS)} - known
    assert isinstance(victim, int)
    return victim


def kill_in_the_middle(there: Machines, victim: int) -> None:
    """Kill it with a task in its hands."""
    group, give_up_at = there.running["work2-victim"].pid, time.monotonic() + 60
    while time.monotonic() < give_up_at:
        os.killpg(group, signal.SIGSTOP)  # so that what it holds is what it will have held
        if there.ask(_IN_HAND, victim)[0][0]:
            break
        os.killpg(group, signal.SIGCONT)
        time.sleep(0.02)
    assert there.ask(_IN_HAND, victim)[0][0], "it never had a task in its hands"
    there.kill("work2-victim")


def test_what_both_hosts_hand_over_is_done_once_although_workers_are_killed(
    there: Machines, proofs: bool
) -> None:
    kills, killed, number = (8, list[int](), 200) if proofs else (1, list[int](), 100)
    works: list[Work] = []
    for _ in range(kills):
        pair = [work_of(number), work_of(number)]
        works += pair
        killed.append(start_victim(there))
        with ThreadPoolExecutor(4) as pool:
            asked = [
                pool.submit(work.ask_for, there, f"web{1 + (n + place) % 2}", contact)
                for place, work in enumerate(pair)
                for n, contact in enumerate(work.contacts)
            ]
            kill_in_the_middle(there, killed[-1])
            assert _statuses(asked) == {201}
    mine = [str(work.owner.workspace_id) for work in works]
    until(lambda: there.ask(_LEFT, mine) == [(0,)], 180)
    _check_queue(there, mine, killed, tasks=2 * kills * number)
    for work in works:
        _check_work(work, number)


def _statuses(asked: Iterable[Future[int]]) -> set[int]:
    return {one.result() for one in asked}


def _check_queue(there: Machines, mine: list[str], killed: list[int], tasks: int) -> None:
    """Each task ended once, at two hosts or more; taken again was only what a killed worker held."""
    ends = there.ask(_ENDS, mine)
    assert (len(ends), set(ends)) == (tasks, {(1, 0)})
    taken = [row[0] for row in there.ask(_TAKEN, mine)]
    first = {worker for workers in taken if isinstance(workers, list) for worker in workers[:-1]}
    last = {workers[-1] for workers in taken if isinstance(workers, list)}
    assert first == set(killed)
    assert len(last - set(killed)) >= 2
    sys.stdout.write(f"tasks={tasks} killed={len(killed)} takers={len(last)}\n")  # shown by -rP


def _check_work(work: Work, number: int) -> None:
    """What was done is there once, and was charged once."""
    where = {"workspace_id": work.owner.workspace_id}
    runs = Run.objects.using("system").filter(**where)
    assert set(runs.values_list("state", "done")) == {("done", 1)}
    items = RunItem.objects.using("system").filter(**where)
    assert (items.count(), items.filter(status="").count()) == (number, 0)
    found = Evidence.objects.using("system").filter(**where)
    assert found.count() == found.values("contact", "step", "field").distinct().count()
    charged = items.filter(status__in=CHARGED).count()
    assert (used(work.owner.workspace_id), held(work.owner.workspace_id)) == (charged, 0)
    events = Event.objects.using("system").filter(**where, event_name="enrichment-success")
    assert (events.count(), charged > 0) == (number, True)


def test_what_is_due_at_a_moment_is_done_once_by_all_workers_together(there: Machines) -> None:
    # A host whose clock was behind plans again what lies behind the others; from now on they agree.
    began_at = time.time()

    def due() -> list[tuple[object, ...]]:
        return [row for row in there.ask(_PERIODIC) if float(str(row[1])) > began_at]

    until(lambda: len([row for row in due() if row[0] == "queue.take_up" and row[3]]) >= 2, 60)
    rows = due()
    assert {added for _, _, added, _ in rows} == {1}
    assert {done for _, _, _, done in rows} <= {0, 1}
