"""A version after the other on a real front, with a small product in place of the real one."""

import threading
import time
from dataclasses import replace

import msgspec
import pytest
from tests.platform.launch import until
from tests.support import proxy
from tests.support.sites import Tried

from totalaudio_ops.apps import Deployable
from totalaudio_ops.deploys.server.colours import Colour
from totalaudio_ops.deploys.server.tests.trying import PRODUCTION, TRACKER, begin, serving
from totalaudio_ops.deploys.steps import Environment
from totalaudio_ops.deploys.targets import Seen, Serving
from totalaudio_ops.problems import Problem

pytestmark = pytest.mark.skipif(not proxy.IS_THERE, reason=proxy.WANTED)


def test_people_reach_the_first_version_and_then_the_second(site: Tried) -> None:
    first, second = site.repository.commit("one"), site.repository.commit("two")
    assert serving(site) == Serving(None, None)
    site.deploy(site.order(first))
    assert site.get("/tracker/").text == "one"
    site.deploy(site.order(second, 2))
    assert site.get("/tracker/").text == "two"
    assert serving(site) == Serving(second[:12], first[:12])
    assert [name for name in site.server.services.names() if "tracker" in name] == [
        "production-tracker-green"
    ]


def test_each_step_can_be_done_again(site: Tried) -> None:
    site.deploy(site.order(site.repository.commit("one")))
    order = site.order(site.repository.commit("two"), 2)
    places = []
    for step in (site.server.build, site.server.migrate, site.server.start, site.server.switch):
        places += [step(order), step(order)]
    assert places[4] == places[5]
    site.server.start(order)  # as somebody does who begins again
    site.server.switch(order)
    assert site.get("/tracker/").text == "two"
    site.server.keep(order)
    site.server.keep(order)
    assert site.get("/tracker/").text == "two"


@pytest.mark.parametrize(
    ("fault", "seconds", "said"),
    [
        ("unready", 1.0, "is not ready after 1 s: it answers 503 (not ready); see {log}."),
        (
            "dying",
            90.0,
            (
                "does not stay: production-tracker-green has ended 2 times, and said last: "
                "cannot do with [hidden]; see {log}."
            ),
        ),
    ],
)
def test_a_version_that_does_not_come_up_reaches_nobody(
    site: Tried, fault: str, seconds: float, said: str
) -> None:
    site.site.settings(PRODUCTION).write_text("SECRET_KEY=of-the-small-product\n")
    site.deploy(site.order(site.repository.commit("one")))
    server = replace(site.server, ready_seconds=seconds)
    order = site.order(site.repository.commit("two", fault), 2)
    server.build(order)
    began_at = time.monotonic()
    with pytest.raises(Problem) as problem:
        server.start(order)
    assert time.monotonic() - began_at < 15
    log = site.site.logs / "production-tracker-green.log"
    assert str(problem.value) == f"tracker (green) {said.format(log=log)}"
    assert site.get("/tracker/").text == "one"
    server.undo(order)
    assert site.get("/tracker/").text == "one"


def test_a_migration_that_fails_says_why_and_nothing_was_started(site: Tried) -> None:
    order = site.order(site.repository.commit("one", "bad-migration"))
    site.server.build(order)
    with pytest.raises(Problem, match="the database was not brought up to date: the migrations"):
        site.server.migrate(order)
    assert site.server.services.names() == ()


def test_a_long_answer_is_finished_by_the_version_that_began_it(site: Tried) -> None:
    site.deploy(site.order(site.repository.commit("one")))
    order = site.order(site.repository.commit("two"), 2)
    site.server.build(order)
    site.server.start(order)
    answers: list[str] = []
    asking = threading.Thread(target=lambda: answers.append(site.get("/tracker/long").text))
    asking.start()
    until(lambda: site.server.front.row(PRODUCTION, TRACKER, Colour.BLUE).sessions == 1, 5)
    site.server.switch(order)
    assert site.get("/tracker/").text == "two"
    site.server.keep(order)
    asking.join()
    assert answers == ["one\n" * 10]


