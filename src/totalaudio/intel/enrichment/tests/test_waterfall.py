"""Runs over many contacts keep the order, can be stopped, and stay offline when told so."""

import threading
import time
from collections.abc import Iterator

import pytest

from totalaudio.contacts.fields import Status
from totalaudio.intel.enrichment.findings import Subject
from totalaudio.intel.enrichment.steps.step import Case, Found
from totalaudio.intel.enrichment.waterfall import build_steps, enrich_all


class Slow:
    """Takes longer for earlier contacts, so that threads finish in the wrong order."""

    name = "slow"
    fields = frozenset({"phone"})

    def find(self, case: Case) -> Found:
        time.sleep(0.02 if int(case.subject.name) % 3 == 0 else 0)
        return Found(problems=(case.subject.name,))


def numbered(count: int) -> list[Subject]:
    return [Subject(name=str(number)) for number in range(count)]


@pytest.mark.parametrize("offline", [True, False])
def test_results_come_in_the_order_of_the_input_with_progress(offline: bool) -> None:
    told: list[int] = []
    results = enrich_all(numbered(50), offline=offline, steps=[Slow()], on_progress=told.append)
    assert [int(one.problems[0]) for one in results] == list(range(50))
    assert told == list(range(1, 51))


@pytest.mark.parametrize("offline", [True, False])
def test_the_input_is_read_only_a_little_ahead(offline: bool) -> None:
    read: list[int] = []

    def endless() -> Iterator[Subject]:
        for subject in numbered(10_000):
            read.append(1)
            yield subject

    results = enrich_all(endless(), offline=offline, steps=[Slow()], workers=2)
    next(results)
    results.close()  # type: ignore[attr-defined]  # the iterator is a generator
    assert len(read) <= 10


@pytest.mark.parametrize("offline", [True, False])
def test_a_cancelled_run_begins_no_further_contact(offline: bool) -> None:
    cancel = threading.Event()
    results = []
    for one in enrich_all(
        numbered(1_000), offline=offline, steps=[Slow()], workers=2, cancelled=cancel.is_set
    ):
        results.append(one)
        cancel.set()
    assert 1 <= len(results) <= 10


def test_offline_opens_no_socket_and_says_what_was_not_tested(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr("socket.socket", refuse)
    monkeypatch.setattr("socket.getaddrinfo", refuse)
    subject = Subject(email="music@example-fm.com")
    (result,) = enrich_all([subject], offline=True)
    assert (result.status, result.problems) == (
        Status.UNCHANGED,
        ("address not tested: offline", "outlet's site not read: offline"),
    )


def test_the_steps_stand_in_the_order_of_their_cost() -> None:
    names = ["row", "workspace", "directory", "dns", "site", "ending"]
    for offline in (True, False):
        steps = build_steps(offline=offline, workspace_lookup=lambda _: ())
        assert [step.name for step in steps] == names
