"""Programs of the machine that a site needs."""

import re
import shutil
import subprocess
from typing import Final

from totalaudio_ops.problems import Problem

OLDEST_HAPROXY: Final = (2, 6)
_SBIN: Final = "/usr/sbin:/usr/local/sbin"  # not in everybody's PATH


def haproxy() -> str:
    """Where HAProxy is; raises Problem when it is missing or too old."""
    found = found_program("haproxy")
    if found is None:
        raise Problem("HAProxy is not installed: apt-get install haproxy.")
    if (version := _version(found)) < OLDEST_HAPROXY:
        raise Problem(
            f"HAProxy is {'.'.join(map(str, version)) or 'of an unknown version'}, and 2.6 is needed: "
            "install a newer one (Debian 12 has it)."
        )
    return found


def found_program(name: str) -> str | None:
    """Where a program is; administrators' programs are found by everybody."""
    return shutil.which(name) or shutil.which(name, path=_SBIN)


def _version(program: str) -> tuple[int, ...]:
    done = subprocess.run([program, "-v"], capture_output=True, text=True, check=False)
    found = re.search(r"version (\d+)\.(\d+)", done.stdout)
    return tuple(map(int, found.groups())) if found else ()