def test_what_people_met_is_counted_from_the_switch_on(site: Tried) -> None:
    site.deploy(site.order(site.repository.commit("one")))
    for _ in range(3):
        site.get("/tracker/")
    order = site.order(site.repository.commit("two", "broken"), 2)
    begin(site, order)
    for _ in range(2):
        assert site.get("/tracker/").status_code == 500
    found = site.server.observe(order)
    assert (found.new.requests, found.new.errors) == (2, 2)
    assert found.old is not None
    assert (found.old.requests, found.old.errors) == (3, 0)
    site.server.undo(order)
    site.get("/tracker/")
    third = site.order(site.repository.commit("three"), 3)
    begin(site, third)
    assert site.server.observe(third).new == Seen(0, 0, None)


def test_preview_has_its_own_place_and_host(site: Tried) -> None:
    site.deploy(site.order(site.repository.commit("one")))
    preview = site.order(site.repository.commit("two"), 2, environment=Environment.PREVIEW)
    site.deploy(preview)
    assert site.get("/tracker/").text == "one"
    assert site.get("/tracker/", host="preview.example.com").text == "two"


def test_apps_share_a_host_and_each_answers_its_own_paths(site: Tried) -> None:
    site.deploy(site.order(site.repository.commit("tracker")))
    intel = site.order(site.repository.commit("intel"), 2, app=Deployable.INTEL)
    site.deploy(intel)
    paths = ("/", "/tracker", "/tracker/x", "/trackers/", "/api/v1/campaigns", "/accounts/login/")
    assert [site.get(path).text for path in paths] == [
        "intel", "tracker", "tracker", "intel", "tracker", "intel",
    ]  # fmt: skip
    assert site.get("/health/tracker/ready").text == "ok"


def test_the_new_worker_lives_before_the_old_one_is_stopped(site: Tried) -> None:
    first = site.order(site.repository.commit("one"), app=Deployable.WORKER)
    site.deploy(first)
    assert site.get("/", host="status.example.com").text == "one"
    second = site.order(site.repository.commit("two"), 2, app=Deployable.WORKER)
    site.server.build(second)
    assert site.server.start(second).url is None
    running = [name for name in site.server.services.names() if "worker" in name]
    assert running == [
        "production-worker-blue-watch", "production-worker-blue-worker",
        "production-worker-green-watch", "production-worker-green-worker",
    ]  # fmt: skip
    site.server.switch(second)
    site.server.keep(second)
    assert site.get("/", host="status.example.com").text == "two"
    assert len([name for name in site.server.services.names() if "worker" in name]) == 2


def test_the_plan_says_what_would_be_done_and_does_nothing(site: Tried) -> None:
    first = site.repository.commit("one")
    site.deploy(site.order(first))
    second = site.repository.commit("two")
    url = f"https://app.example.com:{site.site.file.front.https}"
    assert site.server.plan(site.order(second, 2)) == [
        f"Build the release {second[:12]} from {site.repository.path}.",
        "Bring the database of production up to date.",
        f"Start tracker as green, beside {first[:12]}.",
        f"Switch {url} to it, and watch.",
        "Stop blue once it has finished what it had.",
    ]
    assert [path.name for path in site.site.releases.iterdir()] == [first[:12]]


def test_releases_that_nobody_needs_go_and_those_that_are_needed_stay(site: Tried) -> None:
    file = msgspec.structs.replace(site.site.file, keep_releases=2)
    server = replace(site.server, site=replace(site.site, file=file))
    few = replace(site, server=server)
    old = site.repository.commit("old")
    few.deploy(site.order(old, 1, app=Deployable.INTEL))
    commits = [site.repository.commit(f"v{number}") for number in range(3)]
    for number, commit in enumerate(commits, 2):
        few.deploy(site.order(commit, number))
    left = {path.name for path in site.site.releases.iterdir()}
    assert left == {commit[:12] for commit in (old, *commits[-2:])}
