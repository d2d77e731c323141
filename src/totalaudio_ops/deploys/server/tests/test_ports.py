"""Somebody else at a port of the site is never taken for a version."""

import http.server
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from tests.support import proxy
from tests.support.sites import Tried, free_ports

from totalaudio_ops.apps import Deployable
from totalaudio_ops.deploys.server.colours import Colour
from totalaudio_ops.deploys.server.ports import is_free, wait_until_free
from totalaudio_ops.deploys.server.releases import the_release
from totalaudio_ops.deploys.steps import Environment
from totalaudio_ops.problems import Problem

pytestmark = pytest.mark.skipif(not proxy.IS_THERE, reason=proxy.WANTED)


class Stranger(http.server.BaseHTTPRequestHandler):
    """Says that all is well, whatever is asked."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_arguments: object) -> None:
        """Nothing is said."""


@contextmanager
def stranger(port: int) -> Iterator[None]:
    with http.server.ThreadingHTTPServer(("127.0.0.1", port), Stranger) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        try:
            yield
        finally:
            server.shutdown()
            thread.join()


def test_a_healthy_stranger_at_the_free_place_is_not_switched_to(site: Tried) -> None:
    site.deploy(site.order(site.repository.commit("one")))
    order = site.order(site.repository.commit("two"), 2)
    site.server.build(order)
    port = site.site.port(Environment.PRODUCTION, Deployable.TRACKER, Colour.GREEN)
    with stranger(port), pytest.raises(Problem, match=f"port {port} is in use by another program"):
        site.server.start(order)
    site.server.undo(order)
    assert site.get("/tracker/").text == "one"
    site.deploy(order)
    assert site.get("/tracker/").text == "two"


def test_a_stranger_at_the_status_page_of_a_worker_that_half_runs_is_noticed(site: Tried) -> None:
    site.deploy(site.order(site.repository.commit("one"), app=Deployable.WORKER))
    order = site.order(site.repository.commit("two"), 2, app=Deployable.WORKER)
    site.server.build(order)
    site.server.start(order)
    site.server.services.stop("production-worker-green-watch")
    port = site.site.port(Environment.PRODUCTION, Deployable.WORKER, Colour.GREEN)
    slots = site.server.slots(Deployable.WORKER, Environment.PRODUCTION)
    release = the_release(site.site.releases, order.release)
    with stranger(port), pytest.raises(Problem, match=f"port {port} is in use by another program"):
        slots.start(release, Colour.GREEN)
    slots.start(release, Colour.GREEN)
    slots.wait(Colour.GREEN, 10)
    assert slots.is_running(Colour.GREEN)


def test_a_port_is_free_again_when_its_program_has_ended() -> None:
    port = free_ports()[0]
    with stranger(port):
        assert not is_free(port)
        with pytest.raises(Problem):
            wait_until_free(port, 0.1)
    wait_until_free(port)
    assert is_free(port)
