"""HAProxy is killed at each moment of a switch: what it serves when it is back is what the record says."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest
from tests.deploys.hooks import kill_front
from tests.support import proxy
from tests.support.sites import Tried, tried

from totalaudio_ops.apps import Deployable
from totalaudio_ops.deploys.server.front import NAME, Front
from totalaudio_ops.deploys.server.state import read_state
from totalaudio_ops.deploys.steps import Environment, Order
from totalaudio_ops.problems import Problem

pytestmark = [
    pytest.mark.proof,
    pytest.mark.timeout(300),
    pytest.mark.skipif(not proxy.IS_THERE, reason=proxy.WANTED),
]
PRODUCTION, TRACKER = Environment.PRODUCTION, Deployable.TRACKER
# (which call of the front, before or after it)
SHORT = (("write", "before"),)
FULL = (
    *(("admit", when) for when in ("before", "after")),
    *(("write", "after"), ("busy", "after")),
    *(("turn", when) for when in ("before", "after")),
)


@pytest.fixture(scope="module")
def served() -> Iterator[Tried]:
    with tried() as made:
        made.deploy(made.order(made.repository.commit("first")))
        yield made


def afresh(site: Tried) -> None:
    """As if nothing had died before: whoever sees to the front waits longer with each death within a minute."""
    site.server.services.stop(NAME)
    site.server.front.start()


def killing(site: Tried, order: Order, call: Callable[..., Any], when: str) -> Callable[..., Any]:
    """The same call, at which HAProxy is killed once."""
    killed: list[bool] = []

    def called(*arguments: Any, **named: Any) -> Any:
        if when == "before" and not killed:
            killed.append(True)
            kill_front(site.server, order)
        found = call(*arguments, **named)
        if when == "after" and not killed:
            killed.append(True)
            kill_front(site.server, order)
        return found

    return called


@pytest.fixture
def moments(proofs: bool) -> tuple[tuple[str, str], ...]:
    return (*SHORT, *FULL) if proofs else SHORT


def test_one_version_serves_and_it_is_the_one_that_was_written_down(
    served: Tried, monkeypatch: pytest.MonkeyPatch, moments: tuple[tuple[str, str], ...]
) -> None:
    for number, (name, when) in enumerate(moments, 2):
        afresh(served)
        version = f"{name}-{when}"
        order = served.order(served.repository.commit(version), number)
        served.server.build(order)
        served.server.start(order)
        with ThreadPoolExecutor(1) as pool, monkeypatch.context() as patched:
            asking = pool.submit(lambda: served.get("/tracker/slow").text)
            time.sleep(0.1)
            patched.setattr(Front, name, killing(served, order, getattr(Front, name), when))
            served.server.switch(order)
            served.server.keep(order)
            asking.exception()  # killed with the front, or answered
        assert_serves(served, order, version)


def assert_serves(site: Tried, order: Order, version: str) -> None:
    state = read_state(site.site, PRODUCTION, TRACKER)
    assert state.serving is not None
    assert (state.serving.order, site.server.serving(TRACKER, PRODUCTION).release) == (
        order.id,
        order.release,
    )
    assert {answer(site) for _ in range(5)} == {version}
    kill_front(site.server, order)  # and once more, with nobody who turns anything
    assert {answer(site) for _ in range(5)} == {version}


def answer(site: Tried) -> str:
    """What people get; who cannot connect tries again for a moment."""
    give_up_at = time.monotonic() + 10
    while True:
        try:
            return site.get("/tracker/").text
        except httpx.TransportError:
            if time.monotonic() > give_up_at:
                raise
            time.sleep(0.05)


def test_whoever_dies_with_it_leaves_a_site_that_the_next_command_brings_to_its_end(
    served: Tried, monkeypatch: pytest.MonkeyPatch
) -> None:
    afresh(served)
    before = served.server.serving(TRACKER, PRODUCTION).release
    order = served.order(served.repository.commit("both"), 50)
    served.server.build(order)
    served.server.start(order)

    def die(*_: object) -> None:
        kill_front(served.server, order)
        raise Problem("the tool died as well")

    with monkeypatch.context() as patched:
        patched.setattr(
            Front, "write", die
        )  # it is written that the new one serves, and nobody was told
        with pytest.raises(Problem):
            served.server.switch(order)
    answer(served)
    assert served.server.serving(TRACKER, PRODUCTION).release == before
    served.server.undo(order)
    assert served.server.serving(TRACKER, PRODUCTION).release == before
    assert read_state(served.site, PRODUCTION, TRACKER).of_order(order.id) is None
