"""Something happens to a site at a call of its target: a process is killed, the disk is full."""

import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, fields
from typing import override

from totalaudio_ops.deploys.server.services import held
from totalaudio_ops.deploys.server.services.own import OwnServices, children_of
from totalaudio_ops.deploys.server.target import Server
from totalaudio_ops.deploys.steps import Order
from totalaudio_ops.deploys.targets import Observed, Place

type Happening = Callable[[Server, Order], None]


@dataclass(frozen=True, slots=True)
class Disturbed(Server):
    """A server to which something happens before (`build`) and after (`build.`) calls, once each."""

    happenings: dict[str, Happening] = field(default_factory=dict)
    happened: list[tuple[str, float, float]] = field(default_factory=list)

    @contextmanager
    def _around(self, call: str, order: Order) -> Iterator[None]:
        self._happen(call, order)
        yield
        self._happen(f"{call}.", order)

    def _happen(self, moment: str, order: Order) -> None:
        if happening := self.happenings.pop(moment, None):
            began_at = time.monotonic()
            happening(self, order)
            self.happened.append((moment, began_at, time.monotonic()))

    @override
    def build(self, order: Order) -> str:
        with self._around("build", order):
            return Server.build(self, order)

    @override
    def migrate(self, order: Order) -> str:
        with self._around("migrate", order):
            return Server.migrate(self, order)

    @override
    def start(self, order: Order) -> Place:
        with self._around("start", order):
            return Server.start(self, order)

    @override
    def switch(self, order: Order) -> None:
        with self._around("switch", order):
            Server.switch(self, order)

    @override
    def observe(self, order: Order) -> Observed:
        with self._around("observe", order):
            return Server.observe(self, order)

    @override
    def keep(self, order: Order) -> str | None:
        with self._around("keep", order):
            return Server.keep(self, order)

    @override
    def undo(self, order: Order) -> None:
        with self._around("undo", order):
            Server.undo(self, order)


def disturbed(server: Server, **happenings: Happening) -> Disturbed:
    """The same server; a name ending in `_` is after the call."""
    at = {f"{name[:-1]}." if name.endswith("_") else name: do for name, do in happenings.items()}
    kept = {one.name: getattr(server, one.name) for one in fields(Server)}
    return Disturbed(**kept, happenings=at)


def kill_front(server: Server, _order: Order) -> None:
    """Kill HAProxy, its worker as well."""
    kill(children_below(runner_of(server, "haproxy")))


def kill_new(server: Server, order: Order) -> None:
    """Kill the processes of the new version; whoever sees to them starts them again."""
    for name in names_of(server, order):
        kill(children_below(runner_of(server, name)))


def lose_new(server: Server, order: Order) -> None:
    """Kill the processes of the new version and whoever sees to them, so that nobody starts them again."""
    for name in names_of(server, order):
        runner = runner_of(server, name)
        kill([runner, *children_below(runner)])


def names_of(server: Server, order: Order) -> tuple[str, ...]:
    slots = server.slots(order.app, order.environment)
    colour = server._state(order).of_order(order.id)
    assert colour is not None
    return slots.names(colour)


def runner_of(server: Server, name: str) -> int:
    """Who sees to a service."""
    assert isinstance(server.services, OwnServices)
    found = held.holder(server.services.folder / f"{name}.pid")
    assert found is not None, f"nobody sees to {name}"
    return found


def children_below(pid: int) -> list[int]:
    return [one for child in children_of(pid) for one in (child, *children_below(child))]


def kill(pids: list[int]) -> None:
    assert pids, "there is nobody to kill"
    for pid in pids:
        os.kill(pid, signal.SIGKILL)
