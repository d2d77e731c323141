"""Asks git about a checkout, in the few words that the gate needs."""

import os
import subprocess
from pathlib import Path

from totalaudio_ops.problems import Problem

SECONDS = 30


def ask(root: Path, *words: str) -> str:
    """What git prints, without the last line break; raises Problem with what it said."""
    # Whatever surrounds us (a hook, another checkout) must not name another repository.
    environment = {name: value for name, value in os.environ.items() if name[:4] != "GIT_"}
    try:
        done = subprocess.run(
            ["git", "-C", str(root), *words],
            env=environment | {"LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=SECONDS,
            check=False,
        )
    except FileNotFoundError:
        raise Problem("git is not installed: install it, or deploy from where it is.") from None
    except subprocess.TimeoutExpired:
        raise Problem(f"git {words[0]} did not end within {SECONDS} s.") from None
    if done.returncode:
        said = (done.stderr.strip() or "it said nothing").splitlines()[0]
        raise Problem(f"git {words[0]} in {root}: {said.removeprefix('fatal: ')}.")
    return done.stdout.rstrip("\n")
