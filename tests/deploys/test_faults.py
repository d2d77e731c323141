"""Whatever dies at whatever step, exactly one healthy version serves, and the journal says what happened."""

import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace

import httpx
import pytest

from tests.deploys.deploying import Deployed, deployed
from tests.deploys.hooks import Happening, disturbed, kill_front, kill_new, lose_new
from tests.deploys.load import fresh, keeping, load, slow
from tests.support import proxy
from totalaudio_ops.deploys import ordering
from totalaudio_ops.deploys.folding import state_of
from totalaudio_ops.deploys.journal import Deploy
from totalaudio_ops.deploys.judging import Rules
from totalaudio_ops.deploys.steps import Done, Step
from totalaudio_ops.problems import Problem

pytestmark = [
    pytest.mark.proof,
    pytest.mark.skipif(not proxy.IS_THERE, reason=proxy.WANTED),
    pytest.mark.timeout(600),
]

FEW = (keeping, fresh, slow)
# What a front that was killed costs: its connections, and the moments until it is there again.
FRONT_IS_BACK = 3.0
# What a version that is lost while it serves costs, until the watch has gone back.
LOSS_IS_SEEN = 10.0


@pytest.fixture(scope="module")
def site() -> Iterator[Deployed]:
    with deployed() as found:
        yield found


def version(word: str) -> str:
    return f"{word}{time.monotonic_ns()}"


@pytest.fixture
def moment(request: pytest.FixtureRequest, proofs: bool) -> str:
    """When it happens; the short form has those moments at which most can go wrong."""
    name, in_short = request.param
    if not (in_short or proofs):
        pytest.skip("only with --proofs")
    return str(name)


def moments(short: str, more: str) -> pytest.MarkDecorator:
    """`moment` is each of these words."""
    found = [(one, True) for one in short.split()] + [(one, False) for one in more.split()]
    return pytest.mark.parametrize("moment", found, indirect=True, ids=[one for one, _ in found])


def fresh_start(site: Deployed) -> str:
    """A good version that was kept."""
    name = version("good")
    assert site.deploy(name).entries[-1].done is Done.KEPT
    return name


def assert_serves(site: Deployed, name: str) -> None:
    """It alone runs, and people meet it."""
    assert site.serving().release == site.commits[name][:12]
    assert {site.tried.get("/").text for _ in range(5)} == {name}
    assert len(site.running()) == 1


def forget_deaths_of_the_front(site: Deployed) -> None:
    """What dies again and again is started later each time, and each test here lets it die."""
    site.server.services.stop("haproxy")
    site.server.front.start()


def wait_for_the_front(site: Deployed) -> None:
    """Until it answers again, and no longer than it may take."""
    give_up_at = time.monotonic() + FRONT_IS_BACK
    while time.monotonic() < give_up_at:
        with suppress(httpx.TransportError):
            site.tried.get("/")
            break
        time.sleep(0.1)


def told(found: Deploy) -> list[tuple[Step | None, Done]]:
    return [(one.step, one.done) for one in found.entries]


def deploy_disturbed(site: Deployed, name: str, *faults: str, **happenings: Happening) -> Deploy:
    means = replace(site.means, target=disturbed(site.server, **happenings))
    return ordering.deploy(site.wish(name, *faults), means)


@pytest.mark.parametrize(
    ("fault", "step", "end"),
    [
        ("bad-migration", Step.MIGRATE, Done.FAILED),
        ("dying", Step.START, Done.ROLLED_BACK),
        ("unready", Step.START, Done.ROLLED_BACK),
        ("broken", Step.CHECK, Done.ROLLED_BACK),
    ],
)
def test_a_version_that_is_no_good_is_never_met(
    site: Deployed, fault: str, step: Step, end: Done
) -> None:
    good = fresh_start(site)
    with load(site.place, FEW) as counts:
        found = site.deploy(version("bad"), fault)
    assert ((step, Done.FAILED) in told(found), found.entries[-1].done) == (True, end)
    assert (counts.failures, counts.sequence()) == ([], [good])
    assert_serves(site, good)


