"""A deploy that somebody interrupts, or that can write no further, leaves one healthy version."""

import signal
from collections.abc import Callable

import pytest

from totalaudio_ops.deploys.journal import Journal
from totalaudio_ops.deploys.steps import Done, Entry, Order
from totalaudio_ops.deploys.targets import Observed, Seen
from totalaudio_ops.deploys.tests.bench import FIRST, SECOND, Bench, lines, state
from totalaudio_ops.problems import Problem


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
@pytest.mark.parametrize(
    ("call", "outcome", "serves"),
    [
        ("build", Done.ABANDONED, FIRST),
        ("start", Done.ROLLED_BACK, FIRST),
        ("switch", Done.ROLLED_BACK, FIRST),
        ("observe", None, SECOND),
        ("keep", None, SECOND),
    ],
)
def test_an_interrupt_ends_it_before_the_switch_and_leaves_it_after(
    sent: signal.Signals, call: str, outcome: Done | None, serves: str, bench: Bench
) -> None:
    before = signal.getsignal(sent)
    bench.place.during[call] = lambda: signal.raise_signal(sent)
    found = bench.deploy(SECOND)
    assert (state(found).outcome, bench.serving) == (outcome, serves[:12])
    assert f"nterrupted by {sent.name}" in " ".join(one.said for one in found.entries)
    assert signal.getsignal(sent) is before
    if outcome is None:
        assert found.entries[-1].done is Done.INTERRUPTED
        bench.place.during.clear()
        assert lines(bench.deploy(SECOND))[-1] == "all kept"


def test_an_interrupt_while_it_goes_back_waits(bench: Bench) -> None:
    bench.place.broken["switch"] = "It broke."
    bench.place.during["undo"] = lambda: signal.raise_signal(signal.SIGTERM)
    found = bench.deploy(SECOND)
    assert (lines(found)[-1], bench.serving) == ("all rolled back", FIRST[:12])


@pytest.mark.parametrize("line", range(1, 18))
def test_a_full_disk_stops_it_with_one_healthy_version(
    line: int, bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    count = 0

    def write(_self: object, *_line: object) -> None:
        nonlocal count
        count += 1
        if count >= line:
            raise Problem("the disk is full")
        appended(_self, *_line)

    appended: Callable[..., None] = Journal.append
    with monkeypatch.context() as full:
        full.setattr(Journal, "append", write)
        with pytest.raises(Problem, match="the disk is full"):
            bench.deploy(SECOND)
        assert bench.serving in (FIRST[:12], SECOND[:12])
    assert state(bench.deploy(SECOND)).outcome is Done.KEPT
    assert bench.serving == SECOND[:12]


def test_a_bad_version_is_taken_back_even_when_that_cannot_be_written(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench.place.seen = Observed(Seen(200, 20, 5.0), None)
    appended = Journal.append

    def write(self: Journal, order: Order, entry: Entry) -> None:
        if entry.done is Done.FAILED:
            raise Problem("the disk is full")
        appended(self, order, entry)

    with monkeypatch.context() as full:
        full.setattr(Journal, "append", write)
        with pytest.raises(Problem, match="the disk is full"):
            bench.deploy(SECOND)
    assert bench.serving == FIRST[:12]
    assert lines(bench.deploy(SECOND))[-1] == "all rolled back"
