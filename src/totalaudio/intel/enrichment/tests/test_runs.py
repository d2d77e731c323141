"""Runs: what they write, in which order, and what they leave alone."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.utils import timezone
from tests.support.cast import Person

from totalaudio.contacts.actions import edit
from totalaudio.contacts.models import Contact, Evidence
from totalaudio.core.lib import worked
from totalaudio.core.tenancy.context import task_context
from totalaudio.intel.enrichment import actions, work
from totalaudio.intel.enrichment.findings import Finding
from totalaudio.intel.enrichment.knowledge import Knowledge
from totalaudio.intel.enrichment.steps.step import Case, Found
from totalaudio.intel.enrichment.tests.running import (
    actor,
    batch,
    bring,
    contacts,
    enrich,
    evidence,
    finish,
    start,
    statuses,
    stored,
)
from totalaudio.intel.models import Run, RunItem

pytestmark = pytest.mark.usefixtures("db")

LIST = (
    "Name,Email,Outlet,Role\n"
    "Ada,ada@example.com,BBC Radio 6 Music,Host\n"
    "Bo,bo@example.org,Nowhere Radio,\n"
    "Cy,,,\n"
)


class Fixed:
    """A step that answers every contact in the same way."""

    name = "site"
    fields = frozenset({"format", "phone"})

    def __init__(self, *values: tuple[str, str], failed: bool = False) -> None:
        self.values, self.failed = values, failed
        self.asked = 0

    def find(self, case: Case) -> Found:
        self.asked += 1
        found = (
            Finding(field, value, "site", "page", "https://x.example/", value, case.at, 0.9)
            for field, value in self.values
        )
        return Found(tuple(found), ("the site did not answer",) * self.failed, self.failed)


def use(monkeypatch: pytest.MonkeyPatch, *steps: object) -> None:
    """Let runs have these steps, with the workspace's knowledge first."""
    from totalaudio.intel.enrichment.steps.workspace import WorkspaceStep

    def made(workspace_id: UUID, _run_id: object) -> object:
        knowledge = Knowledge(workspace_id)
        return knowledge, (WorkspaceStep(knowledge), *steps)

    monkeypatch.setattr(work, "_steps", made)


def test_a_run_fills_what_is_missing_and_keeps_what_the_list_said(alice: Person) -> None:
    ada, *_ = bring(alice, LIST)
    run = enrich(alice)
    assert (run.state, run.done, run.total) == ("done", 3, 3)
    assert statuses(run) == ["enriched", "unchanged", "skipped"]
    ada.refresh_from_db(using="system")
    assert (ada.country, ada.role, ada.status) == ("GB", "Host", "enriched")
    assert ada.source == "list.csv; outlet directory"
    steps = {(step, field) for step, field, _ in evidence(alice)}
    assert {("row", "outlet"), ("row", "role"), ("directory", "country")} <= steps


def test_a_run_again_finds_nothing_new_and_adds_no_evidence(alice: Person) -> None:
    ada, *_ = bring(alice, LIST)
    enrich(alice)
    before = evidence(alice)
    assert statuses(enrich(alice)) == ["unchanged", "unchanged", "skipped"]
    assert evidence(alice) == before
    ada.refresh_from_db(using="system")
    assert ada.status == "enriched", "what is known of a contact does not shrink by looking again"


