"""A version whose database is away says so: who goes back to it is let in, and nobody else is."""

import os
import time
from dataclasses import replace

import msgspec
import pytest
from tests.support.sites import Tried

from totalaudio_ops.apps import Deployable
from totalaudio_ops.deploys.server.colours import Colour
from totalaudio_ops.deploys.server.slots import Slots
from totalaudio_ops.deploys.steps import Environment, Kind
from totalaudio_ops.problems import Problem


@pytest.fixture
def slots(site: Tried) -> Slots:
    """Of a worker that does not run; its data folder is there."""
    return site.server.slots(Deployable.WORKER, Environment.PRODUCTION)


def signs(slots: Slots, age: float) -> None:
    """What the worker of the blue place left so many seconds ago."""
    file = slots.site.data(slots.environment) / "worker-blue.waits"
    file.touch()
    os.utime(file, (time.time() - age,) * 2)


def test_a_worker_that_waits_for_its_database_may_be_gone_back_to(slots: Slots) -> None:
    signs(slots, age=1)
    slots.wait(Colour.BLUE, 0.1, is_back=True)
    with pytest.raises(Problem, match="the worker waits for its database"):
        slots.wait(Colour.BLUE, 0.1)


def test_one_that_waited_once_may_not(slots: Slots) -> None:
    signs(slots, age=60)
    with pytest.raises(Problem, match="the worker gave no sign of life yet"):
        slots.wait(Colour.BLUE, 0.1, is_back=True)


def test_a_web_app_that_waits_for_its_database_is_switched_to_by_who_goes_back(site: Tried) -> None:
    order = site.order(site.repository.commit("one"))
    site.server.build(order)
    (site.site.releases / order.release / "away").touch()
    with pytest.raises(Problem, match="is not ready after"):
        replace(site.server, ready_seconds=0.5).start(order)
    back = msgspec.structs.replace(order, kind=Kind.ROLLBACK)
    site.server.start(back)
    site.server.switch(back)
    assert site.get("/tracker/").text == "one"
