"""What runs take of the plan, and what they record of themselves."""

from collections.abc import Callable
from threading import Thread

import pytest
from django.db import connections
from tests.support.cast import Person

from totalaudio.contacts.models import Contact
from totalaudio.core.billing import quotas
from totalaudio.core.billing.models import Reservation
from totalaudio.core.billing.quotas.tests.using import expire, held, put_on, subscribe, used
from totalaudio.core.metrics.models import Event, UsageCounter
from totalaudio.core.tenancy.context import context
from totalaudio.core.tenancy.models import Plan
from totalaudio.intel.enrichment import actions, work
from totalaudio.intel.enrichment.steps.step import Case, Found
from totalaudio.intel.enrichment.tests.running import (
    actor,
    batch,
    bring,
    contacts,
    enrich,
    finish,
    start,
    statuses,
    stored,
)
from totalaudio.intel.enrichment.tests.test_runs import LIST, Fixed, use
from totalaudio.intel.models import Run, RunItem

pytestmark = pytest.mark.usefixtures("db")


def many(number: int) -> str:
    return "Name,Email\n" + "".join(f"Ada {n},ada{n}@example.com\n" for n in range(number))


@pytest.fixture
def free(alice: Person) -> Person:
    """Alice, whose workspace may enrich ten contacts a month."""
    put_on(alice.workspace_id, Plan.FREE)
    return alice


def account(person: Person) -> tuple[int, int]:
    """What the person's workspace used and holds."""
    return used(person.workspace_id), held(person.workspace_id)


def told(name: str) -> list[Event]:
    return list(Event.objects.using("system").filter(event_name=name))


def begun_runs() -> list[Event]:
    return [e for e in told("feature-used") if e.properties["feature"] == "enrichment"]


def counted(person: Person) -> int:
    rows = UsageCounter.objects.using("system").filter(user_id=person.id)
    return sum(rows.values_list("enrichments_count", flat=True))


def test_a_run_holds_all_of_it_and_is_charged_for_what_brought_something(free: Person) -> None:
    bring(free, LIST)
    run = start(free)
    assert account(free) == (0, 3)
    finish(run)
    assert statuses(run) == ["enriched", "unchanged", "skipped"]
    assert account(free) == (1, 0)


def test_looking_again_is_free(free: Person) -> None:
    bring(free, LIST)
    enrich(free)
    assert statuses(enrich(free)) == ["unchanged", "unchanged", "skipped"]
    assert account(free) == (1, 0)


