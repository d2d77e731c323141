"""A place to deploy to that lives in memory: it outlives whoever deploys, and can fail or kill at every call."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from totalaudio_ops.apps import Deployable
from totalaudio_ops.deploys.steps import Environment, Order
from totalaudio_ops.deploys.targets import Observed, Place, Seen, Serving
from totalaudio_ops.problems import Problem


class Killed(BaseException):
    """What SIGKILL does to a process: nothing is caught, nothing is tidied up."""


@dataclass
class Bomb:
    """Goes off at the moment with this number; it counts those that pass when it has none."""

    at: int | None = None
    passed: int = 0

    def tick(self) -> None:
        self.passed += 1
        if self.passed == self.at:
            raise Killed


def _never() -> None:
    """Nothing goes wrong."""


@dataclass
class FakePlace:
    """Versions run by the id of their order; exactly one of them is what people reach."""

    name: str = "server"
    built: set[str] = field(default_factory=set)
    migrated: list[str] = field(default_factory=list)
    running: dict[str, str] = field(default_factory=dict)
    active: str | None = None
    before: dict[str, str | None] = field(default_factory=dict)
    kept: list[str] = field(default_factory=list)
    calls: list[str] = field(default_factory=list)
    broken: dict[str, str] = field(default_factory=dict)
    during: dict[str, Callable[[], None]] = field(default_factory=dict)
    url: str | None = None
    seen: Observed = field(default_factory=lambda: Observed(Seen(0, 0, None), None))
    preview: str | None = None
    bomb: Bomb = field(default_factory=Bomb)

    @contextmanager
    def _call(self, name: str) -> Iterator[None]:
        self.calls.append(name)
        self.bomb.tick()
        if said := self.broken.get(name):
            raise Problem(said)
        self.during.get(name, _never)()
        yield
        self.bomb.tick()

    def plan(self, order: Order) -> list[str]:
        return [f"Release {order.release} is built.", "It is started beside what serves."]

    def build(self, order: Order) -> str:
        with self._call("build"):
            self.built.add(order.release)
        return f"Release {order.release} is there."

    def migrate(self, order: Order) -> str:
        with self._call("migrate"):
            self.migrated.append(order.release)
        return "The database has what it needs."

    def start(self, order: Order) -> Place:
        with self._call("start"):
            assert order.release in self.built
            self.running[order.id] = order.release
        return Place(self.url)

    def switch(self, order: Order) -> None:
        with self._call("switch"):
            assert order.id in self.running
            if self.active != order.id:
                self.before[order.id] = self.active
            self.active = order.id

    def public(self, order: Order) -> Place:
        return Place(self.url)

    def observe(self, order: Order) -> Observed:
        with self._call("observe"):
            return self.seen

    def keep(self, order: Order) -> None:
        with self._call("keep"):
            assert self.active == order.id
            self.running = {order.id: order.release}
            self.bomb.tick()
            self.kept = [*(one for one in self.kept if one != order.release), order.release]

    def undo(self, order: Order) -> None:
        with self._call("undo"):
            if self.active == order.id:
                self.active = self.before[order.id]
                self.bomb.tick()
            self.running.pop(order.id, None)

    def serving(self, app: Deployable, environment: Environment) -> Serving:
        if environment is Environment.PREVIEW:
            return Serving(self.preview, None)
        release = self.running[self.active] if self.active else None
        others = [one for one in self.kept if one != release]
        return Serving(release, others[-1] if others else None)

    def is_healthy(self) -> bool:
        """Whether what people reach runs."""
        return self.active in self.running
