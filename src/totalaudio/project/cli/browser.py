"""The browser that some tests drive: Debian's Chromium."""

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


def needs_browser(arguments: Sequence[str]) -> bool:
    """Tells whether a test that drives a browser may be among those chosen."""
    if any("not browser" in argument for argument in arguments):
        return False
    chosen = [Path(argument.partition("::")[0]) for argument in arguments]
    places = [path for path in chosen if path.is_absolute() and path.exists()]
    return any(
        IS_MARKED.search(file.read_text(encoding="utf-8"))
        for place in places or [ROOT / "src", ROOT / "tests"]
        for file in _test_files(place)
    )


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
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for arguments in (["update"], ["install", "-y", "--no-install-recommends", *PACKAGES]):
        if subprocess.run(
            [apt, "-qq", *arguments], stdout=sys.stderr, env=environment, check=False
        ).returncode:
            raise Problem(
                f"Chromium could not be installed (see above): run {command}, or choose with -m 'not browser'."
            )


def _test_files(place: Path) -> Iterator[Path]:
    if place.is_file():
        yield place
    else:
        yield from place.rglob("test_*.py")
        yield from place.rglob("conftest.py")
