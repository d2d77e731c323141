"""A whole site: started after a reboot, stopped, and looked at."""

import os
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, suppress
from dataclasses import dataclass
from typing import Final

from totalaudio_ops.apps import Deployable
from totalaudio_ops.deploys.locking import only_one
from totalaudio_ops.deploys.server.colours import Colour
from totalaudio_ops.deploys.server.front import NAME
from totalaudio_ops.deploys.server.keeping_certified import KEEPER, keeper
from totalaudio_ops.deploys.server.owning import is_handed_over, take_over
from totalaudio_ops.deploys.server.releases import find_release, the_release
from totalaudio_ops.deploys.server.routes import url_of
from totalaudio_ops.deploys.server.runtime import FrontAway
from totalaudio_ops.deploys.server.state import read_state
from totalaudio_ops.deploys.server.target import Server
from totalaudio_ops.deploys.server.written import ELSEWHERE, SELF_SIGNED
from totalaudio_ops.deploys.steps import Environment
from totalaudio_ops.problems import Problem

_STOPPED: Final = "is not running"


@dataclass(frozen=True, slots=True)
class Standing:
    """How one app of an environment is; `problem` is empty when it serves."""

    environment: Environment
    app: Deployable
    release: str | None
    previous: str | None
    place: Colour | None
    url: str
    problem: str


def start(server: Server) -> list[Standing]:
    """Have the front and every version that is meant to serve run; returns how each is then.

    Raises Problem, once all else serves, where an environment could not be given to its user.
    """
    refused = list(_taken_over(server))
    for environment in server.site.environments:
        for app in Deployable:
            with suppress(
                Problem
            ):  # the others serve all the same, and it is said of this one below
                _start(server, environment, app)
    server.front.renew()
    active = list(_active(server))
    give_up_at = time.monotonic() + server.ready_seconds
    for environment, app, place in active:
        slots = server.slots(app, environment)
        with suppress(Problem):
            if slots.is_running(place):
                slots.wait(place, max(give_up_at - time.monotonic(), 0))
                if url_of(server.site, server.deployables, environment, app):
                    server.front.admit(environment, app, place)
    _keep_certified(server)
    if refused:
        raise refused[0]
    return standing(server)


def _taken_over(server: Server) -> Iterator[Problem]:
    """Why not, for each environment that could not be; the other one is no worse for it."""
    for environment in server.site.environments:
        try:
            _take_over(server, environment)
        except Problem as problem:
            yield problem


def _take_over(server: Server, environment: Environment) -> None:
    """Another user is written in site.toml: the processes end as who they were, and people wait for them meanwhile."""
    if is_handed_over(server.site, environment):
        return
    with ExitStack() as deploys:
        for app in Deployable:
            deploys.enter_context(_alone(server, environment, app))
        for name in server.services.names():
            if name.startswith(f"{environment}-"):
                server.services.stop(name)
        take_over(server.site, environment)


def _start(server: Server, environment: Environment, app: Deployable) -> None:
    """Start what serves; a deploy that goes on at this moment does that itself, and knows better what that is."""
    with _alone(server, environment, app):
        state = read_state(server.site, environment, app)
        if state.active and state.serving:
            release = the_release(server.site.releases, state.serving.release)
            server.slots(app, environment).start(release, state.active)


def _alone(
    server: Server, environment: Environment, app: Deployable
) -> AbstractContextManager[None]:
    """Raises Problem while a deploy of the app goes on."""
    holder = f"site start (process {os.getpid()})"
    return only_one(server.site.journal, app, environment, holder)


def _active(server: Server) -> Iterator[tuple[Environment, Deployable, Colour]]:
    for environment in server.site.environments:
        for app in Deployable:
            if place := read_state(server.site, environment, app).active:
                yield environment, app, place


def stop(server: Server) -> tuple[str, ...]:
    """Stop everything, the front first; what is meant to serve stays written down. Returns what was stopped."""
    running = [name for name in server.services.names() if server.services.is_running(name)]
    for name in sorted(running, key=lambda name: name != NAME):
        server.services.stop(name)
    return tuple(running)


def standing(server: Server) -> list[Standing]:
    """How each app of each environment is."""
    return [
        _standing(server, environment, app)
        for environment in server.site.environments
        for app in Deployable
    ]


def _standing(server: Server, environment: Environment, app: Deployable) -> Standing:
    serving = server.serving(app, environment)
    place = read_state(server.site, environment, app).active
    url = url_of(server.site, server.deployables, environment, app)
    problem = _problem(server, environment, app, place) if serving.release else ""
    if problem == _STOPPED and find_release(server.site.releases, str(serving.release)) is None:
        problem = f"{_STOPPED}: its release {serving.release} is gone, so deploy its commit again"
    return Standing(environment, app, serving.release, serving.previous, place, url, problem)


def _problem(
    server: Server, environment: Environment, app: Deployable, place: Colour | None
) -> str:
    slots = server.slots(app, environment)
    if place is None or not slots.is_running(place):
        return _STOPPED
    try:
        slots.wait(place, seconds=0)
        if url_of(server.site, server.deployables, environment, app):
            row = server.front.row(environment, app, place)
            return "" if row.serves and row.status != "DOWN" else f"the front says {row.status}"
    except FrontAway:
        return "the front is away"
    except Problem as problem:
        return str(problem)
    return ""


def _keep_certified(server: Server) -> None:
    if server.site.file.front.certificate in {ELSEWHERE, SELF_SIGNED}:
        server.services.remove(KEEPER)
    else:
        server.services.install(keeper(server.site))
        server.services.start(KEEPER)
