"""`totalaudio lock`: compiles the pinned dependencies."""

import os
import shutil
import subprocess

from totalaudio.project.platform.places import ROOT
from totalaudio_ops.problems import Problem

COMPILE = (
    "pip",
    "compile",
    "--python-version",
    "3.12",
    "--universal",
    "--generate-hashes",
    "--no-header",
    "--quiet",
)


def lock() -> None:
    """Compile requirements/*.in to *.txt, with hashes; the next command installs what changed.

    Example: ./totalaudio lock
    """
    uv = os.environ.get("UV") or shutil.which("uv")
    if not uv:
        raise Problem("uv is not here: run this through ./totalaudio, which gets it.")
    for name in ("runtime", "dev", "uv"):
        source, target = (f"requirements/{name}.{ending}" for ending in ("in", "txt"))
        done = subprocess.run([uv, *COMPILE, source, "-o", target], cwd=ROOT, check=False)
        if done.returncode:
            raise Problem(
                f"{source} could not be compiled (see above): change it and run this again."
            )