def test_a_version_that_fails_only_when_people_come_is_taken_back(site: Deployed) -> None:
    good, bad = fresh_start(site), version("bad")
    site.rules = Rules(seconds=20.0)
    with load(site.place, FEW) as counts:
        found = site.deploy(bad, "failing")
    site.rules = Rules(seconds=1.0, enough=10)
    assert (Step.WATCH, Done.FAILED) in told(found)
    assert found.entries[-1].done is Done.ROLLED_BACK
    watched = next(one.at for one in found.entries if one.step is Step.WATCH)
    assert (found.entries[-1].at - watched).total_seconds() < 15
    assert set(counts.faults()) <= {
        f"{one} status" for one in ("keeping", "fresh", "slow", "witness")
    }
    assert counts.sequence() == [good, bad, good]
    assert_serves(site, good)


@moments("switch_ keep", "start start_ switch observe_ keep_")
def test_a_front_that_is_killed_costs_what_it_had_and_the_deploy_goes_on(
    site: Deployed, moment: str
) -> None:
    good, new = fresh_start(site), version("new")
    forget_deaths_of_the_front(site)
    with load(site.place, FEW) as counts:
        found = deploy_disturbed(site, new, **{moment: kill_front})
        wait_for_the_front(site)
    assert found.entries[-1].done is Done.KEPT, found.entries[-1]
    sys.stdout.write(f"{moment}: gap={counts.longest_gap():.2f} s {dict(counts.faults())}\n")
    assert counts.longest_gap() < FRONT_IS_BACK
    assert counts.sequence() == [good, new]
    assert_serves(site, new)


@moments("switch_", "start_ switch observe_")
def test_a_new_version_that_is_killed_and_comes_back_serves_or_is_taken_back(
    site: Deployed, moment: str
) -> None:
    good, new = fresh_start(site), version("new")
    with load(site.place, FEW) as counts:
        found = deploy_disturbed(site, new, **{moment: kill_new})
    ended = found.entries[-1].done
    assert ended in {Done.KEPT, Done.ROLLED_BACK}
    sys.stdout.write(
        f"{moment}: {ended} gap={counts.longest_gap():.2f} s {dict(counts.faults())}\n"
    )
    if moment in {"start_", "switch"}:  # nobody had met it yet
        assert counts.failures == []
    assert_serves(site, new if ended is Done.KEPT else good)


@moments("switch", "start_ switch_ observe_")
def test_a_new_version_that_is_lost_is_taken_back(site: Deployed, moment: str) -> None:
    good, new = fresh_start(site), version("new")
    site.rules = Rules(seconds=20.0)
    with load(site.place, FEW) as counts:
        found = deploy_disturbed(site, new, **{moment: lose_new})
    site.rules = Rules(seconds=1.0, enough=10)
    assert found.entries[-1].done is Done.ROLLED_BACK, found.entries
    sys.stdout.write(f"{moment}: gap={counts.longest_gap():.2f} s {dict(counts.faults())}\n")
    if moment in {"start_", "switch"}:
        assert counts.failures == []
    assert counts.longest_gap() < LOSS_IS_SEEN
    assert_serves(site, good)
    assert site.deploy(new).entries[-1].done is Done.KEPT
    assert_serves(site, new)


def test_of_two_deploys_at_once_one_is_told_to_wait(site: Deployed) -> None:
    fresh_start(site)
    refused: list[str] = []

    def deploy_as_well(*_: object) -> None:
        with pytest.raises(Problem) as problem:
            site.deploy(version("other"))
        refused.append(str(problem.value))

    new = version("new")
    with load(site.place, FEW) as counts:
        found = deploy_disturbed(site, new, start=deploy_as_well)
    assert (found.entries[-1].done, len(refused)) == (Done.KEPT, 1)
    assert "is being deployed by olive" in refused[0]
    assert counts.failures == []
    assert_serves(site, new)


def test_the_journal_of_each_is_brought_to_its_end(site: Deployed) -> None:
    fresh_start(site)
    states = [state_of(one.entries, one.order.kind) for one in site.journal.newest()]
    assert all(one.is_over for one in states)
