"""What some tests need of Debian and of npm: a browser, a mail provider, a proxy, programs to compare with."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Final

import typer

from totalaudio.project.platform.places import ROOT
from totalaudio_ops.problems import Problem

NODE: Final = ROOT / "tests" / "node"


@dataclass(frozen=True, slots=True)
class Need:
    """A program that tests with `mark` in their text use; `left_out` says how to do without what cannot be missing."""

    program: str
    packages: tuple[str, ...]
    mark: re.Pattern[str]
    why: str
    left_out: str = ""


NEEDS: Final = (
    Need(
        "chromium",
        ("chromium", "fonts-liberation"),
        re.compile(r"\bmark\.browser\b"),
        "the browser tests",
        "-m 'not browser'",
    ),
    Need(
        "dovecot",
        ("dovecot-core", "dovecot-imapd"),
        re.compile(r"\btests\.support\.dovecot\b"),
        "the tests with a mail provider",
    ),
    Need(
        "prometheus",
        ("prometheus",),
        re.compile(r"\btests\.support\.prometheus\b"),
        "the test that compares counts",
    ),
    Need(
        "haproxy",
        ("haproxy",),
        re.compile(r"\btests\.support(\.| import )proxy\b"),
        "the tests of deploys",
    ),
    Need(
        "sshd",
        ("openssh-server", "openssh-client"),
        re.compile(r"\btests\.support\.ssh\b"),
        "the tests of deploys to other machines",
    ),
    Need(
        "pgbouncer",
        ("pgbouncer",),
        re.compile(r"\btests\.support\.pooler\b"),
        "the test behind a pooler",
    ),
    Need(
        "faketime",
        ("faketime",),
        re.compile(r"\btests\.support(\.| import )clocks\b"),
        "the tests with clocks that are apart",
    ),
    Need(
        "certbot",
        ("certbot",),
        re.compile(r"\btests\.support\.acme_server\b"),
        "the tests of certificates",
    ),
    Need(
        "npm",
        ("nodejs", "npm"),
        re.compile(r"\btests\.support\.node\b"),
        "the tests that compare with programs from npm",
    ),
)


def needs(
    *,
    sudo: Annotated[bool, typer.Option("--sudo", help="Install with sudo, unasked.")] = False,
) -> None:
    """Install the programs that tests need beside Python, from the distribution's packages.

    Those that are there already are left alone. One that cannot be had is said, and the exit status is 1: its tests
    would be left out.

    Example: ./totalaudio needs --sudo
    """
    is_whole, before = True, ("sudo",) if sudo else ()
    missing = [need for need in NEEDS if not shutil.which(need.program)]
    if missing:
        subprocess.run([*before, "apt-get", "-qq", "update"], check=False)
    for need in missing:
        words = ("install", "-y", "--no-install-recommends", *need.packages)
        if subprocess.run([*before, "apt-get", "-qq", *words], check=False).returncode:
            sys.stderr.write(f"{need.program} for {need.why} could not be installed: see above.\n")
            is_whole = False
    if shutil.which("npm"):
        is_whole = ensure_node() and is_whole
    if not is_whole:
        raise typer.Exit(1)


def ensure(arguments: Sequence[str]) -> None:
    """Installs what the chosen tests need, when this is root on Debian.

    Elsewhere tests without their program say so and are left out; raises Problem with the command for what
    cannot be left out in silence.
    """
    for need in NEEDS:
        if need.left_out and any("not browser" in argument for argument in arguments):
            continue
        if _is_in_tests(need.mark, arguments):
            _ensure(need)
            if need.program == "npm" and shutil.which("npm"):
                ensure_node()


def ensure_node() -> bool:
    """Installs the programs of tests/node, as its lock pins them; whether they are there then."""
    lock, installed = NODE / "package-lock.json", NODE / "node_modules" / ".package-lock.json"
    if installed.exists() and installed.stat().st_mtime >= lock.stat().st_mtime:
        return True
    sys.stderr.write("totalaudio: installing the programs of tests/node\n")
    if subprocess.run(
        ["npm", "ci", "--silent"], cwd=NODE, stdout=sys.stderr, check=False
    ).returncode:
        sys.stderr.write("totalaudio: they could not be installed, so their tests are left out\n")
        return False
    installed.touch()
    return True


def _ensure(need: Need) -> None:
    if shutil.which(need.program):
        return
    apt = shutil.which("apt-get")
    command = (
        f"apt-get update && apt-get install -y --no-install-recommends {' '.join(need.packages)}"
    )
    instead = f"run sudo sh -c '{command}', or choose with {need.left_out}"
    if not apt or os.geteuid() != 0:
        if need.left_out:
            raise Problem(f"{need.why} need {need.program}: {instead}.")
        return
    sys.stderr.write(f"totalaudio: installing {need.program} for {need.why}\n")
    if _is_installed(apt, need.packages):
        return
    if need.left_out:
        raise Problem(f"{need.program} could not be installed (see above): {instead}.")
    sys.stderr.write("totalaudio: it could not be installed, so these tests are left out\n")


def _is_installed(apt: str, packages: Sequence[str]) -> bool:
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive", "RUNLEVEL": "1"}
    steps = (["update"], ["install", "-y", "--no-install-recommends", *packages])
    return not any(
        subprocess.run(
            [apt, "-qq", *arguments], stdout=sys.stderr, env=environment, check=False
        ).returncode
        for arguments in steps
    )


def _is_in_tests(wanted: re.Pattern[str], arguments: Sequence[str]) -> bool:
    chosen = [Path(argument.partition("::")[0]) for argument in arguments]
    places = [path for path in chosen if path.is_absolute() and path.exists()]
    return any(
        wanted.search(file.read_text(encoding="utf-8"))
        for place in places or [ROOT / "src", ROOT / "tests"]
        for file in _test_files(place)
    )


def _test_files(place: Path) -> Iterator[Path]:
    if place.is_file():
        yield place
    else:
        yield from place.rglob("test_*.py")
        yield from place.rglob("conftest.py")
