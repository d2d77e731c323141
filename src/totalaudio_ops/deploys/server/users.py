"""Whether each environment and the front run as somebody of their own, who can run what they need."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from totalaudio_ops.deploys.server.owning import identity_of, is_handed_over
from totalaudio_ops.deploys.server.site import Site
from totalaudio_ops.deploys.steps import Environment
from totalaudio_ops.postgres.identity import can_reach
from totalaudio_ops.problems import Problem
from totalaudio_ops.processes import Identity


def faults_of_users(site: Site) -> Iterator[str]:
    """A sentence for everything that is wrong, with what to do; nothing where root does not run the site."""
    if os.geteuid() != 0:
        return
    users = dict.fromkeys(site.user(environment) for environment in site.environments)
    for user in users:
        yield from _of_user(site, user)
    for environment in site.environments:
        yield from _of_environment(site, environment)
    yield from _shared(site)


def _of_user(site: Site, user: str) -> Iterator[str]:
    if not user:
        yield (
            'the processes would run as root: write user = "totalaudio" in [production] and another in [preview] of '
            "site.toml, and make those users."
        )
        return
    try:
        identity = identity_of(user)
    except Problem as problem:
        yield str(problem)
        return
    if identity:
        yield from _unreachable(site, user, identity)


def _of_environment(site: Site, environment: Environment) -> Iterator[str]:
    try:
        if not is_handed_over(site, environment):
            yield (
                f"settings and data of {environment} do not belong to {site.user(environment)}: ./totalaudio site "
                "start gives them over."
            )
    except Problem:
        return  # there is no such user, which was said


def _shared(site: Site) -> Iterator[str]:
    """Who is taken over in one place must not hold what belongs to another."""
    user = site.user(Environment.PRODUCTION)
    if not user:
        return
    if Environment.PREVIEW in site.environments and site.user(Environment.PREVIEW) == user:
        yield (
            f"production and preview run as {user}, so each can read the other's settings: adduser --system --group "
            f'{user}-preview, write user = "{user}-preview" in [preview] of site.toml, then ./totalaudio site start.'
        )
    if site.front_user in {site.user(environment) for environment in site.environments}:
        yield (
            f'the front runs as {site.front_user}, as processes behind it do: write user = "haproxy", who comes with '
            "HAProxy, in [front] of site.toml, then ./totalaudio site start."
        )


def _unreachable(site: Site, user: str, identity: Identity) -> Iterator[str]:
    """What the processes need and their user may not pass through to."""
    for place in (site.releases, Path(sys.executable).resolve()):
        if place.exists() and not can_reach(place, identity):
            yield (
                f"{user} cannot read {place}: let others pass through the folders above it, or use the Python of the "
                "distribution."
            )
            return
    yield from _unusable(user, identity)


def _unusable(user: str, identity: Identity, python: str = sys.executable) -> Iterator[str]:
    """Passing through is not all that a program needs: its libraries may lie where only root reads."""
    try:
        done = subprocess.run(
            [python, "-I", "-c", ""],
            capture_output=True,
            text=True,
            check=False,
            cwd="/",
            env={},
            user=identity.uid,
            group=identity.gid,
            extra_groups=[],
        )
    except OSError as error:
        said = error.strerror or str(error)
    else:
        if done.returncode == 0:
            return
        said = (done.stderr.strip().splitlines() or ["it said nothing"])[-1].rstrip(".")
    yield f"{user} cannot run {python}: {said}; use the Python of the distribution."
