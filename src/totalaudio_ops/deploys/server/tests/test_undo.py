"""Taking a version back, and what was killed half way, on a real front."""

import os
import signal
from contextlib import suppress

import httpx
import pytest
from tests.platform.launch import until
from tests.support import proxy
from tests.support.sites import Tried

from totalaudio_ops.deploys.server.front import NAME, Front
from totalaudio_ops.deploys.server.services import held
from totalaudio_ops.deploys.server.services.own import children_of
from totalaudio_ops.deploys.server.tests.trying import begin, serving
from totalaudio_ops.deploys.targets import Serving

pytestmark = pytest.mark.skipif(not proxy.IS_THERE, reason=proxy.WANTED)


def test_undo_after_the_switch_brings_the_version_before_back(site: Tried) -> None:
    first, second = site.repository.commit("one"), site.repository.commit("two")
    site.deploy(site.order(first))
    order = site.order(second, 2)
    begin(site, order)
    assert site.get("/tracker/").text == "two"
    for _ in range(2):
        site.server.undo(order)
        assert site.get("/tracker/").text == "one"
        assert serving(site) == Serving(first[:12], None)
        assert "production-tracker-green" not in site.server.services.names()


def test_undo_after_it_was_kept_starts_the_version_before_again(site: Tried) -> None:
    first, second = site.repository.commit("one"), site.repository.commit("two")
    site.deploy(site.order(first))
    order = site.order(second, 2)
    site.deploy(order)
    site.server.undo(order)
    assert site.get("/tracker/").text == "one"
    assert serving(site) == Serving(first[:12], None)


def test_undo_does_not_ask_the_version_before_whether_its_database_is_there(site: Tried) -> None:
    first, second = site.repository.commit("one"), site.repository.commit("two")
    site.deploy(site.order(first))
    order = site.order(second, 2)
    begin(site, order)
    (site.site.releases / first[:12] / "away").touch()  # its /health/ready answers 503 from now on
    site.server.undo(order)
    assert site.get("/tracker/").text == "one"


def test_undo_of_an_order_that_never_began_does_nothing(site: Tried) -> None:
    first, second = site.repository.commit("one"), site.repository.commit("two")
    site.deploy(site.order(first))
    site.server.undo(site.order(second, 2))
    assert site.get("/tracker/").text == "one"


def test_undo_of_the_very_first_version_leaves_a_page_that_says_so(site: Tried) -> None:
    order = site.order(site.repository.commit("one"))
    begin(site, order)
    site.server.undo(order)
    found = site.get("/tracker/")
    assert (found.status_code, serving(site)) == (503, Serving(None, None))
    assert "not available at the moment" in found.text


def kill_front(site: Tried) -> None:
    """As a crash does: master and worker at once."""
    runner = held.holder(site.site.services / f"{NAME}.pid")
    assert runner is not None
    for master in children_of(runner):
        for worker in children_of(master):
            os.kill(worker, signal.SIGKILL)
        with suppress(ProcessLookupError):  # it ends with its worker
            os.kill(master, signal.SIGKILL)


def test_a_front_that_was_killed_comes_back_with_what_it_served(site: Tried) -> None:
    site.deploy(site.order(site.repository.commit("one")))
    second = site.repository.commit("two")
    order = site.order(second, 2)
    begin(site, order)
    kill_front(site)
    until(lambda: answers(site) == "two", 15)
    site.server.keep(order)
    assert serving(site).release == second[:12]


def answers(site: Tried) -> str:
    try:
        return site.get("/tracker/").text
    except httpx.TransportError:
        return ""


def test_a_tool_that_died_between_writing_and_turning_finishes_or_goes_back(
    site: Tried, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = site.repository.commit("one"), site.repository.commit("two")
    site.deploy(site.order(first))
    order = site.order(second, 2)
    site.server.build(order)
    site.server.start(order)

    def die(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(Front, "turn", die)
        with pytest.raises(KeyboardInterrupt):
            site.server.switch(order)
    assert serving(site).release == first[:12]  # what the front really does
    assert site.get("/tracker/").text == "one"
    site.server.switch(order)
    assert site.get("/tracker/").text == "two"
    with monkeypatch.context() as patched:
        patched.setattr(Front, "turn", die)
        with pytest.raises(KeyboardInterrupt):
            site.server.undo(order)
    site.server.undo(order)
    assert (site.get("/tracker/").text, serving(site).release) == ("one", first[:12])
