"""What some tests need of Debian: Chromium, which they drive, Dovecot for mail, and Prometheus for counts."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from totalaudio.project.platform.places import ROOT
from totalaudio_ops.problems import Problem

PACKAGES = ("chromium", "fonts-liberation")
IS_MARKED = re.compile(r"\bmark\.browser\b")
MAIL_PACKAGES = ("dovecot-core", "dovecot-imapd")
HAS_MAIL = re.compile(r"\btests\.support\.dovecot\b")
SCRAPING_PACKAGES = ("prometheus",)
HAS_SCRAPING = re.compile(r"\btests\.support\.prometheus\b")


def needs_browser(arguments: Sequence[str]) -> bool:
    """Tells whether a test that drives a browser may be among those chosen."""
    if any("not browser" in argument for argument in arguments):
        return False
    return _is_in_tests(IS_MARKED, arguments)


def needs_mail(arguments: Sequence[str]) -> bool:
    """Tells whether a test with a mail provider may be among those chosen."""
    return _is_in_tests(HAS_MAIL, arguments)


def needs_prometheus(arguments: Sequence[str]) -> bool:
    """Tells whether a test with a Prometheus may be among those chosen."""
    return _is_in_tests(HAS_SCRAPING, arguments)


def ensure_browser() -> None:
    """Installs Chromium when this is root on Debian; raises Problem with the command for others."""
    if shutil.which("chromium"):
        return
    apt = shutil.which("apt-get")
    command = f"apt-get update && apt-get install -y --no-install-recommends {' '.join(PACKAGES)}"
    if not apt or os.geteuid() != 0:
        raise Problem(
            f"the browser tests need Chromium: run sudo sh -c '{command}', or choose with -m 'not browser'."
        )
    sys.stderr.write("totalaudio: installing Chromium for the browser tests\n")
    if not _is_installed(apt, PACKAGES):
        raise Problem(
            f"Chromium could not be installed (see above): run {command}, or choose with -m 'not browser'."
        )


def ensure_mail() -> None:
    """Installs Dovecot when this is root on Debian; elsewhere the tests that need it say so and are left out."""
    _ensure("dovecot", MAIL_PACKAGES, "installing Dovecot for the tests with a mail provider")


def ensure_prometheus() -> None:
    """Installs Prometheus in the same way."""
    _ensure(
        "prometheus", SCRAPING_PACKAGES, "installing Prometheus for the test that compares counts"
    )


def _ensure(program: str, packages: Sequence[str], says: str) -> None:
    apt = shutil.which("apt-get")
    if shutil.which(program) or not apt or os.geteuid() != 0:
        return
    sys.stderr.write(f"totalaudio: {says}\n")
    if not _is_installed(apt, packages):
        sys.stderr.write("totalaudio: it could not be installed, so these tests are left out\n")


def _is_installed(apt: str, packages: Sequence[str]) -> bool:
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
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
