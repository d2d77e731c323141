"""Versions that pass every check and are bad for people: the watch takes them back, or says that it cannot know."""

import asyncio
import sys
import time
from collections.abc import Iterator

import pytest

from tests.deploys.deploying import Deployed, deployed
from tests.deploys.load import Client, Counts, keeping, load
from tests.deploys.talking import Place, connected
from tests.support import proxy
from totalaudio_ops.deploys.journal import Deploy
from totalaudio_ops.deploys.judging import Rules
from totalaudio_ops.deploys.steps import Done, Step

pytestmark = [
    pytest.mark.proof,
    pytest.mark.skipif(not proxy.IS_THERE, reason=proxy.WANTED),
    pytest.mark.timeout(300),
]

NOT_KNOWN = "from people, so what people meet is not known."


@pytest.fixture(scope="module")
def site(request: pytest.FixtureRequest) -> Iterator[Deployed]:
    """Versions follow each other."""
    if not request.config.getoption("--proofs"):
        pytest.skip("only with --proofs")
    with deployed() as found:
        yield found


@pytest.fixture
def good(site: Deployed) -> str:
    """A good version serves people for a while; each of its pages takes 80 ms."""
    site.rules, name = Rules(seconds=3.0), f"good{time.monotonic_ns()}"
    with load(site.place, (keeping, keeping, signing_in)):
        assert site.deploy(name, "takes-80").entries[-1].done is Done.KEPT
        time.sleep(5)
    site.rules = Rules(seconds=15.0)
    return site.commits[name][:12]


async def signing_in(place: Place, counts: Counts) -> None:
    """Sends a small form, now and then."""
    counts.asked["signing_in"] += 1
    async with connected(place) as line:
        await line.ask("POST", "/accounts/login/", b"login=olive")
    await asyncio.sleep(0.3)


async def rarely(place: Place, counts: Counts) -> None:
    """Asks a few times in a minute."""
    counts.asked["rarely"] += 1
    async with connected(place) as line:
        await line.ask("GET", "/")
    await asyncio.sleep(4)


def watched(found: Deploy) -> str:
    """What the watch says."""
    return next(
        one.said
        for one in found.entries
        if one.step is Step.WATCH and one.done in {Done.DONE, Done.FAILED}
    )


@pytest.mark.parametrize(
    ("fault", "crowd", "why"),
    [
        ("login", (keeping, signing_in), "too many errors: "),
        ("sometimes", (keeping, keeping, signing_in), "too many errors: "),
        ("takes-400", (keeping, keeping), "too slow: "),
    ],
)
def test_with_enough_people_it_is_taken_back_with_the_reason(
    site: Deployed, good: str, fault: str, crowd: tuple[Client, ...], why: str
) -> None:
    with load(site.place, crowd) as counts:
        found = site.deploy(f"bad-{fault}", "takes-80", fault)
    sys.stdout.write(f"{fault}: {watched(found)} faults={dict(counts.faults())}\n")
    assert found.entries[-1].done is Done.ROLLED_BACK
    assert why in watched(found)
    assert watched(found) in found.entries[-1].said.replace("Too", "too")
    assert site.serving().release == good
    assert len(site.running()) == 1


def test_a_version_as_good_as_the_one_before_is_kept(site: Deployed, good: str) -> None:
    with load(site.place, (keeping, signing_in)) as counts:
        found = site.deploy("as-good", "takes-80")
    assert (found.entries[-1].done, counts.failures) == (Done.KEPT, [])
    assert NOT_KNOWN not in watched(found)


def test_with_few_people_it_is_said_that_nothing_is_known(site: Deployed, good: str) -> None:
    with load(site.place, (rarely,), rarely):
        found = site.deploy("bad-unseen", "takes-80", "login")
    sys.stdout.write(f"{watched(found)}\n")
    assert found.entries[-1].done is Done.KEPT
    assert watched(found).endswith(NOT_KNOWN)
