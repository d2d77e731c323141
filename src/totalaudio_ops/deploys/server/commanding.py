"""Any command of the platform, in the release that serves an environment, with its settings and as its user."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from totalaudio_ops.apps import Deployable
from totalaudio_ops.deploys.server.owning import hand_over, identity_of
from totalaudio_ops.deploys.server.releases import Release, the_release
from totalaudio_ops.deploys.server.settings_file import read_settings
from totalaudio_ops.deploys.server.state import read_state
from totalaudio_ops.deploys.server.target import Server
from totalaudio_ops.deploys.steps import Environment
from totalaudio_ops.problems import Problem
from totalaudio_ops.processes import Identity

# The worker may hold most, and its release is the one that works on what a command leaves behind.
_FIRST: tuple[Deployable, ...] = (
    Deployable.WORKER,
    *(app for app in Deployable if app is not Deployable.WORKER),
)


@dataclass(frozen=True, slots=True)
class Command:
    """What is run, with which environment, as whom, and where such a process may always be."""

    argv: tuple[str, ...]
    environ: dict[str, str]
    identity: Identity | None
    home: Path


def command_of(
    server: Server, environment: Environment, words: Sequence[str], kept: Mapping[str, str]
) -> Command:
    """The command; `kept` is what goes on of our own environment. Raises Problem when nothing serves there."""
    server.site.written(environment)
    app, release = _serving(server, environment)
    slots, home = server.slots(app, environment), server.site.data(environment)
    hand_over(server.site, environment)
    identity = identity_of(server.site.user(environment))
    told = slots.otherwise() | read_settings(server.site.settings(environment)) | slots.common()
    environ = {**kept, **told, "PYTHONPATH": str(release.source)}
    if identity:
        environ["HOME"] = str(home)
    return Command(release.command(*words), environ, identity, home)


def become(command: Command) -> NoReturn:
    """Be that command from now on; how it ends is how we end. Raises Problem when it cannot be run."""
    if command.identity:
        os.setgroups([])
        os.setgid(command.identity.gid)
        os.setuid(command.identity.uid)
    try:
        Path().resolve(strict=True).stat()
        is_here = os.access(".", os.R_OK | os.X_OK)
    except OSError:
        is_here = False
    if not is_here:
        os.chdir(command.home)
    try:
        os.execve(command.argv[0], command.argv, command.environ)  # noqa: S606 - our own argv
    except OSError as error:
        raise Problem(f"{command.argv[0]} cannot be run: {error.strerror}.") from None


def _serving(server: Server, environment: Environment) -> tuple[Deployable, Release]:
    for app in _FIRST:
        if slot := read_state(server.site, environment, app).serving:
            return app, the_release(server.site.releases, slot.release)
    raise Problem(
        f"nothing serves in {environment}, so there is no release to run it in: deploy first, with "
        f"./totalaudio deploy worker --env {environment}."
    )
