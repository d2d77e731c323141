"""Migrations of a release, applied by the release itself."""

import os
import subprocess

from totalaudio_ops.deploys.server.colours import Colour
from totalaudio_ops.deploys.server.owning import hand_over, identity_of
from totalaudio_ops.deploys.server.releases import Release
from totalaudio_ops.deploys.server.slots import Slots
from totalaudio_ops.problems import Problem


def migrate(release: Release, slots: Slots) -> str:
    """Brings the environment's database up to date; returns what the release says of it, raises Problem."""
    hand_over(slots.site, slots.environment)
    done = run(release, "migrate", slots)
    if done.returncode:
        raise Problem(f"the database was not brought up to date: {last_line(done.stderr)}")
    return last_line(done.stdout)


def check_settings(release: Release, slots: Slots) -> list[str]:
    """What is wrong with the settings, in the words of the release."""
    done = run(release, "check", slots)
    if done.returncode == 0:
        return []
    return done.stdout.strip().splitlines() or [last_line(done.stderr)]


def run(release: Release, process: str, slots: Slots) -> subprocess.CompletedProcess[str]:
    """One of the release's processes that end, as the environment's user, with nothing of our own environment."""
    words = tuple(word for word in slots.words(Colour.BLUE))
    environ = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    identity = identity_of(slots.site.user(slots.environment))
    if identity:
        environ["HOME"] = str(slots.site.data(slots.environment))
    return subprocess.run(
        release.command("serve", process, *words),
        env=environ | {"PYTHONPATH": str(release.source)},
        cwd=release.path,
        capture_output=True,
        text=True,
        check=False,
        user=identity.uid if identity else None,
        group=identity.gid if identity else None,
        extra_groups=[] if identity else None,
    )


def last_line(said: str) -> str:
    """The last thing that a program said."""
    lines = said.strip().splitlines() or ["it said nothing."]
    return lines[-1].removeprefix("totalaudio: ")
