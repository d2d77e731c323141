"""Folders for what lies somewhere for a moment: private, gone afterwards, and tidied up when somebody was killed."""

import contextlib
import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path


@contextlib.contextmanager
def held_folder(prefix: str, parent: Path) -> Iterator[Path]:
    """Yields a folder that only we can read; what killed runs of ours have left with that prefix goes first."""
    _tidy(parent, prefix)
    folder, descriptor = _made(parent, prefix)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        os.close(descriptor)


def _made(parent: Path, prefix: str) -> tuple[Path, int]:
    """A new folder and what holds it; somebody else may tidy it away before it is held."""
    while True:
        folder = Path(tempfile.mkdtemp(prefix=prefix, dir=parent))
        with contextlib.suppress(FileNotFoundError):
            descriptor = _open(folder)
            fcntl.flock(descriptor, fcntl.LOCK_EX)  # ends with the process, however that ends
            if folder.exists():
                return folder, descriptor
            os.close(descriptor)


def _tidy(parent: Path, prefix: str) -> None:
    for folder in parent.glob(f"{prefix}*"):
        with contextlib.suppress(OSError):
            _remove_unheld(folder)


def _remove_unheld(folder: Path) -> None:
    descriptor = _open(folder)
    try:
        if os.fstat(descriptor).st_uid == os.geteuid():
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(folder, ignore_errors=True)
    finally:
        os.close(descriptor)


def _open(folder: Path) -> int:
    return os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
