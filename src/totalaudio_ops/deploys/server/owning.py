"""Whose the files are that the processes read and change, and whom they run as."""

import os
import pwd
from pathlib import Path

from totalaudio_ops.deploys.server.site import Site
from totalaudio_ops.deploys.steps import Environment
from totalaudio_ops.problems import Problem
from totalaudio_ops.processes import Identity


def identity_of(user: str) -> Identity | None:
    """Who that is; None where everything runs as whoever we are. Raises Problem when there is nobody of that name."""
    if not user or os.geteuid() != 0:
        return None
    try:
        found = pwd.getpwnam(user)
    except KeyError:
        raise Problem(
            f"there is no user {user}: adduser --system --group {user}, or name another in site.toml."
        ) from None
    return Identity(found.pw_uid, found.pw_gid)


def is_handed_over(site: Site, environment: Environment) -> bool:
    """Whether settings and data belong to whom the processes are to run as."""
    identity = identity_of(site.user(environment))
    return identity is None or all(
        path.stat().st_uid == identity.uid for path in _handed(site, environment)
    )


def hand_over(site: Site, environment: Environment) -> None:
    """Give settings and data to whom the processes run as, also where `user` was written after they were made.

    Raises Problem where they belong to another user, whose processes may still run.
    """
    identity = identity_of(site.user(environment))
    for path in _handed(site, environment):
        if identity and path.stat().st_uid not in {0, identity.uid}:
            raise Problem(
                f"{path} belongs to {_owner(path)}, and site.toml has the processes of {environment} run as "
                f"{site.user(environment)}: ./totalaudio site start gives it over, and starts them again."
            )
    take_over(site, environment)


def take_over(site: Site, environment: Environment) -> None:
    """The same from whomever it belongs to; only while none of the environment's processes runs."""
    identity = identity_of(site.user(environment))
    for path in _handed(site, environment):
        if identity and path.stat().st_uid != identity.uid:
            _give(path, identity)


def _owner(path: Path) -> str:
    try:
        return path.owner()
    except KeyError:  # a user who was removed
        return f"user {path.stat().st_uid}"


def _handed(site: Site, environment: Environment) -> list[Path]:
    # Their folder is ours, so a link in it is the operator's own, as to a larger disk.
    both = (site.settings(environment), site.data(environment))
    return [path.resolve() for path in both if path.exists()]


def _give(path: Path, identity: Identity) -> None:
    """With everything in it; a link that lies there leads nowhere for us."""
    if path.is_dir():
        for _, folders, files, descriptor in os.fwalk(path):
            for name in (*folders, *files):
                os.chown(name, identity.uid, identity.gid, dir_fd=descriptor, follow_symlinks=False)
    os.chown(path, identity.uid, identity.gid, follow_symlinks=False)
