"""A server of one's own as a target of deploys."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from totalaudio_ops.apps import Deployable
from totalaudio_ops.deployables import Deployables, read_deployables
from totalaudio_ops.deploys.server import migrating
from totalaudio_ops.deploys.server.averages import seen_between
from totalaudio_ops.deploys.server.colours import Colour
from totalaudio_ops.deploys.server.front import Front
from totalaudio_ops.deploys.server.haproxy import ASKED
from totalaudio_ops.deploys.server.needed import needed_releases
from totalaudio_ops.deploys.server.places import Places
from totalaudio_ops.deploys.server.releases import Release, build, find_release, prune, the_release
from totalaudio_ops.deploys.server.routes import backend, host_of, url_of
from totalaudio_ops.deploys.server.services.choosing import services_of
from totalaudio_ops.deploys.server.services.service import STOP_SECONDS, Services
from totalaudio_ops.deploys.server.site import Site
from totalaudio_ops.deploys.server.slots import READY_SECONDS, Slots
from totalaudio_ops.deploys.server.state import Counted, Slot, State, read_state, write_state
from totalaudio_ops.deploys.steps import Environment, Kind, Order
from totalaudio_ops.deploys.targets import Observed, Place, Serving
from totalaudio_ops.problems import Problem

ALIVE_SECONDS: Final = 10.0  # for a process that died to be started again
KEPT: Final = 10  # releases whose names are remembered for each app


@dataclass(frozen=True, slots=True)
class Server:
    """A site as a target; `repository` is where commits come from."""

    site: Site
    deployables: Deployables
    services: Services
    repository: Path
    name: str = "server"
    ready_seconds: float = READY_SECONDS

    @property
    def places(self) -> Places:
        """Both places of every app, and what the front makes of them."""
        return Places(self.site, self.deployables, self.services)

    @property
    def front(self) -> Front:
        """HAProxy."""
        return self.places.front

    def slots(self, app: Deployable, environment: Environment) -> Slots:
        """The two places of an app."""
        return self.places.slots(app, environment)

    def plan(self, order: Order) -> list[str]:
        """What would be done, one sentence each."""
        state = self._state(order)
        new = _free(state, order)
        built = find_release(self.site.releases, order.release)
        url = url_of(self.site, self.deployables, order.environment, order.app)
        serving = state.serving
        return [
            f"Use the release {order.release} that is there."
            if built
            else f"Build the release {order.release} from {self.repository}.",
            f"Bring the database of {order.environment} up to date.",
            f"Start {order.app} as {new}, beside {serving.release if serving else 'nothing'}.",
            f"Switch {url or order.app} to it, and watch.",
            f"Stop {state.active} once it has finished what it had."
            if state.active
            else "Nothing was there before.",
        ]

    def build(self, order: Order) -> str:
        """Make the release, unless it is there."""
        release, is_new = build(self.site.releases, self.repository, order.commit)
        return f"The release {release.path.name} was {'made' if is_new else 'there'}."

    def migrate(self, order: Order) -> str:
        """Let the new release apply its own migrations, as the owner of the database."""
        slots = self.slots(order.app, order.environment)
        return migrating.migrate(self._release(order.release), slots)

    def start(self, order: Order) -> Place:
        """Fill the free place, and wait until the new version is ready there."""
        state, slots = self._state(order), self.slots(order.app, order.environment)
        colour = _free(state, order)
        release = self._release(order.release)
        is_ours = state.of_order(order.id) is colour
        if is_ours and (colour is state.active or slots.is_running(colour)):
            slots.start(release, colour)
        else:
            self.places.empty(order.app, order.environment, colour)
            self._write(order, state.put(colour, Slot(order.release, order.id)))
            slots.renew(release, colour)
        slots.wait(colour, self.ready_seconds, is_back=order.kind is Kind.ROLLBACK)
        return slots.place(colour)

    def switch(self, order: Order) -> None:
        """Turn all new requests to the place of this order."""
        colour = self._state(order).of_order(order.id)
        if colour is None:
            raise Problem(
                f"the order {order.id} has no place in {order.environment}: deploy {order.app} again."
            )
        # The front may not have noticed yet that it has died since it was checked.
        seconds = min(self.ready_seconds, ALIVE_SECONDS)
        is_back = order.kind is Kind.ROLLBACK
        self.slots(order.app, order.environment).wait(colour, seconds, is_back=is_back)
        self.places.turn(order.app, order.environment, colour)

    def public(self, order: Order) -> Place:
        """The front's inner door: the same way as people's, without TLS."""
        host = host_of(self.site, self.deployables, order.environment, order.app)
        if not self.deployables.of(order.app).is_web:
            return Place(None)
        asked = (ASKED, backend(order.environment, order.app))
        return Place(f"http://127.0.0.1:{self.site.inside}", (("Host", host), asked))

    def observe(self, order: Order) -> Observed:
        """The counters of both places, since each was switched to."""
        state = self._state(order)
        colour = state.of_order(order.id)
        if colour is None or state.active is not colour:
            raise Problem(f"the order {order.id} does not serve: switch to it first.")
        new, old = state.slot(colour), state.slot(colour.other)
        now = self.places.counted(order.app, order.environment, colour)
        then = self.places.counted(order.app, order.environment, colour.other)
        return Observed(
            seen_between(new.since if new else Counted(), now),
            seen_between(old.since, then) if old else None,
        )

    def keep(self, order: Order) -> str | None:
        """Stop the version before once it has finished, and tidy releases; says so when it could not finish."""
        state = self._state(order)
        colour = state.of_order(order.id)
        if colour is None or state.active is not colour:
            raise Problem(f"the order {order.id} does not serve, so it cannot be kept.")
        if self.places.active(order.app, order.environment, state) is not colour:
            self.places.turn(order.app, order.environment, colour)
        left = self.places.finish(order.app, order.environment, colour.other)
        kept = self._state(order).having_kept(order.release, KEPT)
        self._write(order, kept)
        prune(self.site.releases, self.site.file.keep_releases, needed_releases(self.site))
        return _cut(left, self.site.written(order.environment).drain_seconds) if left else None

    def undo(self, order: Order) -> None:
        """Back to the other place, if this order came so far; then its own is emptied."""
        state = self._state(order)
        colour = state.of_order(order.id)
        if colour is None:
            return
        # What was written and what the front does differ when somebody died between the two.
        if colour in {state.active, self.places.active(order.app, order.environment, state)}:
            self._back(order, state, colour)
        self.places.finish(order.app, order.environment, colour)
        left = self._state(order)
        other = left.slot(colour.other)
        is_gone = other is None or other.release != order.release
        self._write(order, (left.without(order.release) if is_gone else left).put(colour, None))

    def serving(self, app: Deployable, environment: Environment) -> Serving:
        """What the front does; where it cannot be asked, what it would do when it starts."""
        state = read_state(self.site, environment, app)
        slot = (
            state.slot(colour) if (colour := self.places.active(app, environment, state)) else None
        )
        release = slot.release if slot else None
        previous = next((one for one in reversed(state.kept) if one != release), None)
        return Serving(release, previous)

    def _back(self, order: Order, state: State, colour: Colour) -> None:
        """The version before serves again; it is started if it was stopped already."""
        other = state.slot(colour.other)
        if other is None:
            self._write(order, state.turned(None))
            self.front.write()
            return
        slots = self.slots(order.app, order.environment)
        if not slots.is_running(colour.other):  # one that runs is as ready as it can be
            slots.start(self._release(other.release), colour.other)
            slots.wait(colour.other, self.ready_seconds, is_back=True)
        self.places.turn(order.app, order.environment, colour.other)

    def _release(self, name: str) -> Release:
        return the_release(self.site.releases, name)

    def _state(self, order: Order) -> State:
        return read_state(self.site, order.environment, order.app)

    def _write(self, order: Order, state: State) -> None:
        write_state(self.site, order.environment, order.app, state)


def server(site: Site, root: Path) -> Server:
    """A site as a target, for the checkout in `root`: what it declares, and its commits."""
    return Server(site, read_deployables(root), services_of(site), root)


def _cut(left: int, seconds: int) -> str:
    many = "1 request was" if left == 1 else f"{left} requests were"
    return (
        f"What served before has ended. {many} still on the way after {seconds} s, which is how long drain_seconds in "
        f"site.toml lets it wait, and had {STOP_SECONDS:g} s more to end."
    )


def _free(state: State, order: Order) -> Colour:
    """The place for this order: its own if it has one, else the one that does not serve."""
    own = state.of_order(order.id)
    return own or (state.active.other if state.active else Colour.BLUE)
