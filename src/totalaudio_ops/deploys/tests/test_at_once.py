"""Several people deploy at once: each is told who goes before them, and nobody gets what was not found good."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import override

import pytest

from totalaudio_ops.apps import Deployable
from totalaudio_ops.deploys import ordering
from totalaudio_ops.deploys.journal import Deploy
from totalaudio_ops.deploys.steps import Done, Environment
from totalaudio_ops.deploys.targets import Serving
from totalaudio_ops.deploys.tests.bench import APP, FIRST, SECOND, THIRD, Bench, lines
from totalaudio_ops.deploys.tests.places import FakePlace
from totalaudio_ops.problems import Problem


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    """The first two versions were kept, and the second serves."""
    bench = Bench(tmp_path / "journal")
    bench.deploy(FIRST)
    bench.deploy(SECOND)
    return bench


def refused(bench: Bench, call: str, asked: Callable[[], object]) -> tuple[Deploy, str]:
    """Deploy the third version; while `call` goes on somebody else asks, and is told why not."""
    told: list[str] = []

    def meanwhile() -> None:
        with pytest.raises(Problem) as problem:
            asked()
        told.append(str(problem.value))

    bench.place.during[call] = meanwhile
    found = bench.deploy(THIRD)
    bench.place.during.clear()
    assert len(set(told)) == 1
    return found, told[0]


@pytest.mark.parametrize("call", ["build", "migrate", "start", "switch", "observe", "keep"])
def test_who_goes_back_or_deploys_during_a_deploy_is_told_who_and_since_when(
    call: str, bench: Bench
) -> None:
    for asked in (bench.rollback, lambda: bench.deploy(FIRST), lambda: bench.deploy(THIRD)):
        found, told = refused(bench, call, asked)
        assert told.startswith("Tracker in production is being deployed by olive (process ")
        assert ", since " in told
        assert found.entries[-1].done is Done.KEPT
    assert bench.serving == THIRD[:12]
    assert bench.rollback().order.commit == SECOND


@dataclass
class Preview(FakePlace):
    """The preview of a place, whose production is told what serves here."""

    production: FakePlace = field(default_factory=FakePlace)

    @override
    def serving(self, app: Deployable, environment: Environment) -> Serving:
        return Serving(self.production.preview, None)


def preview(bench: Bench, commit: str) -> Deploy:
    """Deploy to preview, which the place keeps apart."""

    def serve() -> None:
        bench.place.preview = commit[:12]

    during = bench.place.during | {"switch": serve}
    apart = Preview(during=during, production=bench.place)
    wish = replace(bench.wish(commit), environment=Environment.PREVIEW)
    return ordering.deploy(wish, replace(bench.means(), target=apart))


def test_what_preview_may_still_take_back_is_not_promoted(bench: Bench) -> None:
    told: list[str] = []

    def promote() -> None:
        with pytest.raises(Problem) as problem:
            ordering.promotion(APP, bench.means(), "bob")
        told.append(str(problem.value))

    bench.place.during["observe"] = promote
    assert lines(preview(bench, THIRD))[-1] == "all kept"
    assert len(set(told)) == 1
    assert told[0] == (
        "333333333333 is not kept in preview yet, where olive deploys it: wait until that ends, or bring it to its "
        "end there, then promote it."
    )
    wish = ordering.promotion(APP, bench.means(), "bob")
    assert (wish.commit, wish.by) == (THIRD, "bob")


def test_while_preview_is_prepared_what_it_serves_until_then_is_promoted(bench: Bench) -> None:
    preview(bench, SECOND)
    wishes: list[ordering.Wish] = []
    bench.place.during["start"] = lambda: wishes.append(
        ordering.promotion(APP, bench.means(), "bob")
    )
    preview(bench, THIRD)
    bench.place.during.clear()
    assert [one.commit for one in wishes] == [SECOND]
    # What preview serves since then changes nothing of what was wished.
    found = ordering.deploy(replace(wishes[0], smoke=()), bench.means())
    assert (lines(found)[-1], bench.serving) == ("all kept", SECOND[:12])
