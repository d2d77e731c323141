"""Files among an environment's data that its processes cannot write: root made them, as by a backup without `site run`.

`site start` does not mend them: it gives data over whose folder belongs to somebody else, and this one does not.
"""

import os
import shlex
import stat
from collections import deque
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Final

from totalaudio_ops.deploys.server.owning import identity_of, is_handed_over
from totalaudio_ops.deploys.server.site import Site
from totalaudio_ops.deploys.steps import Environment
from totalaudio_ops.problems import Problem
from totalaudio_ops.processes import Identity

LOOKED_AT: Final = (
    50_000  # of a large folder the first so many, those that lie less deep before others
)
NAMED: Final = 3
_OF_THE_DISK: Final = "lost+found"  # which is root's on every disk of its own


@dataclass(frozen=True, slots=True)
class Found:
    """The first that cannot be written, how many there are, and whether that was all of the folder."""

    named: tuple[Path, ...]
    count: int
    is_all: bool


def faults_of_data(site: Site) -> Iterator[str]:
    """A sentence for each environment with such files, with what to do; nothing where root does not run the site."""
    for environment in site.environments:
        user = site.user(environment)
        with suppress(Problem):  # there is no such user, which is said elsewhere
            identity = identity_of(user)
            if identity and is_handed_over(site, environment):
                yield from _of_environment(site, environment, user, identity)


def _of_environment(
    site: Site, environment: Environment, user: str, identity: Identity
) -> Iterator[str]:
    data = site.data(environment).resolve()  # the folder itself may be a link, as to a larger disk
    found = unwritable(data, identity)
    if not found.count:
        return
    names = ", ".join(str(path.relative_to(data)) for path in found.named)
    more = found.count - len(found.named)
    others = f" and {'' if found.is_all else 'at least '}{more} more" if more else ""
    yield (
        f"{user} cannot write {names}{others} in {data}, which somebody else made: "
        f"chown -Rh {user}: {shlex.quote(str(data))}, and run such commands behind ./totalaudio site run --env "
        f"{environment} --."
    )


def unwritable(folder: Path, identity: Identity, *, most: int = LOOKED_AT) -> Found:
    """What in a folder belongs to others and cannot be written; of a large folder the first part is looked at."""
    walk = _within(folder)
    named: list[Path] = []
    count = 0
    for path, found in islice(walk, most):
        if not _can_write(found, identity) and path != folder / _OF_THE_DISK:
            named.extend([path] if len(named) < NAMED else [])
            count += 1
    return Found(tuple(named), count, next(walk, None) is None)


def _within(folder: Path) -> Iterator[tuple[Path, os.stat_result]]:
    """Everything in a folder, level by level; a link leads nowhere, and what goes away meanwhile is left out."""
    waiting = deque([folder])
    while waiting:
        with suppress(OSError), os.scandir(waiting.popleft()) as entries:
            for entry in entries:
                with suppress(OSError):
                    found = entry.stat(follow_symlinks=False)
                    if stat.S_ISDIR(found.st_mode):
                        waiting.append(Path(entry.path))
                    yield Path(entry.path), found


def _can_write(found: os.stat_result, identity: Identity) -> bool:
    """Its own files it can make writable itself; nobody writes a link."""
    if found.st_uid == identity.uid or stat.S_ISLNK(found.st_mode):
        return True
    group = found.st_gid == identity.gid
    needed = 0o3 if stat.S_ISDIR(found.st_mode) else 0o2
    bits = (found.st_mode >> 3 if group else found.st_mode) & needed
    return bits == needed
