"""A whole site: stopped, started as after a reboot, and looked at."""

import os
import signal
from contextlib import suppress
from dataclasses import replace

import msgspec
import pytest
from tests.platform.launch import until
from tests.support.sites import Tried

from totalaudio_ops.apps import Deployable
from totalaudio_ops.deploys.server import operating
from totalaudio_ops.deploys.server.releases import MANIFEST
from totalaudio_ops.deploys.server.services import held
from totalaudio_ops.deploys.server.services.own import children_of
from totalaudio_ops.deploys.server.site import Site
from totalaudio_ops.problems import Problem


def test_after_a_reboot_everything_serves_again(site: Tried) -> None:
    first = site.repository.commit("one")
    site.deploy(site.order(first))
    site.deploy(site.order(first, 2, app=Deployable.WORKER))
    begun = site.order(site.repository.commit("two"), 3)
    site.server.build(begun)
    site.server.start(begun)  # never switched to: after the reboot it is not wanted
    crash(site)
    found = operating.standing(site.server)
    problems = {one.app: one.problem for one in found if one.release}
    assert problems == {Deployable.TRACKER: "is not running", Deployable.WORKER: "is not running"}
    found = operating.start(site.server)
    assert [(one.app, one.release) for one in found if one.release] == [
        (Deployable.TRACKER, first[:12]),
        (Deployable.WORKER, first[:12]),
    ]
    assert [one.problem for one in found if one.problem] == []
    assert (site.get("/tracker/").text, site.get("/", "status.example.com").text) == ("one", "one")
    assert not site.server.services.is_running("production-tracker-green")


def crash(site: Tried) -> None:
    """As when the machine loses its power: nothing is asked to end."""
    for name in site.server.services.names():
        runner = held.holder(site.site.services / f"{name}.pid")
        if runner:
            below = [child for one in children_of(runner) for child in (one, *children_of(one))]
            for pid in (runner, *below):
                with suppress(ProcessLookupError):  # some end with the one before
                    os.kill(pid, signal.SIGKILL)
    until(lambda: not any(map(site.server.services.is_running, site.server.services.names())), 10)


def test_stopped_and_started_it_is_as_it_was(site: Tried) -> None:
    site.deploy(site.order(site.repository.commit("one")))
    assert operating.stop(site.server)[:1] == ("haproxy",)
    assert operating.stop(site.server) == ()
    assert [one.problem for one in operating.start(site.server) if one.problem] == []
    assert site.get("/tracker/").text == "one"


def test_a_release_that_is_gone_keeps_no_other_app_from_starting(site: Tried) -> None:
    gone, there = site.repository.commit("gone"), site.repository.commit("there")
    site.deploy(site.order(gone, app=Deployable.INTEL))
    site.deploy(site.order(there, 2))
    operating.stop(site.server)
    (site.site.releases / gone[:12] / MANIFEST).unlink()
    found = operating.start(site.server)
    assert {one.app: one.problem for one in found if one.release} == {
        Deployable.INTEL: (
            f"is not running: its release {gone[:12]} is gone, so deploy its commit again"
        ),
        Deployable.TRACKER: "",
    }
    assert site.get("/tracker/").text == "there"


@pytest.mark.skipif(os.geteuid() != 0, reason="only root runs processes as others")
def test_a_preview_without_its_user_keeps_production_from_nothing(site: Tried) -> None:
    site.deploy(site.order(site.repository.commit("one")))
    operating.stop(site.server)
    preview = site.site.file.preview
    assert preview
    file = msgspec.structs.replace(
        site.site.file, preview=msgspec.structs.replace(preview, user="nobody-of-this-name")
    )
    wrong = replace(site.server, site=Site(site.site.path, file))
    with pytest.raises(Problem, match="there is no user nobody-of-this-name"):
        operating.start(wrong)
    assert site.get("/tracker/").text == "one"


def test_a_changed_site_counts_from_the_next_start_on_and_nobody_is_cut_off(site: Tried) -> None:
    site.deploy(site.order(site.repository.commit("one")))
    written = msgspec.structs.replace(site.site.file.production, host="new.example.com")
    file = msgspec.structs.replace(site.site.file, production=written)
    changed = replace(site.server, site=Site(site.site.path, file))
    operating.start(changed)
    until(lambda: site.get("/tracker/", "new.example.com").text == "one", 10)
    assert site.get("/tracker/").status_code == 421
