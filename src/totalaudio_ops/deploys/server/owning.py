"""Whose the files are that the processes read and change."""

import os
import pwd
import shutil
from pathlib import Path

from totalaudio_ops.deploys.server.site import Site
from totalaudio_ops.deploys.steps import Environment
from totalaudio_ops.problems import Problem


def hand_over(site: Site, environment: Environment) -> None:
    """Give settings and data to whom the processes run as, also where `user` was written after they were made."""
    for path in (site.settings(environment), site.data(environment)):
        if path.exists():
            _give(path, site.file.user)


def _give(path: Path, user: str) -> None:
    if not user or os.geteuid() != 0:
        return
    try:
        found = pwd.getpwnam(user)
    except KeyError:
        raise Problem(
            f"there is no user {user}: adduser --system --group {user}, or name another in site.toml."
        ) from None
    shutil.chown(path, found.pw_uid, found.pw_gid)
