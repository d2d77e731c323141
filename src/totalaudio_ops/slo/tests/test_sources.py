"""Which source an objective asks."""

import pytest

from totalaudio_ops.happenings import Connection
from totalaudio_ops.problems import Problem
from totalaudio_ops.slo.objectives import Counts, Objective, Span
from totalaudio_ops.slo.sources import Sources, source_of
from totalaudio_ops.slo.tests.traffic import APP, DAY, START, objective, traffic

DAY_BEFORE = [Span(START - DAY, START)]


class Fixed:
    """Answers with one number, and remembers how often it was asked."""

    def __init__(self, total: int) -> None:
        self.total = total
        self.calls = 0

    def count(
        self, objectives: list[Objective], spans: list[Span]
    ) -> dict[tuple[str, str], list[Counts]]:
        self.calls += 1
        return {(one.app, one.name): [Counts(self.total, 0)] * len(spans) for one in objectives}


def test_each_objective_asks_its_own_in_one_call() -> None:
    ours, theirs = Fixed(1), Fixed(2)
    wanted = [objective("a"), objective("b", source="prometheus"), objective("c")]
    found = Sources({"postgres": ours, "prometheus": theirs}).count(wanted, DAY_BEFORE)  # type: ignore[dict-item]  # as above
    assert [found[APP, name][0].total for name in "abc"] == [1, 2, 1]
    assert (ours.calls, theirs.calls) == (1, 1)


def test_a_source_that_is_not_there_is_named(connection: Connection) -> None:
    traffic(connection, START - DAY, START)
    with pytest.raises(Problem, match=r"^the objective tracker b counts by prometheus, and this"):
        source_of(connection).count([objective("b", source="prometheus")], DAY_BEFORE)
    assert source_of(connection).count([objective()], DAY_BEFORE)[APP, "availability"] == [
        Counts(144_000, 0)
    ]


def test_a_source_that_cannot_be_read_leaves_the_others_alone() -> None:
    class Down:
        def count(self, *_: object) -> dict[tuple[str, str], list[Counts]]:
            raise Problem("the Prometheus does not answer.")

    both = Sources({"postgres": Fixed(5), "prometheus": Down()})  # type: ignore[dict-item]  # as much of a source as is asked
    found = both.count([objective("a"), objective("b", source="prometheus")], DAY_BEFORE)
    assert found == {(APP, "a"): [Counts(5, 0)], (APP, "b"): [Counts(0, 0)]}
    assert both.unread == {"prometheus": "the Prometheus does not answer."}
