"""Both places of each app, and turning people from one to the other."""

from dataclasses import dataclass

import msgspec

from totalaudio_ops.apps import Deployable
from totalaudio_ops.deployables import Deployables
from totalaudio_ops.deploys.server.colours import Colour
from totalaudio_ops.deploys.server.front import Front
from totalaudio_ops.deploys.server.routes import backend, host_of
from totalaudio_ops.deploys.server.runtime import FrontAway
from totalaudio_ops.deploys.server.services.service import Services
from totalaudio_ops.deploys.server.site import Site
from totalaudio_ops.deploys.server.slots import Slots
from totalaudio_ops.deploys.server.state import Counted, State, read_state, write_state
from totalaudio_ops.deploys.steps import Environment


@dataclass(frozen=True, slots=True)
class Places:
    """The places of one site; an app without a host has no front before it."""

    site: Site
    deployables: Deployables
    services: Services

    @property
    def front(self) -> Front:
        """HAProxy."""
        return Front(self.site, self.deployables, self.services)

    def slots(self, app: Deployable, environment: Environment) -> Slots:
        """The two places of an app."""
        return Slots(self.site, self.deployables, self.services, environment, app)

    def active(self, app: Deployable, environment: Environment, state: State) -> Colour | None:
        """The place that the front gives requests to; what was written, where it cannot be asked."""
        if not self._has_backend(app, environment):
            return state.active
        try:
            rows = self.front.runtime.rows()
        except FrontAway:
            return state.active
        name = backend(environment, app)
        found = [one for one in Colour if (row := rows.get((name, one))) and row.serves]
        if len(found) > 1:
            return state.active
        return found[0] if found else None

    def turn(self, app: Deployable, environment: Environment, colour: Colour) -> None:
        """First the front watches the new place, then it is written down, then people are turned."""
        state = read_state(self.site, environment, app)
        if not self._has_backend(app, environment):
            write_state(self.site, environment, app, state.turned(colour))
            return
        self.front.start()
        with self.front.switching():
            self._turn(environment, app, colour, state)

    def _turn(
        self, environment: Environment, app: Deployable, colour: Colour, state: State
    ) -> None:
        self.front.admit(environment, app, colour)
        if state.active is not colour:
            slot = state.slot(colour)
            if slot:
                since = self.front.row_when_back(environment, app, colour).counted
                state = state.put(colour, msgspec.structs.replace(slot, since=since))
            write_state(self.site, environment, app, state.turned(colour))
        self.front.write()
        self.front.turn(environment, app, colour)
        self.front.admit(environment, app, colour)  # a front that died meanwhile is back

    def finish(self, app: Deployable, environment: Environment, colour: Colour) -> int:
        """Stop a place that no new requests come to, once it has finished what it had, in its time.

        Returns how many requests it had not finished then.
        """
        left = 0
        if self._has_backend(app, environment):
            seconds = self.site.written(environment).drain_seconds
            self.front.start()
            left = self.front.drain(environment, app, colour, seconds)
        self.empty(app, environment, colour)
        return left

    def empty(self, app: Deployable, environment: Environment, colour: Colour) -> None:
        """Stop a place at once; the front forgets it."""
        if self._has_backend(app, environment):
            self.front.start()
            self.front.rest(environment, app, colour)
        self.slots(app, environment).stop(colour)

    def _has_backend(self, app: Deployable, environment: Environment) -> bool:
        return bool(host_of(self.site, self.deployables, environment, app))

    def counted(self, app: Deployable, environment: Environment, colour: Colour) -> Counted:
        """What the front counted of a place so far."""
        if not self._has_backend(app, environment):
            return Counted()
        return self.front.row(environment, app, colour).counted