def test_what_failed_is_free(free: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    bring(free, LIST)
    use(monkeypatch, Fixed(failed=True))
    enrich(free)
    assert account(free) == (0, 0)
    [event] = told("enrichment-failed")
    assert (event.status, event.user_id) == ("error", free.id)
    assert event.properties == {"contacts": 3, "enriched": 0, "failed": 2, "state": "done"}
    assert counted(free) == 0


def test_what_one_contact_taught_is_free_for_the_next(
    free: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    use(monkeypatch, Fixed(("format", "Show"), ("phone", "+44 1")))
    bring(free, "Name,Email,Outlet\nAda,ada@radio.example,Radio X\n")
    enrich(free)
    _, bo = bring(free, "Name,Email,Outlet\nBo,bo@radio.example,Radio X\n")
    assert statuses(finish(start(free, [bo.id]))) == ["cached"]
    assert account(free) == (1, 0)


def test_each_part_is_charged_with_its_results(
    free: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions, "BATCH_OFFLINE", 4)
    use(monkeypatch, Fixed(("format", "Show")))
    bring(free, many(9))
    run = start(free)
    seen = [account(free)]
    while stored(run).state in actions.LIVE:
        work.run_batch(batch(stored(run)))
        seen.append(account(free))
    assert seen == [(0, 9), (4, 5), (8, 1), (9, 0)]


def test_a_batch_that_comes_twice_is_charged_once(
    free: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions, "BATCH_OFFLINE", 4)
    use(monkeypatch, Fixed(("format", "Show")))
    bring(free, many(9))
    run = start(free)
    first = batch(run)
    for _ in range(3):
        work.run_batch(first)
    assert account(free) == (4, 5)


def test_two_workers_on_one_batch_charge_it_once(
    free: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    bring(free, many(6))
    run = start(free)
    first = batch(run)

    class Twice(Fixed):
        def find(self, case: Case) -> Found:
            if self.asked == 0:
                self.asked = 1
                work.run_batch(first)
            return super().find(case)

    use(monkeypatch, Twice(("format", "Show")))
    finish(run)
    assert account(free) == (6, 0)
    assert counted(free) == 6


def test_half_a_batch_of_a_worker_that_died_is_charged_once(
    free: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Died(BaseException):
        pass

    class Dying(Fixed):
        def find(self, case: Case) -> Found:
            if self.asked == 4:
                raise Died
            return super().find(case)

    bring(free, many(9))
    run = start(free)
    monkeypatch.setattr(work, "_TELL_EVERY", -1.0)
    use(monkeypatch, Dying(("format", "Show")))
    with pytest.raises(Died):
        work.run_batch(batch(run))
    assert account(free) == (4, 5)
    use(monkeypatch, Fixed(("format", "Show")))
    finish(run)
    assert account(free) == (9, 0)


def test_what_could_not_be_written_is_free(free: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    class Hostile(Fixed):
        def find(self, case: Case) -> Found:
            self.values = (("format", "\0" if case.subject.name == "Ada 1" else "Fine"),)
            return super().find(case)

    bring(free, many(4))
    use(monkeypatch, Hostile())
    assert statuses(enrich(free)) == ["partial", "failed", "partial", "partial"]
    assert account(free) == (3, 0)


@pytest.mark.parametrize("stop", ["cancel", "give up", "delete"])
def test_whatever_ends_a_run_gives_back_the_rest(
    free: Person, monkeypatch: pytest.MonkeyPatch, stop: str
) -> None:
    monkeypatch.setattr(actions, "BATCH_OFFLINE", 4)
    use(monkeypatch, Fixed(("format", "Show")))
    bring(free, many(9))
    run = start(free)
    work.run_batch(batch(run))
    ways: dict[str, Callable[[], object]] = {
        "cancel": lambda: free.client().post(f"/intel/runs/{run.id}/cancel"),
        "give up": lambda: work.give_up_batch(batch(stored(run))),
        "delete": lambda: Contact.objects.using("system").filter(run_items__status="").delete(),
    }
    ways[stop]()
    if stop != "cancel":
        use(monkeypatch)
        finish(run)
    assert account(free) == (4, 0)


def test_more_than_is_left_starts_nothing(free: Person) -> None:
    bring(free, many(11))
    by, ids = actor(free), [one.id for one in contacts(free)]
    with context(user_id=free.id, workspace_id=by.workspace_id, role=by.role):
        with pytest.raises(quotas.LimitReachedError):
            actions.start_run_over_all(by=by)
        with pytest.raises(quotas.LimitReachedError):
            actions.start_run(by=by, contact_ids=ids)
    assert Run.objects.using("system").count() == RunItem.objects.using("system").count() == 0
    assert account(free) == (0, 0)
    assert begun_runs() == []


def test_of_many_who_start_at_one_moment_as_many_start_as_there_is_room_for(free: Person) -> None:
    ids = [one.id for one in bring(free, many(4))]
    refused: list[quotas.LimitReachedError] = []

    def begin() -> None:
        try:
            start(free, ids)
        except quotas.LimitReachedError as refusal:
            refused.append(refusal)
        finally:
            connections.close_all()

    threads = [Thread(target=begin) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [refusal.left for refusal in refused] == [2, 2, 2, 2]
    assert Run.objects.using("system").count() == 2
    assert account(free) == (0, 8)


def test_a_run_whose_place_was_taken_stops_and_says_why(
    free: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions, "BATCH_OFFLINE", 2)
    use(monkeypatch, Fixed(("format", "Show")))
    bring(free, many(6))
    late = start(free)
    work.run_batch(batch(late))
    expire(late.id)
    other = start(free, [one.id for one in contacts(free)])
    finish(late)
    late = stored(late)
    assert (late.state, late.done, account(free)) == ("cancelled", 2, (2, 6))
    assert late.problem.startswith("You have 2 of 10 enrichments left until ")
    page = free.client().get(f"/intel/runs/{late.id}/").content.decode()
    assert late.problem in page
    assert stored(other).state == "queued"


def test_a_run_that_waited_for_hours_is_done_when_nobody_took_its_place(
    free: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    use(monkeypatch, Fixed(("format", "Show")))
    bring(free, many(6))
    run = start(free)
    expire(run.id)
    assert finish(run).state == "done"
    assert account(free) == (6, 0)


def test_a_run_that_was_started_before_there_were_quotas_is_done_and_charged(
    free: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    use(monkeypatch, Fixed(("format", "Show")))
    bring(free, many(6))
    run = start(free)
    Reservation.objects.using("system").all().delete()
    assert finish(run).state == "done"
    assert account(free) == (6, 0)


def test_a_run_stops_when_the_workspace_becomes_read_only(
    free: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions, "BATCH_OFFLINE", 2)
    use(monkeypatch, Fixed(("format", "Show")))
    bring(free, many(6))
    run = start(free)
    work.run_batch(batch(run))
    subscribe(free.workspace_id, "canceled")
    run = finish(run)
    assert (run.state, run.done, account(free)) == ("cancelled", 2, (2, 0))
    assert run.problem.startswith("This workspace is read-only")


def test_an_unlimited_plan_is_counted_too(alice: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, Fixed(("format", "Show")))
    bring(alice, many(30))
    enrich(alice)
    assert account(alice) == (30, 0)


def test_a_run_is_recorded_once_for_whoever_started_it(
    bob: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions, "BATCH_OFFLINE", 2)
    bring(bob, LIST)
    run = start(bob)
    [begun] = begun_runs()
    assert (begun.user_id, begun.properties) == (bob.id, {"feature": "enrichment", "contacts": 3})
    assert told("enrichment-success") == []
    run = finish(run)
    work.run_batch(batch(run))
    [event] = told("enrichment-success")
    assert (event.user_id, event.workspace_id, event.app_name, event.status) == (
        bob.id,
        bob.workspace_id,
        "audio-intel",
        "success",
    )
    assert event.properties == {"contacts": 3, "enriched": 1, "failed": 0, "state": "done"}
    assert run.started_at
    assert run.finished_at
    lasted = (run.finished_at - run.started_at).total_seconds() * 1000
    assert event.duration_ms == round(lasted)
    assert counted(bob) == 1


def test_a_run_that_was_cancelled_before_it_began_is_no_success(alice: Person) -> None:
    bring(alice, LIST)
    run = start(alice)
    alice.client().post(f"/intel/runs/{run.id}/cancel")
    assert stored(run).state == "cancelled"
    assert told("enrichment-success") == told("enrichment-failed") == []


def test_the_run_of_somebody_who_is_gone_is_done_without_them(alice: Person, bob: Person) -> None:
    bring(alice, LIST)
    run = start(bob)
    Run.objects.using("system").update(created_by=None)
    assert finish(run).state == "done"
    assert told("enrichment-success") == []
    assert used(alice.workspace_id) == 1
