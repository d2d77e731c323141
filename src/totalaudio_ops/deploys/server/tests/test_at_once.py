"""Several commands at one site at once: each does its own, and none takes anything from another."""

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest
from tests.deploys.load import Counts, load, slow, witness
from tests.deploys.talking import Place
from tests.support import proxy
from tests.support.sites import Tried, small_repository, tried

from totalaudio_ops.apps import Deployable
from totalaudio_ops.deploys.locking import only_one
from totalaudio_ops.deploys.server import installing, operating, releases
from totalaudio_ops.deploys.server.colours import Colour
from totalaudio_ops.deploys.server.connections import connections_to
from totalaudio_ops.deploys.server.locks import holding
from totalaudio_ops.deploys.server.releases import build
from totalaudio_ops.deploys.server.state import State, read_state
from totalaudio_ops.deploys.steps import Environment
from totalaudio_ops.problems import Problem

PRODUCTION, PREVIEW = Environment
PLACES = ((Deployable.INTEL, PRODUCTION), (Deployable.TRACKER, PRODUCTION), (Deployable.TRACKER, PREVIEW))  # fmt: skip


@pytest.fixture(scope="module")
def served() -> Iterator[Tried]:
    """A site on which three places serve."""
    if not proxy.IS_THERE:
        pytest.skip(proxy.WANTED)
    with tried() as made:
        deploy_all(made, made.repository.commit("v0"), 0)
        yield made


def deploy_all(site: Tried, commit: str, number: int) -> None:
    """Each place gets this commit, all of them at once."""
    with ThreadPoolExecutor(len(PLACES)) as pool:
        orders = [
            site.order(commit, 10 * number + n, app=app, environment=environment)
            for n, (app, environment) in enumerate(PLACES)
        ]
        list(pool.map(site.deploy, orders))


def serving(site: Tried) -> set[str | None]:
    return {site.server.serving(*place).release for place in PLACES}


def active(site: Tried, app: Deployable, environment: Environment) -> Colour | None:
    return read_state(site.site, environment, app).active


def until_told(told: threading.Event, do: Callable[[], object]) -> None:
    while not told.is_set():
        do()


def change(site: Tried) -> None:
    """Start the site with another file each time, so that the front begins anew."""
    front = site.site.haproxy / "haproxy.cfg"
    front.write_text(front.read_text() + "# changed by somebody\n")
    assert [one.problem for one in operating.start(site.server) if one.problem] == []


def test_apps_are_deployed_at_once_while_the_site_is_started_again_and_again(
    served: Tried,
) -> None:
    commit, told = served.repository.commit("v1"), threading.Event()
    place = Place(served.site.inside, "app.example.com")
    with load(place, (slow,), witness) as counts, ThreadPoolExecutor(1) as pool:
        starting = pool.submit(until_told, told, lambda: change(served))
        deploy_all(served, commit, 1)
        told.set()
        starting.result()
    assert failures(counts) == []
    assert counts.sequence() == ["v0", "v1"]
    assert serving(served) == {commit[:12]}
    text = (served.site.haproxy / "haproxy.cfg").read_text()
    weights = [line.split()[1] for line in text.splitlines() if line.endswith(" weight 100")]
    assert weights == [active(served, *place) for place in PLACES]


def failures(counts: Counts) -> list[object]:
    return [(one.client, one.fault, one.said) for one in counts.failures]


def test_a_request_that_the_front_before_took_is_finished_before_its_version_ends(
    served: Tried,
) -> None:
    app, environment = PLACES[1]
    old = served.server.serving(app, environment).release
    answers: list[str] = []
    asking = threading.Thread(
        target=lambda: answers.append(served.get("/tracker/seconds/4").text), daemon=True
    )
    asking.start()
    colour = served.server.places.active(app, environment, _state(served))
    assert colour is not None
    port = served.site.port(environment, app, colour)
    _until(lambda: connections_to(port) > 0)
    change(served)
    front = served.server.front
    assert front.row(environment, app, colour).sessions == 0  # the new one knows nothing of it
    assert front.busy(environment, app, colour) == 1
    served.deploy(served.order(served.repository.commit("v2"), 90, app=app))
    asking.join()
    assert len(set(answers[0].split())) == 1
    assert len(answers[0].split()) == 40
    assert served.server.serving(app, environment).release != old


def _state(site: Tried) -> State:
    return read_state(site.site, PRODUCTION, Deployable.TRACKER)


def _until(done: Callable[[], bool]) -> None:
    give_up_at = time.monotonic() + 5
    while not done() and time.monotonic() < give_up_at:
        time.sleep(0.01)
    assert done()


def test_start_leaves_an_app_alone_that_is_being_deployed(served: Tried) -> None:
    app, environment = PLACES[1]
    name = served.server.slots(app, environment).names(Colour.BLUE)[0]
    other = served.server.slots(app, environment).names(Colour.GREEN)[0]
    there = {one for one in (name, other) if served.server.services.is_running(one)}
    served.server.services.stop(*there)
    with only_one(served.site.journal, app, environment, "olive"):
        found = operating.start(replace(served.server, ready_seconds=0.5))
    problems = {(one.app, one.environment): one.problem for one in found}
    assert problems[(app, environment)] == "is not running"
    assert [one.problem for one in operating.start(served.server) if one.problem] == []


def test_a_release_that_two_deploys_need_is_made_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository, made = small_repository(tmp_path / "r"), []
    commit, real = repository.commit("one"), installing.install

    def install(*arguments: object) -> None:
        made.append(1)
        time.sleep(0.2)
        real(*arguments)  # type: ignore[arg-type]  # as they came

    monkeypatch.setattr(releases, "install", install)
    with ThreadPoolExecutor(3) as pool:
        found = list(pool.map(lambda _: build(tmp_path / "s", repository.path, commit), range(3)))
    assert (len(made), sorted(is_new for _, is_new in found)) == (1, [False, False, True])
    assert len({release for release, _ in found}) == 1


def test_who_waits_too_long_is_told_and_those_who_share_do_not_wait(tmp_path: Path) -> None:
    file = tmp_path / "lock"
    with ExitStack() as both:
        for _ in range(2):
            both.enter_context(holding(file, 0, "busy", shared=True))
        told = pytest.raises(Problem, match="somebody is busy")
        with told, holding(file, 0.1, "somebody is busy"):
            pass
    with holding(file, 0, "busy"):
        pass
