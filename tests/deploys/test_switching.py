"""Versions follow each other under load, and no request fails."""

import sys
from collections.abc import Iterator

import pytest

from tests.deploys.deploying import Deployed, deployed
from tests.deploys.load import load
from tests.support import proxy
from totalaudio_ops.deploys.steps import Done

pytestmark = [
    pytest.mark.proof,
    pytest.mark.skipif(not proxy.IS_THERE, reason=proxy.WANTED),
    pytest.mark.timeout(900),
]


@pytest.fixture(scope="module")
def site() -> Iterator[Deployed]:
    with deployed() as found:
        yield found


def test_versions_that_follow_each_other_cost_no_request(site: Deployed, proofs: bool) -> None:
    switches = 20 if proofs else 3
    before = site.serving().release
    names = [f"turn{n}" for n in range(switches)]
    with load(site.place) as counts:
        for name in names:
            assert site.deploy(name).entries[-1].done is Done.KEPT
    sys.stdout.write(f"{switches=} requests={counts.requests} {dict(counts.asked)}\n")  # by -rP
    assert counts.failures == []
    # Whoever asks after an answer of the new version never meets the old one again.
    assert counts.sequence()[1:] == names
    assert before != site.serving().release == site.commits[names[-1]][:12]
    assert min(counts.asked.values()) > switches


def test_going_back_costs_no_request(site: Deployed) -> None:
    site.deploy("good")
    site.deploy("regretted")
    with load(site.place) as counts:
        assert site.rollback().entries[-1].done is Done.KEPT
    assert (counts.failures, counts.sequence()) == ([], ["regretted", "good"])


def test_a_version_that_fails_its_smoke_test_costs_no_request(site: Deployed) -> None:
    site.deploy("steady")
    with load(site.place) as counts:
        found = site.deploy("broken", "broken")
    assert found.entries[-1].done is Done.ROLLED_BACK
    assert (counts.failures, counts.sequence()) == ([], ["steady"])
