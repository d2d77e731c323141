"""The front: HAProxy, its configuration, and turning people from one place to the other."""

import os
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Final

from totalaudio_ops.apps import Deployable
from totalaudio_ops.deployables import Deployables
from totalaudio_ops.deploys.server.certified import ensure_certificate
from totalaudio_ops.deploys.server.colours import Colour
from totalaudio_ops.deploys.server.connections import connections_to
from totalaudio_ops.deploys.server.haproxy import FULL, config, unavailable
from totalaudio_ops.deploys.server.locks import holding
from totalaudio_ops.deploys.server.owning import identity_of
from totalaudio_ops.deploys.server.programs import haproxy
from totalaudio_ops.deploys.server.routes import backend, routes
from totalaudio_ops.deploys.server.runtime import FrontAway, Row, Runtime
from totalaudio_ops.deploys.server.services.service import Service, Services
from totalaudio_ops.deploys.server.site import Site
from totalaudio_ops.deploys.server.state import read_state, write_whole
from totalaudio_ops.deploys.steps import Environment
from totalaudio_ops.problems import Problem

NAME: Final = "haproxy"
BACK_SECONDS: Final = 20.0  # how long a front that died may take to be back
UP_SECONDS: Final = 20.0
_TURN: Final = 0.1
_WRITE_SECONDS: Final = 30.0
_SWITCH_SECONDS: Final = 60.0


