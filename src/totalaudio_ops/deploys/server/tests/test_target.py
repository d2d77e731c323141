"""A version after the other on a real front, with a small product in place of the real one."""

from collections.abc import Iterator

import pytest
from tests.support import proxy
from tests.support.sites import Tried, tried

from totalaudio_ops.apps import Deployable
from totalaudio_ops.deploys.steps import Environment
from totalaudio_ops.deploys.targets import Serving

pytestmark = pytest.mark.skipif(not proxy.IS_THERE, reason=proxy.WANTED)


@pytest.fixture(scope="module")
def site() -> Iterator[Tried]:
    with tried() as site:
        yield site


def test_people_reach_the_first_version_and_then_the_second(site: Tried) -> None:
    first, second = site.repository.commit("one"), site.repository.commit("two")
    site.deploy(site.order(first))
    assert site.get("/tracker/").text == "one"
    site.deploy(site.order(second, 2))
    assert site.get("/tracker/").text == "two"
    serving = site.server.serving(Deployable.TRACKER, Environment.PRODUCTION)
    assert serving == Serving(second[:12], first[:12])
