"""Releases that are cut off at each step that touches the disk, in processes of their own.

`python -m totalaudio_ops.releases.tests.cutting kill|fail EVERY FOLDER`: prints how each one ended, as JSON.
A step is whatever Python is about to do with a file below the checkout: open, rename, remove, make a folder.
"""

import errno
import json
import os
import shutil
import signal
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from totalaudio_ops.problems import Problem
from totalaudio_ops.releases.applying import read, release
from totalaudio_ops.releases.tests.making import checkout, contents

STEPS: Final = {
    "open",
    "os.rename",
    "os.remove",
    "os.mkdir",
    "os.rmdir",
    "os.link",
    "shutil.rmtree",
}
CHANGESETS: Final = {
    "calm-keys-run": '---\n"core": minor\n"tracker": patch\n---\n\nShared.\n',
    "kind-bells-ring": '---\n"tracker": minor\n---\n\nBoards.\n',
}


def main(how: str, every: int, folder: Path) -> None:
    """Cut at each step until one run is not reached any more."""
    before, after = _both(folder)
    found = []
    for step in range(1, 1_000, every):
        root = checkout(folder / f"{step}", **CHANGESETS)
        status = _cut(root, how, step)
        found.append([step, status, _left(root, before, after)])
        shutil.rmtree(root)
        if status == 0:
            break
    sys.stdout.write(json.dumps(found))


def _both(folder: Path) -> tuple[Mapping[str, bytes], Mapping[str, bytes]]:
    root = checkout(folder / "whole", **CHANGESETS)
    before = contents(root)
    release(root)
    return before, contents(root)


def _cut(root: Path, how: str, step: int) -> int:
    """How the process ended: 0 done, 3 refused with a Problem, else the signal."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    _arm(root, how, step)
    try:
        release(root)
    except Problem:
        os._exit(3)
    os._exit(0)


def _arm(root: Path, how: str, step: int) -> None:
    left = step

    def note(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal left
        if event in STEPS and any(str(root) in str(argument) for argument in arguments):
            left -= 1
            if left == 0:
                if how == "kill":
                    os.kill(os.getpid(), signal.SIGKILL)
                raise OSError(errno.ENOSPC, "No space left on device", str(root))

    sys.addaudithook(note)


def _left(root: Path, before: Mapping[str, bytes], after: Mapping[str, bytes]) -> str:
    """What the next command finds."""
    try:
        read(root)
    except Problem as problem:
        return str(problem)
    found = contents(root)
    return "old" if found == before else "new" if found == after else f"half: {sorted(found)}"


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), Path(sys.argv[3]))