@dataclass(frozen=True, slots=True)
class Front:
    """HAProxy of one site."""

    site: Site
    deployables: Deployables
    services: Services

    @property
    def runtime(self) -> Runtime:
        """Its socket."""
        return Runtime(self.site.socket)

    def write(self) -> bool:
        """Write the configuration as the places are meant to be; whether it changed."""
        self.site.haproxy.mkdir(mode=0o700, parents=True, exist_ok=True)
        with self._writing():
            write_whole(self.site.haproxy / "unavailable.http", unavailable().encode(), 0o644)
            ensure_certificate(self.site, self.deployables)
            file = self.site.haproxy / "haproxy.cfg"
            text = self._text().encode()
            if file.exists() and file.read_bytes() == text:
                return False
            write_whole(file, text)
            return True

    def start(self) -> None:
        """Have it run, and wait until it can be talked to."""
        if not self.services.is_running(NAME):
            self.write()
            self.services.install(self._service())
            self.services.start(NAME)
        self._patiently(lambda: self.runtime.ask("show version"))

    def renew(self) -> None:
        """Have it run with the configuration as it should be now; open connections go on with the one before."""
        if not self.services.is_running(NAME):
            self.start()
            return
        with self._beginning_anew():
            if self.write():
                self._begin_anew()

    def _begin_anew(self) -> None:
        """Until the new process answers, the one before does; with a wrong file it would go on for ever."""
        before = self.runtime.process()
        self.services.install(self._service())
        self.services.reload(NAME)
        give_up_at = time.monotonic() + BACK_SECONDS
        while not _is_done(lambda: self.runtime.process() != before, give_up_at):
            if time.monotonic() > give_up_at:
                raise Problem(
                    f"HAProxy does not take its new configuration, and goes on with the one before: see "
                    f"{self.services.said(NAME)}."
                )
            time.sleep(_TURN)

    def row(self, environment: Environment, app: Deployable, colour: Colour) -> Row:
        """How it sees a place; raises FrontAway, or Problem when it knows no such place."""
        found = self.runtime.rows().get((backend(environment, app), colour))
        if found is None:
            raise Problem(
                f"HAProxy knows nothing of {app} in {environment}: bring its configuration up to date with "
                "./totalaudio site start."
            )
        return found

    def row_when_back(self, environment: Environment, app: Deployable, colour: Colour) -> Row:
        """The same; a front that died is waited for."""
        found: list[Row] = []
        self._patiently(lambda: found.append(self.row(environment, app, colour)))
        return found[0]

    def admit(self, environment: Environment, app: Deployable, colour: Colour) -> None:
        """Let it watch a place, with no weight, until it finds it up; raises Problem when it does not."""
        give_up_at = time.monotonic() + UP_SECONDS
        while not _is_done(lambda: self._ready(environment, app, colour), give_up_at):
            if time.monotonic() > give_up_at:
                raise self._not_up(app, colour)
            time.sleep(_TURN)

    def _not_up(self, app: Deployable, colour: Colour) -> Problem:
        return Problem(
            f"HAProxy does not find {app} ({colour}) up: see {self.services.said(NAME)}."
        )

    def _ready(self, environment: Environment, app: Deployable, colour: Colour) -> bool:
        """Have the place watched; whether it was found up."""
        found = self.row(environment, app, colour)
        if found.status.startswith("MAINT"):
            self.runtime.order(f"set server {_place(environment, app, colour)} state ready")
        return found.is_up

    def turn(self, environment: Environment, app: Deployable, colour: Colour) -> None:
        """All new requests go to this place, from one moment to the next.

        A front that died meanwhile and is back knows nothing of it yet: it finds the place up before people come.
        """
        new, old = (_place(environment, app, one) for one in (colour, colour.other))
        commands = (f"set server {new} weight {FULL}", f"set server {old} weight 0")
        give_up_at = time.monotonic() + BACK_SECONDS

        def turned() -> bool:
            is_up = self._ready(environment, app, colour)
            if is_up:
                self.runtime.order(*commands)
            return is_up

        while not _is_done(turned, give_up_at):
            if time.monotonic() > give_up_at:
                raise self._not_up(app, colour)
            time.sleep(_TURN)

    def rest(self, environment: Environment, app: Deployable, colour: Colour) -> None:
        """Nothing goes to this place any more, and nobody watches it."""
        place = _place(environment, app, colour)
        commands = (f"set server {place} weight 0", f"set server {place} state maint")
        self._patiently(lambda: self.runtime.order(*commands))

    def drain(
        self, environment: Environment, app: Deployable, colour: Colour, seconds: float
    ) -> int:
        """Give a place nothing new and wait until it has finished what it had; how many it had not within its time."""
        place = _place(environment, app, colour)
        self._patiently(lambda: self.runtime.order(f"set server {place} weight 0"))
        give_up_at = time.monotonic() + seconds
        while left := self.busy(environment, app, colour):
            if time.monotonic() > give_up_at:
                return left
            time.sleep(_TURN)
        return 0

    def busy(self, environment: Environment, app: Deployable, colour: Colour) -> int:
        """How many requests a place still answers, those of a front before this one among them."""
        try:
            sessions = self.row(environment, app, colour).sessions
        except FrontAway:
            sessions = 0  # with the front its connections have ended
        return max(sessions, connections_to(self.site.port(environment, app, colour)))

    def _patiently(self, ask: Callable[[], object]) -> None:
        give_up_at = time.monotonic() + BACK_SECONDS
        while not _is_done(ask, give_up_at):
            time.sleep(_TURN)

    def _text(self) -> str:
        active = {
            (environment, app): read_state(self.site, environment, app).active
            for environment in self.site.environments
            for app in Deployable
        }
        found = routes(self.site, self.deployables)
        return config(self.site, found, active, identity_of(self.site.front_user))

    def _service(self) -> Service:
        return Service(
            name=NAME,
            argv=(haproxy(), "-W", "-db", "-f", str(self.site.haproxy / "haproxy.cfg")),
            cwd=str(self.site.haproxy),
            env={"PATH": os.environ.get("PATH", os.defpath)},
            stop_seconds=10,
            low_ports=True,
            writes=(str(self.site.haproxy),),
        )

    def switching(self) -> AbstractContextManager[None]:
        """Within the block nobody has the front begin anew; other apps may be switched."""
        busy = "the front has been taking over another configuration for a minute: run the same command again."
        return self._lock("switching", _SWITCH_SECONDS, busy, shared=True)

    def _beginning_anew(self) -> AbstractContextManager[None]:
        """Within the block no app is switched: a front that begins anew forgets what it was told half of."""
        busy = "an app is being switched, and has been for a minute: run ./totalaudio site start again."
        return self._lock("switching", _SWITCH_SECONDS, busy)

    def _writing(self) -> AbstractContextManager[None]:
        """Deploys of several apps write one file; each writes what all of them meant."""
        busy = "another command has been writing the configuration of the front for half a minute: run this again."
        return self._lock("lock", _WRITE_SECONDS, busy)

    def _lock(
        self, name: str, seconds: float, busy: str, *, shared: bool = False
    ) -> AbstractContextManager[None]:
        self.site.haproxy.mkdir(mode=0o700, parents=True, exist_ok=True)
        return holding(self.site.haproxy / name, seconds, busy, shared=shared)


def _is_done(ask: Callable[[], object], give_up_at: float) -> bool:
    """Whether it answered anything but no; a front that died is started again by whoever sees to it, and waited for."""
    try:
        return ask() is not False
    except FrontAway:
        if time.monotonic() > give_up_at:
            raise
        return False


def _place(environment: Environment, app: Deployable, colour: Colour) -> str:
    return f"{backend(environment, app)}/{colour}"