def test_a_run_keeps_the_order_of_the_request(
    alice: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = [
        one.id
        for one in bring(alice, "Email\n" + "".join(f"a{n}@example.com\n" for n in range(30)))
    ]
    wanted = [ids[n] for n in (7, 3, 29, 0, 3)]
    run = start(alice, wanted)
    items = RunItem.objects.using("system").filter(run=run).order_by("position")
    assert list(items.values_list("position", "contact_id")) == list(enumerate(wanted[:4], start=1))


def test_a_hand_edit_is_never_overwritten(alice: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    ada, bo, _ = bring(alice, LIST)
    use(monkeypatch, Fixed(("format", "Found"), ("phone", "+44 1")))
    with task_context(actor(alice).workspace_id, alice.id):
        edit(by=actor(alice), contact_id=ada.id, values={"format": "Mine", "phone": "+44 2"})
        edit(by=actor(alice), contact_id=ada.id, values={"phone": ""})
    run = enrich(alice)
    ada, bo, _ = contacts(alice)
    assert (ada.format, ada.phone) == ("Mine", "")
    assert (bo.format, bo.phone) == ("Found", "+44 1")
    assert statuses(run)[0] == "unchanged"
    said = Evidence.objects.using("system").filter(contact=ada, step="site")
    assert list(said) == []


def test_an_edit_while_the_run_is_looking_stays(
    alice: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    [ada] = bring(alice, "Name,Email\nAda,ada@example.com\n")

    class Editing(Fixed):
        def find(self, case: Case) -> Found:
            Contact.objects.using("system").filter(id=ada.id).update(format="Mine")
            return super().find(case)

    use(monkeypatch, Editing(("format", "Found")))
    enrich(alice)
    assert contacts(alice)[0].format == "Mine"


def test_a_source_that_fails_for_all_is_no_success(
    alice: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    bring(alice, LIST)
    use(monkeypatch, Fixed(failed=True))
    run = enrich(alice)
    assert statuses(run) == ["failed", "failed", "skipped"]
    assert [step for step, *_ in evidence(alice)] == []
    page = alice.client().get(f"/intel/runs/{run.id}/").content.decode()
    assert "the site did not answer" in page
    assert "Enriched" not in page.split("<main")[1]


def test_a_step_that_breaks_is_a_failure_and_the_run_goes_on(
    alice: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Breaking(Fixed):
        def find(self, case: Case) -> Found:
            raise ZeroDivisionError

    bring(alice, LIST)
    use(monkeypatch, Breaking())
    run = enrich(alice)
    assert (run.state, statuses(run)) == ("done", ["failed", "failed", "skipped"])


def test_what_no_database_can_hold_spoils_no_other_contact(
    alice: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Hostile(Fixed):
        def find(self, case: Case) -> Found:
            self.values = (("format", "\0" if case.subject.name == "Ada" else "Fine"),)
            return super().find(case)

    bring(alice, LIST)
    use(monkeypatch, Hostile())
    run = enrich(alice)
    assert (run.state, run.done) == ("done", 3)
    assert statuses(run)[0] == "failed"
    assert [one.format for one in contacts(alice)] == ["", "Fine", "Fine"]


def test_what_one_contact_taught_is_used_for_the_next(
    alice: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    step = Fixed(("format", "Show"), ("phone", "+44 1"))
    use(monkeypatch, step)
    bring(alice, "Name,Email,Outlet\nAda,ada@radio.example,Radio Été\n")
    enrich(alice)
    _ada, bo, cy = bring(
        alice,
        "Name,Email,Outlet\nBo,bo@radio.example,radio ete\nCy,cy@other.example,Radio Été\n",
    )
    run = finish(start(alice, [bo.id, cy.id]))
    assert statuses(run)[0] == "cached"
    assert step.asked == 2  # for Ada and Cy, whose outlet is another one of the same name
    bo.refresh_from_db(using="system")
    assert (bo.format, bo.phone) == ("Show", "+44 1")
    found = Evidence.objects.using("system").filter(contact=bo, step="workspace")
    assert sorted(found.values_list("field", "source")) == [("format", "page"), ("phone", "page")]


def test_knowledge_never_crosses_workspaces(
    alice: Person, charlie: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    step = Fixed(("format", "Show"), ("phone", "+44 1"))
    use(monkeypatch, step)
    bring(alice, "Name,Email,Outlet\nAda,ada@radio.example,Radio X\n")
    enrich(alice)
    bring(charlie, "Name,Email,Outlet\nBo,bo@radio.example,Radio X\n")
    use(monkeypatch)
    run = enrich(charlie)
    assert statuses(run) == ["unchanged"]
    assert [step for step, *_ in evidence(charlie)] == []


def test_knowledge_grows_old(alice: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, Fixed(("format", "Show"), ("phone", "+44 1")))
    bring(alice, "Name,Email,Outlet\nAda,ada@radio.example,Radio X\n")
    enrich(alice)
    long_ago = timezone.now() - timedelta(days=91)
    Evidence.objects.using("system").update(checked_at=long_ago)
    _, bo = bring(alice, "Name,Email,Outlet\nBo,bo@radio.example,Radio X\n")
    use(monkeypatch)
    assert statuses(finish(start(alice, [bo.id]))) == ["unchanged"]


def test_what_a_person_wrote_or_a_list_said_is_not_knowledge_about_an_outlet(
    alice: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada, _bo = bring(
        alice,
        "Name,Email,Outlet,Format\nAda,ada@radio.example,Radio X,Show\nBo,bo@radio.example,Radio X,\n",
    )
    with task_context(actor(alice).workspace_id, alice.id):
        edit(by=actor(alice), contact_id=ada.id, values={"phone": "+44 2"})
    use(monkeypatch)
    assert statuses(enrich(alice)) == ["unchanged", "unchanged"]


def test_an_import_and_a_run_of_others_are_not_touched(alice: Person, charlie: Person) -> None:
    theirs = bring(charlie, LIST)
    bring(alice, LIST)
    enrich(alice)
    assert [one.status for one in contacts(charlie)] == ["", "", ""]
    assert evidence(charlie) == []
    with task_context(actor(alice).workspace_id):
        assert actions.start_run(by=actor(alice), contact_ids=[one.id for one in theirs]) is None


def test_a_contact_that_was_deleted_meanwhile_counts_no_more(alice: Person) -> None:
    ada, *_ = bring(alice, LIST)
    run = start(alice)
    Contact.objects.using("system").filter(id=ada.id).delete()
    run = finish(run)
    assert (run.state, run.done, run.total) == ("done", 2, 2)


def test_a_batch_that_comes_twice_does_nothing_twice(
    alice: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions, "BATCH_OFFLINE", 2)
    bring(alice, LIST)
    run = start(alice)
    first = batch(run)
    work.run_batch(first)
    work.run_batch(first)
    assert (stored(run).done, statuses(run)[2]) == (2, "")
    finish(run)
    work.run_batch(first)
    assert (stored(run).done, stored(run).state) == (3, "done")


def test_a_batch_that_again_and_again_fails_is_given_up_and_the_run_goes_on(
    alice: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions, "BATCH_OFFLINE", 2)
    bring(alice, LIST)
    run = start(alice)
    work.give_up_batch(batch(run))
    assert statuses(finish(run)) == ["failed", "failed", "skipped"]


def test_each_contact_counts_once_and_those_that_failed_as_bad(
    alice: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(
        worked, "_listener", lambda work, outcome, _: told.append(f"{work} {outcome}")
    )
    monkeypatch.setattr(actions, "BATCH_OFFLINE", 2)
    bring(alice, LIST)
    run = start(alice)
    first = batch(run)
    work.give_up_batch(first)
    work.run_batch(first)
    finish(run)
    assert told == ["work:enrichment bad"] * 2 + ["work:enrichment good"]


def test_half_a_batch_is_finished_by_the_next_worker(
    alice: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Died(BaseException):
        pass

    class Dying(Fixed):
        def find(self, case: Case) -> Found:
            if case.subject.name == "Cy":
                raise Died
            return super().find(case)

    bring(alice, LIST)
    run = start(alice)
    monkeypatch.setattr(work, "_TELL_EVERY", -1.0)
    use(monkeypatch, Dying(("format", "Show")))
    begun = batch(run)
    with pytest.raises(Died):
        work.run_batch(begun)
    assert (stored(run).done, statuses(run)) == (2, ["partial", "partial", ""])
    use(monkeypatch, Fixed(("format", "Show")))
    work.run_batch(begun)
    assert (stored(run).done, stored(run).state) == (3, "done")
    assert len(evidence(alice)) == 3


def test_a_cancelled_run_keeps_what_it_found(
    alice: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions, "BATCH_OFFLINE", 1)
    bring(alice, LIST)
    run = start(alice)
    work.run_batch(batch(run))
    client = alice.client()
    assert client.post(f"/intel/runs/{run.id}/cancel").status_code == 302
    finish(run)
    work.run_batch(batch(stored(run)))
    assert (stored(run).state, stored(run).done, statuses(run)) == (
        "cancelled",
        1,
        ["enriched", "", ""],
    )
    assert [one.status for one in contacts(alice)] == ["enriched", "", ""]
    page = client.post(f"/intel/runs/{run.id}/cancel", follow=True).content.decode()
    assert "The run had already ended." in page


def test_a_run_that_is_cancelled_while_it_looks_writes_nothing_more(
    alice: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Cancelling(Fixed):
        def find(self, case: Case) -> Found:
            Run.objects.using("system").update(state="cancelled")
            return super().find(case)

    bring(alice, LIST)
    use(monkeypatch, Cancelling(("format", "Show")))
    run = enrich(alice)
    assert (run.state, run.done) == ("cancelled", 0)
    assert [one.format for one in contacts(alice)] == ["", "", ""]


def test_parts_are_given_when_a_second_has_passed() -> None:
    times = iter([0.0, 0.4, 0.8, 1.2, 1.2, 1.6, 2.0])
    items = iter([(None, n) for n in range(5)])
    parts = list(work.ready(items, lambda: next(times)))  # type: ignore[arg-type]  # numbers stand in for results
    assert [len(part) for part in parts] == [3, 2]
